"""Where the lanes lie below each other, and which rows of moments lie where in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recall_studio.ui.coding.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.ui.coding.timeline.lane_rows import LaneRows
    from recall_studio.ui.coding.timeline.lanes import Lane, Row

PAD = 2
COMPACT_PX = 9
COMPACT_OTHERS_PX = 6
BELOW = 4


class Placed(NamedTuple):
    """A lane and where it lies, in px: its top, the height of a row of one's own and of one of other coders.

    Attributes:
        least: how high it is at the least, for its name.
        collapsed: one line of density is left.
    """

    lane: Lane
    top: int
    row_height: int
    others_height: int
    least: int = 0
    collapsed: bool = False

    @property
    def height(self) -> int:
        """Of the lane with its padding."""
        if self.collapsed:
            return self.least
        rows = sum(self._height_of(row) for row in self.lane.rows)
        return max(rows + 2 * PAD, self.row_height + 2 * PAD, self.least)

    def rooms(self) -> Iterator[tuple[Row, int, int]]:
        """The rows of moments with their tops and heights; none when it is collapsed."""
        if self.collapsed:
            return
        rows = sum(self._height_of(row) for row in self.lane.rows)
        top = self.top + max(PAD, (self.height - rows) // 2)
        for row in self.lane.rows:
            yield row, top, self._height_of(row)
            top += self._height_of(row)

    def _height_of(self, row: Row) -> int:
        return self.row_height if row.own else self.others_height


def place_all(rows: LaneRows, line: int) -> tuple[list[Placed], int]:
    """Give every lane its place; also how high all of them are together.

    Args:
        rows: the lanes and how they are arranged.
        line: how high a line of words is, in px.
    """
    placed, top, compact = [], 0, rows.arranged.compact
    for lane in rows.lanes:
        own, others = _heights(lane.kind, line, channels=rows.channels, compact=compact)
        made = Placed(lane, top, own, others, line + PAD, rows.arranged.is_collapsed(lane))
        placed.append(made)
        top += made.height
    return placed, top + BELOW


def _heights(kind: LaneKind, line: int, *, channels: int, compact: bool) -> tuple[int, int]:
    if kind is LaneKind.MOMENTS:
        return (COMPACT_PX, COMPACT_OTHERS_PX) if compact else (line + 7, line + 2)
    if kind is LaneKind.SOUND:
        return (line + 4 if compact else line + 12 if channels == 1 else 2 * line + 10), 0
    return {LaneKind.SPEAKERS: line - 4, LaneKind.CODED: line + 2}.get(kind, line + 7), 0
