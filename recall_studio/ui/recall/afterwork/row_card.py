"""A card for one row of the record, such as a comment: its heading, its history, and room for its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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
        self._room, self._others = QWidget(), QWidget()
        self.fields, self._more_fields = _grid(self._room), _grid(self._others)
        self.more = word_button(_("More"), self._fold, kind="flat")
        self.more.setCheckable(True)
        self._changing: list[QWidget] = [self._room, self._others]
        self._lay_out_card()

    def put(self, name: str, field: QWidget) -> QLabel:
        """Add a field below the others, with its name at the left."""
        return _put(self.fields, name, field)

    def put_more(self, name: str, field: QWidget) -> QLabel:
        """Add a field that is seldom needed: it stands behind “More”."""
        self.more.show()
        return _put(self._more_fields, name, field)

    def verb(self, words: str, run: Callable[[], object], *, changes: bool = False) -> QPushButton:
        """Add a button at the right of the heading; one that `changes` something is for who may change the row."""
        button = word_button(words, run)
        self.verbs.addWidget(button)
        if changes:
            self._changing.append(button)
        return button

    def allow(self, *, changing: bool) -> None:
        """Let the row be changed, or be read alone: its history and what is heard stay at hand."""
        for part in self._changing:
            part.setEnabled(changing)

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

    def _fold(self) -> None:
        self._others.setVisible(self.more.isChecked())

    def _lay_out_card(self) -> None:
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addLayout(self.verbs)
        below.addWidget(self.badge)
        below.addWidget(self.history)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(below)
        layout.addWidget(self._room)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._others)
        self.more.hide()
        self._others.hide()


def _grid(widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    return grid


def _put(grid: QGridLayout, name: str, field: QWidget) -> QLabel:
    label = QLabel(name)
    label.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name)
    at = grid.rowCount()
    grid.addWidget(label, at, 0)
    grid.addWidget(field, at, 1)
    return label
