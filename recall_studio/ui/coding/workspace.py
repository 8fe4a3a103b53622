"""The workspace Coderen: in full, or the plain mode, and what is asked and said around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from recall_studio.domain.intervals import total_ms
from recall_studio.domain.words import N_, _, decimal, ngettext
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.coding_page import CodingPage
from recall_studio.ui.coding.declaring import DoneSheet
from recall_studio.ui.coding.leaving import LeftRunning
from recall_studio.ui.coding.plain import PlainView
from recall_studio.ui.coding.reaction import ReactionSheet
from recall_studio.ui.coding.taking_back import question
from recall_studio.ui.coding.top_bar import CodingBar
from recall_studio.ui.conversation_page.sheet import show_page
from recall_studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from recall_studio.domain.changes import Step
    from recall_studio.ui.desk import Desk


class CodingWorkspace(QStackedWidget):
    """Shows coding in full, or plainly for who does not code for a living; each is made when it is first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[bool, QWidget] = {}
        self._bar = CodingBar(desk)
        self._leaving = LeftRunning(desk, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Coding"))
        coding, session = desk.coding, desk.session
        coding.undo_asked.connect(self._ask_undo)
        coding.done_asked.connect(self._ask_done)
        coding.reaction_asked.connect(self._ask_reaction)
        coding.declared.connect(self._offer_page)
        coding.moments_changed.connect(self._say_facts)
        coding.surroundings_changed.connect(self._say_facts)
        session.changed.connect(self._say_facts)
        session.plain_changed.connect(self._turn)
        self._turn(session.plain)

    def top_bar(self) -> QWidget:
        """The recording, its people and consent, and the way out."""
        return self._bar

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Say in the status bar how it stands."""
        super().showEvent(event)
        self._say_facts()

    def _turn(self, plain: bool) -> None:
        if plain not in self._pages:
            self._pages[plain] = PlainView(self._desk) if plain else CodingPage(self._desk)
            self.addWidget(self._pages[plain])
        self.setCurrentWidget(self._pages[plain])
        self._say_facts()

    def _ask_undo(self, step: Step | None) -> None:
        if step is not None:
            self._desk.window.ask(
                question(self._desk.coding, step), _("Take back"), lambda: self._desk.coding.undo(sure=True)
            )

    def _ask_done(self) -> None:
        recording = self._desk.session.recording
        if recording is not None and recording.live:
            words = _("What is watched along live is not declared as coded: there is no recording of it.")
            self._desk.session.say(words)
        elif recording is not None:
            self._desk.window.open_sheet(DoneSheet(self._desk.coding, recording.duration_ms))

    def _offer_page(self, recording: str) -> None:
        """There is something to look at after the first session already."""
        words = _("Declared. All of “{name}” stands on one page.", name=recording)
        self._desk.window.ask(words, _("Show it"), lambda: show_page(self._desk, recording))

    def _ask_reaction(self) -> None:
        self._desk.window.open_sheet(ReactionSheet(self._desk.coding))

    def _say_facts(self, _told: object = None) -> None:
        if self.isVisible():
            self._desk.window.show_facts(tuple(self._facts()))

    def _facts(self) -> list[str]:
        coding, recording = self._desk.coding, self._desk.session.recording
        if recording is None:
            return []
        mine = sum(coding.counts.values())
        said = [ngettext("{n} moment of mine", "{n} moments of mine", mine)]
        me, now = self._desk.session.member.code, self._desk.session.round.round.value
        coded_ms = total_ms((one.start_ms, one.end_ms) for one in coding.ranges if (one.coder, one.round) == (me, now))
        if not self._desk.session.plain and not recording.live:
            share = decimal(100 * coded_ms / recording.duration_ms, 0)
            done, whole = plain_clock(coded_ms), plain_clock(recording.duration_ms)
            said.append(_("Coded {done} of {whole} ({share} %)", done=done, whole=whole, share=share))
        if coding.reaction_ms:
            said.append(_("Reaction time {seconds} s", seconds=decimal(coding.reaction_ms / 1000, 2)))
        return said


WORKSPACE = Workspace("coding", N_("Coding"), "coding", CodingWorkspace)
