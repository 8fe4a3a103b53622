"""M-15: moments at which client and caseworker both stopped, and how many chance alone would give."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from recall_studio.analysis.recall.discussed import BOTH, TOLERANCE_MS
from recall_studio.analysis.recall.measures import by_viewer
from recall_studio.domain.intervals import union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.recall.interview import Record

SEED = 20_260_312
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Series:
    """The stops of one party in one recording.

    Args:
        name: what makes its chance differ from that of other series: the ids of its interviews.
        stops_ms: where the viewer stopped, in the recording.
        shown: what was played to them, in the recording.
    """

    name: str
    stops_ms: tuple[int, ...]
    shown: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class DualStops:
    """M-15 over all recordings that both parties looked back at.

    Args:
        recordings: how many there are.
        client: stops by clients in them.
        caseworker: stops by caseworkers in them.
        observed: dual moments.
        expected: how many chance gives, the mean of all draws.
        chance: between which numbers 95 % of the draws lie.
        p: the share of draws with at least as many, the observed ones counted with them: (1 + b) / (1 + draws).
        draws: how often it was drawn.
        seed: from which.
        tolerance_ms: how far apart two stops are one moment.
        distribution: (number of dual moments, in how many draws), by number.
        left_out: recordings that both looked back at of which it is not known what was shown.
    """

    recordings: int
    client: int
    caseworker: int
    observed: int
    expected: float
    chance: tuple[int, int]
    p: float
    draws: int
    seed: int
    tolerance_ms: int
    distribution: tuple[tuple[int, int], ...]
    left_out: int


def matched(one: Iterable[int], other: Iterable[int], tolerance_ms: int = TOLERANCE_MS) -> int:
    """How many pairs of stops lie within the tolerance (`<=`), each stop in one pair at most.

    It is the largest number there can be: from left to right each stop takes the first of the other party's that is
    still free and near enough, which no exchange can better, since all tolerances are the same. So it does not matter
    who comes first.
    """
    a, b = sorted(one), sorted(other)
    i = j = pairs = 0
    while i < len(a) and j < len(b):
        if abs(a[i] - b[j]) <= tolerance_ms:
            i, j, pairs = i + 1, j + 1, pairs + 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return pairs


class Ring:
    """What was shown, laid end to end and closed to a ring; what was shown twice lies on it once.

    Args:
        shown: stretches of the recording; one at least that is not empty.
    """

    def __init__(self, shown: Iterable[Stretch]) -> None:
        self._pieces = union(shown)
        self._starts = [start for start, _end in self._pieces]
        self._ends = list(accumulate(end - start for start, end in self._pieces))
        self.length_ms = self._ends[-1]

    def along(self, at_ms: int) -> int:
        """Where a place of the recording lies on the ring; one that was not shown, at the nearest end before it."""
        piece = max(0, bisect_right(self._starts, at_ms) - 1)
        start, end = self._pieces[piece]
        return self._ends[piece] - (end - start) + min(max(at_ms - start, 0), end - start - 1)

    def back(self, along_ms: int) -> int:
        """The place of the recording that lies here on the ring, however often around."""
        place_ms = along_ms % self.length_ms
        piece = bisect_right(self._ends, place_ms)
        return self._pieces[piece][1] - (self._ends[piece] - place_ms)


def shifted(stops_ms: Iterable[int], ring: Ring, by_ms: int) -> list[int]:
    """The stops, moved on together by so many ms within what was shown, from its end on to its begin again."""
    return [ring.back(ring.along(at_ms) + by_ms) for at_ms in stops_ms]


def series_of(records: Sequence[Record]) -> dict[RecordingId, tuple[Series, Series]]:
    """The stops of client and caseworker in each recording that both looked back at.

    Only stops that the viewer made: planned ones lie at the same places for both, and the interviewer's say nothing of
    what a party noticed. Several interviews of one party are taken together.
    """
    theirs: defaultdict[RecordingId, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        theirs[record.interview.recording_id][record.interview.recaller_role.value].append(record)
    return {
        recording: (_series(by_role[BOTH[0].value]), _series(by_role[BOTH[1].value]))
        for recording, by_role in theirs.items()
        if all(role.value in by_role for role in BOTH)
    }


def _series(records: Sequence[Record]) -> Series:
    return Series(
        name=" ".join(sorted(record.interview.id for record in records)),
        stops_ms=tuple(sorted(stop.position_ms for r in records for stop in r.stops if by_viewer(r, stop))),
        shown=tuple(union((shown.start_ms, shown.end_ms) for r in records for shown in r.shown)),
    )


def dual_stops(
    records: Sequence[Record], *, tolerance_ms: int = TOLERANCE_MS, seed: int = SEED, draws: int = DRAWS
) -> DualStops | None:
    """Observed dual moments against chance; None when there is no recording that both looked back at.

    Chance: in each draw the stops of each party are moved on together by one random step around what was shown to
    them (`shifted()`). So the number of stops, the time between them and what could be stopped at stay as they are,
    and only that both watched the same is undone (circular shift within the session, statistics.md §6).

    Args:
        records: interviews; nothing set apart.
        tolerance_ms: how far apart two stops are one moment.
        seed: of the draws: the same data and seed give the same numbers, in whatever order the records come.
        draws: how often.
    """
    every = series_of(records)
    pairs = [pair for pair in every.values() if all(one.shown for one in pair)]
    if not pairs:
        return None
    observed = sum(matched(one.stops_ms, other.stops_ms, tolerance_ms) for one, other in pairs)
    drawn = [
        sum(numbers) for numbers in zip(*(_drawn(*pair, tolerance_ms, seed, draws) for pair in pairs), strict=True)
    ]
    ordered = sorted(drawn)
    counts = [(number, drawn.count(number)) for number in sorted(set(drawn))]
    return DualStops(
        recordings=len(pairs),
        client=sum(len(one.stops_ms) for one, _other in pairs),
        caseworker=sum(len(other.stops_ms) for _one, other in pairs),
        observed=observed,
        expected=sum(drawn) / draws,
        chance=(ordered[int(0.025 * (draws - 1))], ordered[-1 - int(0.025 * (draws - 1))]),
        p=(1 + sum(number >= observed for number in drawn)) / (1 + draws),
        draws=draws,
        seed=seed,
        tolerance_ms=tolerance_ms,
        distribution=tuple(counts),
        left_out=len(every) - len(pairs),
    )


def _drawn(one: Series, other: Series, tolerance_ms: int, seed: int, draws: int) -> list[int]:
    """The dual moments of one recording in each draw."""
    here, there = _moved(one, seed, draws), _moved(other, seed, draws)
    return [matched(a, b, tolerance_ms) for a, b in zip(here, there, strict=True)]


def _moved(series: Series, seed: int, draws: int) -> list[list[int]]:
    """The stops of one party in each draw; their chance is their own, so that it does not matter who comes first."""
    # Python keeps random() the same for the same seed in all versions; NumPy's generators may change.
    chance = random.Random(f"{seed} {series.name}")  # noqa: S311 - no secret: it must be repeatable
    ring = Ring(series.shown)
    along = [ring.along(at_ms) for at_ms in series.stops_ms]
    steps = (int(chance.random() * ring.length_ms) for _draw in range(draws))
    return [[ring.back(place + step) for place in along] for step in steps]
