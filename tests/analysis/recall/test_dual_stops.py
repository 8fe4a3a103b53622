"""M-15: stops of both at the same moment, by hand, and that chance is what it says it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.analysis.recall.dual_stops import Ring, dual_stops, matched, shifted
from recall_studio.domain.intervals import Stretch, union
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import Initiator
from tests.analysis.recall.records import CASEWORKER, CLIENT, interview, record

positions = st.lists(st.integers(0, 100_000), max_size=8)


def pair(client: list[int], caseworker: list[int], length_ms: int = 600_000) -> list[Record]:
    shown = ((0, length_ms),)
    return [
        record(*client, of=interview("client", CLIENT), shown=shown),
        record(*caseworker, of=interview("caseworker", CASEWORKER), shown=shown),
    ]


# Observed.


def test_pairs_by_hand() -> None:
    assert matched([10_000], [20_000]) == 1
    assert matched([10_000], [20_001]) == 0
    # 14 s is near 10 s and 18 s, but it is one moment only; 30 and 32 s are each with one of 28 and 40 s.
    assert matched([10_000, 18_000, 30_000, 32_000], [14_000, 28_000, 40_000]) == 3
    assert matched([], [1]) == 0


def most_pairs(one: list[int], other: list[int], tolerance_ms: int) -> int:
    """The largest number of pairs, by trying all."""
    if not one or not other:
        return 0
    first, *rest = one
    near = [place for place, at in enumerate(other) if abs(at - first) <= tolerance_ms]
    with_it = [1 + most_pairs(rest, other[:place] + other[place + 1 :], tolerance_ms) for place in near]
    return max([most_pairs(rest, other, tolerance_ms), *with_it])


small = st.lists(st.integers(0, 40), max_size=5)


@given(small, small, st.integers(0, 12))
def test_there_are_no_more_pairs_to_be_found(one: list[int], other: list[int], tolerance_ms: int) -> None:
    assert matched(one, other, tolerance_ms) == most_pairs(one, other, tolerance_ms)


@given(positions, positions)
def test_it_does_not_matter_who_comes_first(one: list[int], other: list[int]) -> None:
    assert matched(one, other) == matched(other, one) == matched(other[::-1], one[::-1])


# Chance.


def test_a_shift_by_hand() -> None:
    # Shown 100-200 and 500-600: 200 ms end to end. 150 lies 50 along; 50 + 80 = 130, that is 530.
    # 590 lies 190 along; 190 + 80 = 270, around to 70, that is 170. A stop at the very end, 200, is taken to be at 199.
    shown = Ring(((100, 200), (500, 600)))
    assert shifted([150, 590], shown, 80) == [530, 170]
    assert shifted([200], shown, 0) == [199]
    assert shifted([300], shown, 1) == [500]  # between the two, at the end of the first


stretches = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=4
)


@given(stretches, st.integers(0, 500), st.data())
def test_a_shift_stays_in_what_was_shown_and_can_be_taken_back(
    shown: list[Stretch], by_ms: int, data: st.DataObject
) -> None:
    inside = [ms for start, end in union(shown) for ms in range(start, end)]
    stops = data.draw(st.lists(st.sampled_from(inside), max_size=5))
    moved = shifted(stops, Ring(shown), by_ms)
    assert set(moved) <= set(inside)
    assert shifted(moved, Ring(shown), len(inside) - by_ms % len(inside)) == stops


def test_all_possible_shifts_give_every_place_once() -> None:
    shown = Ring(((3, 7), (9, 12)))
    assert sorted(shifted([4], shown, by)[0] for by in range(7)) == [3, 4, 5, 6, 9, 10, 11]


def test_m15_expected_by_hand() -> None:
    # One stop each in 100 s shown. Both move, so their distance is uniform on the circle of 100 s, and a pair lies
    # within 10 s (not around the end) with chance (100² - 90²) / 100² = .19.
    found = dual_stops(pair([50_000], [55_000], 100_000), draws=20_000)
    assert found is not None
    assert (found.observed, found.recordings, found.client, found.caseworker) == (1, 1, 1, 1)
    assert found.expected == pytest.approx(0.19, abs=0.01)
    assert found.p == pytest.approx(0.19, abs=0.01)
    assert dict(found.distribution) == {0: 20_000 - round(found.expected * 20_000), 1: round(found.expected * 20_000)}
    assert found.chance == (0, 1)


def test_m15_stops_together_are_more_than_chance() -> None:
    at = [20_000, 75_000, 160_000, 290_000, 333_000, 470_000, 580_000]
    found = dual_stops(pair(at, [place + 3_000 for place in at]))
    assert found is not None
    assert (found.observed, found.draws, found.tolerance_ms) == (7, 1_000, 10_000)
    assert found.expected < 3
    # All seven meet by chance when the two moved alike, give or take 10 s: in 20 of 600 s.
    assert dict(found.distribution)[7] == pytest.approx(1_000 * 20 / 600, abs=20)
    assert found.p < 0.05
    assert sum(draws for _number, draws in found.distribution) == 1_000


def test_m15_is_the_same_every_time_and_in_every_order() -> None:
    given_ones = pair([20_000, 75_000, 160_000], [30_000, 170_000])
    once = dual_stops(given_ones)
    assert once == dual_stops(given_ones[::-1])
    other = dual_stops(given_ones, seed=2)
    assert once is not None
    assert other is not None
    assert (once.distribution != other.distribution, other.seed) == (True, 2)


def test_m15_counts_what_the_viewer_stopped() -> None:
    client, caseworker = pair([20_000], [20_000])
    planned = replace(client, stops=tuple(replace(stop, initiator=Initiator.GEPLAND) for stop in client.stops))
    found = dual_stops([planned, caseworker])
    assert found is not None
    assert (found.client, found.caseworker, found.observed) == (0, 1, 0)


def test_m15_needs_both_parties_and_what_was_shown() -> None:
    client, caseworker = pair([20_000], [20_000])
    assert dual_stops([client]) is None
    assert dual_stops([client, replace(caseworker, shown=())]) is None
    elsewhere = [
        record(9_000, of=interview("c2", CLIENT, recording="G-002"), shown=()),
        record(9_000, of=interview("m2", CASEWORKER, recording="G-002")),
    ]
    found = dual_stops([client, caseworker, *elsewhere])
    assert found is not None
    assert (found.recordings, found.left_out, found.observed) == (1, 1, 1)
