"""A time that need not be there: typed, and taken away again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import TimeField


class OptionalTime(QWidget):
    """One time, with a button that clears it.

    Args:
        name: of what it is.
        without: what is meant while there is none.
    """

    chosen = Signal(object)
    """The time in ms, or None."""

    def __init__(self, name: str, without: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.line = TimeField(name)
        self.line.setPlaceholderText(without)
        self.clear = word_button("×", lambda: self.chosen.emit(None), kind="flat")
        self.clear.setAccessibleName(_("{name}: none", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.clear)
        self.setFocusProxy(self.line)
        self.line.chosen.connect(self.chosen.emit)
        self.show_ms(None)

    def show_ms(self, ms: int | None) -> None:
        """Show it, or that there is none."""
        self.line.show_ms(ms)
        self.clear.setVisible(ms is not None)
