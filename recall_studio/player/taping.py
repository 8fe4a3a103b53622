"""The thread that keeps an interview's sound: it goes to the disk as it is heard, and is safe half a second later."""

from __future__ import annotations

import os
import queue
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from recall_studio.media.sound_pieces import PieceHead, block_bytes
from recall_studio.store import files

if TYPE_CHECKING:
    from recall_studio.store.folder import StudyFolder

SAFE_S = 0.4
"""At most so long after it was written something is safe from a loss of power too."""
AGAIN_S = 1.0
"""How long after a failure it is tried again."""
MOST_WAITING = 3000
"""Blocks that are kept in memory while the disk is full: about five minutes."""
_NO_ROOM = (28, 122)  # ENOSPC, EDQUOT


class _Job(NamedTuple):
    """A piece that begins, or a block of the present one; neither: the piece has ended."""

    name: str = ""
    head: PieceHead | None = None
    block: bytes = b""


class Taping:
    """Writes pieces on a thread of its own.

    Args:
        folder: the study's.

    Attributes:
        trouble: `no_room` or `not_kept` while nothing can be written, else empty.
        dropped: how many blocks were lost because that lasted too long.
    """

    def __init__(self, folder: StudyFolder) -> None:
        self.trouble = ""
        self.dropped = 0
        self._folder = folder
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._file: BinaryIO | None = None
        self._good = 0  # bytes of the present piece that are whole
        self._unsafe_since: float | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    def begin_piece(self, name: str, head: PieceHead) -> None:
        """What is kept from here on goes into another piece."""
        self._jobs.put(_Job(name, head))

    def keep(self, sound: bytes, heard_us: int) -> None:
        """Write samples; `heard_us` is when the last came in."""
        if self.trouble and self._jobs.qsize() > MOST_WAITING:
            self.dropped += 1
            return
        self._jobs.put(_Job(block=block_bytes(sound, heard_us)))

    def end_piece(self) -> None:
        """See that all of it is safe soon, and let the file go."""
        self._jobs.put(_Job())

    def close(self) -> None:
        """Write what waits and end; returns at once. What cannot be written by then is lost."""
        self._closing = True
        self._jobs.put(None)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Until everything is written, after `close()`; for any thread. Says whether it is."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=SAFE_S if self._unsafe_since is not None else None)
            except queue.Empty:
                self._make_safe()
                continue
            if job is None:
                break
            self._do(job)
        self._let_go()

    def _do(self, job: _Job) -> None:
        """Do it, and try again until it is done: a full disk may be emptied."""
        while True:
            try:
                self._try(job)
            except OSError as error:
                self.trouble = "no_room" if error.errno in _NO_ROOM else "not_kept"
                if self._closing:
                    return
                time.sleep(AGAIN_S)
            else:
                self.trouble = ""
                return

    def _try(self, job: _Job) -> None:
        if job.head is not None:
            self._let_go()
            self._file, self._good = files.new_piece(self._folder, job.name), 0
            self._write(job.head.to_bytes())
        elif job.block:
            self._write(job.block)
        else:
            self._let_go()
        if self._unsafe_since is not None and time.monotonic() - self._unsafe_since > SAFE_S:
            self._make_safe()

    def _write(self, whole: bytes) -> None:
        """All of it, or the file as it was."""
        if self._file is None:
            return
        self._file.seek(self._good)
        left = memoryview(whole)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            with suppress(OSError):
                self._file.truncate(self._good)
            raise
        self._good += len(whole)
        self._unsafe_since = self._unsafe_since or time.monotonic()

    def _make_safe(self) -> None:
        self._unsafe_since = None
        if self._file is not None:
            with suppress(OSError):  # it is written; the next one tries again
                os.fsync(self._file.fileno())

    def _let_go(self) -> None:
        self._make_safe()
        if self._file is not None:
            self._file.close()
            self._file = None
