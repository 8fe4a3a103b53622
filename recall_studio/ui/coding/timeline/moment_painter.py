"""Paints the moments of one row: bars for stretches, diamonds for instants; runs of them where they lie too close."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.inks import fill_of, ink_on

if TYPE_CHECKING:
    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.lanes import Row
    from recall_studio.ui.coding.timeline.span import Span
    from recall_studio.ui.tokens import Tokens

_DENSE = 14
"""Px a moment: where there is less, they are painted as runs without words."""
_LEAST_PX = 2.0
_WORDS_FROM_PX = 26
_OTHERS = 0.85
"""The coding of others is a little smaller than one's own."""


class MomentPainter:
    """Paints in the colours of the window.

    Args:
        painter: on the lanes' surface.
        span: what is visible.
        tokens: the colours.
    """

    def __init__(self, painter: QPainter, span: Span, tokens: Tokens) -> None:
        self._painter, self._span, self._tokens = painter, span, tokens

    def paint_row(self, row: Row, top: float, height: float, selected: str | None) -> None:
        """Paint the moments of a row that are visible; running ones are painted apart."""
        visible = row.within(self._span.start_ms, self._span.end_ms)
        if len(visible) * _DENSE > self._span.width:
            self._paint_runs(visible, top, height)
            return
        for place, view in enumerate(visible):
            if view.running:
                continue
            following = visible[place + 1].start_ms if place + 1 < len(visible) else self._span.end_ms * 2
            room = self._span.x(following) - self._span.x(view.start_ms)
            self.paint(view, top, height, is_selected=view.id == selected, room=room)

    def paint(
        self,
        view: MomentView,
        top: float,
        height: float,
        *,
        is_selected: bool,
        room: float,
        until_ms: float | None = None,
    ) -> None:
        """Paint one moment; `until_ms` is where a running one ends for now."""
        painter, font = self._painter, self._painter.font()
        if not view.own:
            top, height = top + height * 0.12, height * 0.76
            small = QFont(font)
            small.setPointSizeF(font.pointSizeF() * _OTHERS)
            painter.setFont(small)
        painter.setOpacity(0.5 if view.pending else 1.0)
        if view.is_point:
            self._paint_point(view, top, height, is_selected=is_selected, room=room)
        else:
            self._paint_stretch(view, top, height, is_selected=is_selected, until_ms=until_ms)
        painter.setOpacity(1.0)
        painter.setFont(font)

    def _paint_runs(self, visible: list[MomentView], top: float, height: float) -> None:
        """One rectangle for all moments that touch each other on the screen: at most one a pixel."""
        span, painter, dark = self._span, self._painter, self._tokens.dark
        px_ms = span.length_ms / span.width
        starts = [view.start_ms for view in visible]  # bisect with a key would ask each time
        place = 0
        while place < len(visible):
            view = visible[place]
            begin, end = view.start_ms, max(view.last_ms, view.start_ms + px_ms)
            place = max(bisect_left(starts, end + px_ms, place + 1), place + 1)
            end = max(end, visible[place - 1].last_ms)
            left = span.x(begin)
            painter.fillRect(
                QRectF(left, top + 1, max(span.x(end) - left, _LEAST_PX), height - 2), fill_of(view.colour, dark=dark)
            )

    def _paint_stretch(
        self, view: MomentView, top: float, height: float, *, is_selected: bool, until_ms: float | None
    ) -> None:
        painter, dark = self._painter, self._tokens.dark
        left = max(self._span.x(view.start_ms), -8.0)
        end_ms = view.last_ms if until_ms is None else max(until_ms, view.start_ms)
        right = min(self._span.x(end_ms), self._span.width + 8.0)
        bar = QRectF(left, top + 1.5, max(right - left, _LEAST_PX), height - 3)
        fill = QColor(fill_of(view.colour, dark=dark))
        if view.running:
            fill.setAlphaF(0.45)
        painter.setBrush(fill)
        painter.setPen(self._outline(view, is_selected=is_selected))
        painter.drawRoundedRect(bar, 4, 4)
        words = _("{code} · running", code=view.short) if view.running else view.short
        ink = QColor(self._tokens.text) if view.running else ink_on(view.colour, dark=dark)
        self._paint_words(words if view.own else f"{view.coder} · {words}", bar.adjusted(6, 0, -4, 0), ink)

    def _paint_point(self, view: MomentView, top: float, height: float, *, is_selected: bool, room: float) -> None:
        painter = self._painter
        middle, half = QPointF(self._span.x(view.start_ms), top + height / 2), min(height / 2 - 1, 7.0)
        painter.setBrush(fill_of(view.colour, dark=self._tokens.dark))
        painter.setPen(self._outline(view, is_selected=is_selected))
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
        words = view.short if view.own else f"{view.coder} · {view.short}"
        beside = QRectF(middle.x() + half + 4, top, room - 2 * half - 6, height)
        self._paint_words(words, beside, QColor(self._tokens.text))

    def _outline(self, view: MomentView, *, is_selected: bool) -> QPen:
        if is_selected:
            return QPen(QColor(self._tokens.text), 2)
        colour = fill_of(view.colour, dark=self._tokens.dark)
        if view.running:
            return QPen(colour, 1.2, Qt.PenStyle.DashLine)
        return QPen(Qt.PenStyle.NoPen)

    def _paint_words(self, words: str, room: QRectF, ink: QColor) -> None:
        if room.width() < _WORDS_FROM_PX:
            return
        visible = room.intersected(QRectF(4, room.top(), self._span.width - 8, room.height()))
        if visible.width() < _WORDS_FROM_PX:
            return
        self._painter.setPen(ink)
        elided = self._painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(visible.width()))
        self._painter.drawText(visible, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
