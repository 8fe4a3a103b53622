"""What lies around the moments of the open recording: who speaks when, what was declared, seen and marked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from recall_studio.store import marks, ranges, seen, turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recall_studio.domain.marks import Mark
    from recall_studio.domain.moments import CodedRange
    from recall_studio.domain.turns import Turn
    from recall_studio.ui.session import Session

KINDS = ("turn", "coded_range", "discuss_mark", "seen_range")
_LOOKED_BACK = 4
"""Turns overlap when people interrupt each other; more than so many do not speak at once."""


class Surroundings:
    """Turns, coded ranges, marks and seen stretches of one recording, as the member may see them."""

    def __init__(self) -> None:
        self.turns: Sequence[Turn] = ()
        self.ranges: Sequence[CodedRange] = ()
        self.marks: Sequence[Mark] = ()
        self.seen: Sequence[tuple[int, int]] = ()
        self.discussed: frozenset[str] = frozenset()
        self._starts: list[int] = []

    def read(self, session: Session, kinds: Iterable[str], *, allowed: bool) -> None:
        """Read these kinds again; nothing is there while no recording is open or the gate does not allow it."""
        recording, study, me = session.recording if allowed else None, session.study, session.member
        for kind in kinds:
            if kind == "turn":
                self.turns = turns.of_recording(study, recording.id) if recording else ()
                self._starts = [turn.start_ms for turn in self.turns]
            elif kind == "coded_range":
                self.ranges = ranges.coded_ranges(study, as_seen_by=me, recording=recording.id) if recording else ()
            elif kind == "discuss_mark":
                self.marks = marks.of_recording(study, me, recording.id) if recording else ()
                self.discussed = frozenset(mark.moment_id for mark in self.marks if mark.moment_id)
            elif kind == "seen_range":
                self.seen = seen.of_recording(study, me, recording.id) if recording else ()

    def turn_at(self, ms: int) -> Turn | None:
        """The turn that is spoken at this instant; of several, the one that began last."""
        after = bisect_right(self._starts, ms)
        for turn in reversed(self.turns[max(0, after - _LOOKED_BACK) : after]):
            if ms < turn.end_ms:
                return turn
        return None
