"""What ruler, lanes and overview share: where time lies on them, the playhead, and seeking by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.desk import Desk

HEAD_LETTERS = 19
"""How wide the heads of the lanes are, in average letters."""
HEAD_PX = 20
"""Where the words of a head begin: left of them there is room for a colour and a triangle."""
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
        self._still_part = QRect()
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

    def paint_still(self, painter: QPainter, part: QRect) -> None:
        """Paint all that does not move, of this part of the widget; told to those who are one."""

    def paint_moving(self, painter: QPainter) -> None:
        """Paint what moves, the playhead at least."""
        self.paint_line(painter)

    def paint_line(self, painter: QPainter) -> None:
        """Paint the playhead."""
        if self._playhead_x >= self.head:
            painter.fillRect(QRect(self._playhead_x - 1, 0, 2, self.height()), QColor(self.tokens.text))

    def moving_part(self, old_x: int, new_x: int) -> QRegion:
        """What must be painted again when the playhead moves: a strip where it was, and one where it is."""
        return QRegion(*self._strip(old_x)) + QRegion(*self._strip(new_x))

    def _strip(self, x: int) -> tuple[int, int, int, int]:
        return x - 8, 0, 16, self.height()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The still picture, then what moves."""
        if self._still is None or not self._still_part.contains(event.rect()):
            # Not all of it: of many lanes few are in sight at a time.
            self._still_part = self.visibleRegion().boundingRect().united(event.rect())
            self._still = self.painted(self._still_part)
        painter = QPainter(self)
        painter.drawPixmap(self._still_part.topLeft(), self._still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(event.region())
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

    def painted(self, part: QRect) -> QPixmap:
        """The still picture of this part of the widget, painted now."""
        ratio = self.devicePixelRatioF()
        still = QPixmap(part.size() * ratio)
        still.setDevicePixelRatio(ratio)
        still.fill(QColor(self.tokens.surface))
        painter = QPainter(still)
        painter.translate(-part.topLeft())
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_still(painter, part)
        painter.end()
        return still

    def _move_playhead(self, ms: int) -> None:
        x = self.x_of(ms)
        if x != self._playhead_x:
            changed = self.moving_part(self._playhead_x, x)
            self._playhead_x = x
            self.update(changed)


def paint_head(painter: QPainter, room: QRectF, words: str, colour: str) -> None:
    """The name of a lane at its left."""
    painter.setPen(QColor(colour))
    room = room.adjusted(HEAD_PX, 0, -6, 0)
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
