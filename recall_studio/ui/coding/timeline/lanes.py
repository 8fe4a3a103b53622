"""Which lanes there are, and in which row of its lane each moment lies. Pure: no Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.ui.coding.moment_view import MomentView

MOST_ROWS = 5
"""What overlaps further lies on top of the last row."""
_POINT_ROOM_MS = 1


class LaneKind(Enum):
    """What a lane shows."""

    SPEAKERS = "speakers"
    TURNS = "turns"
    MOMENTS = "moments"
    DISCUSS = "discuss"
    CODED = "coded"


class Row:
    """Moments that do not overlap, by start; all of them one's own, or all of others."""

    def __init__(self, *, own: bool) -> None:
        self.own = own
        self.views: list[MomentView] = []
        self.starts: list[int] = []
        self.overlaps = False
        """Whether some may lie over others, because there were no more rows."""
        self._longest_ms = 0

    def between(self, start_ms: float, end_ms: float) -> tuple[int, int]:
        """Which places in `views` may reach into this stretch: the first, and the one after the last."""
        return bisect_left(self.starts, start_ms - self._longest_ms), bisect_left(self.starts, end_ms)

    def within(self, start_ms: float, end_ms: float) -> list[MomentView]:
        """Those that may reach into this stretch."""
        first, last = self.between(start_ms, end_ms)
        return self.views[first:last]

    def has_room(self, view: MomentView) -> bool:
        """Whether nothing in it overlaps with this moment."""
        start, end = view.start_ms, _end_of(view)
        return not any(_end_of(other) > start for other in self.within(start, end)) and not self._runs_before(start)

    def put(self, view: MomentView) -> None:
        """Add a moment in its place."""
        place = bisect_right(self.starts, view.start_ms)
        self.views.insert(place, view)
        self.starts.insert(place, view.start_ms)
        self._longest_ms = max(self._longest_ms, view.last_ms - view.start_ms, _POINT_ROOM_MS)

    def append(self, view: MomentView) -> None:
        """Add a moment that begins after all others."""
        self.views.append(view)
        self.starts.append(view.start_ms)
        self._longest_ms = max(self._longest_ms, view.last_ms - view.start_ms, _POINT_ROOM_MS)

    def drop(self, moment: str) -> None:
        """Take a moment away.

        Raises:
            StopIteration: it is not in this row.
        """
        place = next(place for place, view in enumerate(self.views) if view.id == moment)
        del self.views[place], self.starts[place]

    def _runs_before(self, start_ms: int) -> bool:
        """Whether the last one still runs: it reaches over everything behind it."""
        return bool(self.views) and self.views[-1].running and self.views[-1].start_ms <= start_ms


@dataclass(slots=True)
class Lane:
    """One lane; `theme` of a lane of moments, None for those without a code.

    Moments that overlap lie in rows below each other, one's own above those of other coders.
    """

    kind: LaneKind
    title: str
    colour: str = ""
    theme: str | None = None
    rows: list[Row] = field(default_factory=list)
    row_of: dict[str, Row] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many rows high it is, at least one."""
        return max(len(self.rows), 1)

    def put(self, view: MomentView) -> None:
        """Put a moment in the first row that has room for it."""
        row = next((row for row in self.rows if row.own == view.own and row.has_room(view)), None)
        if row is None:
            row = self._new_row(own=view.own)
            row.overlaps = bool(row.views)
        row.put(view)
        self.row_of[view.id] = row

    def fill(self, views: Iterable[MomentView]) -> None:
        """Put many moments, sorted by start, in an empty lane: the same rows, without looking for room in each."""
        free_from: dict[int, float] = {}
        for view in views:
            start, own = view.start_ms, view.own
            row = next((row for row in self.rows if row.own == own and free_from[id(row)] <= start), None)
            if row is None:
                row = self._new_row(own=own)
                row.overlaps = bool(row.views)
            row.append(view)
            self.row_of[view.id] = row
            free_from[id(row)] = max(free_from.get(id(row), 0), _end_of(view))

    def drop(self, moment: str) -> None:
        """Take a moment away; a row that is empty then goes too.

        Raises:
            KeyError: it is not in this lane.
        """
        row, was_full = self.row_of.pop(moment), len(self.rows) >= MOST_ROWS
        row.drop(moment)
        if row.views:
            return
        self.rows.remove(row)
        if was_full:  # what had no room may have some now
            views = sorted((view for row in self.rows for view in row.views), key=lambda view: view.start_ms)
            self.rows = []
            self.fill(views)

    def place_of(self, moment: str) -> int:
        """The number of its row.

        Raises:
            KeyError: it is not in this lane.
        """
        return self.rows.index(self.row_of[moment])

    def _new_row(self, *, own: bool) -> Row:
        """Another row, behind those of the same kind; where there are enough, the last of them."""
        same = [row for row in self.rows if row.own == own]
        if same and len(self.rows) >= MOST_ROWS:
            return same[-1]
        row = Row(own=own)
        self.rows.insert(sum(row.own for row in self.rows) if own else len(self.rows), row)
        return row


def _end_of(view: MomentView) -> float:
    return float("inf") if view.running else max(view.last_ms, view.start_ms + _POINT_ROOM_MS)
