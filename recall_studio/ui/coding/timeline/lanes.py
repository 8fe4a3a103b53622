"""Which lanes there are, and in which row of its lane each moment lies. Pure: no Qt."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recall_studio.ui.coding.moment_view import MomentView

MOST_ROWS = 5
"""What overlaps further lies on top of the last row."""
_POINT_ROOM_MS = 1
_REFILLED = 2_000
"""When a row goes, so many moments at the most are looked at that may have room now."""


class LaneKind(Enum):
    """What a lane shows."""

    SOUND = "sound"
    SPEAKERS = "speakers"
    TURNS = "turns"
    MOMENTS = "moments"
    DISCUSS = "discuss"
    CODED = "coded"
    RECALLED = "recalled"


class Line:
    """Stretches by start, in arrays that can be handed to numpy as they are.

    Attributes:
        starts: in ms.
        ends: in ms; of an instant, and of what runs, where it begins.
        inks: colours as 0xRRGGBB.
        overlaps: whether some may lie over others.
    """

    def __init__(self, *, overlaps: bool = False) -> None:
        self.starts, self.ends, self.inks = array("q"), array("q"), array("I")
        self.overlaps = overlaps
        self._longest_ms = 0

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start_ms: int, end_ms: int, ink: int) -> None:
        """Add a stretch that begins after all others."""
        self.starts.append(start_ms)
        self.ends.append(end_ms)
        self.inks.append(ink)
        self._longest_ms = max(self._longest_ms, end_ms - start_ms, _POINT_ROOM_MS)

    def insert(self, start_ms: int, end_ms: int, ink: int) -> int:
        """Add a stretch in its place, and give the number of that."""
        place = bisect_right(self.starts, start_ms)
        self.starts.insert(place, start_ms)
        self.ends.insert(place, end_ms)
        self.inks.insert(place, ink)
        self._longest_ms = max(self._longest_ms, end_ms - start_ms, _POINT_ROOM_MS)
        return place

    def between(self, start_ms: float, end_ms: float) -> tuple[int, int]:
        """Which places may reach into this stretch: the first, and the one after the last."""
        if self.overlaps:
            return bisect_left(self.starts, start_ms - self._longest_ms), bisect_left(self.starts, end_ms)
        return max(bisect_left(self.starts, start_ms) - 1, 0), bisect_left(self.starts, end_ms)

    def reaching(self, start_ms: float, end_ms: float) -> Iterator[int]:
        """The places that do reach into it."""
        first, last = self.between(start_ms, end_ms)
        ends = self.ends
        return (place for place in range(first, last) if ends[place] >= start_ms)


class Row(Line):
    """Moments that do not overlap, by start; all of them one's own, or all of others."""

    def __init__(self, *, own: bool) -> None:
        super().__init__()
        self.own = own
        self.views: list[MomentView] = []
        self.held: dict[str, MomentView] = {}
        self.free_from: float = 0
        """From when on nothing lies in it."""

    def within(self, start_ms: float, end_ms: float) -> list[MomentView]:
        """Those that may reach into this stretch."""
        first, last = self.between(start_ms, end_ms)
        return self.views[first:last]

    def has_room(self, view: MomentView) -> bool:
        """Whether nothing in it overlaps with this moment."""
        start, end = view.start_ms, _end_of(view)
        if self.overlaps or self._runs_before(start):
            return False
        return not any(_end_of(other) > start for other in self.within(start, end))

    def put(self, view: MomentView) -> None:
        """Add a moment in its place."""
        self.views.insert(self.insert(view.start_ms, view.last_ms, ink_of(view.colour)), view)
        self._hold(view)

    def append(self, view: MomentView) -> None:
        """Add a moment that begins after all others."""
        self.add(view.start_ms, view.last_ms, ink_of(view.colour))
        self.views.append(view)
        self._hold(view)

    def drop(self, moment: str) -> None:
        """Take a moment away.

        Raises:
            KeyError: it is not in this row.
        """
        place = bisect_left(self.starts, self.held.pop(moment).start_ms)
        while self.views[place].id != moment:
            place += 1
        del self.views[place], self.starts[place], self.ends[place], self.inks[place]

    def _hold(self, view: MomentView) -> None:
        self.held[view.id] = view
        self.free_from = max(self.free_from, _end_of(view))

    def _runs_before(self, start_ms: int) -> bool:
        """Whether the last one still runs: it reaches over everything behind it."""
        return bool(self.views) and self.views[-1].running and self.views[-1].start_ms <= start_ms


@dataclass(slots=True)
class Lane:
    """One lane; `key` is what the moments of a lane have in common, None for those without a code.

    Moments that overlap lie in rows below each other, one's own above those of other coders.
    """

    kind: LaneKind
    title: str
    colour: str = ""
    key: str | None = None
    rows: list[Row] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows high it is, at least one."""
        return max(len(self.rows), 1)

    def row_with(self, moment: str) -> Row | None:
        """The row in which a moment lies, if it is here."""
        return next((row for row in self.rows if moment in row.held), None)

    def put(self, view: MomentView) -> None:
        """Put a moment in the first row that has room for it."""
        self._row_for(view, next((row for row in self.rows if row.own == view.own and row.has_room(view)), None)).put(
            view
        )

    def append(self, view: MomentView) -> None:
        """Put a moment that begins after all others: the same row, without looking for room in each."""
        own, start = view.own, view.start_ms
        free = next((row for row in self.rows if row.own == own and row.free_from <= start), None)
        self._row_for(view, free).append(view)

    def fill(self, views: Iterable[MomentView]) -> None:
        """Put many moments, sorted by start, in an empty lane."""
        for view in views:
            self.append(view)

    def drop(self, moment: str) -> None:
        """Take a moment away; a row that is empty then goes too.

        Raises:
            KeyError: it is not in this lane.
        """
        row = self.row_with(moment)
        if row is None:
            raise KeyError(moment)
        was_full = len(self.rows) >= MOST_ROWS
        row.drop(moment)
        if row.views:
            return
        self.rows.remove(row)
        crowded = [other for other in self.rows if other.overlaps and len(other) <= _REFILLED]
        if was_full and crowded:  # what had no room may have some now
            self.rows = [other for other in self.rows if other not in crowded]
            for view in sorted((view for row in crowded for view in row.views), key=lambda view: view.start_ms):
                self.put(view)

    def place_of(self, moment: str) -> int:
        """The number of its row.

        Raises:
            KeyError: it is not in this lane.
        """
        row = self.row_with(moment)
        if row is None:
            raise KeyError(moment)
        return self.rows.index(row)

    def _row_for(self, view: MomentView, free: Row | None) -> Row:
        """The free one, else another behind those of the same kind; where there are enough, the last of them."""
        if free is not None:
            return free
        own = view.own
        same = [row for row in self.rows if row.own == own]
        if same and len(self.rows) >= MOST_ROWS:
            same[-1].overlaps = True
            return same[-1]
        row = Row(own=own)
        self.rows.insert(sum(row.own for row in self.rows) if own else len(self.rows), row)
        return row


@cache
def ink_of(colour: str) -> int:
    """A colour `#rrggbb` as a number."""
    return int(colour[1:], 16)


def _end_of(view: MomentView) -> float:
    return float("inf") if view.running else max(view.last_ms, view.start_ms + _POINT_ROOM_MS)
