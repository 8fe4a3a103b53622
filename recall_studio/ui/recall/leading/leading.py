"""A recall interview while it is led: its begin, its rests and its end, and its clock and sound between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from recall_studio.domain.recall.kinds import EndedReason, EventKind
from recall_studio.domain.words import _
from recall_studio.edits.recall import leading as edits
from recall_studio.player.live import LiveClock
from recall_studio.store.recall import interviews
from recall_studio.ui.lasting import while_there
from recall_studio.ui.recall.leading.gap import Gap
from recall_studio.ui.recall.leading.hands import Hands
from recall_studio.ui.recall.leading.interruption import last_known_ms, last_place_ms
from recall_studio.ui.recall.leading.looking_back import LookingBack
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.sounding import Sounding

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.player.microphone import Microphone
    from recall_studio.ui.desk import Desk


class Leading(LookingBack):
    """An interview from its begin to its end, for the viewer's window, the panel and the keys.

    Args:
        desk: the window's things.
        record: the interview, with what was noted before when it goes on after a break.
        make_microphone: what hears the interview itself.

    Attributes:
        sound: the recording of the interview itself.
        hands: who presses what.
    """

    asked = Signal(str)
    """The panel is asked for something of its own: `question`, `comment`, `end`, `full`, or a time orientation."""

    def __init__(
        self, desk: Desk, record: Record, parent: QObject, *, make_microphone: Callable[[], Microphone]
    ) -> None:
        super().__init__(desk, record, parent)
        self._record, self._closed = record, False
        self.sound = Sounding(desk, record.interview, self, make_microphone)
        self._rest, self._before_rest = Gap(desk.session, record.interview.id, EventKind.RUST), Phase.STOPPED
        self.hands = Hands(self, desk.session)
        self.showing.withdrawn.connect(self._shut)
        desk.session.changed.connect(self._look_whether_over)
        desk.session.closing.connect(self.close)

    def begin(self, refused: Callable[[RecallError], None]) -> None:
        """The clock starts, and so does the recording; or somebody is told why not."""
        done = while_there(self, self._begun)
        self._session.do(edits.begin_interview, done=done, refused=refused, session=self.interview.id)

    def open_after_break(self) -> None:
        """Show the picture at which the program was left; nothing plays yet."""
        self.showing.open(last_place_ms(self._record))

    def go_on_after_break(self) -> None:
        """Go on where the program was left, standing still; the time in between counts, as a gap."""
        left_ms = last_known_ms(self._record)
        self._run_clock(left_ms)
        over_ms = self.now_ms()

        def close_gap(event: str) -> None:
            self._session.do(edits.is_over, event=event, session_ms=over_ms)

        self._happen(EventKind.ONDERBROKEN, left_ms, done=close_gap)
        self.stopped = self.notes.stops[-1] if self.notes.stops else None
        if not self.course.whole:
            last = next((one for one in self.course.moments if self.stopped and one.id == self.stopped.moment), None)
            self.course.now = last or self.course.next()
        self._become(Phase.STOPPED)
        if self.stopped is not None:
            self.stop_changed.emit(self.stopped)

    def pause(self) -> None:
        """*Even rust*: everything stands still, nothing is recorded, and nobody has to say why."""
        if self.phase not in (Phase.PLAYING, Phase.STOPPED, Phase.SEEN):
            return
        self.screening.still()
        self.notes.keep()
        self.sound.pause()
        self._before_rest = self.phase
        self._rest.begin(self.now_ms(), self.screening.at_ms)
        self._become(Phase.RESTING)

    def end_rest(self, *, skip: bool = False) -> None:
        """Go on after a rest, as it was before; or leave out what was shown."""
        if self.phase is not Phase.RESTING:
            return
        self._rest.end(self.now_ms())
        self.sound.go_on()
        if skip:
            self.phase = Phase.STOPPED
            self.skip()
        elif self._before_rest is Phase.PLAYING:
            self._play(None)
        else:
            self._become(self._before_rest)

    def end(self, reason: EndedReason | None, wellbeing: int | None) -> None:
        """End it: the clock stops, the sound is closed."""
        self._finish(Phase.OVER, edits.end_interview, reason=reason, wellbeing=wellbeing)

    def withdraw(self) -> None:
        """The viewer withdraws: what was said is kept apart, and used for nothing."""
        self._finish(Phase.CLOSED, edits.withdraw_in_session)

    def close(self) -> None:
        """Let go of everything, and leave the interview as it is; may be called again."""
        if self._closed:
            return
        self._closed = True
        if self.goes_on:
            self.screening.still()
            self.notes.keep()
        self.sound.close()
        self.showing.close()

    def _begun(self, interview: Interview) -> None:
        self.interview = interview
        self._run_clock(0)
        self._play(self.course.begin())

    def _run_clock(self, least_ms: int) -> None:
        if self.interview.started_at is None:
            raise RuntimeError("the interview has not begun")
        self.clock = LiveClock(self.interview.started_at, least_ms=least_ms)
        self.sound.begin(self.clock)

    def _finish(self, phase: Phase, edit: Any, **given: Any) -> None:
        """Nothing plays or is recorded any more, and that is kept."""
        self.screening.still()
        self.notes.keep()
        length_ms = self.now_ms()
        self._rest.end(length_ms)
        self.showing.let_go()
        self._become(phase)
        self.sound.finish()
        self._session.do(edit, done=self.sound.join, session=self.interview.id, length_ms=length_ms, **given)

    def _shut(self) -> None:
        """It may not be shown any more, by a word from elsewhere: nothing plays, and it is over.

        A consent that is withdrawn has closed it already; what was on its way is not kept any more.
        """
        if self.goes_on:
            length_ms = self.now_ms()
            self.notes.drop()
            self._become(Phase.CLOSED)
            self.sound.finish()
            self._session.do(
                edits.end_interview,
                refused=_closed_already,
                session=self.interview.id,
                length_ms=length_ms,
                reason=EndedReason.INTREKKING,
            )

    def _look_whether_over(self, changes: Changes) -> None:
        """One that was ended elsewhere, such as on the command line, is over here too."""
        if self._closed or not self.goes_on or self.interview.id not in changes.of("recall_session"):
            return
        known = interviews.of_study(self._session.study, self._session.member)
        now = next((one for one in known if one.id == self.interview.id), None)
        if now is None or now.set_apart:  # erased, or consent was withdrawn
            self._shut()
            return
        if now.goes_on:
            return
        self.screening.still()
        self.notes.keep()
        self.showing.let_go()
        self._become(Phase.OVER)
        self.sound.finish()
        self.sound.join()
        self._session.say(_("This interview was ended elsewhere; what was kept of it until then is there."), "warning")

    def _happen(self, kind: EventKind, session_ms: int, *, done: Any) -> None:
        self._session.do(edits.happen, done=done, session=self.interview.id, kind=kind, session_ms=session_ms)


def _closed_already(_error: RecallError) -> None:
    """Whoever withdrew the consent closed it."""
