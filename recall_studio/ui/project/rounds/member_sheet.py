"""A member of the study: their code, and what they do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit
from typing_extensions import override

from recall_studio.domain.study import PersonRole, Role, member_role_in_words
from recall_studio.domain.words import _
from recall_studio.edits.founding import set_member
from recall_studio.store import conversations
from recall_studio.ui.form_field import FormField
from recall_studio.ui.project.rounds.asking import AskingSheet

if TYPE_CHECKING:
    from recall_studio.domain.study import Member
    from recall_studio.ui.desk import Desk


class MemberSheet(AskingSheet):
    """Adds a member, or gives one another role.

    Args:
        desk: whose study it is.
        member: who; None for somebody new.
    """

    def __init__(self, desk: Desk, member: Member | None = None) -> None:
        super().__init__(
            desk,
            title=_("Add a member") if member is None else _("Role of {code}", code=member.code),
            words=_("A member is known by a short code, never by a name. The role says what they may do and see."),
            main=_("Add") if member is None else _("Keep"),
        )
        self._member = member
        self.code, self.role, self.person = QLineEdit(), QComboBox(), QComboBox()
        self._person = FormField(_("Which case manager they are"), self.person)
        self._fill(member)
        if member is None:
            self.body.addWidget(FormField(_("Code"), self.code, _("Such as C, or initials that only the team knows.")))
        self.body.addWidget(FormField(_("Role"), self.role))
        self.body.addWidget(self._person)
        self.finish()
        self._refresh()

    @override
    def confirm(self) -> None:
        """Keep it."""
        code = self._member.code if self._member is not None else self.code.text().strip()
        person = self.person.currentData() if self._chosen is Role.KLANTMANAGER else None
        self.does(set_member, code=code, role=self._chosen, person=person)

    @property
    def _chosen(self) -> Role:
        return Role(self.role.currentData())  # Qt gives back the text of the enum alone

    def _fill(self, member: Member | None) -> None:
        for role in Role:
            self.role.addItem(member_role_in_words(role), role)
        study = self.desk.session.study
        self.person.addItem("–", None)
        for row in conversations.participants(study):
            if row["role"] == PersonRole.KLANTMANAGER.value:
                self.person.addItem(row["pseudonym"], row["pseudonym"])
                if member is not None and member.participant_id == row["id"]:
                    self.person.setCurrentIndex(self.person.count() - 1)
        self.role.setCurrentIndex(list(Role).index(member.role) if member is not None else 0)
        self.role.currentIndexChanged.connect(self._refresh)
        self.code.textChanged.connect(self._refresh)

    def _refresh(self) -> None:
        self._person.setVisible(self._chosen is Role.KLANTMANAGER)
        self.main.setEnabled(self._member is not None or bool(self.code.text().strip()))
        if self.isVisible():
            self.fit()
