"""Names at the left and what they are at the right; what is pressing stands in the warning colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.ui.tokens import Tokens

Fact = tuple[str, str, bool]
"""Name, words, and whether it is pressing."""


class FactsGrid(QWidget):
    """Shows facts below each other."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._shown: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these instead; a fact without words is left out."""
        for old in self._shown:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown.clear()
        for line, (name, words, pressing) in enumerate(fact for fact in facts if fact[1]):
            label, value = QLabel(name), QLabel(words, wordWrap=True)
            label.setProperty("kind", "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if pressing:
                value.setStyleSheet(f"color: {self._tokens.warning};")
            for column, part in enumerate((label, value)):
                self._grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignTop)
                self._shown.append(part)
