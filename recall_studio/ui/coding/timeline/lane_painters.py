"""Paints the lanes that hold no moments: speakers, transcript, marks to discuss, declared ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPolygonF

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.saying import declared
from recall_studio.ui.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from recall_studio.domain.turns import Turn
    from recall_studio.ui.coding.timeline.span import Span
    from recall_studio.ui.desk import Desk

_STAR = ((0, -8), (2.3, -2.6), (8, -2.4), (3.6, 1.2), (5, 7), (0, 3.6), (-5, 7), (-3.6, 1.2), (-8, -2.4), (-2.3, -2.6))
_STAR_PX = 8
_STAR_LANE_PX = 21
"""The height of a lane in which a star is as large as it is drawn above."""
_LEAST_LETTERS = 7
_ROUND_FROM_PX = 5


class LanePainter:
    """Paints on the lanes' surface, whose left is the start of what is visible."""

    def __init__(self, painter: QPainter, span: Span, desk: Desk) -> None:
        self._painter, self._span, self._desk, self._tokens = painter, span, desk, desk.tokens

    def paint(self, kind: LaneKind, top: float, height: float) -> None:
        """Paint a lane of this kind."""
        if kind is LaneKind.SPEAKERS:
            self._paint_speakers(top, height)
        elif kind is LaneKind.TURNS:
            self._paint_turns(top, height)
        elif kind is LaneKind.DISCUSS:
            self._paint_marks(top, height)
        elif kind is LaneKind.CODED:
            self._paint_coded(top, height)

    def _visible_turns(self) -> Iterable[Turn]:
        span = self._span
        return (t for t in self._desk.coding.turns if t.end_ms > span.start_ms and t.start_ms < span.end_ms)

    def _bar(self, start_ms: int, end_ms: int, top: float, height: float) -> QRectF:
        left, right = max(self._span.x(start_ms), -8.0), min(self._span.x(end_ms), self._span.width + 8.0)
        return QRectF(left + 0.5, top, max(right - left - 1, 1.0), height)

    def _paint_speakers(self, top: float, height: float) -> None:
        colours = {"klant": self._tokens.speaker_client, "klantmanager": self._tokens.speaker_professional}
        for turn in self._visible_turns():
            bar = self._bar(turn.start_ms, turn.end_ms, top + height / 4, height / 2)
            self._rounded(bar, QColor(colours.get(turn.speaker or "", self._tokens.muted)), 3)

    def _paint_turns(self, top: float, height: float) -> None:
        ground = QColor(self._tokens.hover)
        for turn in self._visible_turns():
            bar = self._bar(turn.start_ms, turn.end_ms, top, height)
            self._rounded(bar, ground, RADIUS - 2)
            self._words(turn.text, bar.adjusted(6, 0, -4, 0), self._tokens.text)

    def _rounded(self, bar: QRectF, colour: QColor, radius: int) -> None:
        if bar.width() < _ROUND_FROM_PX:  # round corners would not be seen, and take long
            self._painter.fillRect(bar, colour)
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(bar, radius, radius)

    def _paint_marks(self, top: float, height: float) -> None:
        """A star at each mark, with its note where there is room before the next."""
        painter, span, marks = self._painter, self._span, self._desk.coding.marks
        size = height / _STAR_LANE_PX
        half = _STAR_PX * size
        for place, mark in enumerate(marks):
            x = span.x(mark.at_ms)
            if not -half <= x <= span.width + half:
                continue
            middle = QPointF(x, top + height / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.star))
            painter.drawPolygon(QPolygonF([middle + QPointF(dx, dy) * size for dx, dy in _STAR]))
            after = span.x(marks[place + 1].at_ms) if place + 1 < len(marks) else span.width
            room = QRectF(x + half + 4, top, after - x - 2 * half - 6, height)
            self._words(mark.note or _("Discuss"), room, self._tokens.text)

    def _paint_coded(self, top: float, height: float) -> None:
        whole = QRectF(0, top, self._span.width, height)
        self._painter.fillRect(whole, QBrush(QColor(self._tokens.line), Qt.BrushStyle.BDiagPattern))
        for made in self._desk.coding.ranges:
            if made.coder != self._desk.session.member.code or made.end_ms <= self._span.start_ms:
                continue
            bar = self._bar(made.start_ms, made.end_ms, top, height)
            self._painter.fillRect(bar, QColor(self._tokens.soft))
            words = declared(made, self._desk.session.codebook)
            self._words(words, bar.adjusted(8, 0, -4, 0), self._tokens.on_soft)

    def _words(self, words: str, room: QRectF, colour: str) -> None:
        visible = room.intersected(QRectF(4, room.top(), self._span.width - 8, room.height()))
        metrics = self._painter.fontMetrics()
        if visible.width() < metrics.averageCharWidth() * _LEAST_LETTERS:
            return
        self._painter.setPen(QColor(colour))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(visible.width()))
        self._painter.drawText(visible, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
