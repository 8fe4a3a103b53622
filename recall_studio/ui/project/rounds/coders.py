"""Codeurs en rondes: the present round and what it means, the members in it, and the rounds that were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from recall_studio.analysis.round_standing import coder_standings
from recall_studio.domain.rounds import codes_in_rounds, meaning
from recall_studio.domain.study import round_in_words
from recall_studio.domain.words import _, in_words
from recall_studio.edits.rounding import leave_out, let_code_again
from recall_studio.store import rounds
from recall_studio.ui.buttons import word_button
from recall_studio.ui.commands import rounds as verbs
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.project.rounds.asking import ReasonSheet, label
from recall_studio.ui.project.rounds.badges import blind_badge, put_badge
from recall_studio.ui.project.rounds.listing import member_cells, members_list, round_cells, round_tip, rounds_list
from recall_studio.ui.project.rounds.member_sheet import MemberSheet

if TYPE_CHECKING:
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.domain.study import Member
    from recall_studio.ui.desk import Desk

_CONCERNS = ("round_state", "member", "annotation", "consent")


class CodersSection(QWidget):
    """Shows how the round stands, and what may be done about it.

    Args:
        desk: whose study it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._now: CodingRound = rounds.present(desk.session.study)
        self.name, self._meaning, self._waits = QLabel(), label(kind="muted"), label()
        self._badges = QHBoxLayout()
        self.ready = word_button(_("I am ready …"), kind="main")
        self.close_round = word_button(_("Close the round …"))
        self.open_round = word_button(_("Open the next round …"))
        self.members, self.past = members_list(), rounds_list()
        self.add, self.change = word_button(_("Add a member …")), word_button(_("Change the role …"))
        self.again, self.out = word_button(_("Let code again …")), word_button(_("Takes no part …"))
        self._lay_out()
        self._connect()
        self._read()

    def _lay_out(self) -> None:
        inner, scroll, around = QWidget(), QScrollArea(), QVBoxLayout(self)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(_("Coders and rounds"), kind="title"))
        layout.addWidget(self._card())
        layout.addWidget(label(_("Members"), kind="heading"))
        layout.addWidget(self.members)
        layout.addLayout(_line(self.add, self.change, self.again, self.out))
        layout.addWidget(label(_("Rounds so far"), kind="heading"))
        layout.addWidget(self.past)
        layout.addStretch(1)
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)  # with large letters there is more than the window holds
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        self.name.setProperty("kind", "title")
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addLayout(self._badges)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._meaning)
        layout.addWidget(self._waits)
        layout.addLayout(_line(self.ready, self.close_round, self.open_round))
        return card

    def _connect(self) -> None:
        desk = self._desk
        self.ready.clicked.connect(lambda: verbs.say_ready(desk))
        self.close_round.clicked.connect(lambda: verbs.close_round(desk))
        self.open_round.clicked.connect(lambda: verbs.open_round(desk))
        self.add.clicked.connect(lambda: desk.window.open_sheet(MemberSheet(desk)))
        self.change.clicked.connect(self._change_role)
        self.again.clicked.connect(self._let_code_again)
        self.out.clicked.connect(self._leave_out)
        self.members.currentItemChanged.connect(self._offer)
        InSight(self, desk.session, _CONCERNS, self._read)

    def _read(self) -> None:
        study, me = self._desk.session.study, self._desk.session.member
        past, members = rounds.history(study), study.members()
        self._now = past[-1]
        self._say(members)
        standings = coder_standings(study, as_seen_by=me)
        self.members.put({one.member.code: member_cells(one) for one in standings})
        known = {member.id: member for member in members}
        lines = {one.opened.id: round_cells(one, known) for one in reversed(past)}
        self.past.put(lines, {one.opened.id: round_tip(one) for one in past})
        self._offer()

    def _say(self, members: list[Member]) -> None:
        now = self._now
        self.name.setText(_("Round: {round}", round=round_in_words(now.round)))
        self._meaning.setText(meaning(now.round))
        put_badge(self._badges, blind_badge(now))
        waits = in_words([one.code for one in now.waits_for(members)])
        if now.is_closed:
            words = _("The round is closed: its coding stays as it was. The next round has to be opened.")
        elif not waits:
            words = _("Everybody is ready. The round can be closed.")
        else:
            words = _("Not ready yet: {coders}.", coders=waits)
        self._waits.setText(words)

    def _offer(self) -> None:
        """What may be done now, by who works and with the member that is chosen."""
        desk, now, chosen = self._desk, self._now, self._chosen()
        lead = verbs.leads(desk)
        self.ready.setEnabled(verbs.can_be_ready(desk))
        self.close_round.setEnabled(verbs.can_close(desk))
        self.open_round.setEnabled(verbs.can_open(desk))
        self.add.setEnabled(lead)
        self.change.setEnabled(lead and chosen is not None)
        ready = chosen is not None and chosen.id in now.ready
        self.again.setEnabled(lead and ready and not now.is_closed)
        takes_part = chosen is not None and codes_in_rounds(chosen) and not ready
        self.out.setEnabled(lead and takes_part and not now.is_closed)
        tip = "" if lead else _("Who leads the study does this.")
        for button in (self.add, self.change, self.again, self.out, self.close_round, self.open_round):
            button.setToolTip(tip)

    def _chosen(self) -> Member | None:
        code = self.members.chosen
        return next((one for one in self._desk.session.study.members() if one.code == code), None)

    def _change_role(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.window.open_sheet(MemberSheet(self._desk, chosen))

    def _let_code_again(self) -> None:
        code = self.members.chosen or ""
        sheet = ReasonSheet(
            self._desk,
            let_code_again,
            title=_("Let {code} code again", code=code),
            words=_(
                "{code} said to be ready. They can change their coding of this round again, until they are.", code=code
            ),
            main=_("Let them code again"),
            coder=code,
        )
        self._desk.window.open_sheet(sheet)

    def _leave_out(self) -> None:
        code = self.members.chosen or ""
        sheet = ReasonSheet(
            self._desk,
            leave_out,
            title=_("{code} takes no part in this round", code=code),
            words=_("The round no longer waits for {code}, who codes nothing more in it.", code=code),
            main=_("Takes no part"),
            coder=code,
        )
        self._desk.window.open_sheet(sheet)


def _line(*buttons: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
