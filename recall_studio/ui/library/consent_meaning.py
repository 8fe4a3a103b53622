"""«What does this mean now?»: what may be done with a conversation, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from recall_studio.domain.words import _, in_words
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.library.consent_words import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.consent import Decision, Operation


class MeaningCard(QFrame):
    """One line an operation: allowed, or not and why."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        title = QLabel(_("What does this mean now?"))
        title.setProperty("kind", "heading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        self.lines = {}
        self._names: dict[Operation, QLabel] = {}
        for line, (operation, words) in enumerate(OPERATIONS.items()):
            badge, why = QLabel(), QLabel(wordWrap=True)
            badge.setProperty("kind", "neutral")
            why.setProperty("kind", "muted")
            name = QLabel(_(words))
            grid.addWidget(name, line, 0)
            grid.addWidget(badge, line, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(why, line, 2)
            self.lines[operation] = (badge, why)
            self._names[operation] = name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(grid)
        layout.addStretch(1)

    def show_decisions(self, decisions: Mapping[Operation, Decision]) -> None:
        """Show these; what is not among them is no question here."""
        for operation, (badge, why) in self.lines.items():
            decision = decisions.get(operation)
            for part in (self._names[operation], badge, why):
                part.setVisible(decision is not None)
            if decision is None:
                continue
            badge.setText(_("allowed") if decision.allowed else _("not allowed"))
            set_kind(badge, "good" if decision.allowed else "danger")
            nobody = _("nobody is listed as seen or heard")
            why.setText("" if decision.allowed else nobody if decision.nobody else in_words(decision.reasons()))
