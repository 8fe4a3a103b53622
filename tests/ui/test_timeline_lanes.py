"""Rows of a lane: moments that overlap never share one, as far as there are rows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recall_studio.ui.coding.moment_view import MomentView
from recall_studio.ui.coding.timeline.lanes import MOST_ROWS, stack


def moment(number: int, start_ms: int, end_ms: int | None, *, own: bool = True) -> MomentView:
    return MomentView(
        id=str(number),
        code="disc",
        label="d",
        short="d",
        theme="disc",
        colour="#000000",
        is_point=end_ms is None,
        start_ms=start_ms,
        end_ms=end_ms,
        running=False,
        pending=False,
        coder="A" if own else "B",
        own=own,
    )


@st.composite
def many(draw: st.DrawFn) -> list[MomentView]:
    given_ = draw(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60), st.booleans()), max_size=40))
    return [moment(n, s, s + d if d else None, own=own) for n, (s, d, own) in enumerate(sorted(given_))]


@given(many())
def test_overlapping_moments_lie_below_each_other(views: list[MomentView]) -> None:
    row_of, rows = stack(views)
    assert set(row_of) == {view.id for view in views}
    assert 1 <= rows <= MOST_ROWS
    if rows == MOST_ROWS:
        return  # what overlaps further lies on the last row
    for place, one in enumerate(views):
        for other in views[place + 1 :]:
            if row_of[one.id] == row_of[other.id]:
                assert one.own == other.own
                assert other.start_ms >= max(one.last_ms, one.start_ms + 1)


def test_nothing_takes_one_row() -> None:
    assert stack([]) == ({}, 1)


def test_what_runs_keeps_its_row_to_itself() -> None:
    running = replace(moment(1, 0, None), running=True, is_point=False)
    row_of, rows = stack([running, moment(2, 5000, 6000)])
    assert rows == 2
    assert row_of["1"] != row_of["2"]


def test_more_than_fits_lies_on_the_last_row() -> None:
    row_of, rows = stack([moment(n, n, 1000) for n in range(MOST_ROWS + 3)])
    assert rows == MOST_ROWS
    assert max(row_of.values()) == MOST_ROWS - 1
