"""Sets of stretches of time. A stretch is `(start_ms, end_ms)`, half-open: its end is not in it.

Every function takes stretches in any order, overlapping or not, and gives a *normal* set: sorted, apart, none empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Stretch = tuple[int, int]


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """All time that lies in at least one stretch; touching stretches become one."""
    merged: list[Stretch] = []
    for start, end in sorted(s for s in stretches if s[0] < s[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def intersection(one: Iterable[Stretch], other: Iterable[Stretch]) -> list[Stretch]:
    """All time that lies in both sets."""
    a, b, common = union(one), union(other), []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            common.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return common


def difference(one: Iterable[Stretch], other: Iterable[Stretch]) -> list[Stretch]:
    """All time of the first set that does not lie in the second."""
    left: list[Stretch] = []
    holes = union(other)
    for start, end in union(one):
        at = start
        for hole_start, hole_end in holes:
            if hole_end <= at or hole_start >= end:
                continue
            if hole_start > at:
                left.append((at, hole_start))
            at = max(at, hole_end)
        if at < end:
            left.append((at, end))
    return left


def total_ms(stretches: Iterable[Stretch]) -> int:
    """The length of all time in the set, overlaps counted once."""
    return sum(end - start for start, end in union(stretches))
