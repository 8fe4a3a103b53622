"""How often and how long a code was found in the time coded for it. One that nobody looked for is missing, never 0."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.codebook import UNUSABLE
from recall_studio.domain.intervals import difference, intersection, total_ms, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.intervals import Stretch

MEASURES = ("n", "ms", "rate_10min")
TEN_MINUTES_MS = 600_000


class Measured(NamedTuple):
    """How often and how long a code was found; all missing where the coder did not look for it."""

    n: int | None
    ms: int | None
    rate_10min: float | None


NOT_LOOKED_FOR = Measured(None, None, None)


@dataclass
class Coding:
    """What one coder did in one layer of one recording in one round; times in ms."""

    ranges: list[tuple[Stretch, frozenset[str]]] = field(default_factory=list)
    starts: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    stretches: defaultdict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._usable: dict[tuple[int, ...], list[Stretch]] = {}

    @cached_property
    def declared(self) -> list[Stretch]:
        """All time that was declared as coded, for whatever code."""
        return union(stretch for stretch, _codes in self.ranges)

    @cached_property
    def usable_ms(self) -> int:
        """What is left of it without the stretches that the coder marked as unusable."""
        return total_ms(difference(self.declared, self.stretches.get(UNUSABLE, ())))

    def usable(self, code: str) -> list[Stretch]:
        """The coded usable time of a code; of the mark for unusable time itself, all its coded time."""
        places = tuple(place for place, (_stretch, codes) in enumerate(self.ranges) if code in codes)
        if code == UNUSABLE:
            return self._declared_in(places)
        if places not in self._usable:  # most codes share the same ranges
            self._usable[places] = difference(self._declared_in(places), self.stretches.get(UNUSABLE, ()))
        return self._usable[places]

    def measured(self, code: str) -> Measured:
        """How often and how long a code was found.

        `n` counts the moments that start in its coded usable time, `ms` is the length of its merged intervals within
        that time, `rate_10min` = n / minutes of that time × 10 (measure M-02: count per 10 min of coded usable time).
        """
        if not any(code in codes for _stretch, codes in self.ranges):
            return NOT_LOOKED_FOR
        time = self.usable(code)
        usable_ms = total_ms(time)
        n = starting_in(time, self.starts.get(code, ()))
        ms = total_ms(intersection(time, self.stretches.get(code, ())))
        return Measured(n, ms, n * TEN_MINUTES_MS / usable_ms if usable_ms else None)

    def _declared_in(self, places: tuple[int, ...]) -> list[Stretch]:
        return union(self.ranges[place][0] for place in places)


def starting_in(time: Sequence[Stretch], starts: Sequence[int]) -> int:
    """How many of these instants lie in a normal set of stretches."""
    edges = [start for start, _end in time]
    places = ((start, bisect_right(edges, start) - 1) for start in starts)
    return sum(1 for start, place in places if place >= 0 and start < time[place][1])
