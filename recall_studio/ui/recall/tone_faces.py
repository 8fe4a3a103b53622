"""Five faces from sad to glad, for the tone of a comment: drawn, with a word for each, chosen by mouse or arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from recall_studio.domain.recall.telling import GLADDEST, SADDEST
from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from recall_studio.ui.tokens import Tokens

TONES = tuple(range(SADDEST, GLADDEST + 1))
TONE_WORDS = {
    -2: N_("very unpleasant"),
    -1: N_("unpleasant"),
    0: N_("neither"),
    1: N_("pleasant"),
    2: N_("very pleasant"),
}
FACE, APART = 1.9, 2.4
"""How large a face is and how far its middle lies from the next, in heights of a line."""


def tone_in_words(tone: int | None) -> str:
    """`+1 pleasant`; nothing where none was given."""
    if tone is None:
        return ""
    return f"{tone:+d} {_(TONE_WORDS[tone])}".replace("-", "−").replace("+0", "0")


def paint_face(painter: QPainter, middle: QPointF, size: float, tone: int, ink: QColor) -> None:
    """A face of this size: two eyes, and a mouth that says the tone."""
    half = size / 2
    painter.setPen(QPen(ink, max(1.2, size / 16)))
    painter.drawEllipse(middle, half - 1, half - 1)
    painter.setBrush(ink)
    for side in (-1, 1):
        painter.drawEllipse(middle + QPointF(side * half * 0.35, -half * 0.25), size / 22, size / 22)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mouth, bend = QPainterPath(), tone * half * 0.22
    left = middle + QPointF(-half * 0.42, half * 0.38 - bend / 2)
    mouth.moveTo(left)
    mouth.quadTo(middle + QPointF(0, half * 0.38 + bend * 1.4), left + QPointF(half * 0.84, 0))
    painter.drawPath(mouth)


class ToneFaces(QWidget):
    """The tone of a comment, from −2 to 2, or none; the same face again takes it back."""

    chosen = Signal(object)
    """−2 to 2, or None."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._tone: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Tone"))
        self.setToolTip(_("Tone: click a face, or use ← and →"))

    @property
    def tone(self) -> int | None:
        """What is chosen."""
        return self._tone

    def show_tone(self, tone: int | None) -> None:
        """Show this tone."""
        self._tone = tone
        self.setAccessibleDescription(tone_in_words(tone) or _("not said"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(line * (APART * len(TONES))), round(line * (FACE + 0.5)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().x() / (self.fontMetrics().height() * APART))
        if place < len(TONES):
            self.chosen.emit(None if TONES[place] == self._tone else TONES[place])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the faces; Delete takes the tone back."""
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if by is not None:
            now = 0 if self._tone is None else self._tone + by
            self.chosen.emit(max(SADDEST, min(GLADDEST, now)))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the faces; the one that is chosen stands on a field."""
        painter, line = QPainter(self), self.fontMetrics().height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, tone in enumerate(TONES):
            middle = QPointF(line * APART * (place + 0.5), self.height() / 2)
            chosen = tone == self._tone
            if chosen:
                self._paint_field(painter, middle, line)
            colour = self._tokens.on_soft if chosen else self._tokens.muted
            paint_face(painter, middle, line * FACE * 0.8, tone, QColor(colour))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)

    def _paint_field(self, painter: QPainter, middle: QPointF, line: int) -> None:
        half = line * APART / 2 - 3
        painter.setPen(QPen(QColor(self._tokens.accent), 1.5))
        painter.setBrush(QColor(self._tokens.soft))
        painter.drawRoundedRect(QRectF(middle.x() - half, 3, 2 * half, self.height() - 6), 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
