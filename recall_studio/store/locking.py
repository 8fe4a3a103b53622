"""One window a study: a lock that the system lets go of when its holder dies, and that says who holds it."""

from __future__ import annotations

import json
import os
import platform
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from recall_studio.domain.errors import StudyBusy
from recall_studio.domain.words import _
from recall_studio.store.folder import place_error

if TYPE_CHECKING:
    from recall_studio.store.folder import StudyFolder

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class WindowLock:
    """Held by the window that has the study open, and by a restore. Command lines may write beside a window.

    The lock itself is the operating system's, so a stale one cannot be: who died holds nothing. The file beside it
    only says who it is.
    """

    def __init__(self, folder: StudyFolder) -> None:
        self._lock = FileLock(folder.root / "window.lock")
        self._holder = folder.root / "window.json"

    def take(self) -> None:
        """Take the lock.

        Raises:
            StudyBusy: another window has the study open.
            BadFile, DiskFull: the lock cannot be made here.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StudyBusy(
                _("This study is open in another window ({holder}).", holder=self._who()),
                remedy=_("Close it there first."),
            ) from None
        except OSError as error:
            raise place_error(error, self._holder) from error
        holder = {"pid": os.getpid(), "boot": _boot_id(), "host": socket.gethostname()}
        with suppress(OSError):  # it only says who it is: no reason not to hold the lock
            self._holder.write_text(json.dumps(holder), encoding="utf-8")

    def give_back(self) -> None:
        """Let the lock go."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _who(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return _("process {pid} on {host}", pid=int(holder["pid"]), host=str(holder["host"]))
        except (OSError, ValueError, KeyError, TypeError):
            return _("unknown process")


def _boot_id() -> str:
    return _BOOT_ID.read_text(encoding="ascii").strip() if _BOOT_ID.exists() else platform.node()
