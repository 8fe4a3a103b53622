"""The bytes of a recording for libVLC: by callbacks from our own reader, never by a path or an address.

Called on libVLC's threads. No error may cross into C: it gets the end of the file, and the engine hears why.
"""

from __future__ import annotations

import ctypes
import itertools
import os
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import AccessRefused, RecallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from recall_studio.domain.access import Playable

_Pointer = ctypes.c_void_p
# python-vlc declares the buffer to be read into as text that cannot be written to, so these are our own.
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, _Pointer)
_READ = ctypes.CFUNCTYPE(ctypes.c_ssize_t, _Pointer, _Pointer, ctypes.c_size_t)
_SEEK = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_uint64)
_CLOSE = ctypes.CFUNCTYPE(None, _Pointer)
_DONE, _FAILED = 0, -1


class Reading:
    """Gives libVLC the bytes of one file; keep it as long as any media made from it.

    Args:
        playable: gives readers.
        failed: told the key of a trouble, on a thread of libVLC's.
    """

    def __init__(self, playable: Playable, failed: Callable[[str], None]) -> None:
        self._playable, self._failed = playable, failed
        self._readers: dict[int, BinaryIO] = {}
        self._numbers = itertools.count(1)
        self._callbacks = (_OPEN(self._open), _READ(self._read), _SEEK(self._seek), _CLOSE(self._close))

    def media(self, instance: Any) -> Any:
        """A new `vlc.Media` that reads from here, or None when libVLC gives none."""
        import vlc

        make = vlc.dll.libvlc_media_new_callbacks
        make.argtypes, make.restype = [_Pointer] * 6, _Pointer
        pointers = [ctypes.cast(callback, _Pointer) for callback in self._callbacks]
        made = make(instance, *pointers, None)
        return vlc.Media(made) if made else None

    def _open(self, _opaque: int | None, number_place: int, size_place: int) -> int:
        try:
            reader = self._playable.open()
            size = reader.seek(0, os.SEEK_END)
            reader.seek(0)
        except (OSError, ValueError, RecallError) as error:
            return self._fail(error)
        number = next(self._numbers)
        self._readers[number] = reader
        ctypes.c_void_p.from_address(number_place).value = number
        ctypes.c_uint64.from_address(size_place).value = size
        return _DONE

    def _read(self, number: int, place: int, size: int) -> int:
        if self._playable.revoked:
            self._failed("withdrawn")
            return _FAILED
        try:
            found = self._readers[number].read(size)[:size]
        except (OSError, ValueError, RecallError) as error:
            return self._fail(error)
        ctypes.memmove(place, found, len(found))
        return len(found)

    def _seek(self, number: int, place: int) -> int:
        try:
            self._readers[number].seek(place)
        except (OSError, ValueError, RecallError) as error:
            return self._fail(error)
        return _DONE

    def _close(self, number: int) -> None:
        reader = self._readers.pop(number, None)
        try:
            if reader is not None:
                reader.close()
        except (OSError, ValueError, RecallError):
            return  # it was only read from: nothing is lost

    def _fail(self, error: Exception) -> int:
        if isinstance(error, AccessRefused):
            self._failed("withdrawn")
        else:
            self._failed("file_gone" if isinstance(error, RecallError) else "damaged")
        return _FAILED
