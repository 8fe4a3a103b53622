"""Paints the lanes that hold no moments: speakers, transcript, marks, declared ranges, what was said afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPolygonF

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.dense import Stretch, fill_of_ink, paint_density, paint_filled
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.painted_words import PaintedWords
from recall_studio.ui.coding.timeline.saying import declared
from recall_studio.ui.tokens import RADIUS

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from recall_studio.ui.coding.timeline.around import Around
    from recall_studio.ui.coding.timeline.recalled import SaidHere
    from recall_studio.ui.coding.timeline.span import Span
    from recall_studio.ui.desk import Desk

_STAR = ((0, -8), (2.3, -2.6), (8, -2.4), (3.6, 1.2), (5, 7), (0, 3.6), (-5, 7), (-3.6, 1.2), (-8, -2.4), (-2.3, -2.6))
_STAR_PX = 8
_STAR_LANE_PX = 21
"""The height of a lane in which a star is as large as it is drawn above."""
_STAR_APART_PX = 3
_TURN_PX = 12
"""Px a turn: where there is less, turns are painted without words."""
_ROUND_FROM_PX = 5


class LanePainter:
    """Paints on the lanes' surface, whose left is the start of what is visible."""

    def __init__(self, painter: QPainter, span: Span, desk: Desk, around: Around) -> None:
        self._painter, self._span, self._desk, self._tokens = painter, span, desk, desk.tokens
        self._around = around
        self._words = PaintedWords(painter, painter.font(), span.width)
        self._seen = Stretch(span.start_ms, span.width / span.length_ms, span.width)

    def paint(self, kind: LaneKind, top: float, height: float, key: str | None = None) -> None:
        """Paint a lane of this kind; `key` tells it from others of the same kind."""
        if kind is LaneKind.SPEAKERS:
            self._paint_speakers(top, height)
        elif kind is LaneKind.TURNS:
            self._paint_turns(top, height)
        elif kind is LaneKind.DISCUSS:
            self._paint_marks(top, height)
        elif kind is LaneKind.CODED:
            self._paint_coded(top, height)
        elif kind is LaneKind.RECALLED:
            self._paint_recalled(top, height, key)

    def _bar(self, start_ms: int, end_ms: int, top: float, height: float) -> QRectF:
        left, right = max(self._span.x(start_ms), -8.0), min(self._span.x(end_ms), self._span.width + 8.0)
        return QRectF(left + 0.5, top, max(right - left - 1, 1.0), height)

    def _paint_speakers(self, top: float, height: float) -> None:
        speech = self._around.speech  # the tokens are made for this theme already
        if self._is_dense():
            room = QRect(0, round(top + height / 4), self._span.width, round(height / 2))
            paint_filled(self._painter, speech, room, self._seen, dark=False)
            return
        for place in speech.reaching(self._span.start_ms, self._span.end_ms):
            bar = self._bar(speech.starts[place], speech.ends[place], top + height / 4, height / 2)
            self._rounded(bar, fill_of_ink(speech.inks[place], dark=False), 3)

    def _paint_turns(self, top: float, height: float) -> None:
        ground = QColor(self._tokens.hover)
        if self._is_dense():
            room = QRect(0, round(top), self._span.width, round(height))
            paint_density(self._painter, [self._around.speech], room, self._seen, ink=QColor(self._tokens.line))
            return
        for turn in self._around.turns_in(self._span.start_ms, self._span.end_ms):
            bar = self._bar(turn.start_ms, turn.end_ms, top, height)
            self._rounded(bar, ground, RADIUS - 2)
            self._painter.setPen(QColor(self._tokens.text))
            self._words.paint(turn.text, bar.adjusted(6, 0, -4, 0))

    def _is_dense(self) -> bool:
        first, last = self._around.speech.between(self._span.start_ms, self._span.end_ms)
        return (last - first) * _TURN_PX > self._span.width

    def _rounded(self, bar: QRectF, colour: QColor, radius: int) -> None:
        if bar.width() < _ROUND_FROM_PX:  # round corners would not be seen, and take long
            self._painter.fillRect(bar, colour)
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(bar, radius, radius)

    def _paint_marks(self, top: float, height: float) -> None:
        """A star at each mark, with its note where there is room before the next."""
        span, marks = self._span, self._around.marks
        size = height / _STAR_LANE_PX
        half = _STAR_PX * size
        aside_ms, before = half * span.length_ms / span.width, -half * 2
        for place in self._around.marks_in(span.start_ms - aside_ms, span.end_ms + aside_ms):
            x = span.x(marks[place].at_ms)
            if x - before < _STAR_APART_PX:  # it would hide the one before
                continue
            before = x
            self._paint_star(QPointF(x, top + height / 2), size)
            after = span.x(marks[place + 1].at_ms) if place + 1 < len(marks) else span.width
            room = QRectF(x + half + 4, top, after - x - 2 * half - 6, height)
            self._painter.setPen(QColor(self._tokens.text))
            self._words.paint(marks[place].note or _("Discuss"), room)

    def _paint_recalled(self, top: float, height: float, key: str | None) -> None:
        """A diamond at each instant and a bar for each stretch that was talked about, with words where they fit."""
        span = self._span
        ink = self._tokens.speaker_client if key == "klant" else self._tokens.speaker_professional
        half = height * 0.3
        aside_ms = half * span.length_ms / span.width
        for line in (one for one in self._around.recalled if one.role.value == key):
            said = list(line.near(span.start_ms - aside_ms, span.end_ms + aside_ms))
            for place, one in enumerate(said):
                after = span.x(said[place + 1].start_ms) - half if place + 1 < len(said) else span.width
                self._paint_said(one, top, height, QColor(ink), after)

    def _paint_said(self, one: SaidHere, top: float, height: float, ink: QColor, after: float) -> None:
        left, half = self._span.x(one.start_ms), height * 0.3
        if one.end_ms > one.start_ms:
            self._rounded(self._bar(one.start_ms, one.end_ms, top + height * 0.2, height * 0.6), ink, 3)
            room = QRectF(left + 5, top, after - left - 8, height)
        else:
            middle = QPointF(left, top + height / 2)
            around = (QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0))
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(ink)
            self._painter.drawPolygon(QPolygonF([middle + point for point in around]))
            room = QRectF(left + half + 4, top, after - left - half - 8, height)
        self._painter.setPen(QColor(self._tokens.text))
        self._words.paint(one.words, room)

    def _paint_star(self, middle: QPointF, size: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._tokens.star))
        self._painter.drawPolygon(QPolygonF([middle + QPointF(dx, dy) * size for dx, dy in _STAR]))

    def _paint_coded(self, top: float, height: float) -> None:
        whole = QRectF(0, top, self._span.width, height)
        self._painter.fillRect(whole, QBrush(QColor(self._tokens.line), Qt.BrushStyle.BDiagPattern))
        for made in self._around.ranges_in(self._span.start_ms, self._span.end_ms):
            bar = self._bar(made.start_ms, made.end_ms, top, height)
            self._painter.fillRect(bar, QColor(self._tokens.soft))
            words = declared(made, self._desk.session.codebook)
            self._painter.setPen(QColor(self._tokens.on_soft))
            self._words.paint(words, bar.adjusted(8, 0, -4, 0))
