"""What ruler, lanes and overview share: where time lies on them, the playhead, and seeking by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.desk import Desk

HEAD_LETTERS = 19
"""How wide the heads of the lanes are, in average letters."""
_ZOOM_A_NOTCH = 1.25
_NOTCH = 120
_PAN_SHARE = 0.15
_LEAST_PINCH = 0.1


class Surface(QWidget):
    """Paints a still picture once and keeps it; the playhead goes over it on every tick.

    Args:
        desk: what it works with.
        scale: the span that is visible.
    """

    def __init__(self, desk: Desk, scale: Scale) -> None:
        super().__init__()
        self.desk, self.scale, self.tokens = desk, scale, desk.tokens
        self.head = self.fontMetrics().averageCharWidth() * HEAD_LETTERS
        self._still: QPixmap | None = None
        self._playhead_x = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        scale.changed.connect(self.follow_scale)
        desk.playing.moved.connect(self._move_playhead)

    def renew(self) -> None:
        """Paint the still picture anew."""
        self._still = None
        self._playhead_x = self.x_of(self.desk.playing.player.position_ms())
        self.update()

    def follow_scale(self) -> None:
        """Something else is visible now."""
        self.renew()

    def x_of(self, ms: float) -> int:
        """Where this time lies on this widget."""
        return self.head + round(self.scale.span.x(ms))

    def ms_at(self, x: float) -> int:
        """Which time lies there."""
        return self.scale.span.ms(x - self.head)

    def paint_still(self, painter: QPainter) -> None:
        """Paint all that does not move; told to those who are one."""

    def paint_moving(self, painter: QPainter) -> None:
        """Paint what moves, the playhead at least."""
        self.paint_line(painter)

    def paint_line(self, painter: QPainter) -> None:
        """Paint the playhead."""
        if self._playhead_x >= self.head:
            painter.fillRect(QRect(self._playhead_x - 1, 0, 2, self.height()), QColor(self.tokens.text))

    def moving_rect(self, old_x: int, new_x: int) -> QRect:
        """What must be painted again when the playhead moves."""
        left, right = min(old_x, new_x) - 8, max(old_x, new_x) + 8
        return QRect(left, 0, right - left, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The still picture, then what moves."""
        if self._still is None:
            self._still = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(QPoint(0, 0), self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        self.paint_moving(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is painted anew at this size."""
        self.renew()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the picture of that time."""
        self._seek(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the cursor; with Shift, or sideways, pan. Over the heads the lanes scroll."""
        turned, sideways = event.angleDelta().y(), event.angleDelta().x()
        if event.position().x() < self.head:
            event.ignore()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(sideways) > abs(turned):
            notches = (sideways or turned) / _NOTCH
            self.scale.pan(-notches * _PAN_SHARE * self.scale.span.length_ms)
        else:
            self.scale.zoom(_ZOOM_A_NOTCH ** (turned / _NOTCH), self.ms_at(event.position().x()))
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Zoom around two fingers that move apart on a touch pad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            if event.position().x() >= self.head:
                self.scale.zoom(max(1 + event.value(), _LEAST_PINCH), self.ms_at(event.position().x()))
            return True
        return super().event(event)

    def _seek(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.head:
            self.desk.playing.player.seek(self.ms_at(event.position().x()))

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        still = QPixmap(self.size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(QColor(self.tokens.surface))
        painter = QPainter(still)
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_still(painter)
        painter.end()
        return still

    def _move_playhead(self, ms: int) -> None:
        x = self.x_of(ms)
        if x != self._playhead_x:
            changed = self.moving_rect(self._playhead_x, x)
            self._playhead_x = x
            self.update(changed)


def paint_head(painter: QPainter, room: QRectF, words: str, colour: str) -> None:
    """The name of a lane at its left."""
    painter.setPen(QColor(colour))
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) - 22)
    painter.drawText(room.adjusted(16, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
