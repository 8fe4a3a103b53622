"""The player and the plan together: what is shown next, where it stops by itself, and what was shown so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.recall.kinds import EventKind, Stimulus
from recall_studio.edits.recall import leading as edits
from recall_studio.ui.recall.leading.course import Course
from recall_studio.ui.recall.leading.showing import Showing
from recall_studio.ui.recall.leading.shown_notes import ShownNotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.recall.interview import PlannedMoment, Record
    from recall_studio.player.press import Press
    from recall_studio.ui.desk import Desk


class Screening(QObject):
    """Shows the recording as it is planned.

    Args:
        desk: the window's things.
        record: the interview, with its planned moments.
        clock: gives the clock of the session, in ms.

    Attributes:
        showing: the player.
        course: the planned moments.
    """

    due = Signal(object)
    """A planned moment has been seen for the first time: it is to be stopped at."""
    stands_again = Signal()
    """One that was stopped at before has been seen again; it stands."""
    all_seen = Signal()
    reached = Signal()
    """A planned moment is being shown now, or was left out."""

    def __init__(self, desk: Desk, record: Record, clock: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._interview, self._clock = desk.session, record.interview.id, clock
        self.course = Course(record.moments, whole=record.interview.stimulus is Stimulus.HELE_VIDEO)
        self.course.done |= {moment.id for moment in record.moments if moment.skipped}
        self.course.done |= {stop.moment for stop in record.stops if stop.moment is not None}
        self.showing = Showing(desk, record.interview, self)
        self._shown = ShownNotes(desk.session, record.interview.id)
        self._reached = {moment.id for moment in record.moments if moment.reached_at_ms is not None}
        self.showing.moved.connect(self._follow)
        self.showing.ended.connect(self._end)

    @property
    def at_ms(self) -> int:
        """Where the recording is."""
        return self.showing.player.position_ms()

    def play(self, from_ms: int | None = None) -> None:
        """Play on, or from another time in ms; the recording is opened for it where a clip was shown before."""
        if not self.course.whole and self.course.now is not None:
            self._reach(self.course.now)
        if self.showing.aid or not self.showing.ready:
            self.showing.open(from_ms or 0, plays=True)
        else:
            self.showing.play(from_ms)

    def freeze(self) -> Press:
        """Stand at the picture on the screen; `note()` says which that was, once it is known."""
        return self.showing.freeze()

    def note(self, ms: int) -> None:
        """It was shown up to here, and stands."""
        self._shown.stand(ms)

    def still(self) -> None:
        """Stand, wherever it is; nothing when it stands already."""
        if self.showing.plays:
            self.showing.freeze()
        self._shown.stand(self.at_ms)

    def skip(self) -> bool:
        """Leave out what is shown, and play what comes after it; whether there is something."""
        here_ms = self.at_ms
        self.still()
        self._session.do(
            edits.happen,
            session=self._interview,
            kind=EventKind.OVERGESLAGEN,
            session_ms=self._clock(),
            position_ms=here_ms,
        )
        to_ms, left = self.course.skipped_to(here_ms, self.showing.player.duration_ms)
        if left is not None:
            self._reach(left, skipped=True)
        if to_ms is not None:
            self.play(to_ms)
        return to_ms is not None

    def _follow(self, before_ms: int, now_ms: int) -> None:
        if self.showing.aid:
            return
        self._shown.at(before_ms, now_ms, self._clock())
        if self.course.whole and (entered := self.course.entered(before_ms, now_ms)) is not None:
            self._reach(entered)
        due = self.course.due(before_ms, now_ms)
        if due is None:
            return
        if due.id in self.course.done:
            self.still()
            self.stands_again.emit()
        else:
            self.course.finish(due)
            self.due.emit(due)

    def _reach(self, moment: PlannedMoment, *, skipped: bool = False) -> None:
        if moment.id in self._reached and not skipped:
            return
        self._reached.add(moment.id)
        self._session.do(edits.reach_moment, moment=moment.id, session_ms=self._clock(), skipped=skipped)
        self.reached.emit()

    def _end(self) -> None:
        if not self.showing.aid:
            self.still()
            self.all_seen.emit()
