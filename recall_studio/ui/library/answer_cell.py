"""One answer of one person to one purpose, as a cell that is switched by Space or a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy
from typing_extensions import override

from recall_studio.domain.consent import Condition, Purpose, Status
from recall_studio.domain.words import _
from recall_studio.ui.library.consent_words import purpose_word, status_word

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPaintEvent

    from recall_studio.ui.tokens import Tokens

CHOICES = (Status.GEGEVEN, Status.GEWEIGERD, Status.NIET_GEVRAAGD)
KEYS = {
    Qt.Key.Key_J: Status.GEGEVEN,
    Qt.Key.Key_Y: Status.GEGEVEN,
    Qt.Key.Key_N: Status.GEWEIGERD,
    Qt.Key.Key_Minus: Status.NIET_GEVRAAGD,
    Qt.Key.Key_Delete: Status.NIET_GEVRAAGD,
    Qt.Key.Key_Backspace: Status.NIET_GEVRAAGD,
}
"""J or Y is yes, N is no, a dash is not asked."""
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_SIGNS = {Status.GEGEVEN: "✓ ", Status.ANDERE_GRONDSLAG: "✓ ", Status.GEWEIGERD: "✕ "}
PAD = 7
SMALLER = 0.93
DASH = "–"


class AnswerCell(QAbstractButton):
    """Shows an answer; changes it only while `editable`.

    Args:
        person: how the person is called, for who listens.
        purpose: what is answered.
        tokens: the colours.
    """

    answered = Signal()
    """The user gave an answer; `status` is it."""
    moved = Signal(int, int)
    """The user wants to go so many rows and columns on."""
    reached = Signal()
    """It got the keyboard."""

    def __init__(self, person: str, purpose: Purpose, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._person = tokens, person
        self.purpose = purpose
        self.status = Status.GEWEIGERD
        self.condition = Condition.GEEN
        self.firm = False
        self.editable = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._switch)
        self._name()

    def show_answer(self, status: Status, *, condition: Condition = Condition.GEEN, firm: bool) -> None:
        """Show this answer; one that is not firm was proposed by nobody but the form."""
        self.status, self.condition, self.firm = status, condition, firm
        self._name()
        self.update()

    def call(self, person: str) -> None:
        """Call the person otherwise."""
        self._person = person
        self._name()

    def give(self, status: Status) -> None:
        """Answer, as the user does."""
        if self.editable:
            self.show_answer(status, firm=True)
            self.answered.emit()

    def _switch(self) -> None:
        self.give(Status.GEWEIGERD if self.status is Status.GEGEVEN else Status.GEGEVEN)

    def _name(self) -> None:
        word = status_word(self.status, self.condition)
        self.setAccessibleName(f"{self._person}, {purpose_word(self.purpose)}: {word}")
        self.setToolTip(self.accessibleName())

    @override
    def sizeHint(self) -> QSize:
        """Room for the longest word."""
        return self._room_for([_SIGNS.get(one, "") + status_word(one) for one in CHOICES])

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for yes and no; what was not asked is a dash then."""
        return self._room_for([_SIGNS[one] + status_word(one) for one in (Status.GEGEVEN, Status.GEWEIGERD)])

    def _room_for(self, words: list[str]) -> QSize:
        metrics = QFontMetricsF(self._font())
        widest = max(metrics.horizontalAdvance(one) for one in words)
        return QSize(round(widest) + 2 * PAD + 4, round(metrics.height()) + 14)

    def _font(self) -> QFont:
        """A little smaller than that of the page, as every badge."""
        font = QFont(self.font())
        if font.pixelSize() > 0:
            font.setPixelSize(round(font.pixelSize() * SMALLER))
        else:
            font.setPointSizeF(font.pointSizeF() * SMALLER)
        return font

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go round, letters answer; a combination with Ctrl is somebody else's."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _MOVES:
            self.moved.emit(*_MOVES[key])
        elif key in KEYS:
            self.give(KEYS[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it was reached."""
        super().focusInEvent(event)
        self.reached.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The three answers."""
        if not self.editable:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for status, key in zip(CHOICES, (_("Y"), "N", "−"), strict=True):
            action = QAction(f"{status_word(status)}\t{key}", menu)
            action.triggered.connect(lambda _on=False, status=status: self.give(status))
            menu.addAction(action)
        menu.popup(event.globalPos())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill with the answer in words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._font()
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        words = _SIGNS.get(self.status, "") + status_word(self.status, self.condition)
        room = self.width() - 2 * PAD - 4
        if metrics.horizontalAdvance(words) > room:
            dash = self.status is Status.NIET_GEVRAAGD
            words = DASH if dash else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        height = metrics.height() + 5
        width = min(metrics.horizontalAdvance(words) + 2 * PAD, self.width() - 4)
        pill = QRectF(0, 0, width, height)
        pill.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        ground, ink, edge = self._colours()
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.drawRoundedRect(pill.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)

    def _colours(self) -> tuple[str, str, str]:
        """Ground, ink and edge."""
        t = self._tokens
        if self.status in (Status.GEGEVEN, Status.ANDERE_GRONDSLAG):
            return t.soft, t.on_soft, t.accent
        if self.status in (Status.INGETROKKEN, Status.VERLOPEN):
            return t.danger_soft, t.danger, ""
        if self.status is Status.GEWEIGERD and self.firm:
            return t.surface, t.danger, t.danger_soft
        if self.status is Status.NIET_GEVRAAGD:
            return t.track, t.text if self.firm else t.muted, ""
        hovered = self.underMouse() and self.editable
        return t.hover if hovered else t.surface, t.muted, t.line
