"""The time in the transport bar: shown as a clock, and typed into when it is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QToolTip
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.keys import OWN_ESCAPE

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_WIDEST = "00:00:00.000"


class TimeField(QLineEdit):
    """Takes a time such as `12:43`, `763` or `12:43,320`; Enter goes there, Esc gives up."""

    given = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Time to jump to"))
        self.setToolTip(
            _("Minutes and seconds, such as 12:43 or 12:43.320, or seconds. Enter goes there, Esc does not.")
        )
        self.setProperty(OWN_ESCAPE, True)
        self.returnPressed.connect(self._go)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody goes on elsewhere; what was typed is given up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _go(self) -> None:
        try:
            ms = parse_ms(self.text())
        except BadInput as error:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), str(error), self)
            self.setAccessibleDescription(str(error))
            self.selectAll()
            return
        self.given.emit(ms)
        self.left.emit()


class Clock(QStackedWidget):
    """Where the playhead is; a click asks for another time.

    Args:
        key: the key that does the same, as it is written.
    """

    asked = Signal(int)
    """Go to this time, in ms."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._shown = QPushButton()
        self._shown.setProperty("kind", "flat")
        self._shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._shown.setToolTip(_("Jump to a time ({key})", key=key))
        self._shown.setStyleSheet("QPushButton { padding: 4px 2px; text-align: left; }")
        self.field = TimeField()
        font = _clock_font(self.font())
        for widget in (self._shown, self.field):
            widget.setFont(font)
            self.addWidget(widget)
        # As wide as the longest time, so that nothing beside it ever moves.
        self.setFixedWidth(QFontMetrics(font).horizontalAdvance(_WIDEST) + 12)
        self._shown.clicked.connect(self.ask)
        self.field.given.connect(self.asked)
        self.field.left.connect(self._leave)
        self.show_ms(0)

    def show_ms(self, ms: int) -> None:
        """The playhead is here."""
        words = long_clock(ms)
        if words != self._shown.text():
            self._shown.setText(words)
            self._shown.setAccessibleName(_("Time {time}; jump to another time", time=words))

    def ask(self) -> None:
        """Let a time be typed."""
        self.field.setText(self._shown.text())
        self.setCurrentWidget(self.field)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self.currentWidget() is self.field:
            self.setCurrentWidget(self._shown)
            self.field.clearFocus()


def _clock_font(usual: QFont) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(usual.pointSizeF() * 1.25)
    font.setWeight(QFont.Weight.Bold)
    return font
