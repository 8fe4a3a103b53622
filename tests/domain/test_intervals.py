"""Sets of stretches, against the plainest model there is: the set of their milliseconds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.intervals import Stretch, difference, intersection, total_ms, union

stretches = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


def milliseconds(of: list[Stretch]) -> set[int]:
    return {ms for start, end in of for ms in range(start, end)}


def is_normal(found: list[Stretch]) -> bool:
    """Sorted, apart (touching ones are one) and none empty."""
    return all(start < end for start, end in found) and all(a[1] < b[0] for a, b in pairwise(found))


@given(stretches)
def test_union_holds_every_millisecond_once(given_ones: list[Stretch]) -> None:
    found = union(given_ones)
    assert milliseconds(found) == milliseconds(given_ones)
    assert is_normal(found)
    assert union(found) == found


@given(stretches, stretches)
def test_intersection_is_what_both_have(one: list[Stretch], other: list[Stretch]) -> None:
    found = intersection(one, other)
    assert milliseconds(found) == milliseconds(one) & milliseconds(other)
    assert is_normal(found)
    assert found == intersection(other, one)


@given(stretches, stretches)
def test_difference_is_what_only_the_first_has(one: list[Stretch], other: list[Stretch]) -> None:
    found = difference(one, other)
    assert milliseconds(found) == milliseconds(one) - milliseconds(other)
    assert is_normal(found)


@given(stretches, stretches)
def test_the_parts_make_the_whole(one: list[Stretch], other: list[Stretch]) -> None:
    assert union([*difference(one, other), *intersection(one, other)]) == union(one)
    assert union([*difference(one, other), *other]) == union([*one, *other])
    assert intersection(difference(one, other), other) == []
    assert total_ms(one) == total_ms(difference(one, other)) + total_ms(intersection(one, other))


@given(stretches, stretches, stretches)
def test_intersection_spreads_over_union(a: list[Stretch], b: list[Stretch], c: list[Stretch]) -> None:
    assert intersection(a, union([*b, *c])) == union([*intersection(a, b), *intersection(a, c)])
    assert difference(a, union([*b, *c])) == intersection(difference(a, b), difference(a, c))


@given(stretches)
def test_the_length_counts_overlap_once(given_ones: list[Stretch]) -> None:
    assert total_ms(given_ones) == len(milliseconds(given_ones))


def test_a_stretch_is_half_open() -> None:
    assert union([(0, 10), (10, 20)]) == [(0, 20)]
    assert intersection([(0, 10)], [(10, 20)]) == []
