"""Preparing one recall interview is one page: how it is held, what is shown, which moments, who is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.recall.kinds import Stimulus
from recall_studio.domain.recall.plan import InterviewPlan, planned_from
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.recall import preparing
from recall_studio.store import marks as mark_rows
from recall_studio.store import selections
from recall_studio.store.recall import interviews, sessions
from recall_studio.store.state import languages_folder
from recall_studio.ui.adding.page import page_card
from recall_studio.ui.buttons import word_button
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.lasting import while_there
from recall_studio.ui.page import Page
from recall_studio.ui.recall.clip_player import ClipPlayer
from recall_studio.ui.recall.held_interviews import CONCERNS
from recall_studio.ui.recall.interview_words import title_of
from recall_studio.ui.recall.papers import show_papers_of
from recall_studio.ui.recall.preparing.arranging import Arranging
from recall_studio.ui.recall.preparing.gate_strip import GateStrip
from recall_studio.ui.recall.preparing.plan_fields import HoldingFields, ShowingFields
from recall_studio.ui.recall.preparing.planned_part import PlannedPart
from recall_studio.ui.recall.preparing.present_part import PresentPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.plan import Planned
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.preparing.planned_part import Moment

SIDE_LETTERS = 70
AROUND_MS = 5_000
"""So much of the conversation is planned before and after a mark."""


class PreparationPage(Page):
    """Everything of one interview that has not begun.

    Args:
        desk: the window's things.
        session: the interview.
    """

    def __init__(self, desk: Desk, session: RecallSessionId) -> None:
        super().__init__()
        self._desk, self._id = desk, session
        self.arranging = Arranging(desk, session, self)
        writable = desk.session.study.writable
        self.gate = GateStrip(desk.session, desk.preferences)
        self.holding, self.showing = HoldingFields(tongues(languages_folder()).found), ShowingFields()
        self.planned = PlannedPart(writable=writable)
        self.present = PresentPart(writable=writable)
        self.player = ClipPlayer(desk)
        self.begin = word_button(_("Begin the interview"), self.lead, kind="main")
        self.discard = word_button(_("Discard the preparation"), self.arranging.ask_to_discard, kind="flat")
        self.back = word_button(_("Back to the list"), self.leave)
        self.papers = word_button(_("Instruction and papers…"), lambda: show_papers_of(desk, self.interview))
        for part in (self.holding, self.showing, self.discard):
            part.setEnabled(writable)
        self._lay_out()
        self._connect()
        self._read()
        self.begin_at(self.holding.language)

    @property
    def interview(self) -> Interview:
        """It as it stands.

        Raises:
            UnknownName: it is not there any more.
        """
        return interviews.one(self._desk.session.study, self._id, self._desk.session.member)

    def top_bar(self) -> QWidget:
        """What this is."""
        title = QLabel(title_of(self.interview))
        title.setProperty("kind", "title")
        return title

    @override
    def leave(self) -> None:
        """Go back to the list; everything is kept already."""
        self._desk.window.show_workspace("recall")

    def lead(self) -> None:
        """Hold the interview now."""
        from recall_studio.ui.recall.leading.page import LeadingPage

        self.player.stop()
        self._desk.window.open_page(LeadingPage(self._desk, self._id))

    def plan(self) -> InterviewPlan:
        """What stands on the page."""
        plan = self.holding.into(self.showing.into(InterviewPlan()))
        return replace(plan, moments=self.planned.moments)

    def take_chosen(self) -> None:
        """Plan what was chosen of this recording for a recall interview."""
        session, interview = self._desk.session, self.interview
        chosen = selections.of_all(session.study, session.member, interview.recording_id)
        found = planned_from([one for one in chosen if one.purpose is ChoicePurpose.NAGESPREK])
        self._add(found, _("No moment of this conversation is chosen for a recall interview yet."))

    def take_marks(self) -> None:
        """Plan what is marked to be discussed, a little around each mark."""
        session, interview = self._desk.session, self.interview
        rows = mark_rows.of_recording(session.study, session.member, interview.recording_id)
        meant = [one for one in rows if one.meant_for in (None, "", ChoicePurpose.NAGESPREK.value)]
        found = [
            (max(0, one.at_ms - AROUND_MS), one.at_ms + AROUND_MS, ChoiceMethod.INTERVIEWER_KIEST, "") for one in meant
        ]
        self._add(found, _("Nothing of this conversation is marked to be discussed."))

    def _add(self, moments: Sequence[Moment], none: str) -> None:
        if not moments:
            self._desk.session.say(none)
            return
        number = self.planned.add(moments)
        if number:
            self.showing.method.setCurrentIndex(self.showing.method.findData(moments[0][2]))
            self._keep()
        words = ngettext("{n} moment was added.", "{n} moments were added.", number)
        self._desk.session.say(words if number else _("They are planned already."))

    def _keep(self) -> None:
        """Keep what stands on the page; chosen moments alone can be shown once there are some."""
        plan = self.plan()
        waits = plan.stimulus is Stimulus.FRAGMENTEN and not plan.moments
        self.showing.complain(_("Plan the moments below; until then the whole recording is kept.") if waits else "")
        if waits:
            plan = replace(plan, stimulus=Stimulus.HELE_VIDEO)
        self._desk.session.do(
            preparing.change_plan, refused=while_there(self, self._refuse), session=self._id, plan=plan
        )

    def _refuse(self, error: RecallError) -> None:
        self._desk.session.complain(error)
        self._read()

    def _read(self) -> None:
        """Show what is kept."""
        study, interview = self._desk.session.study, self.interview
        plan = _plan_of(interview)
        self.holding.show_plan(plan)
        waits = bool(self.showing.complaint)
        self.showing.show_plan(replace(plan, stimulus=Stimulus.FRAGMENTEN) if waits else plan)
        moments = sessions.moments_of(study, self._id)
        self.planned.show_moments(
            [(one.start_ms, one.end_ms, one.method, one.why) for one in moments], interview.play_order
        )
        self.present.show_people(study, interview, study.today())
        self.gate.show_interview(interview)
        self.begin.setEnabled(self.gate.allowed and study.writable and interview.started_at is None)
        self.begin.setToolTip("" if self.gate.allowed else self.gate.reason.text())

    def _catch_up(self) -> None:
        """It changed, or is gone: then so is this page."""
        study = self._desk.session.study
        if sessions.row(study, self._id) is None:
            self.leave()
        else:
            self._read()

    def _play(self, moment: Planned) -> None:
        self.player.play(Stretch(self.interview.recording, moment.start_ms, moment.end_ms))

    def _connect(self) -> None:
        for fields in (self.holding, self.showing):
            fields.edited.connect(self._keep)
        self.planned.edited.connect(self._keep)
        self.planned.played.connect(self._play)
        self.planned.choosing_asked.connect(self.arranging.choose_moments)
        self.planned.taking_asked.connect(self.take_chosen)
        self.planned.marks_asked.connect(self.take_marks)
        self.present.added.connect(self.arranging.add_person)
        self.present.removed.connect(self.arranging.remove_person)
        self.present.consent_asked.connect(self.arranging.show_consent)
        self.gate.time_asked.connect(self.arranging.ask_when)
        InSight(self, self._desk.session, (*CONCERNS, "study", "setup_item"), self._catch_up)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 12, 14)
        column.setSpacing(12)
        for card in (
            page_card(_("How it is held"), self.holding),
            page_card(_("What is shown"), self.showing),
            page_card(_("Planned moments"), self.planned),
            page_card(_("Who is there"), self.present),
        ):
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        side = QFrame()
        side.setProperty("kind", "side")
        side.setMaximumWidth(self.fontMetrics().averageCharWidth() * SIDE_LETTERS)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(14, 14, 14, 14)
        beside.addWidget(self.player, 1)
        beside.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(scroll)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([860, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(splitter, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.gate, 1)
        for button in (self.discard, self.back, self.papers, self.begin):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return foot


def _plan_of(interview: Interview) -> InterviewPlan:
    return InterviewPlan(
        language=interview.language,
        stimulus=interview.stimulus,
        shown_as=interview.shown_as,
        method=interview.method,
        play_order=interview.play_order,
        transcript_shown=interview.transcript_shown,
        control=interview.control,
        place=interview.place,
        others_present=interview.others_present,
        protocol_version=interview.protocol_version,
    )
