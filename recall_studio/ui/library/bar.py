"""What stands above the library: the study, how much is in it, and the way to more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from recall_studio.domain.study import PersonRole, StudyKind
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.analysis.library import LibraryRow
    from recall_studio.domain.study import StudyFacts
    from recall_studio.ui.tokens import Tokens


class LibraryBar(QWidget):
    """Title, counts and one main action, `add`."""

    def __init__(self, facts: StudyFacts, tokens: Tokens) -> None:
        super().__init__()
        name = ElidedLabel("title", least=12)
        name.say(facts.title)
        practice = QLabel(_("PRACTICE"))
        practice.setProperty("kind", "warning")
        practice.setVisible(facts.kind is StudyKind.OEFENEN)
        self._counts = ElidedLabel()
        self.add = QPushButton(icon("add", tokens.on_accent), _("Add a conversation"))
        self.add.setProperty("kind", "main")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.live = QPushButton(icon("eye", tokens.text), _("Watch along live"))
        self.live.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.live.setToolTip(_("Add a conversation without a recording"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(name)
        layout.addWidget(practice, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._counts)
        layout.addStretch(1)
        layout.addWidget(self.live)
        layout.addWidget(self.add)

    def show_rows(self, rows: Sequence[LibraryRow]) -> None:
        """Count these."""
        people = {(one.pseudonym, one.role) for row in rows for one in row.people}
        clients = sum(role is PersonRole.KLANT for _name, role in people)
        managers = sum(role is PersonRole.KLANTMANAGER for _name, role in people)
        said = (
            ngettext("{n} conversation", "{n} conversations", len(rows)),
            ngettext("{n} client", "{n} clients", clients),
            ngettext("{n} case manager", "{n} case managers", managers),
        )
        self._counts.say(" · ".join(said) if rows else "")
