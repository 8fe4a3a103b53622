"""The panel beside the list of interviews: what is known of the one that is selected, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from recall_studio.domain.recall.kinds import CONTROL_WORDS, ENDED_WORDS, SHOWN_AS_WORDS, STIMULUS_WORDS, SoundState
from recall_studio.domain.sampling import METHOD_WORDS
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.buttons import word_button
from recall_studio.ui.facts_grid import FactsGrid
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.recall.interview_words import (
    STATE_KINDS,
    State,
    delay_in_words,
    length_of_session,
    state_in_words,
    state_of,
    when_of,
    who_of,
)
from recall_studio.ui.side_panel import SidePanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.facts_grid import Fact
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.tokens import Tokens

LETTERS = 42


class InterviewDetails(SidePanel):
    """Its buttons say what is asked; which of them there are follows how the interview stands.

    Args:
        tokens: the colours.
        preferences: say from how many hours on an interview is late.
        writable: whether the study can be changed.
        reads: whether the member reads what is said in interviews.
    """

    prepare_asked = Signal()
    lead_asked = Signal()
    afterwork_asked = Signal()
    perspectives_asked = Signal()
    coding_asked = Signal()
    discard_asked = Signal()

    def __init__(self, tokens: Tokens, preferences: Preferences, *, writable: bool, reads: bool) -> None:
        super().__init__(_("Choose an interview to see more of it."), letters=LETTERS)
        self._preferences, self._reads = preferences, reads
        self._writable = writable
        self._title = QLabel(wordWrap=True)
        self._title.setProperty("kind", "title")
        self._badge = QLabel()
        self._facts = FactsGrid(tokens)
        self._apart = QLabel(wordWrap=True)
        self._apart.setText(_("Consent was withdrawn. It is kept apart and used for nothing."))
        self._apart.setProperty("kind", "muted")
        self.lead = word_button(_("Hold the interview…"), self.lead_asked.emit, kind="main")
        self.prepare = word_button(_("Go on preparing…"), self.prepare_asked.emit)
        self.afterwork = word_button(_("Afterwork"), self.afterwork_asked.emit, kind="main")
        self.perspectives = word_button(_("Perspectives on this conversation"), self.perspectives_asked.emit)
        self.code = word_button(_("Code this interview"), self.coding_asked.emit)
        self.discard = word_button(_("Discard the preparation"), self.discard_asked.emit, kind="flat")
        self._lay_out()
        self.show_interview(None, None, own=False)

    def show_interview(self, one: Interview | None, stops: int | None, left: int = 0, *, own: bool) -> None:
        """Show an interview, or nothing.

        Args:
            one: the interview.
            stops: how many there are; None when the member may not know.
            left: how much is still to be determined.
            own: whether it is the member's to lead and to work on.
        """
        self.show_chosen(chosen=one is not None)
        if one is None:
            return
        state = state_of(one)
        self._title.setText(f"{who_of(one)} · {one.recording}")
        self._badge.setText(state_in_words(one))
        set_kind(self._badge, STATE_KINDS[state])
        late_h = self._preferences.settings.recall_delay_h
        self._facts.show_facts(_facts(one, stops, left, late_h))
        self._apart.setVisible(state is State.SET_APART)
        self.lead.setText(_("Go on with the interview…") if state is State.GOES_ON else _("Hold the interview…"))
        offered = {
            self.lead: own and state in (State.PREPARED, State.GOES_ON) and self._writable,
            self.prepare: own and state is State.PREPARED and self._writable,
            self.afterwork: own and state is State.ENDED,
            self.perspectives: state is State.ENDED and self._reads,
            self.code: own and state is State.ENDED and one.sound_recording is not None,
            self.discard: own and state is State.PREPARED and self._writable,
        }
        for button, there in offered.items():
            button.setVisible(there)

    def _lay_out(self) -> None:
        self.inside.addWidget(self._title)
        self.inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._facts, self._apart):
            self.inside.addWidget(part)
        self.inside.addSpacing(4)
        for button in (self.lead, self.prepare, self.afterwork, self.perspectives, self.code, self.discard):
            self.inside.addWidget(button)
        self.inside.addStretch(1)


def _facts(one: Interview, stops: int | None, left: int, late_h: float) -> Iterator[Fact]:
    begun = one.started_at is not None
    late = one.delay_h is not None and one.delay_h > late_h
    yield _("Held on"), when_of(one), False
    if begun:
        yield _("After the conversation"), delay_in_words(one.delay_h), late or one.delay_h is None
        yield _("Order"), _order(one), False
    yield _("Length"), length_of_session(one), False
    yield _("Interviewer"), one.interviewer, False
    yield _("Also there"), ", ".join(f"{role_in_words(p.role)} {p.pseudonym}" for p in one.present), False
    yield _("Shown"), f"{_(STIMULUS_WORDS[one.stimulus])} · {_(SHOWN_AS_WORDS[one.shown_as])}", False
    yield _("Moments chosen by"), _(METHOD_WORDS[one.method]), False
    yield _("Who may stop"), _(CONTROL_WORDS[one.control]), False
    if begun:
        yield _("Stops"), "" if stops is None else str(stops), False
        yield _("Recording"), _sound(one), False
        yield _("Ended early"), _(ENDED_WORDS[one.ended_reason]) if one.ended_reason else "", False
        yield _("Still to do"), ngettext("{n} thing", "{n} things", left) if left else "", bool(left)


def _order(one: Interview) -> str:
    if one.order_in_case is None:
        return ""
    words = {1: _("first on this conversation"), 2: _("second on this conversation")}
    return words.get(one.order_in_case) or _("number {n} on this conversation", n=one.order_in_case)


def _sound(one: Interview) -> str:
    return {
        SoundState.GEEN: _("none"),
        SoundState.OPGENOMEN: _("recorded here"),
        SoundState.INGELEZEN: _("imported afterwards"),
    }[one.sound]
