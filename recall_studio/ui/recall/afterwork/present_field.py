"""Who else was there, and whoever was forgotten: added afterwards, for they are heard in the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from recall_studio.domain.study import ROLE_WORDS, PersonRole, role_in_words
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.recall.preparing.plan_fields import choice_of

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
        self.person = QLineEdit(placeholderText=_("Pseudonym, for example T-114"))
        self.person.setAccessibleName(_("Pseudonym of who else was there"))
        others = [one for one in PersonRole if one is not PersonRole.TOLK]
        self.role = choice_of(
            _("Role of who else was there"), {one: ROLE_WORDS[one] for one in (PersonRole.TOLK, *others)}
        )
        self.add = word_button(_("Add"), self._add)
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
        self.person.returnPressed.connect(self._add)

    def show_people(self, present: Sequence[Present]) -> None:
        """Show who is noted."""
        said = ", ".join(f"{one.pseudonym} ({role_in_words(one.role)})" for one in present)
        self.people.setText(said or _("nobody else"))

    def _add(self) -> None:
        pseudonym = self.person.text().strip()
        if pseudonym:
            self.added.emit(pseudonym, PersonRole(self.role.currentData()))
            self.person.clear()
        else:
            self.person.setFocus()
