"""The small fields of the moment inspector: choices that do not scroll by accident, times, certainty, modifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _, in_words, language
from recall_studio.ui.clock_words import long_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from recall_studio.domain.codebook import Modifier
    from recall_studio.ui.tokens import Tokens

NUDGE_MS, FAR_NUDGE_MS = 40, 1_000
"""One picture of a recording of 25 a second, and with Shift a second."""
GRADES = 3
_PADDING = 16
_BESIDE_ICON = 4
_Key = Qt.Key
_Style = QStyle
_EDIT = QStyle.SubControl.SC_ComboBoxEditField


class CalmChoice(QComboBox):
    """A choice that the wheel does not change in passing, and takes no keys from the player at a click."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt draws it, but what does not fit ends in an ellipsis; Qt cuts it through a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        part = self.style().subControlRect(_Style.ComplexControl.CC_ComboBox, option, _EDIT, self)
        room = part.width() - (option.iconSize.width() + 2 * _BESIDE_ICON if not option.currentIcon.isNull() else 0)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(_Style.ComplexControl.CC_ComboBox, option)
        painter.drawControl(_Style.ControlElement.CE_ComboBoxLabel, option)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what scrolls."""
        event.ignore()


class TimeField(QLineEdit):
    """A time that is typed as people write it; up and down nudge it by a picture."""

    chosen = Signal(int)
    """The time that was given, in ms."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._ms: int | None = None
        self.setAccessibleName(name)
        self.setToolTip(_("{name}: type a time; ↑ and ↓ move it by one picture, with Shift by a second", name=name))
        self.editingFinished.connect(self._finish)
        self.returnPressed.connect(self.clearFocus)

    def show_ms(self, ms: int | None) -> None:
        """Show a time, or none; what is being typed stays."""
        self._ms = ms
        if not (self.hasFocus() and self.isModified()):
            self.setText("" if ms is None else long_clock(ms, hours=False))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge at up and down; Enter takes what was typed."""
        if event.key() in (_Key.Key_Up, _Key.Key_Down) and self._ms is not None:
            by = FAR_NUDGE_MS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE_MS
            self.chosen.emit(max(0, self._ms + (by if event.key() == _Key.Key_Up else -by)))
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        try:
            ms = parse_ms(self.text())
        except BadInput:
            ms = self._ms if self._ms is not None else -1
        if ms >= 0 and ms != self._ms:
            self.chosen.emit(ms)
        else:
            self.show_ms(self._ms)


class CertaintyDots(QWidget):
    """How sure the coder is: one to three dots, none while nothing was said; the same dot again takes it back.

    Args:
        tokens: the colours.
        name: of what is graded; certainty where none is given.
        grades: how many dots there are.
    """

    chosen = Signal(object)
    """1 to the number of grades, or None."""

    def __init__(self, tokens: Tokens, *, name: str = "", grades: int = GRADES) -> None:
        super().__init__()
        self._tokens, self._grades = tokens, grades
        self._grade: int | None = None
        name = name or _("Certainty")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(_("{name}: click a dot, or use ← and →", name=name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_grade(self, grade: int | None) -> None:
        """Show this grade."""
        self._grade = grade
        self.setAccessibleDescription(str(grade or "–"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = self._size()
        return QSize(round(size * (1.3 * self._grades + 0.3)), round(size * 1.8))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        grade = min(self._grades, max(1, 1 + int(event.position().x() / (self._size() * 1.3))))
        self.chosen.emit(None if grade == self._grade else grade)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right change the grade."""
        steps = {_Key.Key_Right: 1, _Key.Key_Up: 1, _Key.Key_Left: -1, _Key.Key_Down: -1}
        by = steps.get(_Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        grade = max(0, min(self._grades, (self._grade or 0) + by))
        self.chosen.emit(grade or None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots, full up to the grade."""
        painter, size = QPainter(self), self._size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._tokens.text if self.isEnabled() else self._tokens.muted)
        painter.setPen(QPen(colour, 1.3))
        for place in range(self._grades):
            painter.setBrush(colour if place < (self._grade or 0) else Qt.BrushStyle.NoBrush)
            middle = QPointF(size * (0.65 + 1.3 * place), self.height() / 2)
            painter.drawEllipse(middle, size / 2 - 1, size / 2 - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _size(self) -> int:
        return self.fontMetrics().height() - 2


class ModifierChoice(QToolButton):
    """What can be said of a moment besides its code: one value or several, from a menu."""

    chosen = Signal(object)
    """The value, the values of one that takes several, or None."""

    def __init__(self, modifier: Modifier) -> None:
        super().__init__()
        self.modifier = modifier
        self._name = modifier.label.in_language(language())
        self._values: list[str] = []
        self._said = ""
        self.setProperty("kind", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMenu(self._menu())
        self.show_value(None)

    def show_value(self, value: object) -> None:
        """Show what was said; None: nothing yet."""
        self._values = value if isinstance(value, list) else [str(value)] if value not in (None, "") else []
        words = {one.key: one.label.in_language(language()) for one in self.modifier.values}
        said = in_words([words.get(key, key) for key in self._values]) if self._values else ""
        self._said = f"{self._name}: {said or '–'}"
        self.setAccessibleName(self._said)
        self.setToolTip(self._said)
        self._elide()
        for action in self.menu().actions():
            action.setChecked(action.data() in self._values)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to what fits."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 2 * _PADDING
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for value in self.modifier.values:
            action = menu.addAction(value.label.in_language(language()))
            action.setCheckable(True)
            action.setData(value.key)
        if not self.modifier.multiple:
            menu.addSeparator()
            menu.addAction(_("Nothing said")).setData("")
        menu.triggered.connect(lambda action: self._choose(str(action.data())))
        return menu

    def _choose(self, key: str) -> None:
        if not self.modifier.multiple:
            self.chosen.emit(key or None)
            return
        values = [one for one in self._values if one != key] + ([] if key in self._values else [key])
        self.chosen.emit(values or None)


def roles_shown(there: Sequence[str], now: str | None) -> list[str]:
    """The roles to choose from: those in the conversation once each, and the one that was chosen."""
    return list(dict.fromkeys([*there, *([now] if now else [])]))
