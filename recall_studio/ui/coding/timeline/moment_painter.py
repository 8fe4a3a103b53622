"""Paints the moments of one row: bars for stretches, diamonds for instants; filled columns where they lie too close."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.dense import Stretch, paint_filled
from recall_studio.ui.coding.timeline.inks import fill_of, ink_on, tint_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.lanes import Row
    from recall_studio.ui.coding.timeline.span import Span
    from recall_studio.ui.tokens import Tokens

DENSE_PX = 24
"""Px a moment: where there is less, they are painted as runs without words."""
HALF_SHARE = 0.37
"""Half a diamond, of the height of its row."""
_LEAST_PX = 2
_OTHERS_OPACITY = 0.6
_FEW = 200
"""So many are looked through one by one sooner than numpy is asked."""
_LEAST_LETTERS = 7
"""Words that would be cut shorter say nothing."""
_OTHERS = 0.85
"""The words of others are a little smaller than one's own."""
_BEYOND_PX = 16.0
_RUNNING = 0.45


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
        self._edge = QPen(QColor(tokens.surface), 1)  # so that two that touch are seen to be two
        self._least_words = painter.fontMetrics().averageCharWidth() * _LEAST_LETTERS

    def paint_row(self, row: Row, top: int, height: int, chosen: Collection[str] = ()) -> None:
        """Paint the moments of a row that are visible, the chosen ones (ids) on top; running ones are painted apart."""
        span = self._span
        aside_ms = _BEYOND_PX * span.length_ms / span.width
        begin_ms, end_ms = span.start_ms - aside_ms, span.end_ms + aside_ms
        first, last = row.between(begin_ms, end_ms)
        # A row in which moments lie over each other is searched far back, for one of them may be long.
        places = range(first, last) if not row.overlaps else _reaching(row, first, last, begin_ms)
        self._painter.setFont(self._font if row.own else self._small)
        if len(places) * DENSE_PX > span.width:
            self._paint_filled(row, top, height)
        else:
            self._paint_each(row, places, top, height)
        for view in (row.held[moment] for moment in chosen if moment in row.held):
            if not view.running:
                self.paint(view, top, height, is_selected=True)

    def paint_thin(self, row: Row, top: int, height: int, chosen: Collection[str] = ()) -> None:
        """The same without words, as thin bars."""
        self._paint_filled(row, top - 1, height + 2)
        for view in (row.held[moment] for moment in chosen if moment in row.held):
            self.paint(view, top - 1, height + 2, is_selected=True)

    def paint(
        self,
        view: MomentView,
        top: int,
        height: int,
        *,
        is_selected: bool = False,
        room: float = 0,
        until_ms: float | None = None,
    ) -> None:
        """Paint one moment.

        Args:
            view: the moment.
            top: of its row, in px.
            height: of its row, in px.
            is_selected: whether it has the strong outline.
            room: px from its start in which the words of an instant stand.
            until_ms: where a running one ends for now.
        """
        if view.pending:
            self._painter.setOpacity(0.5)
        if view.is_point:
            self._paint_point(view, top, height, is_selected=is_selected, room=room)
        else:
            self._paint_stretch(view, top, height, is_selected=is_selected, until_ms=until_ms)
        if view.pending:
            self._painter.setOpacity(1.0)

    def _paint_each(self, row: Row, places: Sequence[int], top: int, height: int) -> None:
        starts, views, scale = row.starts, row.views, self._span.width / self._span.length_ms
        begin = self._span.start_ms - _BEYOND_PX / scale
        for place in places:
            view = views[place]
            if not view.running and row.ends[place] >= begin:
                following = starts[place + 1] if place + 1 < len(starts) else self._span.end_ms * 2
                self.paint(view, top, height, room=(following - starts[place]) * scale)

    def _paint_filled(self, row: Row, top: int, height: int) -> None:
        span = self._span
        seen = Stretch(span.start_ms, span.width / span.length_ms, span.width)
        self._painter.setOpacity(1.0 if row.own else _OTHERS_OPACITY)
        paint_filled(self._painter, row, QRect(0, top + 2, span.width, height - 4), seen, dark=self._tokens.dark)
        self._painter.setOpacity(1.0)

    def _paint_stretch(
        self, view: MomentView, top: int, height: int, *, is_selected: bool, until_ms: float | None
    ) -> None:
        painter, dark = self._painter, self._tokens.dark
        left = max(self._span.x(view.start_ms), -_BEYOND_PX)
        end_ms = view.last_ms if until_ms is None else max(until_ms, view.start_ms)
        width = max(min(self._span.x(end_ms), self._span.width + _BEYOND_PX) - left, float(_LEAST_PX))
        bar = QRectF(left, top + 1.5, width, height - 3)
        solid = view.own and not view.running
        if solid and not is_selected and width <= _LEAST_PX * 2:
            painter.fillRect(bar, fill_of(view.colour, dark=dark))
            return
        painter.setBrush(self._ground(view))
        painter.setPen(self._outline(view, is_selected=is_selected))
        painter.drawRoundedRect(bar, 4, 4)
        if width > self._least_words:
            ink = ink_on(view.colour, dark=dark) if solid else QColor(self._tokens.text)
            words = _("{code} · running", code=view.short) if view.running else view.short
            self._paint_words(words if view.own else f"{view.coder} · {words}", bar.adjusted(6, 0, -4, 0), ink)

    def _paint_point(self, view: MomentView, top: int, height: int, *, is_selected: bool, room: float) -> None:
        painter, dark = self._painter, self._tokens.dark
        x, y, half = self._span.x(view.start_ms), top + height / 2, height * HALF_SHARE
        if is_selected:
            painter.setBrush(self._ground(view))
            painter.setPen(self._outline(view, is_selected=True))
            painter.drawPolygon(_corners(x, y, half))
        else:
            ratio = painter.device().devicePixelRatioF()
            stamp = _stamp(view.colour, self._tokens.surface, half, ratio, own=view.own, dark=dark)
            painter.drawPixmap(QPointF(x - half - 1, y - half - 1), stamp)
        room -= 2 * half + 6
        if room > self._least_words and x + half > 0:
            words = view.short if view.own else f"{view.coder} · {view.short}"
            self._paint_words(words, QRectF(x + half + 4, top, room, height), QColor(self._tokens.text))

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
        if view.own and not view.running:
            return self._edge
        return QPen(fill_of(view.colour, dark=self._tokens.dark), 1.2, line)

    def _paint_words(self, words: str, room: QRectF, ink: QColor) -> None:
        """Words where they are seen: those of a bar that begins out of sight stand at the edge."""
        visible = room.intersected(QRectF(4, room.top(), self._span.width - 8, room.height()))
        metrics = self._painter.fontMetrics()
        if visible.width() < self._least_words and metrics.horizontalAdvance(words) > visible.width():
            return
        self._painter.setPen(ink)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(visible.width()))
        self._painter.drawText(visible, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


def _reaching(row: Row, first: int, last: int, begin_ms: float) -> Sequence[int]:
    """Which of these places reach beyond this time."""
    if last - first < _FEW:
        return [place for place in range(first, last) if row.ends[place] >= begin_ms]
    import numpy as np

    found: list[int] = (np.flatnonzero(np.frombuffer(row.ends, np.int64)[first:last] >= begin_ms) + first).tolist()
    return found


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
