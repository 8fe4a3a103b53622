"""Where moments lie after they are moved, trimmed, split and joined: what holds for all of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.moments import check_place
from recall_studio.domain.shaping import (
    Edge,
    Extent,
    begun_at,
    behind,
    ended_at,
    halves,
    held,
    joined,
    trimmed,
)

LASTS_MS = 10_000


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    start = draw(st.integers(0, LASTS_MS - 1))
    return Extent(start, draw(st.none() | st.integers(start + 1, LASTS_MS)))


@st.composite
def split_ones(draw: st.DrawFn) -> tuple[Extent, int]:
    start = draw(st.integers(0, LASTS_MS - 2))
    at_ms = draw(st.integers(start + 1, LASTS_MS - 1))
    return Extent(start, draw(st.integers(at_ms + 1, LASTS_MS))), at_ms


times = st.integers(-LASTS_MS, 2 * LASTS_MS)


def is_inside(extent: Extent) -> bool:
    check_place(start_ms=extent.start_ms, end_ms=extent.end_ms, duration_ms=LASTS_MS)
    return True


@given(split_ones())
def test_what_is_split_and_merged_is_what_it_was(drawn: tuple[Extent, int]) -> None:
    whole, at_ms = drawn
    first, second = halves(whole, at_ms)
    assert first.length_ms + second.length_ms == whole.length_ms
    assert not first.overlaps(second)
    assert joined([second, first]) == whole


@given(extents(), times)
def test_a_split_outside_the_moment_is_refused(whole: Extent, at_ms: int) -> None:
    assume(whole.end_ms is None or not whole.start_ms < at_ms < whole.end_ms)
    with pytest.raises(BadInput, match=r"instant|inside"):
        halves(whole, at_ms)


@given(st.lists(extents(), min_size=1, max_size=6), times)
def test_moments_that_are_moved_keep_their_lengths_and_distances(given_extents: list[Extent], by_ms: int) -> None:
    by = held(by_ms, given_extents, LASTS_MS)
    moved = [extent.moved(by) for extent in given_extents]
    assert all(is_inside(extent) for extent in moved)
    assert [extent.length_ms for extent in moved] == [extent.length_ms for extent in given_extents]
    assert {after.start_ms - before.start_ms for before, after in zip(given_extents, moved, strict=True)} == {by}
    assert by == by_ms or abs(by) < abs(by_ms)


@given(extents(), st.sampled_from(Edge), times, st.integers(1, 80))
def test_an_edge_never_leaves_the_recording_nor_crosses_the_other(
    extent: Extent, edge: Edge, at_ms: int, least_ms: int
) -> None:
    dragged = trimmed(extent, edge, at_ms, duration_ms=LASTS_MS, least_ms=least_ms)
    assert is_inside(dragged)
    assert (dragged.end_ms is None) == (extent.end_ms is None)
    if extent.end_ms is not None and edge is not Edge.WHOLE:
        assert dragged.start_ms == extent.start_ms or dragged.end_ms == extent.end_ms
        assert dragged.length_ms >= min(least_ms, extent.length_ms)


@given(extents(), st.integers(0, LASTS_MS - 1))
def test_begin_and_end_at_the_playhead_stay_inside(extent: Extent, at_ms: int) -> None:
    assert is_inside(begun_at(extent, at_ms))
    assert is_inside(ended_at(extent, at_ms))
    assert at_ms in (begun_at(extent, at_ms).start_ms, begun_at(extent, at_ms).end_ms)
    assert at_ms in (ended_at(extent, at_ms).start_ms, ended_at(extent, at_ms).end_ms)


@given(st.lists(extents(), min_size=1, max_size=5), st.integers(0, LASTS_MS - 1))
def test_copies_begin_at_the_playhead_or_right_behind(given_extents: list[Extent], at_ms: int) -> None:
    copies = [extent.moved(behind(given_extents, at_ms)) for extent in given_extents]
    first = min(extent.start_ms for extent in given_extents)
    if at_ms != first:
        assert min(copy.start_ms for copy in copies) == at_ms
    else:
        assert not any(copy.overlaps(extent) for copy in copies for extent in given_extents)


def test_those_that_touch_do_not_overlap_and_an_instant_takes_its_own_millisecond() -> None:
    assert not Extent(0, 100).overlaps(Extent(100, 200))
    assert Extent(0, 101).overlaps(Extent(100, 200))
    assert Extent(0, 101).overlaps(Extent(100))
    assert not Extent(0, 100).overlaps(Extent(100))
    assert Extent(100).overlaps(Extent(100))
