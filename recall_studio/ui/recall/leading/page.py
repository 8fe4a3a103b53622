"""The page on which a recall interview is led; it opens the viewer's window, and keeps everybody's keys apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.words import _, language
from recall_studio.player.engine import State
from recall_studio.store import turns
from recall_studio.store.recall import records
from recall_studio.store.state import languages_folder
from recall_studio.ui.lasting import while_there
from recall_studio.ui.recall.leading.afterwards import Afterwards
from recall_studio.ui.recall.leading.going_on import GoingOn
from recall_studio.ui.recall.leading.leading import Leading
from recall_studio.ui.recall.leading.leading_bar import LeadingBar
from recall_studio.ui.recall.leading.panel import Panel
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.setting_up import SettingUp
from recall_studio.ui.recall.leading.sheets import EndSheet, WithdrawalSheet
from recall_studio.ui.recall.leading.viewer_keys import ViewerKeys
from recall_studio.ui.recall.leading.viewer_window import Seen, ViewerWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Record
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.player.microphone import Microphone
    from recall_studio.ui.desk import Desk

PLACE = "viewer"
"""The name among the layouts of where the viewer's window stands."""
_SEEN = {
    Phase.BEFORE: Seen.WAITING,
    Phase.PLAYING: Seen.PLAYING,
    Phase.STOPPED: Seen.STOPPED,
    Phase.RESTING: Seen.RESTING,
    Phase.SEEN: Seen.SEEN,
    Phase.OVER: Seen.ENDED,
    Phase.CLOSED: Seen.CLOSED,
}


def _microphone() -> Microphone:
    from recall_studio.player.qt_microphone import QtMicrophone  # loads Qt Multimedia, which the start does without

    return QtMicrophone()


class LeadingPage(QWidget):
    """Leads one interview: set-up, the interview itself, what comes after it.

    Args:
        desk: the window's things; nothing else is done on it meanwhile.
        session: the interview, prepared or going on.
        make_microphone: what hears the interview itself.
    """

    left = Signal()
    """It is over, or was left as it is."""

    def __init__(
        self, desk: Desk, session: RecallSessionId, *, make_microphone: Callable[[], Microphone] = _microphone
    ) -> None:
        super().__init__()
        self._desk = desk
        record = records.record(desk.session.study, session, desk.session.member)
        self.spoken, self.heard = _tongues_for(record)
        # It outlives the page, since it has threads to end.
        self.leading = Leading(desk, record, desk.session, make_microphone=make_microphone)
        self.viewer = self._viewer_window(record)
        self.bar = LeadingBar(desk, self.leading)
        self.bar.setParent(self)  # until the window takes it
        self.setting_up = SettingUp(desk, self.leading, self.viewer)
        self.panel = Panel(desk, self.leading, self.spoken, self.heard)
        self._pages = QStackedWidget()
        self._keys = ViewerKeys(self.leading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        first: QWidget = self.setting_up
        if record.interview.goes_on:
            first = GoingOn(record)
            first.go_on_asked.connect(self.leading.go_on_after_break)
            first.end_asked.connect(self._end)
        for page in (first, self.panel):
            self._pages.addWidget(page)
        self._connect()
        self._open(record)

    def top_bar(self) -> QWidget:
        """With whom, how long after the conversation, and that it is recorded."""
        return self.bar

    def _open(self, record: Record) -> None:
        """Nothing else plays, no other place can be gone to, and the viewer's keys are heard."""
        desk = self._desk
        if desk.playing.player.state is State.PLAYING:
            desk.playing.player.pause()
        desk.leading = self.leading
        desk.window.close_off(closed=True)
        QApplication.instance().installEventFilter(self._keys)  # type: ignore[union-attr]
        self.viewer.stand(desk.preferences.settings.layouts.get(PLACE, ""))
        if self.leading.sound.devices():
            self.leading.sound.choose("")
        if record.interview.goes_on:
            self.leading.open_after_break()
        else:
            self.leading.showing.open()

    def _viewer_window(self, record: Record) -> ViewerWindow:
        interview, study = record.interview, self._desk.session.study
        said = tuple(turns.of_recording(study, interview.recording_id)) if interview.transcript_shown else ()
        return ViewerWindow(
            self._desk, interview, self.heard, self.leading.showing, turns=said, stops_by_itself=bool(record.moments)
        )

    def _connect(self) -> None:
        leading, window = self.leading, self.viewer
        window.pressed.connect(leading.hands.by_viewer)
        window.skip_pressed.connect(leading.hands.skips)
        window.screen_lost.connect(self._lose_screen)
        leading.phase_changed.connect(self._show_phase)
        leading.asked.connect(self._answer)
        self.setting_up.begin_asked.connect(self._begin)
        self.setting_up.leave_asked.connect(self.leave)
        self.panel.end_asked.connect(self._end)
        self.bar.withdrawal_asked.connect(self._withdraw)
        self.bar.full_asked.connect(window.toggle_full)
        self.bar.screen_asked.connect(window.other_side)
        self.bar.leave_asked.connect(self._leave_open)
        self._desk.session.covered.connect(leading.pause)
        self._desk.session.closing.connect(self._let_go)

    def _begin(self) -> None:
        self.setting_up.leave()
        self.setting_up.begin.setEnabled(False)
        self.leading.begin(while_there(self, self._refuse_begin))

    def _refuse_begin(self, error: RecallError) -> None:
        self.setting_up.begin.setEnabled(True)
        self._desk.session.complain(error)

    def _show_phase(self, phase: Phase) -> None:
        self.viewer.show_seen(_SEEN[phase])
        if phase in (Phase.OVER, Phase.CLOSED):
            after = Afterwards(self._desk, self.leading, self.heard, closed=phase is Phase.CLOSED)
            after.leave_asked.connect(self.leave)
            self._pages.setCurrentIndex(self._pages.addWidget(after))
        elif phase is not Phase.BEFORE:
            self._pages.setCurrentWidget(self.panel)

    def _answer(self, asked: str) -> None:
        if asked == "full":
            self.viewer.toggle_full()

    def _lose_screen(self) -> None:
        self.leading.pause()
        self._desk.session.say(_("The viewer’s screen is gone; their window stands here now."), "warning")

    def _end(self) -> None:
        """Ask how the viewer is; meanwhile nothing plays."""
        leading = self.leading
        early = leading.phase is not Phase.SEEN
        if leading.phase is Phase.PLAYING:
            leading.pause()
        sheet = EndSheet(self.spoken, self.heard, self._desk.tokens, early=early)
        sheet.ended.connect(leading.end)
        self._desk.window.open_sheet(sheet)

    def _withdraw(self) -> None:
        """Playing and recording stop at once, whatever is answered."""
        self.leading.pause()
        self.viewer.show_seen(Seen.CLOSED)
        sheet = WithdrawalSheet()
        sheet.confirmed.connect(self.leading.withdraw)
        sheet.closed.connect(self._go_on_resting)
        self._desk.window.open_sheet(sheet)

    def _go_on_resting(self) -> None:
        if self.leading.phase is Phase.RESTING:
            self.viewer.show_seen(Seen.RESTING)

    def _leave_open(self) -> None:
        if not self.leading.goes_on:
            self.leave()
            return
        self.leading.pause()
        question = _("A recall interview goes on. You can continue it later; meanwhile nothing is recorded.")
        self._desk.window.ask(question, _("Leave it open"), self.leave)

    @override
    def event(self, event: QEvent) -> bool:
        """Whoever takes the page away, threads and windows end before its widgets do."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._let_go()
        return super().event(event)

    def _let_go(self) -> None:
        """Close the viewer's window, and give the window around it back; may be called again."""
        desk, leading = self._desk, self.leading
        if desk.leading is not leading:
            return
        desk.leading = None
        QApplication.instance().removeEventFilter(self._keys)  # type: ignore[union-attr]
        leading.close()
        self._remember_place()
        self.viewer.hide()
        self.viewer.deleteLater()
        leading.deleteLater()
        desk.window.close_off(closed=False)

    def _remember_place(self) -> None:
        layouts, place = self._desk.preferences.settings.layouts, self.viewer.place()
        if layouts.get(PLACE, "") != place:
            self._desk.preferences.change(layouts={**layouts, PLACE: place})

    def leave(self) -> None:
        """Go back to the workspace; an interview that goes on can be continued there."""
        self._let_go()
        self.left.emit()
        self._desk.window.close_page()


def _tongues_for(record: Record) -> tuple[Tongue, Tongue]:
    """The language that the interviewer speaks, and the viewer's: with an interpreter they are two."""
    found = {tongue.key: tongue for tongue in tongues(languages_folder()).found}
    ours = found.get(language(), found["nl"])
    heard = found.get(record.interview.language, ours)
    return (ours if record.interview.interpreter_used else heard), heard
