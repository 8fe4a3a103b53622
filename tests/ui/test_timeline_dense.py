"""Rows with many moments: one image made by numpy fills the same columns as a rectangle each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from recall_studio.ui.coding.timeline import dense
from recall_studio.ui.coding.timeline.dense import Stretch, filled_columns, filled_rects, paint_density, paint_filled
from recall_studio.ui.coding.timeline.lanes import Line

INKS = (0xFF0000, 0x00AA00)


def line_of(stretches: list[tuple[int, int, int]], *, overlaps: bool) -> Line:
    line, free = Line(overlaps=overlaps), 0
    for start, length, ink in sorted(stretches):
        if overlaps or start >= free:
            line.add(start, start + length, INKS[ink])
            free = start + max(length, 1)
    return line


STRETCHES = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 300), st.integers(0, 1)), min_size=1, max_size=60)


def columns_of_rects(line: Line, places: range, seen: Stretch) -> set[int]:
    return {
        column
        for left, right, _ink in filled_rects(line, places, seen)
        for column in range(max(left, 0), min(right, seen.width))
    }


@given(STRETCHES, st.booleans(), st.integers(-100, 1500), st.sampled_from([0.05, 0.2, 1.0, 3.0]))
def test_an_image_fills_the_columns_that_rectangles_fill(
    stretches: list[tuple[int, int, int]], overlaps: bool, begin_ms: int, scale: float
) -> None:
    line, seen = line_of(stretches, overlaps=overlaps), Stretch(begin_ms, scale, 200)
    first, last = line.between(seen.begin_ms, seen.end_ms)
    if first == last:
        return
    filled = {int(column) for column in np.flatnonzero(filled_columns(line, first, last, seen) >= 0)}
    assert filled == columns_of_rects(line, range(first, last), seen)


@given(STRETCHES)
def test_what_is_painted_is_what_lies_there(stretches: list[tuple[int, int, int]]) -> None:
    line, seen = line_of(stretches, overlaps=True), Stretch(0, 0.1, 240)
    filled = {int(column) for column in np.flatnonzero(filled_columns(line, 0, len(line), seen) >= 0)}
    for start, end in zip(line.starts, line.ends, strict=True):
        assert set(range(start // 10, max(end // 10, start // 10 + 1))) <= filled


def painted(paint: str, line: Line, monkeypatch: pytest.MonkeyPatch, *, raster: bool) -> QImage:
    monkeypatch.setattr(dense, "RASTER_FROM", 0 if raster else 10_000)
    image = QImage(200, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    seen, room = Stretch(0, 0.1, 200), QRect(0, 0, 200, 10)
    if paint == "filled":
        paint_filled(painter, line, room, seen, dark=False)
    else:
        paint_density(painter, [line], room, seen, ink=QColor("#204060"))
    painter.end()
    return image


def test_the_image_looks_like_the_rectangles(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    line = line_of([(place * 40, 25, place % 2) for place in range(45)], overlaps=False)
    by_rects = painted("filled", line, monkeypatch, raster=False)
    assert painted("filled", line, monkeypatch, raster=True) == by_rects
    assert by_rects.pixelColor(1, 5) == QColor("#ff0000")


def test_a_line_of_density_is_fuller_where_more_lie(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    line = line_of([(0, 1000, 0), (500, 400, 0), (600, 200, 1)], overlaps=True)
    for raster in (False, True):
        image = painted("density", line, monkeypatch, raster=raster)
        shades = [image.pixelColor(x, 5).lightness() for x in (150, 20, 55, 70)]
        assert shades == sorted(shades, reverse=True)
        assert len(set(shades)) == 4
