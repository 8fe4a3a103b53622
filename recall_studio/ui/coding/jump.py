"""The time in the transport bar: shown as a clock, and typed into when it is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QToolTip
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.keys import OWN_ESCAPE

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

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


class _Face(QPushButton):
    """A flat button whose words change at every picture: they are painted, since setting them lays all out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setProperty("kind", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, words: str) -> None:
        """Show these words."""
        if words != self.words:
            seconds, self.words = words[:-4], words
            self.update()
            if not self.accessibleName().startswith(seconds):
                self.setAccessibleName(_("{time}: jump to another time", time=seconds))

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.WindowText))
        painter.drawText(self.rect().adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.words)


class Clock(QStackedWidget):
    """Where the playhead is; a click asks for another time.

    Args:
        key: the key that does the same, as it is written.
    """

    asked = Signal(int)
    """Go to this time, in ms."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._shown = _Face()
        self._shown.setToolTip(_("Jump to a time ({key})", key=key))
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
        self._shown.say(long_clock(ms))

    def ask(self) -> None:
        """Let a time be typed."""
        self.field.setText(self._shown.words)
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
