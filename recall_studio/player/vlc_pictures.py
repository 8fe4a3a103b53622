"""The pictures that libVLC shows: drawn into memory of ours, with the moment and the signature of each.

Called on libVLC's threads; nothing here calls back into libVLC.
"""

from __future__ import annotations

import ctypes
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recall_studio.media.signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_Pointer = ctypes.c_void_p
# python-vlc declares the name of the pixel format as text that cannot be written to, so these are our own.
_FORMAT = ctypes.CFUNCTYPE(ctypes.c_uint, _Pointer, _Pointer, _Pointer, _Pointer, _Pointer, _Pointer)
_CLEAN_UP = ctypes.CFUNCTYPE(None, _Pointer)
_LOCK = ctypes.CFUNCTYPE(_Pointer, _Pointer, _Pointer)
_DISPLAY = ctypes.CFUNCTYPE(None, _Pointer, _Pointer)

_LIKE_JPEG = {b"J420", b"J422", b"J440", b"J444"}
_BUFFERS = 5  # being drawn, shown last, taken, held, and one to choose
_ALIGNED = 32  # bytes; libVLC copies faster to such places, and overruns rows up to the next one


@dataclass(frozen=True, slots=True)
class Layout:
    """How an I420 picture lies in a buffer: size in pixels, and for each plane its stride, its rows and its start."""

    width: int
    height: int

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each plane, as far as it is seen."""
        half = ((self.width + 1) // 2, (self.height + 1) // 2)
        return (self.width, self.height), half, half

    @property
    def strides(self) -> tuple[int, int, int]:
        """Bytes from one row to the next."""
        half = _rounded((self.width + 1) // 2)
        return _rounded(self.width), half, half

    @property
    def rows(self) -> tuple[int, int, int]:
        """Rows of each plane, with those that are drawn but not seen."""
        half = _rounded((self.height + 1) // 2)
        return _rounded(self.height), half, half

    @property
    def starts(self) -> tuple[int, int, int]:
        """Where each plane begins."""
        sizes = [stride * rows for stride, rows in zip(self.strides, self.rows, strict=True)]
        return 0, sizes[0], sizes[0] + sizes[1]

    @property
    def size_bytes(self) -> int:
        """All planes together."""
        return self.starts[2] + self.strides[2] * self.rows[2]


def _rounded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


class Buffer:
    """Memory for one picture."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._memory = (ctypes.c_ubyte * (layout.size_bytes + _ALIGNED))()
        place = ctypes.addressof(self._memory)
        self._skipped = _rounded(place) - place

    @property
    def places(self) -> list[int]:
        """The address of each plane."""
        first = ctypes.addressof(self._memory) + self._skipped
        return [first + start for start in self.layout.starts]

    @property
    def planes(self) -> tuple[memoryview, ...]:
        """The bytes of each plane; they keep the memory alive."""
        whole = memoryview(self._memory).cast("B")[self._skipped :]
        layout = self.layout
        return tuple(
            whole[start : start + stride * rows]
            for start, stride, rows in zip(layout.starts, layout.strides, layout.rows, strict=True)
        )

    @property
    def luma(self) -> NDArray[np.uint8]:
        """The brightness, shape (rows, columns)."""
        stride = self.layout.strides[0]
        rows = np.frombuffer(memoryview(self._memory), np.uint8, stride * self.layout.height, self._skipped)
        luma: NDArray[np.uint8] = rows.reshape(self.layout.height, stride)[:, : self.layout.width]
        return luma


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture that libVLC showed.

    Attributes:
        at_s: when, in seconds of the steady clock.
        signature: of its brightness.
        buffer: where it lies as libVLC drew it; only the last one taken, and the one held, are still there.
        turns: quarters of a turn, anticlockwise, from there to the stored picture.
    """

    at_s: float
    signature: int
    buffer: Buffer
    turns: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the stored picture."""
        size = self.buffer.layout.sizes[0]
        return size[::-1] if self.turns % 2 else size

    @property
    def planes(self) -> tuple[memoryview, ...]:
        """The bytes of each plane of the stored picture."""
        planes = self.buffer.planes
        return tuple(self._turned_back(plane, number) for number, plane in enumerate(planes)) if self.turns else planes

    @property
    def strides(self) -> tuple[int, ...]:
        """Bytes from one row to the next of each of the planes."""
        layout = self.buffer.layout
        if not self.turns:
            return layout.strides
        return tuple(size[self.turns % 2] for size in layout.sizes)

    def _turned_back(self, plane: memoryview, number: int) -> memoryview:
        width, height = self.buffer.layout.sizes[number]
        rows = np.frombuffer(plane, np.uint8).reshape(-1, self.buffer.layout.strides[number])[:height, :width]
        return memoryview(np.rot90(rows, self.turns).tobytes())


class Pictures:
    """Where one player of libVLC draws.

    Args:
        player: a `vlc.MediaPlayer` that has not played yet.
        size: width and height of the stored picture.
        rotation: degrees clockwise that libVLC turns it before it draws.
        told: called on a thread of libVLC's after each picture.
    """

    def __init__(self, player: Any, size: tuple[int, int], rotation: int, told: Callable[[], None]) -> None:
        self._turns = round(rotation / 90) % 4
        self._layout = Layout(*(size if self._turns % 2 == 0 else size[::-1]))
        self._told = told
        self._lock = threading.Lock()
        self._buffers: list[Buffer] = []
        self._latest: Buffer | None = None
        self._taken: Buffer | None = None
        self._held: Buffer | None = None
        self._shown: list[Shown] = []
        self._callbacks = (
            _LOCK(self._on_lock),
            _DISPLAY(self._on_display),
            _FORMAT(self._on_format),
            _CLEAN_UP(lambda _opaque: None),
        )
        self._attach(player)

    def _attach(self, player: Any) -> None:
        import vlc

        lock, display, form, clean_up = (ctypes.cast(callback, _Pointer) for callback in self._callbacks)
        set_drawing = vlc.dll.libvlc_video_set_callbacks
        set_drawing.argtypes, set_drawing.restype = [_Pointer] * 5, None
        set_drawing(player, lock, None, display, None)
        set_format = vlc.dll.libvlc_video_set_format_callbacks
        set_format.argtypes, set_format.restype = [_Pointer] * 3, None
        set_format(player, form, clean_up)

    def take(self) -> list[Shown]:
        """What was shown since the last time; the last one lies still until the next time there is one."""
        with self._lock:
            taken, self._shown = self._shown, []
            if taken:
                self._taken = taken[-1].buffer
        return taken

    def hold(self, shown: Shown) -> None:
        """Let the one taken last lie still until another one is held."""
        with self._lock:
            self._held = shown.buffer

    def _on_format(self, _opaque: int | None, chroma: int, width: int, height: int, strides: int, rows: int) -> int:
        layout = self._layout
        if ctypes.string_at(chroma, 4) not in _LIKE_JPEG:
            ctypes.memmove(chroma, b"I420", 4)
        else:  # the same, with luma from 0 to 255: asked for I420, libVLC would change each value
            ctypes.memmove(chroma, b"J420", 4)
        # libVLC offers the coded size, which can be a few rows more than are seen.
        ctypes.c_uint.from_address(width).value = layout.width
        ctypes.c_uint.from_address(height).value = layout.height
        (ctypes.c_uint * 3).from_address(strides)[:] = list(layout.strides)
        (ctypes.c_uint * 3).from_address(rows)[:] = list(layout.rows)
        with self._lock:
            self._buffers = [Buffer(layout) for _number in range(_BUFFERS)]
        return 1

    def _on_lock(self, _opaque: int | None, planes: int) -> int:
        with self._lock:
            taken = (self._latest, self._taken, self._held)
            number, drawn = next(
                (number, buffer) for number, buffer in enumerate(self._buffers, start=1) if buffer not in taken
            )
        (ctypes.c_size_t * 3).from_address(planes)[:] = [*drawn.places]
        return number

    def _on_display(self, _opaque: int | None, number: int) -> None:
        at_s, buffer = time.monotonic(), self._buffers[number - 1]
        signature = signature_of(np.rot90(buffer.luma, self._turns))
        with self._lock:
            self._latest = buffer
            self._shown.append(Shown(at_s, signature, buffer, self._turns))
        self._told()
