"""The index of moments finds by place exactly what looking at all of them finds."""

import time

from hypothesis import given
from hypothesis import strategies as st

from recall_studio.ui.coding.moment_index import MomentIndex
from recall_studio.ui.coding.moment_view import MomentView


def view(number: int, start_ms: int, length_ms: int | None, *, running: bool = False) -> MomentView:
    return MomentView(
        id=f"m{number}",
        code="disc",
        label="",
        short="",
        theme="disc",
        colour="",
        is_point=length_ms is None and not running,
        start_ms=start_ms,
        end_ms=None if length_ms is None or running else start_ms + length_ms,
        running=running,
        pending=False,
        coder="A",
        own=True,
    )


views = st.lists(
    st.tuples(st.integers(0, 3_000), st.one_of(st.none(), st.integers(1, 5_000)), st.booleans()), max_size=40
).map(
    lambda rows: [view(n, start, length, running=runs and n % 7 == 0) for n, (start, length, runs) in enumerate(rows)]
)


def looked_at(all_of_them: list[MomentView], start_ms: int, end_ms: int) -> set[str]:
    return {
        one.id
        for one in all_of_them
        if one.start_ms < end_ms and (one.running or one.last_ms > start_ms or one.start_ms >= start_ms)
    }


@given(views, st.integers(0, 9_000), st.integers(1, 2_000))
def test_a_span_holds_what_has_an_instant_in_it(made: list[MomentView], start_ms: int, length_ms: int) -> None:
    found = MomentIndex(made).in_span(start_ms, start_ms + length_ms)
    assert {one.id for one in found} == looked_at(made, start_ms, start_ms + length_ms)
    assert [one.start_ms for one in found] == sorted(one.start_ms for one in found)


@given(views, views, st.lists(st.integers(0, 39)))
def test_after_coming_and_going_it_is_as_if_made_anew(
    first: list[MomentView], second: list[MomentView], gone: list[int]
) -> None:
    index = MomentIndex(first)
    for one in second:
        index.put(one)
    for number in gone:
        if index.get(f"m{number}") is not None:
            index.drop(f"m{number}")
    left = {one.id: one for one in (*first, *second) if int(one.id[1:]) not in gone}
    anew = MomentIndex(left.values())
    assert list(index.views) == list(anew.views)
    assert index.running == anew.running
    assert index.in_span(500, 900) == anew.in_span(500, 900)
    assert [index.row(one.id) for one in index.views] == list(range(len(left)))


def test_the_first_after_a_time() -> None:
    index = MomentIndex([view(1, 100, None), view(2, 200, 50)])
    assert [index.row_at(ms) for ms in (0, 100, 101, 201)] == [0, 0, 1, 2]


def test_one_long_stretch_among_ten_thousand_slows_nothing_down() -> None:
    index = MomentIndex([view(0, 0, 3_600_000), *(view(n, n * 300, 200) for n in range(1, 10_000))])
    started = time.perf_counter()
    found = [one for _time in range(100) for one in index.in_span(1_500_000, 1_501_000)]
    assert time.perf_counter() - started < 0.5
    assert "m0" in {one.id for one in found}
    assert len(found) == 100 * 5
