"""Choosing moments by a plan: inside the recording, apart, so many as it says, and the same for the same seed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.sampling import MOST_CHOSEN, time_sample, with_margins

MINUTE = 60_000


@st.composite
def plans(draw: st.DrawFn) -> dict[str, int]:
    every = draw(st.integers(1_000, 20 * MINUTE))
    length = draw(st.integers(1, every))
    duration = draw(st.integers(length, min(length + every * (MOST_CHOSEN - 1), 5 * 60 * MINUTE)))
    return {"duration_ms": duration, "length_ms": length, "every_ms": every, "seed": draw(st.integers(0, 10**9))}


@given(plans())
def test_every_stretch_lies_in_the_recording_and_none_overlap(plan: dict[str, int]) -> None:
    sample = time_sample(**plan)
    assert all(start >= 0 and end <= plan["duration_ms"] for start, end in sample)
    assert {end - start for start, end in sample} == {plan["length_ms"]}
    assert all(one[1] <= other[0] for one, other in pairwise(sample))
    assert all(other[0] - one[0] == plan["every_ms"] for one, other in pairwise(sample))


@given(plans())
def test_there_are_as_many_as_fit_after_the_first(plan: dict[str, int]) -> None:
    sample = time_sample(**plan)
    room = plan["duration_ms"] - plan["length_ms"]
    assert sample
    assert len(sample) in (room // plan["every_ms"], room // plan["every_ms"] + 1)
    assert sample[0][0] < plan["every_ms"]
    assert sample[-1][0] + plan["every_ms"] > room


@given(plans())
def test_the_same_seed_gives_the_same_sample(plan: dict[str, int]) -> None:
    assert time_sample(**plan) == time_sample(**plan)


def test_the_rule_is_the_one_that_is_written_down() -> None:
    # sha256("42") = 73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049; modulo 7 minutes
    drawn = int("73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049", 16)
    sample = time_sample(duration_ms=60 * MINUTE, length_ms=2 * MINUTE, every_ms=7 * MINUTE, seed=42)
    assert sample[0] == (drawn % (7 * MINUTE), drawn % (7 * MINUTE) + 2 * MINUTE)


def test_other_seeds_start_elsewhere() -> None:
    starts = {
        time_sample(duration_ms=60 * MINUTE, length_ms=MINUTE, every_ms=7 * MINUTE, seed=seed)[0][0]
        for seed in range(200)
    }
    assert len(starts) > 150
    assert min(starts) < MINUTE < 6 * MINUTE < max(starts)


@pytest.mark.parametrize(
    ("duration", "length", "every"),
    [(10, 0, 5), (10, 5, 0), (10, 6, 5), (10, 11, 20), (MOST_CHOSEN * 10 + 10, 10, 10)],
)
def test_a_plan_that_cannot_be_is_refused(duration: int, length: int, every: int) -> None:
    with pytest.raises(BadInput):
        time_sample(duration_ms=duration, length_ms=length, every_ms=every, seed=1)


@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.one_of(st.none(), st.integers(1, 900)))),
    st.integers(0, 500),
    st.integers(0, 500),
)
def test_margins_stay_in_the_recording_and_cover_every_moment(
    given_moments: list[tuple[int, int | None]], before: int, after: int
) -> None:
    moments = [(start, None if length is None else start + length) for start, length in given_moments]
    found = with_margins(moments, before_ms=before, after_ms=after, duration_ms=4_000)
    assert all(0 <= start < end <= 4_000 for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    for start, _end in (moment for moment in moments if moment[0] < 4_000):
        assert any(first <= max(0, start - before) and start < last for first, last in found)


def test_no_margin_is_less_than_nothing() -> None:
    with pytest.raises(BadInput):
        with_margins([(1, 2)], before_ms=-1, after_ms=0, duration_ms=10)
