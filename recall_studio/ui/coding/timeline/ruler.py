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
        """Ticks that lie far enough apart for their times, and shorter ones between them."""
        span, tokens = self.scale.span, self.tokens
        step = span.tick_ms(self.fontMetrics().horizontalAdvance("00:00:00.000") + 16)
        fine = step // 5 if step % 5 == 0 and step > 50 else step
        bottom = self.height()
        painter.fillRect(0, bottom - 1, self.width(), 1, QColor(tokens.line))
        first = max(0, math.floor(span.start_ms / fine)) * fine
        for ms in range(first, math.ceil(span.end_ms) + 1, fine):
            x = self.x_of(ms)
            if x < self.head:
                continue
            is_long = ms % step == 0
            painter.fillRect(x, bottom - (10 if is_long else 4), 1, 10 if is_long else 4, QColor(tokens.line))
            if is_long:
                self._paint_time(painter, x, ms, step)

    @override
    def paint_moving(self, painter: QPainter) -> None:
        """The playhead with its handle."""
        super().paint_moving(painter)
        if self._playhead_x >= self.head:
            painter.setBrush(QColor(self.tokens.text))
            painter.setPen(Qt.PenStyle.NoPen)
            x, half = float(self._playhead_x), float(_HANDLE)
            painter.drawPolygon(QPolygonF([QPointF(x - half, 0), QPointF(x + half, 0), QPointF(x, half + 2)]))

    def _paint_time(self, painter: QPainter, x: int, ms: int, step: int) -> None:
        words = long_clock(ms, thousandths=step < 1000, hours=self.scale.span.total_ms >= 3_600_000)
        painter.setPen(QColor(self.tokens.muted))
        room = QRect(x + 5, 0, 200, self.height() - 4)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
