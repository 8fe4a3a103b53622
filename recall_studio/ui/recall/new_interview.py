"""Preparing a recall interview begins here: about which conversation, and who looks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel

from recall_studio.analysis.finding_back import seen_places
from recall_studio.domain.consent import Operation
from recall_studio.domain.ids import ConversationId, ParticipantId
from recall_studio.domain.recall.kinds import RECALLERS
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import _, language
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.store import access, conversations
from recall_studio.store.recall import gate
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.form_field import FormField
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.consent_page import ConsentPage
from recall_studio.ui.library.dates import day_in_words, moment_in_words
from recall_studio.ui.recall.preparing.page import PreparationPage
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.ui.desk import Desk

WIDTH = 540


class NewInterview(Sheet):
    """Asks two things, and says at once whether consent allows it.

    Args:
        desk: the window's things.
        recording: the name of what is proposed.
    """

    def __init__(self, desk: Desk, recording: str = "") -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        study, me = desk.session.study, desk.session.member
        title = QLabel(_("Prepare a recall interview"))
        title.setProperty("kind", "title")
        self.place, self.viewer = CalmChoice(_("Conversation")), CalmChoice(_("Who looks back"))
        for one in seen_places(study, as_seen_by=me):
            if not one.live:
                self.place.addItem(one.name, ConversationId(one.conversation))
        self.place.setCurrentIndex(max(0, self.place.findText(recording)))
        self._viewer = FormField(_("Who looks back"), self.viewer, _("One person an interview; both take two."))
        self.said = QLabel(wordWrap=True)
        self.consent = word_button(_("Consent…"), self._open_consent)
        self.make = word_button(_("Prepare"), self.prepare, kind="main")
        foot = QHBoxLayout()
        foot.addWidget(self.consent)
        foot.addStretch(1)
        foot.addWidget(word_button(_("Cancel"), self.shut))
        foot.addWidget(self.make)
        self._place = FormField(_("Conversation"), self.place)
        for part in (title, self._place, self._viewer, self.said):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.place.currentIndexChanged.connect(self._offer)
        self.viewer.currentIndexChanged.connect(self._judge)
        self._offer()

    def prepare(self) -> None:
        """Make it, and open its page."""
        self._desk.session.do(
            prepare_interview,
            done=while_there(self, self._go_on),
            refused=while_there(self, self._refuse),
            recording=self.place.currentText(),
            recaller=str(self.viewer.currentData()[1]),
            plan=InterviewPlan(language=language()),
        )

    def _offer(self) -> None:
        """Who of this conversation may look back, as the member may arrange it."""
        self.viewer.clear()
        study, me = self._desk.session.study, self._desk.session.member
        conversation = self.place.currentData()
        self._place.set_hint(self._held())
        rows = [row for row in conversations.people(study) if row["conversation_id"] == conversation]
        for row in rows:
            role = PersonRole(row["role"])
            known = ParticipantId(conversations.participant(study, row["pseudonym"])["id"])
            if role in RECALLERS and gate.may_lead(me, known):
                self.viewer.addItem(f"{role_in_words(role)} {row['pseudonym']}", (known, row["pseudonym"]))
        self._judge()

    def _held(self) -> str:
        """When the conversation was held, as far as that is known."""
        if self.place.currentData() is None:
            return ""
        row = conversations.place(self._desk.session.study, self.place.currentText())
        if row["held_at"]:
            return _("Held on {when}", when=moment_in_words(row["held_at"]))
        return (
            _("Held on {when}", when=day_in_words(row["held_on"])) if row["held_on"] else _("Held at an unknown time")
        )

    def _judge(self, _at: object = None) -> None:
        """Say whether it may be prepared, and why not."""
        study, conversation = self._desk.session.study, self.place.currentData()
        self.consent.setVisible(False)
        if conversation is None:
            self._say(_("There is no recording yet that you may see. Add a conversation first."), may=False)
            return
        if self.viewer.count() == 0:
            self._say(_("Neither the client nor the case manager is listed in this conversation."), may=False)
            return
        decided = access.decision(study, Operation.RECALL, conversation, study.today())
        words = _("✓ Everybody in it allows a recall interview.") if decided.allowed else decided.sentence()
        self.consent.setVisible(not decided.allowed)
        self._say(words, may=decided.allowed)

    def _say(self, words: str, *, may: bool) -> None:
        self.said.setText(words)
        set_kind(self.said, "muted" if may else "danger")
        self.make.setEnabled(may and self._desk.session.study.writable)
        self.fit()

    def _go_on(self, made: RecallSessionId) -> None:
        self.shut()
        self._desk.window.show_workspace("recall")
        self._desk.window.open_page(PreparationPage(self._desk, made))

    def _refuse(self, error: RecallError) -> None:
        self._say(error.message, may=False)

    def _open_consent(self) -> None:
        name = self.place.currentText()
        self.shut()
        self._desk.window.open_page(ConsentPage(self._desk, name))
