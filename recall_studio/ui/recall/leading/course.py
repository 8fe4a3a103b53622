"""What is shown in a recall interview and in which order: the whole recording or chosen moments, and where it stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.ids import RecallMomentId
    from recall_studio.domain.recall.interview import PlannedMoment

LEAD_MS = 10_000
"""How much of the recording is shown before a moment that is a point, in ms."""
SKIP_MS = 30_000
"""How much is left out where the viewer skips and no planned moment says how far."""


@dataclass(slots=True)
class Course:
    """The planned moments as they are shown. Plain values; nothing here plays.

    Args:
        moments: in the order in which they are shown.
        whole: the recording is shown from begin to end, and stops at them; else only they are shown.
        done: ids of those that were stopped at, or skipped.
        now: the moment that is being shown; None between moments, and where the whole is shown.
    """

    moments: tuple[PlannedMoment, ...]
    whole: bool
    done: set[RecallMomentId] = field(default_factory=set)
    now: PlannedMoment | None = None

    def next(self) -> PlannedMoment | None:
        """The first moment that is still to come."""
        return next((moment for moment in self.moments if moment.id not in self.done), None)

    def after(self, shown: PlannedMoment | None) -> PlannedMoment | None:
        """The first moment that is still to come after the one that is shown."""
        return next((moment for moment in self._pending() if moment is not shown), None)

    def begin(self) -> int:
        """Where to begin, in ms; the moment that is shown there becomes `now`."""
        if self.whole:
            return 0
        self.now = self.next()
        return shown_from(self.now) if self.now else 0

    def entered(self, before_ms: int, now_ms: int) -> PlannedMoment | None:
        """The moment that was reached by playing from one time to another, in ms."""
        return self._crossed(before_ms, now_ms, [(shown_from(moment), moment) for moment in self._pending()])

    def due(self, before_ms: int, now_ms: int) -> PlannedMoment | None:
        """The moment whose planned stop was reached by playing from one time to another, in ms."""
        pending = self._pending() if self.whole or self.now is None else [self.now]
        return self._crossed(before_ms, now_ms, [(stops_at(moment), moment) for moment in pending])

    def at(self, ms: int) -> PlannedMoment | None:
        """The planned moment that a time lies in; a stop there belongs to it."""
        if not self.whole:
            return self.now
        return next((moment for moment in self.moments if shown_from(moment) <= ms <= stops_at(moment)), None)

    def finish(self, moment: PlannedMoment) -> None:
        """It was stopped at, or left out."""
        self.done.add(moment.id)

    def go_on(self) -> int | None:
        """Where the next chosen moment begins, once this one is done; None to play on, or when there is no other."""
        if self.whole or self.now is None or self.now.id not in self.done:
            return None
        self.now = self.next()
        return shown_from(self.now) if self.now else None

    def skipped_to(self, ms: int, duration_ms: int) -> tuple[int | None, PlannedMoment | None]:
        """Where to go when the viewer skips what is shown, and the moment that is left out by it.

        Returns:
            The time in ms, None when nothing is left to be shown; and the moment.
        """
        left = self.at(ms)
        if self.whole:
            to_ms = stops_at(left) if left and stops_at(left) > ms else ms + SKIP_MS
            return (to_ms if to_ms < duration_ms else None), left
        if left is not None:
            self.finish(left)
        self.now = self.next()
        return (shown_from(self.now) if self.now else None), left

    @property
    def over(self) -> bool:
        """Whether every chosen moment was shown."""
        return not self.whole and self.next() is None

    def _pending(self) -> Sequence[PlannedMoment]:
        return [moment for moment in self.moments if moment.id not in self.done]

    @staticmethod
    def _crossed(before_ms: int, now_ms: int, places: list[tuple[int, PlannedMoment]]) -> PlannedMoment | None:
        return next((moment for at_ms, moment in sorted(places, key=_place) if before_ms <= at_ms <= now_ms), None)


def _place(place: tuple[int, PlannedMoment]) -> int:
    return place[0]


def shown_from(moment: PlannedMoment) -> int:
    """From where a moment is shown, in ms: a point with what led to it."""
    return moment.start_ms if moment.end_ms is not None else max(0, moment.start_ms - LEAD_MS)


def stops_at(moment: PlannedMoment) -> int:
    """Where it stops by itself, in ms: when the moment has been seen."""
    return moment.start_ms if moment.end_ms is None else moment.end_ms
