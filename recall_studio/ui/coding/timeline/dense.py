"""Paints a row whose moments lie too close for words: few as rectangles, many as one line of an image, by numpy."""

from __future__ import annotations

import importlib
import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from recall_studio.ui.coding.timeline.inks import fill_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.ui.coding.timeline.lanes import Line

RASTER_FROM = 40
"""From so many moments in a row on, numpy is quicker than a rectangle each."""
LOADED_FOR = 250
"""For fewer numpy is not loaded, which takes longer than all of them."""
LEAST_PX = 2
GAP_PX = 4
"""What is filled goes on over gaps that are not wider."""
SHADE = 0.45
"""How much of its colour one moment gives to a line of density; the more lie there, the fuller it is."""


class Stretch(NamedTuple):
    """What of the time is seen, and over how many px."""

    begin_ms: float
    scale: float
    width: int

    @property
    def end_ms(self) -> float:
        """Where it ends."""
        return self.begin_ms + self.width / self.scale


def load_numpy(_progress: object = None) -> None:
    """Have it in memory before the first picture wants it."""
    importlib.import_module("numpy")


def paint_filled(painter: QPainter, line: Line, room: QRect, seen: Stretch, *, dark: bool) -> None:
    """Fill every column in which something lies, in the colour of what began there last.

    Args:
        painter: its origin is where `seen` begins.
        line: the stretches.
        room: top and height count.
        seen: what is visible.
        dark: whether the window is.
    """
    first, last = line.between(seen.begin_ms, seen.end_ms)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if not _is_raster(last - first):
        for ink, rects in _by_ink(filled_rects(line, range(first, last), seen)).items():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill_of_ink(ink, dark=dark))
            painter.drawRects([QRect(left, room.top(), right - left, room.height()) for left, right in rects])
    else:
        _stretch(painter, filled_columns(line, first, last, seen), room, dark=dark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def paint_density(painter: QPainter, lines: Sequence[Line], room: QRect, seen: Stretch, *, ink: QColor) -> None:
    """One line for all of them, fuller where more of them lie over each other."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    places = [line.between(seen.begin_ms, seen.end_ms) for line in lines]
    if not _is_raster(sum(last - first for first, last in places)):
        shade = QColor(ink)
        shade.setAlphaF(SHADE)
        for line, (first, last) in zip(lines, places, strict=True):
            for left, right in _edges(line, range(first, last), seen):
                if right > 0 and left < seen.width:
                    painter.fillRect(left, room.top(), right - left, room.height(), shade)
    else:
        _paint_counts(painter, sum_of(lines, places, seen), room, ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def filled_rects(line: Line, places: range, seen: Stretch) -> Iterator[tuple[int, int, int]]:
    """The filled columns as stretches: left, the first column behind it, colour; later ones lie on top."""
    reach, inks = -GAP_PX * 2, line.inks
    now: tuple[int, int, int] | None = None
    for place, (left, right) in zip(places, _edges(line, places, seen), strict=True):
        touches = left - reach <= GAP_PX
        reach = max(reach, right)
        if now is not None and touches and inks[place] == now[2] and now[1] >= left - GAP_PX:
            now = (now[0], max(now[1], right), now[2])
            continue
        if now is not None:
            yield (now[0], max(now[1], left) if touches else now[1], now[2])
        now = (left, right, inks[place])
    if now is not None:
        yield now


def filled_columns(line: Line, first: int, last: int, seen: Stretch) -> Any:
    """Per column the colour that fills it, −1 where nothing lies; shape (width,).

    What began last before a column is found by halves, so that it costs the same however many there are.
    """
    import numpy as np

    columns, borders = _grid(seen.width, seen.begin_ms, seen.scale)
    starts, ends = (np.frombuffer(times, np.int64)[first:last] for times in (line.starts, line.ends))
    if line.overlaps:
        ends = np.maximum.accumulate(ends)
    latest = np.searchsorted(starts, borders) - 1
    is_behind = latest < 0
    latest[is_behind] = 0
    reach = np.maximum(_px(ends[latest], seen), _px(starts[latest], seen) + LEAST_PX)
    following = starts[np.minimum(latest + 1, len(starts) - 1)]
    gap = _px(following, seen) - reach  # of the last one it is negative
    is_filled = (columns < reach) | ((gap > 0) & (gap <= GAP_PX))
    inks = np.frombuffer(line.inks, np.dtype(line.inks.typecode))[first:last]
    return np.where(is_filled & ~is_behind, inks[latest].astype(np.int64), -1)


@lru_cache(maxsize=4)
def _grid(width: int, begin_ms: float, scale: float) -> tuple[Any, Any]:
    """The columns, and where each ends; the same for every line of a picture."""
    import numpy as np

    columns = np.arange(width)
    # Whole ms, for numpy would make all of the starts broken numbers first.
    return columns, np.ceil(begin_ms + (columns + 1) / scale).astype(np.int64)


def sum_of(lines: Sequence[Line], places: Sequence[tuple[int, int]], seen: Stretch) -> Any:
    """Per column how many lie there; shape (width,)."""
    import numpy as np

    total = np.zeros(seen.width, np.int64)
    for line, (first, last) in zip(lines, places, strict=True):
        left, right = _edges_of_all(line, first, last, seen)
        total += _counted(np.clip(left, 0, seen.width), np.clip(right, 0, seen.width), seen.width)
    return total


@cache
def fill_of_ink(ink: int, *, dark: bool) -> QColor:
    """The same as `fill_of`, of a colour as a number."""
    return fill_of(f"#{ink:06x}", dark=dark)


def _is_raster(count: int) -> bool:
    return count >= (RASTER_FROM if "numpy" in sys.modules else LOADED_FOR)


def _edges(line: Line, places: range, seen: Stretch) -> Iterator[tuple[int, int]]:
    starts, ends, begin, scale = line.starts, line.ends, seen.begin_ms, seen.scale
    for place in places:
        left, right = int((starts[place] - begin) * scale), int((ends[place] - begin) * scale)
        yield left, right if right > left + 1 else left + LEAST_PX


def _px(times: Any, seen: Stretch) -> Any:
    import numpy as np

    return ((times - seen.begin_ms) * seen.scale).astype(np.int64)


def _edges_of_all(line: Line, first: int, last: int, seen: Stretch) -> tuple[Any, Any]:
    import numpy as np

    left, right = (_px(np.frombuffer(times, np.int64)[first:last], seen) for times in (line.starts, line.ends))
    return left, np.where(right > left + 1, right, left + LEAST_PX)


def _counted(left: Any, right: Any, width: int) -> Any:
    import numpy as np

    steps = np.bincount(left, minlength=width + 1) - np.bincount(right, minlength=width + 1)
    return np.cumsum(steps)[:width]


def _by_ink(rects: Iterator[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    made: dict[int, list[tuple[int, int]]] = {}
    for left, right, ink in rects:
        made.setdefault(ink, []).append((left, right))
    return made


def _stretch(painter: QPainter, columns: Any, room: QRect, *, dark: bool) -> None:
    """One line of pixels, as high as the room."""
    import numpy as np

    pixels, inks = np.zeros(len(columns), np.uint32), columns
    while len(inks := inks[inks >= 0]):  # a row has few colours, and mostly one
        ink = inks[0]
        pixels[columns == ink] = fill_of_ink(int(ink), dark=dark).rgba()
        inks = inks[inks != ink]
    _draw(painter, pixels, room)


def _paint_counts(painter: QPainter, counts: Any, room: QRect, ink: QColor) -> None:
    import numpy as np

    shades = np.round(255 * (1 - (1 - SHADE) ** counts.clip(0, 12))).astype(np.uint32)
    pixels = shades << 24
    for shift, part in ((16, ink.red()), (8, ink.green()), (0, ink.blue())):
        pixels |= (shades * part // 255) << shift
    _draw(painter, pixels, room)


def _draw(painter: QPainter, pixels: Any, room: QRect) -> None:
    width = len(pixels)
    image = QImage(pixels.data, width, 1, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QRect(0, room.top(), width, room.height()), image)
