"""Draws the plots of the dashboard, on the screen, as a picture or as SVG: the same strokes everywhere."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from recall_studio.ui.recall.quality.plots import Bars, Columns, Ink, Intervals, Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.ui.recall.quality.plots import Interval, Plot
    from recall_studio.ui.tokens import Tokens

_Align = Qt.AlignmentFlag
LEFT = _Align.AlignVCenter | _Align.AlignLeft
RIGHT = _Align.AlignVCenter | _Align.AlignRight
MOST_LABEL, MOST_WORDS = 0.46, 0.34
"""Which part of the width labels and words may take."""
LINE = 1.75
"""How high a row is, in heights of a line of text."""
TICKS = 4


def round_scale(most: float) -> float:
    """The end of a scale that holds `most`, so that each of its ticks is a round whole number."""
    step = most / TICKS
    size = 10 ** max(math.floor(math.log10(step)), 0) if step > 1 else 1
    return TICKS * next(size * one for one in (1, 2, 3, 5, 10) if size * one >= step)


def height_of(plot: Plot, line: float) -> float:
    """How high a plot is where a line of text is so high."""
    return line * LINE * (plot.lines + bool(plot.legend)) + 4


class Drawing:
    """Draws in a room that begins at (0, 0).

    Args:
        painter: on what.
        width: of the room, in px.
        tokens: the colours.
    """

    def __init__(self, painter: QPainter, width: float, tokens: Tokens) -> None:
        self._painter, self._width, self._tokens = painter, width, tokens
        self._metrics = QFontMetricsF(painter.font())
        self._line = self._metrics.height() * LINE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self, plot: Plot) -> None:
        """Draw it with its legend."""
        top = self._legend(plot.legend)
        if isinstance(plot, Bars):
            self._bars(plot, top)
        elif isinstance(plot, Intervals):
            self._intervals(plot, top)
        elif isinstance(plot, Strip):
            self._strip(plot, top)
        else:
            self._columns(plot, top)

    def _legend(self, legend: Iterable[tuple[Ink, str]]) -> float:
        x, drawn = 0.0, False
        for ink, words in legend:
            box = QRectF(x, self._line / 2 - 5, 12, 10)
            self._fill(box, ink)
            self._say(QRectF(x + 17, 0, self._width, self._line), words, muted=True)
            x += 17 + self._metrics.horizontalAdvance(words) + 18
            drawn = True
        return self._line if drawn else 0.0

    def _bars(self, plot: Bars, top: float) -> None:
        most = plot.most or max((sum(value for value, _ink in row.parts) for row in plot.rows), default=0)
        left, right = self._sides([row.label for row in plot.rows], [row.words for row in plot.rows])
        for number, row in enumerate(plot.rows):
            y = top + number * self._line
            self._label(row.label, y, left)
            x = left
            self._painter.fillRect(
                QRectF(left, y + self._line * 0.25, right - left, self._line / 2), self._colour("track")
            )
            for value, ink in row.parts:
                width = (right - left) * value / most if most else 0
                if width:  # an outline alone would say that there is some
                    self._fill(QRectF(x, y + self._line * 0.25, width, self._line / 2), ink)
                x += width
            self._words(row.words, y, right)

    def _intervals(self, plot: Intervals, top: float) -> None:
        left, right = self._sides([row.label for row in plot.rows], [row.words for row in plot.rows])
        bottom = top + len(plot.rows) * self._line
        self._axis(left, right, top, bottom, [f"{round(100 * tick / TICKS)} %" for tick in range(TICKS + 1)])
        if plot.limit is not None:
            self._across(left + (right - left) * plot.limit, top, bottom)
        for number, row in enumerate(plot.rows):
            y = top + number * self._line
            self._label(row.label, y, left)
            for place, one in enumerate(row.intervals):
                middle = y + self._line * (place + 1) / (len(row.intervals) + 1)
                self._interval(one, left, right, middle)
            self._words(row.words, y, right)

    def _interval(self, one: Interval, left: float, right: float, y: float) -> None:
        if one.value is None:
            return
        at = [left + (right - left) * share for share in (one.low, one.value, one.high)]
        self._painter.setPen(QPen(self._ink(one.ink), 2))
        self._painter.drawLine(QPointF(at[0], y), QPointF(at[2], y))
        self._mark(QPointF(at[1], y), one.ink)

    def _strip(self, plot: Strip, top: float) -> None:
        values = [dot.value for _label, dots in plot.rows for dot in dots]
        most = round_scale(max([*values, (plot.limit or 0) * 1.15, 1.0]))
        ticks = [f"{round(most * tick / TICKS)} {plot.unit}" for tick in range(TICKS + 1)]
        left, right = self._sides([label for label, _dots in plot.rows], [ticks[-1][:2]])
        bottom = top + len(plot.rows) * self._line * 2
        self._axis(left, right, top, bottom, ticks)
        if plot.limit is not None:
            x = left + (right - left) * plot.limit / most
            self._across(x, top, bottom)
            self._say(QRectF(x + 4, top - 2, right - x, self._line * 0.8), plot.limit_words, muted=True)
        for number, (label, dots) in enumerate(plot.rows):
            y = top + number * self._line * 2
            self._label(label, y + self._line / 2, left)
            for place, dot in enumerate(sorted(dots, key=lambda dot: dot.value)):
                aside = (place % 3 - 1) * self._line * 0.3
                self._mark(QPointF(left + (right - left) * max(dot.value, 0) / most, y + self._line + aside), dot.ink)

    def _columns(self, plot: Columns, top: float) -> None:
        most = max((value for one in plot.columns for value, _ink in one.values), default=0) or 1
        left, right, bottom = 2.0, self._width - 2, top + plot.height * self._line
        room = (right - left) / max(len(plot.columns), 1)
        for number, column in enumerate(plot.columns):
            x = left + number * room
            wide = min(room * 0.8 / max(len(column.values), 1), 34)
            first = x + (room - wide * len(column.values)) / 2
            for place, (value, ink) in enumerate(column.values):
                height = (bottom - top - self._line) * value / most
                self._fill(QRectF(first + place * wide, bottom - height, max(wide - 2, 1), height), ink)
            if column.label == plot.marked:
                self._point_at(x + room / 2, top, plot.mark_words)
            self._say(QRectF(x, bottom, room, self._line), column.label, muted=True, how=_Align.AlignCenter)
        self._painter.setPen(QPen(self._colour("line"), 1))
        self._painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
        self._say(
            QRectF(left, bottom + self._line, right - left, self._line), plot.axis, muted=True, how=_Align.AlignCenter
        )

    def _point_at(self, x: float, top: float, words: str) -> None:
        """An arrow from above, with words at the side where there is room."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colour("warning"))
        tip = QPointF(x, top + self._line * 0.95)
        self._painter.drawPolygon([tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)])
        width = self._metrics.horizontalAdvance(words)
        left = x + 9 if x + 9 + width < self._width else x - 9 - width
        self._say(QRectF(left, top, width + 4, self._line), words, colour=self._colour("warning"))

    def _sides(self, labels: Iterable[str], words: Iterable[str]) -> tuple[float, float]:
        """Between which places the plot itself lies: labels and words have the room that they need, and no more."""
        label, said = (max(map(self._metrics.horizontalAdvance, every), default=0) for every in (labels, words))
        left = min(label + 14, self._width * MOST_LABEL)
        return left, self._width - min(said + 12, self._width * MOST_WORDS)

    def _axis(self, left: float, right: float, top: float, bottom: float, ticks: list[str]) -> None:
        between = (right - left) / (len(ticks) - 1)
        crowded = between < max(map(self._metrics.horizontalAdvance, ticks)) + 8
        for number, words in enumerate(ticks):
            x = left + between * number
            self._painter.setPen(QPen(self._colour("line"), 1))
            self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            width = self._metrics.horizontalAdvance(words) + 2
            if crowded and number % 2:  # every other one is enough
                continue
            self._say(QRectF(x - width / 2, bottom, width, self._line), words, muted=True)

    def _across(self, x: float, top: float, bottom: float) -> None:
        self._painter.setPen(QPen(self._colour("warning"), 1.5, Qt.PenStyle.DashLine))
        self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _label(self, words: str, y: float, left: float) -> None:
        self._say(QRectF(0, y, left - 10, self._line), words)

    def _words(self, words: str, y: float, right: float) -> None:
        self._say(QRectF(right + 8, y, self._width - right - 8, self._line), words, muted=True)

    def _say(
        self, room: QRectF, words: str, *, muted: bool = False, how: _Align = LEFT, colour: QColor | None = None
    ) -> None:
        self._painter.setPen(colour or self._colour("muted" if muted else "text"))
        fits = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        self._painter.drawText(room, how, fits)

    def _mark(self, middle: QPointF, ink: Ink) -> None:
        """A circle for the client, a square for the caseworker, a diamond for the rest."""
        self._painter.setPen(QPen(self._colour("surface"), 1))
        self._painter.setBrush(self._ink(ink))
        if ink is Ink.CASEWORKER:
            self._painter.drawRect(QRectF(middle.x() - 4.5, middle.y() - 4.5, 9, 9))
        elif ink is Ink.CLIENT:
            self._painter.drawEllipse(middle, 5, 5)
        else:
            around = (QPointF(0, -6), QPointF(6, 0), QPointF(0, 6), QPointF(-6, 0))
            self._painter.drawPolygon([middle + one for one in around])

    def _fill(self, room: QRectF, ink: Ink) -> None:
        colour = self._ink(ink)
        pattern = {Ink.CASEWORKER: Qt.BrushStyle.BDiagPattern, Ink.MIDDLE: Qt.BrushStyle.Dense4Pattern}.get(ink)
        if pattern is None:
            self._painter.fillRect(room, colour)
            return
        self._painter.fillRect(room, self._colour("surface"))
        self._painter.setPen(QPen(colour, 1))
        self._painter.setBrush(QBrush(colour, pattern))
        self._painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))

    def _ink(self, ink: Ink) -> QColor:
        names = {
            Ink.CLIENT: "accent",
            Ink.CASEWORKER: "focus",
            Ink.PLAIN: "accent",
            Ink.MIDDLE: "accent",
            Ink.PALE: "wave",
            Ink.ALERT: "warning",
        }
        return self._colour(names[ink])

    def _colour(self, name: str) -> QColor:
        return QColor(str(getattr(self._tokens, name)))
