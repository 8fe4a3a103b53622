"""The row above the table: filters with how many there are, grouping, and a search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon
from recall_studio.ui.library.filters import FILTERS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.ui.tokens import Tokens


class FilterBar(QWidget):
    """Says what the user wants to see: fields of `filters.Arrangement`."""

    asked = Signal(object)
    """A dictionary of fields."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.chips = {key: self._chip(key) for key in FILTERS}
        self.chips["all"].setChecked(True)
        self.groups = QComboBox()
        for key, (name, _heading) in GROUPS.items():
            self.groups.addItem(_(name), key)
        self.groups.setAccessibleName(_("Group"))
        self.groups.currentIndexChanged.connect(lambda _n: self.asked.emit({"group": self.groups.currentData()}))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Search in the conversations"))
        self.words.setAccessibleName(_("Search in the conversations"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(280)
        self.words.addAction(icon("search", tokens.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.words.textChanged.connect(lambda words: self.asked.emit({"words": words}))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for chip in self.chips.values():
            layout.addWidget(chip)
        layout.addWidget(self.groups)
        layout.addStretch(1)
        layout.addWidget(self.words, 1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many each filter lets through; a filter that lets nothing through is not offered."""
        for key, chip in self.chips.items():
            number = "" if key == "all" else f"  {counts[key]}"
            chip.setText(_(FILTERS[key][0]) + number)
            chip.setVisible(key == "all" or counts[key] > 0 or chip.isChecked())

    def _chip(self, key: str) -> QPushButton:
        chip = QPushButton(_(FILTERS[key][0]))
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setAccessibleName(_(FILTERS[key][0]))
        chip.clicked.connect(lambda: self.asked.emit({"filter": key}))
        self._group.addButton(chip)
        return chip
