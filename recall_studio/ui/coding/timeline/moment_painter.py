"""Paints the moments of one row: bars for stretches, diamonds for instants; filled columns where they lie too close."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.dense import Stretch, paint_filled
from recall_studio.ui.coding.timeline.inks import faint_of, fill_of, ink_on, tint_of
from recall_studio.ui.coding.timeline.painted_words import LEAST_LETTERS, PaintedWords

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.lanes import Row
    from recall_studio.ui.coding.timeline.span import Span
    from recall_studio.ui.tokens import Tokens

DENSE_PX = 32
"""Px a moment: where there is less, they are painted as runs without words."""
_THIN_DENSE_PX = 8
HALF_SHARE = 0.37
"""Half a diamond, of the height of its row."""
_LEAST_PX = 2
_OTHERS_OPACITY = 0.6
_FEW = 200
"""So many are looked through one by one sooner than numpy is asked."""
_ROUND_PX, _ROUND_FROM_PX = 4, 7
_APART_PX, _LINE_PX = 0.4, 1.2
_OTHERS = 0.85
"""The words of others are a little smaller than one's own."""
_BEYOND_PX = 16.0
_RUNNING = 0.45
_PENDING = 0.5
_INSIDE_PX = 6
_CODER_LETTERS = 4


class MomentPainter:
    """Paints in the colours of the window: one's own filled, those of other coders as outlines.

    Args:
        painter: on the lanes' surface.
        span: what is visible.
        tokens: the colours.
    """

    def __init__(self, painter: QPainter, span: Span, tokens: Tokens) -> None:
        self._painter, self._span, self._tokens = painter, span, tokens
        self._font, self._small = QFont(painter.font()), QFont(painter.font())
        self._small.setPointSizeF(max(self._font.pointSizeF() * _OTHERS, 1.0))
        self._own_words = PaintedWords(painter, self._font, span.width)
        self._others_words = PaintedWords(painter, self._small, span.width, LEAST_LETTERS + _CODER_LETTERS)
        self._says = True
        self._begin, self._scale = span.start_ms, span.width / span.length_ms

    def paint_row(self, row: Row, top: int, height: int, chosen: Collection[str] = ()) -> None:
        """Paint the moments of a row that are visible, the chosen ones (ids) on top; running ones are painted apart."""
        self._painter.setFont(self._font if row.own else self._small)
        self._paint_visible(row, top, height, DENSE_PX)
        for view in (row.held[moment] for moment in chosen if moment in row.held):
            if not view.running:
                self.paint(view, top, height, is_selected=True)

    def paint_thin(self, row: Row, top: int, height: int, chosen: Collection[str] = ()) -> None:
        """The same in so low a row that no words fit in it."""
        self._says = False
        self._paint_visible(row, top, height, _THIN_DENSE_PX)
        for view in (row.held[moment] for moment in chosen if moment in row.held):
            if not view.running:
                self.paint(view, top - 1, height + 2, is_selected=True)
        self._says = True

    def _paint_visible(self, row: Row, top: int, height: int, dense_px: int) -> None:
        span = self._span
        aside_ms = _BEYOND_PX * span.length_ms / span.width
        begin_ms, end_ms = span.start_ms - aside_ms, span.end_ms + aside_ms
        first, last = row.between(begin_ms, end_ms)
        count = last - first
        if row.overlaps and count * dense_px > span.width:  # it is searched far back, for one of them may be long
            count = _number_reaching(row, first, last, begin_ms)
        if count * dense_px > span.width:
            self._paint_filled(row, top, height)
        else:
            self._paint_each(row, row.reaching(begin_ms, end_ms), top, height)

    def paint(
        self, view: MomentView, top: int, height: int, *, is_selected: bool = False, until_ms: float | None = None
    ) -> None:
        """Paint one moment.

        Args:
            view: the moment.
            top: of its row, in px.
            height: of its row, in px.
            is_selected: whether it has the strong outline.
            until_ms: where a running one ends for now.
        """
        self._painter.setFont(self._font if view.own else self._small)
        if view.is_point:
            self._paint_point(view, top, height)
        else:
            self._paint_stretch(view, top, height, is_selected=is_selected, until_ms=until_ms)

    def _paint_each(self, row: Row, places: Iterable[int], top: int, height: int) -> None:
        """All bars of a colour, then all diamonds, then the words: what is set on the painter is set once for each."""
        starts, views, begin, scale = row.starts, row.views, self._begin, self._scale
        end_ms, most = self._span.end_ms * 2, self._span.width + _BEYOND_PX
        bars: dict[str, list[tuple[MomentView, QRectF]]] = {}
        points: list[tuple[MomentView, float, float]] = []
        for place in places:
            view, start = views[place], starts[place]
            left = (start - begin) * scale
            if view.running:
                continue
            if view.is_point:
                following = starts[place + 1] if place + 1 < len(starts) else end_ms
                points.append((view, left, (following - start) * scale))
                continue
            left = max(left, -_BEYOND_PX)
            width = max(min((view.last_ms - begin) * scale, most) - left, _LEAST_PX)
            bars.setdefault(view.colour, []).append((view, QRectF(left, top + 1, width, height - 2)))
        for colour, of_it in bars.items():
            self._paint_bars(colour, of_it, own=row.own)
        self._paint_points(points, top, height, own=row.own)

    def _paint_bars(self, colour: str, bars: list[tuple[MomentView, QRectF]], *, own: bool) -> None:
        """Without a pen: to stroke a round bar takes longer than all the rest."""
        painter, dark = self._painter, self._tokens.dark
        fill = fill_of(colour, dark=dark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for view, bar in bars:
            if bar.width() < _ROUND_FROM_PX:
                painter.fillRect(bar, fill)
                continue
            bar.adjust(_APART_PX, 0, -_APART_PX, 0)  # so that two that touch are seen to be two
            painter.setOpacity(_PENDING if view.pending else 1.0)
            painter.drawRoundedRect(bar, _ROUND_PX, _ROUND_PX)
        if not own:
            painter.setBrush(faint_of(colour, self._tokens.surface, dark=dark))
            for _view, bar in bars:
                inside = bar.adjusted(_LINE_PX, _LINE_PX, -_LINE_PX, -_LINE_PX)
                painter.drawRoundedRect(inside, _ROUND_PX - 1, _ROUND_PX - 1)
        painter.setOpacity(1.0)
        painter.setPen(ink_on(colour, dark=dark) if own else QColor(self._tokens.text))
        for view, bar in bars:
            if bar.width() > self._own_words.least_px:
                self._say(view, view.short, bar.adjusted(_INSIDE_PX, 0, _INSIDE_PX - 10, 0))

    def _paint_points(self, points: list[tuple[MomentView, float, float]], top: int, height: int, *, own: bool) -> None:
        """Diamonds, and the words beside those that have room for them.

        Args:
            points: each with its x and the px up to what follows.
            top: of the row.
            height: of the row.
            own: whether they are one's own.
        """
        painter, half = self._painter, height * HALF_SHARE
        y, ratio = top + height / 2 - half - 1, self._painter.device().devicePixelRatioF()
        for view, x, _room in points:
            painter.setOpacity(_PENDING if view.pending else 1.0)
            stamp = _stamp(view.colour, self._tokens.surface, half, ratio, own=own, dark=self._tokens.dark)
            painter.drawPixmap(QPointF(x - half - 1, y), stamp)
        painter.setOpacity(1.0)
        painter.setPen(QColor(self._tokens.text))
        for view, x, room in points:
            free = room - 2 * half - 6
            if free > self._own_words.least_px and x + half > 0:
                self._say(view, view.short, QRectF(x + half + 4, top, free, height))

    def _paint_filled(self, row: Row, top: int, height: int) -> None:
        span = self._span
        seen = Stretch(span.start_ms, span.width / span.length_ms, span.width)
        self._painter.setOpacity(1.0 if row.own else _OTHERS_OPACITY)
        paint_filled(
            self._painter, row, QRect(0, top + 1, span.width, max(height - 2, 2)), seen, dark=self._tokens.dark
        )
        self._painter.setOpacity(1.0)

    def _paint_stretch(
        self, view: MomentView, top: int, height: int, *, is_selected: bool, until_ms: float | None
    ) -> None:
        left = max((view.start_ms - self._begin) * self._scale, -_BEYOND_PX)
        end_ms = view.last_ms if until_ms is None else max(until_ms, view.start_ms)
        right = min((end_ms - self._begin) * self._scale, self._span.width + _BEYOND_PX)
        width = max(right - left, float(_LEAST_PX))
        self._painter.setBrush(self._ground(view))
        self._painter.setPen(self._outline(view, is_selected=is_selected))
        self._painter.drawRoundedRect(QRectF(left, top + 1.5, width, height - 3), _ROUND_PX, _ROUND_PX)
        if width > self._own_words.least_px:
            words = _("{code} · running", code=view.short) if view.running else view.short
            self._painter.setPen(self._ink(view))
            self._say(view, words, QRectF(left + _INSIDE_PX, top, width - 10, height))

    def _paint_point(self, view: MomentView, top: int, height: int) -> None:
        x, y, half = (view.start_ms - self._begin) * self._scale, top + height / 2, height * HALF_SHARE
        self._painter.setBrush(self._ground(view))
        self._painter.setPen(self._outline(view, is_selected=True))
        self._painter.drawPolygon(_corners(x, y, half))

    def _ground(self, view: MomentView) -> QColor:
        if not view.own:
            return tint_of(view.colour, dark=self._tokens.dark)
        fill = QColor(fill_of(view.colour, dark=self._tokens.dark))
        fill.setAlphaF(_RUNNING if view.running else 1.0)
        return fill

    def _outline(self, view: MomentView, *, is_selected: bool) -> QPen:
        line = Qt.PenStyle.DashLine if view.running else Qt.PenStyle.SolidLine
        if is_selected:
            return QPen(QColor(self._tokens.text), 2, line)
        return QPen(fill_of(view.colour, dark=self._tokens.dark), 1.2, line)

    def _ink(self, view: MomentView) -> QColor:
        solid = view.own and not view.running
        return ink_on(view.colour, dark=self._tokens.dark) if solid else QColor(self._tokens.text)

    def _say(self, view: MomentView, words: str, room: QRectF) -> None:
        if not self._says:
            return
        if view.own:
            self._own_words.paint(words, room)
        else:
            self._others_words.paint(f"{view.coder} · {words}", room)


def _number_reaching(row: Row, first: int, last: int, begin_ms: float) -> int:
    """How many of these places reach beyond this time."""
    if last - first < _FEW:
        return sum(row.ends[place] >= begin_ms for place in range(first, last))
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(row.ends, np.int64)[first:last] >= begin_ms))


def _corners(x: float, y: float, half: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])


@lru_cache(maxsize=256)
def _stamp(colour: str, edge: str, half: float, ratio: float, *, own: bool, dark: bool) -> QPixmap:
    """A diamond, painted once: a polygon takes three times as long as a stamp."""
    size = round((2 * half + 2) * ratio)
    stamp = QPixmap(size, size)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = fill_of(colour, dark=dark)
    painter.setPen(QPen(QColor(edge), 1) if own else QPen(fill, 1.2))
    painter.setBrush(fill if own else tint_of(colour, dark=dark))
    painter.drawPolygon(_corners(half + 1, half + 1, half + 0.5 if own else half - 0.5))
    painter.end()
    return stamp
