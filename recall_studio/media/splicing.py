"""Where each sample of an interview's sound lies on the clock of the session. Pure: no file is opened here.

The clock of a microphone is not the clock of the session, and the window may be late in taking what was heard. What
comes in is never early, so the least delay of a while is the true one; what changes it for good are samples that were
lost, which become silence, or a clock that runs otherwise, after which the sound is stretched.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.media.sound_pieces import Piece

TOLERANCE_MS = 10
"""A sample lies at most this far from where its take says it was heard, once delays of the window are taken off."""
WINDOW_US = 2_000_000
"""Within this time something is taken without delay."""
LOST_US = 40_000
"""A delay that grows at once and for good by more than this is a loss, no drift."""
KNOT_US = 60_000_000
"""How often the clocks are compared where they drift apart."""
MOST_DRIFT_PPM = 1_000
"""No clock of a sound card is worse; a usual one is off by 20 to 100."""
_STEADY_US = 2 * TOLERANCE_MS * 1000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Samples of one piece, and the samples of the whole that they become; as many, unless a clock drifted.

    Attributes:
        piece: number of the piece, from 0.
        first: first sample, counted from the beginning of the piece.
        samples: how many.
        at: first sample in the whole.
        length: how many samples there.
    """

    piece: int
    first: int
    samples: int
    at: int
    length: int

    @property
    def end(self) -> int:
        """The first sample of the whole after it."""
        return self.at + self.length


@dataclass(frozen=True, slots=True)
class Plan:
    """How pieces become one sound; what no stretch covers is silence.

    Attributes:
        rate_hz: samples a second of the whole.
        begin_ms: where it begins on the clock of the session.
        stretches: in order, none over another.
    """

    rate_hz: int
    begin_ms: int
    stretches: tuple[Stretch, ...]

    @property
    def samples(self) -> int:
        """How many there are."""
        return self.stretches[-1].end if self.stretches else 0

    @property
    def length_ms(self) -> int:
        """How long it is, rounded up."""
        return -(-self.samples * 1000 // self.rate_hz)

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """The silences between, in ms on the clock of the session."""
        edges = [(one.end, other.at) for one, other in pairwise(self.stretches) if other.at > one.end]
        return tuple((self._session_ms(start), self._session_ms(end)) for start, end in edges)

    def _session_ms(self, sample: int) -> int:
        return self.begin_ms + round(sample * 1000 / self.rate_hz)


def plan(pieces: Sequence[Piece]) -> Plan | None:
    """Lay pieces on the clock of the session.

    Args:
        pieces: in any order; of several rates they get that of which there is most.

    Returns:
        Nothing when there is no sample in them.
    """
    rates = Counter[int]()
    for piece in pieces:
        rates[piece.head.rate_hz] += piece.samples
    laid = sorted((run for take in _takes(pieces) for run in _runs(pieces, take)), key=lambda run: run[0].at_us)
    if not laid:
        return None
    rate_hz = rates.most_common(1)[0][0]
    begin_ms = int(laid[0][0].at_us // 1000)
    return Plan(rate_hz, begin_ms, tuple(_apart(_stretches(laid, rate_hz, begin_ms))))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A block of a take: its piece, its samples counted in the piece, its end in the take, and its delay."""

    piece: int
    first: int
    samples: int
    end: int
    delay_us: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """Samples of a piece that lie from one instant to another."""

    piece: int
    rate_hz: int
    first: int
    samples: int
    at_us: float
    until_us: float


def _takes(pieces: Sequence[Piece]) -> list[list[int]]:
    """The numbers of the pieces of each take, in order."""
    takes: dict[tuple[str, int], list[int]] = {}
    for number in sorted(range(len(pieces)), key=lambda number: pieces[number].head.first):
        head = pieces[number].head
        takes.setdefault((head.take, head.rate_hz), []).append(number)
    return list(takes.values())


def _runs(pieces: Sequence[Piece], take: Sequence[int]) -> Iterator[list[_Laid]]:
    """The samples of a take, up to each place where some were lost."""
    rate_hz = pieces[take[0]].head.rate_hz
    heard = [
        _Heard(number, block.first, block.samples, end, block.heard_us - end * 1e6 / rate_hz)
        for number in take
        for block in pieces[number].blocks
        for end in (pieces[number].head.first + block.end,)
    ]
    if not heard:
        return
    delays = _least_ahead(heard, round(WINDOW_US * rate_hz / 1e6))
    start = 0
    for place in range(1, len(heard) + 1):
        if place == len(heard) or delays[place] - delays[place - 1] > LOST_US:
            yield _laid(heard[start:place], _knots(heard[start:place], delays[start:place], rate_hz), rate_hz)
            start = place


def _least_ahead(heard: Sequence[_Heard], window: int) -> list[float]:
    """For each block the least delay from there on within so many samples; at the end, of the last so many."""
    least: list[float] = [0.0] * len(heard)
    coming: deque[int] = deque()
    for place in range(len(heard) - 1, -1, -1):
        while coming and heard[coming[-1]].delay_us >= heard[place].delay_us:
            coming.pop()
        coming.append(place)
        while heard[coming[0]].end - heard[place].end > window:
            coming.popleft()
        least[place] = heard[coming[0]].delay_us
    tail = next((place for place, block in enumerate(heard) if heard[-1].end - block.end <= window), 0)
    least[tail:] = [least[tail]] * (len(heard) - tail)
    return least


def _knots(heard: Sequence[_Heard], delays: Sequence[float], rate_hz: int) -> list[tuple[int, float]]:
    """The true delay at some samples of a run, on straight lines between; one where it does not change.

    A short run tells nothing of a clock: what differs there is how late it was taken. Nor is a delay that shrinks
    faster than any clock drifts; what came before was late by more.
    """
    apart = round(KNOT_US * rate_hz / 1e6)
    start = heard[0].end - heard[0].samples
    if heard[-1].end - start < 2 * apart:
        return [(start, min(delays))]
    least: dict[int, float] = {}
    for block, delay in zip(heard, delays, strict=True):
        number = (block.end - start - 1) // apart
        least[number] = min(least.get(number, delay), delay)
    numbers = sorted(least)
    for number, after in reversed(list(pairwise(numbers))):
        most = (after - number) * KNOT_US * MOST_DRIFT_PPM / 1e6
        least[number] = min(least[number], least[after] + most)
    low, high = min(least.values()), max(least.values())
    if high - low <= _STEADY_US:
        return [(start, (low + high) / 2)]
    return [(start + number * apart + apart // 2, least[number]) for number in numbers]


def _laid(heard: Sequence[_Heard], knots: Sequence[tuple[int, float]], rate_hz: int) -> list[_Laid]:
    """Blocks of which none is missing, joined where they may be."""
    made: list[_Laid] = []
    for part in _parts(heard, [place for place, _delay in knots] if len(knots) > 1 else []):
        begin, end = part[0].end - part[0].samples, part[-1].end
        at_us, until_us = (place * 1e6 / rate_hz + _between(knots, place) for place in (begin, end))
        samples = part[-1].first + part[-1].samples - part[0].first
        made.append(_Laid(part[0].piece, rate_hz, part[0].first, samples, at_us, until_us))
    return made


def _parts(heard: Sequence[_Heard], borders: Sequence[int]) -> Iterator[list[_Heard]]:
    """The blocks of one piece between two borders."""
    part: list[_Heard] = []
    coming = deque(borders)
    for block in heard:
        passed = False
        while coming and part and coming[0] <= part[-1].end:
            coming.popleft()
            passed = True
        if part and (passed or block.piece != part[-1].piece):
            yield part
            part = []
        part.append(block)
    yield part


def _between(knots: Sequence[tuple[int, float]], place: int) -> float:
    """The delay at a sample, on a straight line between two knots, and beyond the first and the last."""
    if len(knots) == 1:
        return knots[0][1]
    after = next((number for number in range(1, len(knots)) if place <= knots[number][0]), len(knots) - 1)
    (start, low), (end, high) = knots[after - 1 : after + 1]
    return low + (high - low) * (place - start) / (end - start)


def _stretches(laid: Sequence[Sequence[_Laid]], rate_hz: int, begin_ms: int) -> Iterator[Stretch]:
    for run in laid:
        follows: tuple[int, int] | None = None
        for one in run:
            at, end = (round((us - begin_ms * 1000) * rate_hz / 1e6) for us in (one.at_us, one.until_us))
            at = follows[1] if follows and abs(follows[1] - at) <= 1 else at
            length = one.samples if one.rate_hz == rate_hz and abs(end - at - one.samples) <= 1 else end - at
            follows = one.first + one.samples, at + length
            if length > 0:
                yield Stretch(one.piece, one.first, one.samples, at, length)


def _apart(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """None over another: what was heard first stays, and nothing lies before the beginning."""
    end = 0
    for one in stretches:
        cut = max(0, end - one.at)
        if cut >= one.length:
            continue
        if cut:
            gone = cut if one.length == one.samples else cut * one.samples // one.length
            one = Stretch(one.piece, one.first + gone, one.samples - gone, one.at + cut, one.length - cut)  # noqa: PLW2901
        end = one.end
        yield one
