"""Where moments lie after they are moved, trimmed, split or joined: pure rules on places in ms of the time line."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

INSTANT_MS = 1
"""How long an instant counts where it is asked whether two moments overlap: its own millisecond."""


class Edge(Enum):
    """What of a moment is moved."""

    START = "start"
    END = "end"
    WHOLE = "whole"


class Extent(NamedTuple):
    """Where a moment lies: half-open `[start_ms, end_ms)`, or an instant when `end_ms` is None."""

    start_ms: int
    end_ms: int | None = None

    @property
    def last_ms(self) -> int:
        """Where it ends; of an instant, where it lies."""
        return self.start_ms if self.end_ms is None else self.end_ms

    @property
    def length_ms(self) -> int:
        """How long it is; nothing for an instant."""
        return self.last_ms - self.start_ms

    @property
    def reach(self) -> tuple[int, int]:
        """The half-open stretch that it takes; an instant takes its own millisecond."""
        return self.start_ms, max(self.last_ms, self.start_ms + INSTANT_MS)

    def overlaps(self, other: Extent) -> bool:
        """Whether there is an instant in both; those that only touch do not overlap."""
        (start, end), (begin, last) = self.reach, other.reach
        return start < last and begin < end

    def moved(self, by_ms: int) -> Extent:
        """As long, so much later."""
        return Extent(self.start_ms + by_ms, None if self.end_ms is None else self.end_ms + by_ms)


def room(extents: Collection[Extent], duration_ms: int) -> tuple[int, int]:
    """How far moments can be moved together inside a recording: back (0 or less) and ahead (0 or more), in ms."""
    first = min(extent.start_ms for extent in extents)
    ahead = min(duration_ms - extent.reach[1] for extent in extents)
    return min(-first, 0), max(ahead, 0)


def held(by_ms: int, extents: Collection[Extent], duration_ms: int) -> int:
    """So far can moments be moved together, of the distance that is asked."""
    back, ahead = room(extents, duration_ms)
    return max(back, min(by_ms, ahead))


def trimmed(extent: Extent, edge: Edge, at_ms: int, *, duration_ms: int, least_ms: int = 1) -> Extent:
    """A moment with one edge dragged to a time: it stays inside the recording and `least_ms` long at the least.

    The edge does not go over the other one. An instant, and the whole of a moment, is moved to begin there.
    """
    if extent.end_ms is None or edge is Edge.WHOLE:
        return extent.moved(held(at_ms - extent.start_ms, [extent], duration_ms))
    least = min(least_ms, extent.length_ms)
    if edge is Edge.START:
        return Extent(max(0, min(at_ms, extent.end_ms - least)), extent.end_ms)
    return Extent(extent.start_ms, min(duration_ms, max(at_ms, extent.start_ms + least)))


def begun_at(extent: Extent, at_ms: int) -> Extent:
    """A moment that begins here: an instant moves, a stretch that would turn round changes its edges."""
    if extent.end_ms is None or at_ms < extent.end_ms:
        return Extent(at_ms, extent.end_ms)
    return Extent(extent.end_ms, at_ms) if at_ms > extent.end_ms else Extent(at_ms)


def ended_at(extent: Extent, at_ms: int) -> Extent:
    """A moment that ends here: before its start the two change places, at its start it becomes an instant."""
    if at_ms == extent.start_ms:
        return Extent(at_ms)
    return Extent(min(extent.start_ms, at_ms), max(extent.start_ms, at_ms))


def halves(extent: Extent, at_ms: int) -> tuple[Extent, Extent]:
    """The two parts of a stretch that is split at a time.

    Raises:
        BadInput: it is an instant, or the time does not lie inside it.
    """
    if extent.end_ms is None:
        raise BadInput(
            _("The moment at {time} is an instant and cannot be split.", time=format_ms(extent.start_ms)),
            remedy=_("Give it an end first."),
        )
    if not extent.start_ms < at_ms < extent.end_ms:
        raise BadInput(
            _(
                "{time} does not lie inside the moment from {start} to {end}.",
                time=format_ms(max(at_ms, 0)),
                start=format_ms(extent.start_ms),
                end=format_ms(extent.end_ms),
            ),
            remedy=_("Go to a picture inside the moment, and split it there."),
        )
    return Extent(extent.start_ms, at_ms), Extent(at_ms, extent.end_ms)


def joined(extents: Iterable[Extent]) -> Extent:
    """From the first start to the last end; instants at one place stay an instant."""
    given = list(extents)
    start, last = min(extent.start_ms for extent in given), max(extent.last_ms for extent in given)
    return Extent(start, last if last > start else None)


def behind(extents: Collection[Extent], at_ms: int) -> int:
    """How far copies of moments are put from them: to begin at a time, or right behind them where they begin there."""
    first = min(extent.start_ms for extent in extents)
    if at_ms != first:
        return at_ms - first
    return max(extent.reach[1] for extent in extents) - first
