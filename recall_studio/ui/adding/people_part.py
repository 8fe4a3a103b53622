"""Who can be seen or heard, by pseudonym, and what each of them answered: persons × purposes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.pseudonyms import LETTERS, checked, propose
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import _
from recall_studio.edits.adding import GivenAnswers
from recall_studio.edits.recording import GivenPerson
from recall_studio.ui.icons import icon
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.library.answers_grid import AnswersGrid
from recall_studio.ui.library.consent_words import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QShowEvent

    from recall_studio.domain.consent import Purpose, Status
    from recall_studio.ui.tokens import Tokens

READY = (PersonRole.KLANT, PersonRole.KLANTMANAGER)
"""Who is in nearly every conversation."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in the list: their row, name, role, and answers (none while nobody was asked)."""

    key: str
    pseudonym: str
    role: PersonRole
    answers: dict[Purpose, Status]


class PeoplePart(QWidget):
    """The list of persons with their answers.

    Args:
        tokens: the colours.
        known: the role of everybody in the study, by pseudonym.
        purposes: what they are asked.
    """

    edited = Signal()

    def __init__(self, tokens: Tokens, known: Mapping[str, PersonRole], purposes: Iterable[Purpose] = PURPOSES) -> None:
        super().__init__()
        self._tokens, self._known = tokens, known
        self._heads: dict[str, PersonHead] = {}
        self._made = 0
        self.grid = AnswersGrid(tokens, purposes)
        self.grid.answered.connect(lambda _key: self.edited.emit())
        self._trouble = QLabel(wordWrap=True)
        self._trouble.setProperty("kind", "small")
        self._trouble.hide()
        self.more: dict[PersonRole, QPushButton] = {}
        adding = QHBoxLayout()
        adding.addWidget(_muted(_("Somebody else too:")))
        for role in PersonRole:
            self.more[role] = QPushButton(f"+ {role_in_words(role)}")
            self.more[role].setProperty("kind", "flat")
            self.more[role].clicked.connect(lambda _on=False, role=role: self.add(role))
            adding.addWidget(self.more[role])
        adding.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.grid)
        layout.addWidget(self._trouble, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(adding)
        for role in READY:
            self.add(role)

    def add(self, role: PersonRole) -> None:
        """Add somebody of this role, with a random pseudonym."""
        taken = {*self._known, *(head.pseudonym for head in self._heads.values())}
        known = [name for name, theirs in self._known.items() if theirs is role]
        head = PersonHead(role, propose(LETTERS[role], taken), known, self._tokens)
        key = str(self._made)
        self._made += 1
        self._heads[key] = head
        self.grid.add_row(key, head, head.pseudonym)
        head.renamed.connect(lambda: self._rename(key))
        head.removal_asked.connect(lambda: self._remove(key))
        self._settle()

    def head(self, key: str) -> PersonHead:
        """The head of a row."""
        return self._heads[key]

    def listed(self) -> list[Listed]:
        """Everybody in the list, from the top."""
        return [Listed(key, head.pseudonym, head.role, self.grid.answers(key)) for key, head in self._heads.items()]

    def persons(self) -> tuple[GivenPerson, ...]:
        """Everybody, for the recording."""
        return tuple(GivenPerson(one.pseudonym, one.role) for one in self.listed())

    def answers(self) -> tuple[GivenAnswers, ...]:
        """The answers of those who were asked something."""
        return tuple(GivenAnswers(one.pseudonym, one.answers) for one in self.listed() if one.answers)

    def check(self) -> bool:
        """Say what is the matter with the pseudonyms; whether all is well."""
        names = [head.pseudonym for head in self._heads.values()]
        for head in self._heads.values():
            trouble = _name_trouble(head.pseudonym, names)
            if trouble:
                self._complain(trouble)
                head.name.setFocus()
                return False
        self._complain("" if names else _("Somebody must be seen or heard."))
        return bool(names)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Only now is everything in its place: laying out had changed the order."""
        self._order()

    def _complain(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        set_kind(self._trouble, "danger" if words else "small")

    def _rename(self, key: str) -> None:
        self._complain("")
        self.grid.call(key, self._heads[key].pseudonym)
        self.edited.emit()

    def _remove(self, key: str) -> None:
        self._heads.pop(key)
        self.grid.remove_row(key)
        self._settle()

    def _settle(self) -> None:
        self._order()
        self._complain("")
        self.edited.emit()

    def _order(self) -> None:
        """Tab goes along the people, then once into the grid, then to who else there is."""
        heads = [part for head in self._heads.values() for part in (head.name, head.remove)]
        cells = [cell for key in self._heads for cell in self.grid.row(key)]
        for before, after in pairwise([*heads, *cells, *self.more.values()]):
            QWidget.setTabOrder(before, after)


class PersonHead(QWidget):
    """The head of a person's row: role, pseudonym, and a way to take them off the list."""

    renamed = Signal()
    removal_asked = Signal()

    def __init__(self, role: PersonRole, pseudonym: str, known: list[str], tokens: Tokens) -> None:
        super().__init__()
        self.role = role
        self.name = QLineEdit(pseudonym)
        self.name.setFixedWidth(max(self.name.fontMetrics().horizontalAdvance("K-417-00") + 24, 84))
        self.name.setAccessibleName(_("Pseudonym of the {role}", role=role_in_words(role)))
        self.name.setToolTip(_("A pseudonym, no name. Type one that is in the study already to choose that person."))
        if known:
            completer = QCompleter(known, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.name.setCompleter(completer)
        self.name.textChanged.connect(self.renamed)
        self.remove = remove = QPushButton(icon("close", tokens.muted), "")
        remove.setProperty("kind", "flat")
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.setToolTip(_("Not in this recording"))
        remove.setAccessibleName(_("Take the {role} off the list", role=role_in_words(role)))
        remove.clicked.connect(self.removal_asked)
        label = QLabel(role_in_words(role))
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(role_in_words(PersonRole.KLANTMANAGER)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(6)
        layout.addWidget(label)
        layout.addWidget(self.name)
        layout.addWidget(remove)

    @property
    def pseudonym(self) -> str:
        """As it stands in the field."""
        return self.name.text().strip()


def _name_trouble(name: str, names: list[str]) -> str:
    try:
        checked(name, what=_("person"))
    except BadInput as error:
        return f"{error.message} {error.remedy}".strip()
    return _("“{name}” was given twice.", name=name) if names.count(name) > 1 else ""


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "muted")
    return label
