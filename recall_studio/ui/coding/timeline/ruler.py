"""The ruler above the lanes: ticks with times, and the handle of the playhead."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.coding.timeline.surface import Surface

if TYPE_CHECKING:
    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.desk import Desk

_HANDLE = 7
_LONG_PX, _SHORT_PX = 10, 4
_PICTURES_MS = 10_000
_PICTURE_PX = 6
"""Single pictures are shown where they lie so far apart."""
_MOST_APART = 50


class Ruler(Surface):
    """Says when; a click or drag goes there."""

    def __init__(self, desk: Desk, scale: Scale) -> None:
        super().__init__(desk, scale)
        self.setFixedHeight(self.fontMetrics().height() + 14)
        self.setAccessibleName(_("Time ruler"))

    @override
    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, self.fontMetrics().height() + 14)

    @override
    def paint_still(self, painter: QPainter, part: QRect) -> None:
        """Ticks with times; where single pictures can be told apart, one at each of them."""
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self.tokens.line))
        span = self.scale.span
        pictures: list[tuple[int, int]] = []
        if span.length_ms <= _PICTURES_MS:
            pictures = self.desk.playing.player.pictures_in(span.start_ms, span.end_ms)
        if len(pictures) > 1 and span.width / len(pictures) >= _PICTURE_PX:
            self._paint_pictures(painter, pictures)
        else:
            self._paint_ticks(painter)

    def _paint_ticks(self, painter: QPainter) -> None:
        """Ticks that lie far enough apart for their times, and shorter ones between them."""
        span = self.scale.span
        step = span.tick_ms(self._least_px())
        fine = step // 5 if step % 5 == 0 and step > 50 else step
        first = max(0, math.floor(span.start_ms / fine)) * fine
        for ms in range(first, math.ceil(span.end_ms) + 1, fine):
            self._paint_tick(painter, ms, is_long=ms % step == 0, thousandths=step < 1000)

    def _paint_pictures(self, painter: QPainter, pictures: list[tuple[int, int]]) -> None:
        """A tick where each picture appears; as many have their time as fit."""
        apart = self.scale.span.width / len(pictures)
        every = next(one for one in (1, 2, 5, 10, 20, 50, 100) if one * apart >= self._least_px() or one > _MOST_APART)
        for number, ms in pictures:
            self._paint_tick(painter, ms, is_long=number % every == 0, thousandths=True)

    def _least_px(self) -> int:
        return self.fontMetrics().horizontalAdvance("00:00:00.000") + 16

    def _paint_tick(self, painter: QPainter, ms: int, *, is_long: bool, thousandths: bool) -> None:
        x, bottom = self.x_of(ms), self.height()
        if x < self.head:
            return
        height = _LONG_PX if is_long else _SHORT_PX
        painter.fillRect(x, bottom - height, 1, height, QColor(self.tokens.line))
        if is_long:
            self._paint_time(painter, x, ms, thousandths=thousandths)

    @override
    def paint_moving(self, painter: QPainter) -> None:
        """The playhead with its handle."""
        super().paint_moving(painter)
        if self._playhead_x >= self.head:
            painter.setBrush(QColor(self.tokens.text))
            painter.setPen(Qt.PenStyle.NoPen)
            x, half = float(self._playhead_x), float(_HANDLE)
            painter.drawPolygon(QPolygonF([QPointF(x - half, 0), QPointF(x + half, 0), QPointF(x, half + 2)]))

    def _paint_time(self, painter: QPainter, x: int, ms: int, *, thousandths: bool) -> None:
        words = long_clock(ms, thousandths=thousandths, hours=self.scale.span.total_ms >= 3_600_000)
        painter.setPen(QColor(self.tokens.muted))
        room = QRect(x + 5, 0, 200, self.height() - 4)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
