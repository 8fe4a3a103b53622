"""Two logs in the user's state folder: a rotating one of what ran, and one of crashes. Ids and kinds only.

An exception's own words may hold content, so a crash is kept as its type and the places it passed, nothing more.
"""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from recall_studio.store.state import state_folder

if TYPE_CHECKING:
    from pathlib import Path

LOGGER = logging.getLogger("recall_studio")
_LARGEST_BYTES, _KEPT = 512 * 1024, 3


class _SilentHandler(logging.handlers.RotatingFileHandler):
    """Goes without what cannot be written: the log must never get in the way of the work."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing. Python would print a traceback, say when another process on Windows holds the file open."""


def start_logging() -> None:
    """Write the log from now on; where the state folder cannot be written to, the program goes without."""
    if LOGGER.handlers:
        return
    try:
        handler = _SilentHandler(
            state_folder() / "recall-studio.log",
            maxBytes=_LARGEST_BYTES,
            backupCount=_KEPT,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        LOGGER.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def keep_crash(error: BaseException, version: str) -> Path:
    """Add a crash to `crash.log` and say where that is.

    Raises:
        OSError: it cannot be written.
    """
    place = state_folder() / "crash.log"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')} {version} {type(error).__qualname__}"]
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    with place.open("a", encoding="utf-8") as handle:
        handle.write("\n".join(lines) + "\n")
    return place
