"""Which lanes there are, and in which row of its lane each moment lies. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


@dataclass(slots=True)
class Lane:
    """One lane; `theme` of a lane of moments, None for those without a code."""

    kind: LaneKind
    title: str
    colour: str = ""
    theme: str | None = None
    rows: int = 1
    row_of: dict[str, int] = field(default_factory=dict)


def stack(views: Iterable[MomentView]) -> tuple[dict[str, int], int]:
    """Rows such that moments that overlap lie below each other; those of other coders below one's own.

    Args:
        views: of one lane, by start.

    Returns:
        The row of each by its id, and how many rows there are, at least 1.
    """
    own: list[MomentView] = []
    others: list[MomentView] = []
    for view in views:
        (own if view.own else others).append(view)
    rows, used = _first_fit(own, 0)
    below, all_used = _first_fit(others, used)
    return rows | below, max(all_used, 1)


def _first_fit(views: Sequence[MomentView], first: int) -> tuple[dict[str, int], int]:
    """Each in the first row that is free again; gives the rows and the number of the first unused one."""
    rows: dict[str, int] = {}
    free_from: list[float] = []
    for view in views:
        end = float("inf") if view.running else max(view.last_ms, view.start_ms + _POINT_ROOM_MS)
        row = next((place for place, free in enumerate(free_from) if free <= view.start_ms), len(free_from))
        if row == len(free_from) and first + row < MOST_ROWS:
            free_from.append(end)
        else:
            row = min(row, len(free_from) - 1) if free_from else 0
            if free_from:
                free_from[row] = max(free_from[row], end)
        rows[view.id] = min(first + row, MOST_ROWS - 1)
    return rows, min(first + len(free_from), MOST_ROWS)
