"""Looking back: it plays, stops, and plays on. What the controls of viewer and interviewer do, and what is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.recall.kinds import Initiator
from recall_studio.domain.words import _
from recall_studio.ui.recall.leading.notes import Notes, Stopped
from recall_studio.ui.recall.leading.phase import GOING_ON, Phase
from recall_studio.ui.recall.leading.screening import Screening

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import PlannedMoment, Record
    from recall_studio.player.live import LiveClock
    from recall_studio.player.press import Press
    from recall_studio.ui.desk import Desk

BACK_MS = 5_000


class LookingBack(QObject):
    """What happens between the begin and the end of an interview.

    Args:
        desk: the window's things.
        record: the interview, with what was noted before when it goes on after a break.

    Attributes:
        phase: how far it is.
        clock: of the session; None before it begins.
        stopped: where it stands, or stood last; None before the first stop.
    """

    phase_changed = Signal(object)
    stop_changed = Signal(object)
    """The `Stopped` that is written at now."""

    def __init__(self, desk: Desk, record: Record, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.interview = desk.session, record.interview
        self.phase = Phase.BEFORE
        self.stopped: Stopped | None = None
        self.clock: LiveClock | None = None
        self.screening = Screening(desk, record, self.now_ms, self)
        self.showing, self.course = self.screening.showing, self.screening.course
        self.notes = Notes(desk.session, record, self)
        self.screening.due.connect(self._stop_as_planned)
        self.screening.stands_again.connect(self._stand_again)
        self.showing.broke_off.connect(self._stand_again)
        self.screening.all_seen.connect(self._all_seen)

    @property
    def goes_on(self) -> bool:
        """Whether it has begun and not ended."""
        return self.phase in GOING_ON

    def now_ms(self) -> int:
        """The clock of the session, in ms; 0 before it begins."""
        return self.clock.ms() if self.clock is not None else 0

    @property
    def recaller(self) -> Initiator:
        """Who stops it when the viewer does."""
        return Initiator(self.interview.recaller_role.value)

    def stop(self, initiator: Initiator, moment: PlannedMoment | None = None) -> None:
        """Stop at the picture on the screen; it is kept as soon as that is known."""
        if self.phase is not Phase.PLAYING or not self.showing.ready:
            return
        press, session_ms = self.screening.freeze(), self.now_ms()
        within = moment or self.course.at(press.about_ms)
        self.stopped = Stopped(
            len(self.notes.stops) + 1, session_ms, initiator, moment=within.id if within is not None else None
        )
        self._become(Phase.STOPPED)
        self.notes.add(self.stopped)
        self.stop_changed.emit(self.stopped)
        press.when_known(partial(self._keep, self.stopped))

    def go_on(self, *, back_ms: int = 0) -> None:
        """Play on after a stop, or from a little earlier."""
        if self.phase is not Phase.STOPPED or not self.showing.ready:
            return
        if back_ms:
            from_ms: int | None = max(0, self.screening.at_ms - back_ms)
            self._resume(from_ms)
        else:
            from_ms = self.course.go_on()
            self._resume(None)
            if self.course.over:
                self._become(Phase.SEEN)
                return
        self._play(from_ms)

    def skip(self) -> None:
        """Leave out what is shown: up to the next planned moment, or half a minute."""
        if self.phase not in (Phase.PLAYING, Phase.STOPPED):
            return
        self._resume(None)
        self._become(Phase.PLAYING if self.screening.skip() else Phase.SEEN)

    def _keep(self, stopped: Stopped, press: Press) -> None:
        """The picture of a stop is known; where it cannot be recognised, the place is where the sound was."""
        if press.lost:
            self._session.say(
                _("The picture of this stop was not recognised; its time may be some tenths of a second off.")
            )
        stopped.position_ms = press.about_ms if press.pressed_ms is None else press.pressed_ms
        self.screening.note(stopped.position_ms)
        self.notes.stop(stopped, round(press.rate * 100))

    def _resume(self, replay_from_ms: int | None) -> None:
        self.notes.keep()
        if self.stopped is not None and self.stopped.resumed_ms is None:
            self.notes.resume(self.stopped, self.now_ms(), replay_from_ms)

    def _play(self, from_ms: int | None) -> None:
        self.screening.play(from_ms)
        self._become(Phase.PLAYING)

    def _stop_as_planned(self, moment: PlannedMoment) -> None:
        self.stop(Initiator.GEPLAND, moment)

    def _stand_again(self) -> None:
        """It stands, and that is no stop of anybody."""
        if self.phase is Phase.PLAYING:
            self._become(Phase.STOPPED)

    def _all_seen(self) -> None:
        if self.phase is Phase.PLAYING:
            self._become(Phase.SEEN)

    def _become(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self.phase_changed.emit(phase)
