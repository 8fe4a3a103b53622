"""What Qt Multimedia reads a recording from. It never fails towards Qt: that hangs or ends the process."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QIODevice
from typing_extensions import override

from recall_studio.domain.errors import RecallError

if TYPE_CHECKING:
    from collections.abc import Callable


class RecordingDevice(QIODevice):
    """A seekable reader as Qt wants it. Qt calls it on threads of its own.

    After a failure there are zeros, and `failure` says what happened; Qt can be told to stop then.

    Args:
        reader: a seekable reader of the recording's bytes, used by nobody else and closed with this.
        wake: called on Qt's thread at the first failure.

    Attributes:
        failure: what went wrong, or None.

    Raises:
        OSError: the file cannot be read at all.
    """

    def __init__(self, reader: BinaryIO, wake: Callable[[], None]) -> None:
        super().__init__()
        self.failure: OSError | ValueError | RecallError | None = None
        self._reader, self._wake = reader, wake
        self._lock = threading.Lock()
        self._left = False
        self._size = reader.seek(0, os.SEEK_END)
        self._place = 0
        # Unbuffered: Qt's own buffer would keep a copy of what was read, and FFmpeg has one already.
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    @override
    def size(self) -> int:
        """The length of the recording in bytes."""
        return self._size

    @override
    def isSequential(self) -> bool:
        """No: every place can be read at any time."""
        return False

    @override
    def seek(self, pos: int) -> bool:
        """Go to a place, in bytes from the start."""
        with self._lock:
            self._place = max(0, min(pos, self._size))
        return super().seek(pos)

    @override
    def readData(self, maxlen: int) -> bytes:
        """At most so many bytes from here; none only at the end."""
        with self._lock:
            wanted = max(0, min(maxlen, self._size - self._place))
            found = self._read(wanted)
            self._place += len(found)
        return found

    @override
    def writeData(self, data: bytes, len: int) -> int:  # type: ignore[override]
        """Nothing is ever written."""
        return 0

    def leave(self) -> None:
        """Serve zeros from now on, quickly: nobody looks at them any more."""
        self._left = True

    def done(self) -> None:
        """Close the reader; Qt has let go of this."""
        with self._lock:
            self._left = True
            self._reader.close()
        self.close()

    def _read(self, wanted: int) -> bytes:
        if self._left or self.failure or not wanted:
            return bytes(wanted)
        try:
            self._reader.seek(self._place)
            found = self._reader.read(wanted)
        except (OSError, ValueError, RecallError) as error:
            return self._failed(error, wanted)
        # A file that became shorter while it plays: its end is missing.
        return bytes(found) if found else self._failed(OSError("The file ends too early."), wanted)

    def _failed(self, error: OSError | ValueError | RecallError, wanted: int) -> bytes:
        self.failure = error
        self._wake()
        return bytes(wanted)
