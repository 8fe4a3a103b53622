"""The strip above the ruler: the whole recording, where it is coded, seen and tagged, and which part is visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.dense import Stretch, paint_filled
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.surface import Surface, paint_head

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from recall_studio.ui.coding.timeline.lane_rows import LaneRows
    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.desk import Desk

LEAST_HEIGHT = 34
SOON_MS = 120
_SEEN_PX = 2
_MOST_APART_PX = 6.0


class Overview(Surface):
    """Shows all of the recording whatever is visible below; the visible part can be dragged."""

    def __init__(self, desk: Desk, scale: Scale, rows: LaneRows) -> None:
        super().__init__(desk, scale)
        self._rows = rows
        self._grabbed_ms: float | None = None
        self._painted_for = (0, 0)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.renew)
        self.setMouseTracking(True)
        self.setFixedHeight(max(LEAST_HEIGHT, self.fontMetrics().height() + 16))
        self.setAccessibleName(_("Overview of the whole recording"))

    @override
    def follow_scale(self) -> None:
        """What is visible moves over the still picture, which is another only for another recording or width."""
        if self._painted_for == (self.scale.span.total_ms, self.scale.span.width):
            self.update()
        else:
            self.renew()

    def renew_soon(self) -> None:
        """Paint the moments anew when there is time: a tag must be seen on its lane first."""
        self._soon.start()

    @override
    def x_of(self, ms: float) -> int:
        """Where this time lies: the whole recording is always shown."""
        return self.head + round(ms * self._across() / max(self.scale.span.total_ms, 1))

    @override
    def ms_at(self, x: float) -> int:
        """Which time lies there."""
        total = self.scale.span.total_ms
        return round(min(max((x - self.head) * total / self._across(), 0), total))

    @override
    def paint_still(self, painter: QPainter, part: QRect) -> None:
        """Where it is coded, seen and tagged."""
        self._painted_for = (self.scale.span.total_ms, self.scale.span.width)
        paint_head(painter, QRectF(0, 0, self.head, self.height()), _("Overview"), self.tokens.muted)
        room = QRectF(self.head, 0, self._across(), self.height())
        painter.fillRect(room, QColor(self.tokens.raised))
        self._paint_coded(painter, room)
        for start_ms, end_ms in self.desk.coding.seen:
            left = self.x_of(start_ms)
            painter.fillRect(
                left, self.height() - 1 - _SEEN_PX, self.x_of(end_ms) - left, _SEEN_PX, QColor(self.tokens.muted)
            )
        self._paint_moments(painter)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self.tokens.line))

    @override
    def paint_moving(self, painter: QPainter) -> None:
        """The visible part and the playhead."""
        span = self.scale.span
        if not span.is_whole:
            left, right = self.x_of(span.start_ms), self.x_of(span.end_ms)
            veil = QColor(self.tokens.accent)
            veil.setAlphaF(0.16)
            painter.setPen(QPen(QColor(self.tokens.accent), 1))
            painter.setBrush(veil)
            painter.drawRoundedRect(QRectF(left + 0.5, 0.5, max(right - left, 4) - 1, self.height() - 2), 3, 3)
        self.paint_line(painter)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the visible part, or go to the picture of that time."""
        ms = self.ms_at(event.position().x())
        if self._can_grab(ms):
            self._grabbed_ms = ms - self.scale.span.start_ms
        else:
            self._grabbed_ms = None
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the visible part, or scrub; without a button, show that the part can be dragged."""
        if not event.buttons():
            can_grab = self._can_grab(self.ms_at(event.position().x()))
            self.setCursor(Qt.CursorShape.OpenHandCursor if can_grab else Qt.CursorShape.ArrowCursor)
        elif self._grabbed_ms is None:
            super().mouseMoveEvent(event)
        elif event.buttons() & Qt.MouseButton.LeftButton:
            wanted = self.ms_at(event.position().x()) - self._grabbed_ms
            self.scale.pan(wanted - self.scale.span.start_ms)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press that did not drag went nowhere."""
        self._grabbed_ms = None

    def _can_grab(self, ms: int) -> bool:
        return not self.scale.span.is_whole and self.scale.span.shows(ms)

    def _across(self) -> int:
        return max(self.scale.span.width, 1)

    def _paint_coded(self, painter: QPainter, room: QRectF) -> None:
        """A tint where this member declared it as coded, hatched elsewhere; what is watched along is not declared."""
        recording = self.desk.session.recording
        if recording is not None and recording.live:
            return
        painter.fillRect(room, QBrush(QColor(self.tokens.line), Qt.BrushStyle.BDiagPattern))
        for made in self._rows.around.ranges:
            left = self.x_of(made.start_ms)
            coded = QRectF(left, 0, self.x_of(made.end_ms) - left, self.height())
            painter.fillRect(coded, QColor(self.tokens.surface))

    def _paint_moments(self, painter: QPainter) -> None:
        """One thin line a lane; one's own moments lie on top."""
        lanes = [lane for lane in self._rows.lanes if lane.kind is LaneKind.MOMENTS]
        if not lanes:
            return
        apart = min(_MOST_APART_PX, (self.height() - 8) / len(lanes))
        width = self._across()
        seen = Stretch(0, width / max(self.scale.span.total_ms, 1), width)
        painter.save()
        painter.translate(self.head, 0)
        for place, lane in enumerate(lanes):
            room = QRect(0, round(4 + place * apart + 1), width, max(round(apart) - 2, 1))
            for row in reversed(lane.rows):
                paint_filled(painter, row, room, seen, dark=self.tokens.dark)
        painter.restore()
