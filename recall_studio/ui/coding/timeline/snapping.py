"""What a dragged edge snaps to: the playhead, other moments, turns, the borders of the recording, pictures."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.ui.coding.nudging import longest_ms, picture_beside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recall_studio.ui.coding.coding import Coding

PLAYHEAD, BORDER, TURN, MOMENT, PICTURE = "playhead", "border", "turn", "moment", "picture"
_FIRST = (PLAYHEAD, MOMENT, TURN, BORDER)
"""Where several lie equally near, the first of these is meant."""


class Snap(NamedTuple):
    """A time in ms, and what lies there."""

    ms: int
    to: str


class Snapper:
    """Finds what lies near a time; made when a drag begins.

    Args:
        coding: the moments and turns of the open recording.
        playhead_ms: where the playhead stands; while an edge is dragged it goes along, and this stays meant.
        without: the ids of the moments that are dragged.
    """

    def __init__(self, coding: Coding, playhead_ms: int, without: Collection[str]) -> None:
        self._coding, self._playhead_ms, self._without = coding, playhead_ms, without
        self._duration_ms = longest_ms(coding)
        self._turns = sorted({edge for turn in coding.turns for edge in (turn.start_ms, turn.end_ms)})

    def near(self, ms: int, reach_ms: float) -> Snap | None:
        """The nearest thing within reach; None when there is none, pictures left aside."""
        found = [snap for snap in self._targets(ms, reach_ms) if abs(snap.ms - ms) <= reach_ms]
        return min(found, key=lambda snap: (abs(snap.ms - ms), _FIRST.index(snap.to)), default=None)

    def snap(self, ms: int, reach_ms: float) -> Snap:
        """The nearest thing within reach, else the nearest beginning of a picture."""
        return self.near(ms, reach_ms) or Snap(self._picture(ms), PICTURE)

    def _targets(self, ms: int, reach_ms: float) -> Iterator[Snap]:
        yield Snap(self._playhead_ms, PLAYHEAD)
        yield Snap(0, BORDER)
        yield Snap(self._duration_ms, BORDER)
        place = bisect_left(self._turns, ms)
        for edge in self._turns[max(0, place - 1) : place + 1]:
            yield Snap(edge, TURN)
        reach = int(reach_ms) + 1
        for view in self._coding.in_span(max(0, ms - reach), ms + reach):
            if view.id not in self._without:
                yield Snap(view.start_ms, MOMENT)
                yield Snap(view.last_ms, MOMENT)

    def _picture(self, ms: int) -> int:
        before = self._coding.playing.player.picture_ms(ms)
        after = picture_beside(self._coding, before, 1)
        return before if ms - before <= after - ms else after
