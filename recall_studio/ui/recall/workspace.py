"""The workspace Nagesprek: interviews, the work after them, perspectives, impressions, how good the recall is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _
from recall_studio.edits.recall.preparing import discard_prepared
from recall_studio.ui.buttons import word_button
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.icons import icon
from recall_studio.ui.recall.afterwork.part import AfterworkPart
from recall_studio.ui.recall.afterwork.sound_sheet import bring_sound
from recall_studio.ui.recall.held_interviews import HeldInterviews
from recall_studio.ui.recall.impressions.part import ImpressionsPart
from recall_studio.ui.recall.interview_words import State, state_of
from recall_studio.ui.recall.interviews_part import InterviewsPart
from recall_studio.ui.recall.new_interview import NewInterview
from recall_studio.ui.recall.perspectives.part import PerspectivesPart
from recall_studio.ui.recall.preparing.page import PreparationPage
from recall_studio.ui.recall.quality.part import QualityPart
from recall_studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk

KEY = "recall"
LEADS = (Role.ONDERZOEK, Role.KLANTMANAGER)
"""Who prepares and holds interviews."""


class RecallWorkspace(QWidget):
    """Reads only while it is shown.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.held = HeldInterviews(desk.session, self)
        self.interviews = InterviewsPart(desk, self.held)
        self.afterwork = AfterworkPart(desk, self.held)
        self.perspectives = PerspectivesPart(desk)
        self.impressions = ImpressionsPart(desk)
        self.quality = QualityPart(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bar = self._top_bar()
        self._lay_out()
        self._connect()

    def top_bar(self) -> QWidget:
        """Its title, how much there is, and the way to more."""
        return self._bar

    @property
    def may_lead(self) -> bool:
        """Whether the member prepares and holds interviews, and can now."""
        return self._desk.session.member.role in LEADS and self._desk.session.study.writable

    def prepare(self, recording: str = "") -> None:
        """Prepare an interview about this recording, or about one that is chosen."""
        self._desk.window.open_sheet(NewInterview(self._desk, recording))

    def go_on_preparing(self) -> None:
        """Go on preparing the interview that is selected."""
        one = self.interviews.current()
        if one is not None and state_of(one) is State.PREPARED:
            self._desk.window.open_page(PreparationPage(self._desk, one.id))

    def lead(self) -> None:
        """Hold the interview that is selected, or go on with it."""
        from recall_studio.ui.recall.leading.page import LeadingPage

        one = self.interviews.current()
        if one is not None and can_lead(self, one):
            self._desk.window.open_page(LeadingPage(self._desk, one.id))

    def work_on(self, interview: Interview | None = None) -> None:
        """Work afterwards on this interview, or on the one that is selected."""
        one = interview or self.interviews.current()
        self.tabs.setCurrentWidget(self.afterwork)
        if one is not None:
            self.afterwork.choose(one.id)

    def show_perspectives(self, recording: str = "", at_ms: int | None = None) -> None:
        """Show the places of a recording, or of the interview that is selected, that were talked about."""
        one = self.interviews.current()
        self.tabs.setCurrentWidget(self.perspectives)
        self.perspectives.show_recording(recording or (one.recording if one is not None else ""), at_ms)

    def search(self) -> None:
        """Give the keyboard to the search field."""
        self.tabs.setCurrentWidget(self.interviews)
        self.interviews.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.interviews.words.selectAll()

    def code(self, interview: Interview | None = None) -> None:
        """Code the interview's own recording."""
        one = interview or self.interviews.current()
        if one is not None and one.sound_recording is not None:
            self._desk.session.open_recording(one.sound_recording)
            self._desk.window.show_workspace("coding")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was not shown."""
        super().showEvent(event)
        self.held.wake(True)
        self._turn()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read where nobody looks."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.held.wake(False)
            self.afterwork.detail.keep()

    def _open(self, one: Interview) -> None:
        """Do with an interview what comes next."""
        state = state_of(one)
        if not self.held.works_on(one):
            self.show_perspectives(one.recording)
        elif state is State.ENDED:
            self.work_on(one)
        elif self.may_lead:
            act = self.go_on_preparing if state is State.PREPARED else self.lead
            act()

    def _discard(self) -> None:
        one = self.interviews.current()
        if one is not None:
            session = self._desk.session
            self._desk.window.ask(
                _("This preparation is thrown away."),
                _("Throw it away"),
                lambda: session.do(discard_prepared, session=one.id),
            )

    def _turn(self, _tab: int = 0) -> None:
        """Another tab is in front; the keyboard follows, unless it goes through the tabs themselves."""
        here = self.tabs.currentWidget()
        self.setFocusProxy(here)
        if self.isVisible() and not self.tabs.tabBar().hasFocus():
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        left = sum(len(self.held.open_in(one.id)) for one in self.held.interviews)
        self.tabs.setTabText(1, f"{_('Afterwork')}  {left or ''}".rstrip())
        ended = sum(state_of(one) is State.ENDED for one in self.held.interviews)
        words = _("{ended} held, {waiting} waiting", ended=ended, waiting=len(self.held.interviews) - ended)
        self._facts.say(words if self.held.interviews else "")

    def _connect(self) -> None:
        details = self.interviews.details
        self.held.changed.connect(self._count)
        self.tabs.currentChanged.connect(self._turn)
        self.interviews.opened.connect(self._open)
        self.interviews.empty.begun.connect(self.prepare)
        details.prepare_asked.connect(self.go_on_preparing)
        details.lead_asked.connect(self.lead)
        details.afterwork_asked.connect(self.work_on)
        details.perspectives_asked.connect(self.show_perspectives)
        details.coding_asked.connect(self.code)
        details.discard_asked.connect(self._discard)
        self.afterwork.coding_asked.connect(self.code)
        self.afterwork.sound_asked.connect(partial(bring_sound, self._desk))

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        title = QLabel(_("Recall interviews"))
        title.setProperty("kind", "title")
        self._facts = ElidedLabel()
        self.new = word_button(_("Prepare a recall interview…"), self.prepare, kind="main")
        self.new.setIcon(icon("add", self._desk.tokens.on_accent))
        self.new.setVisible(self._desk.session.member.role in LEADS)
        self.new.setEnabled(self.may_lead)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addWidget(self._facts)
        layout.addStretch(1)
        layout.addWidget(self.new)
        return bar

    def _lay_out(self) -> None:
        role = self._desk.session.member.role
        for part, words, roles in (
            (self.interviews, _("Interviews"), tuple(Role)),
            (self.afterwork, _("Afterwork"), LEADS),
            (self.perspectives, _("Perspectives"), (*LEADS, Role.GESPREKSLEIDER)),
            (self.impressions, _("Impressions"), (Role.ONDERZOEK,)),
            (self.quality, _("Quality"), (Role.ONDERZOEK,)),
        ):
            self.tabs.addTab(part, words)
            self.tabs.setTabVisible(self.tabs.indexOf(part), role in roles)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 0, 0)
        whole.addWidget(self.tabs)


WORKSPACE = Workspace(KEY, N_("Recall interview"), "recall", RecallWorkspace)


def can_lead(recall: RecallWorkspace, one: Interview) -> bool:
    """Whether the member can hold this interview now, or go on with it."""
    return recall.may_lead and recall.held.works_on(one) and state_of(one) in (State.PREPARED, State.GOES_ON)
