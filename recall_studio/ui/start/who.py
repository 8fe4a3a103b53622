"""«Who am I»: asked once per computer and study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.errors import BadInput, RecallError
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _
from recall_studio.edits.founding import set_member
from recall_studio.ui.form_field import FormField
from recall_studio.ui.icons import icon
from recall_studio.ui.start.centred import centred

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from recall_studio.domain.study import Member
    from recall_studio.store.study import Study
    from recall_studio.ui.tokens import Tokens

WIDTH = 480
MEMBER_WORDS = {
    Role.ONDERZOEK: N_("researcher"),
    Role.KLANTMANAGER: N_("case manager"),
    Role.GESPREKSLEIDER: N_("facilitator"),
    Role.PRIVACYBEHEER: N_("data steward"),
}


class WhoPage(QWidget):
    """Lists who works in the study; somebody new gives themselves a code.

    Args:
        study: open.
        tokens: the colours.
    """

    chosen = Signal(str)
    """The code of who works."""

    def __init__(self, study: Study, tokens: Tokens) -> None:
        super().__init__()
        self._study = study
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(WIDTH)
        self._body = QVBoxLayout(card)
        self._body.setContentsMargins(24, 24, 24, 20)
        self._body.setSpacing(8)
        self._add_words(study.facts().title)
        self.members = [self._button(member, tokens) for member in study.members()]
        for button in self.members:
            self._body.addWidget(button)
        if study.writable:
            self._add_newcomer()
        page = QVBoxLayout(self)
        page.addWidget(centred(card))
        self.setFocusProxy(self.members[0])
        self.members[0].setFocus()

    @property
    def complaint(self) -> str:
        """What is the matter with the code of a newcomer, or nothing."""
        return self._form.complaint

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go along the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _add_words(self, title: str) -> None:
        heading = QLabel(_("Who are you in this study?"))
        heading.setProperty("kind", "title")
        about = QLabel(
            _("“{title}” knows who works in it by a code. It is asked once on this computer.", title=title),
            wordWrap=True,
        )
        about.setProperty("kind", "muted")
        self._body.addWidget(heading)
        self._body.addWidget(about)
        self._body.addSpacing(4)

    def _button(self, member: Member, tokens: Tokens) -> QPushButton:
        role = _(MEMBER_WORDS[member.role])
        words = _("leads the study") if member.lead else role
        button = QPushButton(icon("person", tokens.accent), f"  {member.code}   ·   {words}")
        button.setStyleSheet("text-align: left; padding: 9px 12px;")
        button.setAutoDefault(True)
        button.setAccessibleName(f"{member.code}, {words}")
        button.clicked.connect(lambda: self.chosen.emit(member.code))
        return button

    def _add_newcomer(self) -> None:
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("for example C"))
        add = QPushButton(_("That is me"))
        both = QWidget()
        both.setFocusProxy(self.code)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.code, 1)
        row.addWidget(add)
        name = _("Somebody else: give yourself a code")
        self.code.setAccessibleName(name)
        self._form = FormField(name, both, _("Letters or digits, no name."))
        self.code.returnPressed.connect(self._newcomer)
        self.code.textEdited.connect(lambda _text: self._form.complain(""))
        add.clicked.connect(self._newcomer)
        self._body.addSpacing(8)
        self._body.addWidget(self._form)

    def _newcomer(self) -> None:
        code = self.code.text().strip()
        try:
            checked(code, what=_("member"))
            if code in {member.code for member in self._study.members()}:
                raise BadInput(_("“{code}” works here already: choose it above, or give another code.", code=code))
            # Waited for: one short row, and nothing can be done before it is there.
            self._study.perform(set_member, code=code, role=Role.ONDERZOEK, person=None)
        except RecallError as error:
            self._form.complain(f"{error.message} {error.remedy}".strip())
            self.code.setFocus()
            return
        self.chosen.emit(code)
