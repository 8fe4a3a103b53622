"""Two sounds above each other on the clock of the session: what was played, and the interview, which is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from recall_studio.edits.recall.laying_beside import Beside
    from recall_studio.ui.tokens import Tokens

NUDGE_MS, FAR_MS = 20, 500
LEAST_SPAN_MS = 4_000
LINES = 12
_Key = Qt.Key


class TwoSounds(QWidget):
    """Drag the lower one to move it; the wheel zooms, a click sets the place that is played.

    Args:
        tokens: the colours.
    """

    moved = Signal(int)
    """Where the interview's sound begins now, in ms on the clock of the session."""
    placed = Signal(int)
    """The place that was clicked, in ms on the clock of the session."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._sounds: Beside | None = None
        self.offset_ms = 0
        self.at_ms = 0
        self._start_ms, self._span_ms = 0.0, 60_000.0
        self._grabbed: tuple[float, int] | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Sound that was played, and sound of the interview"))
        self.setAccessibleDescription(_("← and → move the interview's sound, with Shift further; + and − zoom."))

    def show_sounds(self, sounds: Beside, offset_ms: int) -> None:
        """Show these, the interview's beginning at this place; all of it is seen at first."""
        self._sounds, self.offset_ms = sounds, offset_ms
        longest = max(len(sounds.played), len(sounds.heard)) * sounds.step_ms
        self._start_ms, self._span_ms = 0.0, max(float(longest), LEAST_SPAN_MS)
        self.update()

    def move_to(self, offset_ms: int) -> None:
        """Let the interview's sound begin here."""
        if offset_ms != self.offset_ms:
            self.offset_ms = offset_ms
            self.update()
            self.moved.emit(offset_ms)

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, self.fontMetrics().height() * LINES)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed, self._dragged = (event.position().x(), self.offset_ms), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the interview's sound; dragged above, what is seen moves."""
        if self._grabbed is None:
            return
        by_ms = (event.position().x() - self._grabbed[0]) * self._span_ms / max(self.width(), 1)
        self._dragged = self._dragged or abs(event.position().x() - self._grabbed[0]) > 3
        if self._dragged:
            self.move_to(self._grabbed[1] + round(by_ms))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Without a drag the place is chosen that is listened to."""
        if not self._dragged:
            self.at_ms = max(0, round(self._start_ms + event.position().x() * self._span_ms / max(self.width(), 1)))
            self.placed.emit(self.at_ms)
            self.update()
        self._grabbed = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the cursor."""
        self._zoom(0.8 if event.angleDelta().y() > 0 else 1.25, event.position().x() / max(self.width(), 1))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = FAR_MS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE_MS
        by = {_Key.Key_Left: -far, _Key.Key_Right: far}.get(_Key(event.key()))
        if by is not None:
            self.move_to(self.offset_ms + by)
        elif event.key() in (_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus):
            middle = (self.at_ms - self._start_ms) / self._span_ms
            self._zoom(1.25 if event.key() == _Key.Key_Minus else 0.8, min(max(middle, 0), 1))
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Both rows, their names, and the place that is listened to."""
        painter, half = QPainter(self), self.height() / 2
        painter.fillRect(self.rect(), QColor(self._tokens.surface))
        if self._sounds is not None:
            self._paint_row(painter, self._sounds.played, 0, QRectF(0, 0, self.width(), half), self._tokens.wave)
            room = QRectF(0, half, self.width(), half)
            self._paint_row(painter, self._sounds.heard, self.offset_ms, room, self._tokens.accent)
        painter.setPen(QColor(self._tokens.line))
        painter.drawLine(QPointF(0, half), QPointF(self.width(), half))
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(QPointF(8, self.fontMetrics().height()), _("What was played"))
        painter.drawText(QPointF(8, half + self.fontMetrics().height()), _("The interview"))
        x = (self.at_ms - self._start_ms) * self.width() / self._span_ms
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), QColor(self._tokens.focus))
        painter.drawText(QPointF(min(x + 4, self.width() - 60), self.height() - 4), plain_clock(self.at_ms))
        if self.hasFocus():
            painter.setPen(QColor(self._tokens.focus))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, row: object, offset_ms: int, room: QRectF, ink: str) -> None:
        import numpy as np

        sounds = self._sounds
        if sounds is None:
            return
        values, colour = np.asarray(row), QColor(ink)
        per_px = self._span_ms / max(self.width(), 1)
        base, tall = room.bottom() - 2, room.height() - self.fontMetrics().height() - 6
        for x in range(self.width()):
            first = (self._start_ms + x * per_px - offset_ms) / sounds.step_ms
            last = max(first + per_px / sounds.step_ms, first + 1)
            piece = values[max(int(first), 0) : max(int(last), 0)]
            if len(piece):
                height = tall * float(piece.max())
                painter.fillRect(QRectF(x, base - height, 1, height), colour)

    def _zoom(self, by: float, middle: float) -> None:
        at = self._start_ms + self._span_ms * middle
        self._span_ms = max(self._span_ms * by, LEAST_SPAN_MS)
        self._start_ms = max(0.0, at - self._span_ms * middle)
        self.update()
