"""Who else was there, and whoever was forgotten: added afterwards, for they are heard in the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _
from recall_studio.ui.recall.person_entry import PersonEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.recall.interview import Present


class PresentField(QWidget):
    """Lists them; somebody is added by pseudonym and role."""

    added = Signal(str, object)
    """A pseudonym and a `PersonRole`."""

    def __init__(self) -> None:
        super().__init__()
        self.people = QLabel(wordWrap=True)
        entry = PersonEntry(self, person=_("Pseudonym of who else was there"), role=_("Role of who else was there"))
        self.person, self.role, self.add = entry.person, entry.role, entry.add
        entry.added.connect(self.added)
        hint = QLabel(wordWrap=True)
        hint.setText(_("The interview is then used only while they say yes to “nagesprek” too. It cannot be undone."))
        hint.setProperty("kind", "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.people, 0, 0, 1, 2)
        grid.addWidget(self.person, 1, 0, 1, 2)
        grid.addWidget(self.role, 2, 0)
        grid.addWidget(self.add, 2, 1)
        grid.addWidget(hint, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.setFocusProxy(self.person)

    def show_people(self, present: Sequence[Present]) -> None:
        """Show who is noted."""
        said = ", ".join(f"{one.pseudonym} ({role_in_words(one.role)})" for one in present)
        self.people.setText(said or _("nobody else"))
