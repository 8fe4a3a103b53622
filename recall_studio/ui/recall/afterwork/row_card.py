"""A card for one row of the record, such as a comment: its heading, its history, and room for its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.words import _, ngettext
from recall_studio.ui.buttons import word_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton


class RowCard(QFrame):
    """Shows one row; what was filled in is told as fields of the edit that changes it.

    Args:
        row: its id.
    """

    changed = Signal(str, object)
    """The id of the row, and what is new: fields by name."""
    history_asked = Signal(str)

    def __init__(self, row: str) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "card")
        self.heading = QLabel()
        self.heading.setProperty("kind", "heading")
        self.badge = QLabel()
        self.badge.setProperty("kind", "good")
        self.badge.hide()
        self.history = word_button("", lambda: self.history_asked.emit(self.row), kind="flat")
        self.history.hide()
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(6)
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addLayout(self.verbs)
        below.addWidget(self.badge)
        below.addWidget(self.history)
        below.addStretch(1)
        self.fields = QGridLayout()
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.fields.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addLayout(self.fields)

    def put(self, name: str, field: QWidget) -> QLabel:
        """Add a field below the others, with its name at the left."""
        label = QLabel(name)
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        at = self.fields.rowCount()
        self.fields.addWidget(label, at, 0)
        self.fields.addWidget(field, at, 1)
        return label

    def verb(self, words: str, run: Callable[[], object]) -> QPushButton:
        """Add a button at the right of the heading."""
        button = word_button(words, run)
        self.verbs.addWidget(button)
        return button

    def tell(self, **fields: object) -> None:
        """Say that these are other than before."""
        self.changed.emit(self.row, fields)

    def show_history(self, number: int, *, by_participant: bool) -> None:
        """Say how often it was corrected, and whether who looked back asked for that."""
        self.history.setVisible(number > 0)
        self.history.setText(ngettext("Corrected {n} time", "Corrected {n} times", number))
        self.history.setAccessibleName(self.history.text())
        self.badge.setVisible(by_participant)
        self.badge.setText(_("corrected by the viewer"))
