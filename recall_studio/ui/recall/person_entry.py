"""Who else is there, to be added: a pseudonym, a role, and the button; laid out by who shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from recall_studio.domain.study import ROLE_WORDS, PersonRole
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.recall.preparing.plan_fields import choice_of


class PersonEntry(QObject):
    """The three fields, an interpreter proposed first.

    Args:
        parent: who shows them.
        person: what the field of the pseudonym is called.
        role: what the choice of the role is called.
    """

    added = Signal(str, object)
    """A pseudonym and a `PersonRole`."""

    def __init__(self, parent: QWidget, *, person: str, role: str) -> None:
        super().__init__(parent)
        self.person = QLineEdit(placeholderText=_("Pseudonym, for example T-114"))
        self.person.setAccessibleName(person)
        others = [one for one in PersonRole if one is not PersonRole.TOLK]
        self.role = choice_of(role, {one: ROLE_WORDS[one] for one in (PersonRole.TOLK, *others)})
        self.add = word_button(_("Add"), self._add)
        self.person.returnPressed.connect(self._add)

    def _add(self) -> None:
        pseudonym = self.person.text().strip()
        if pseudonym:
            self.added.emit(pseudonym, PersonRole(self.role.currentData()))
            self.person.clear()
        else:
            self.person.setFocus()
