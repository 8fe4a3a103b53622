"""Rows of a lane: moments that overlap never share one, as far as there are rows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from recall_studio.ui.coding.moment_view import MomentView
from recall_studio.ui.coding.timeline.lanes import MOST_ROWS, Lane, LaneKind
from recall_studio.ui.coding.timeline.moment_painter import MomentPainter
from recall_studio.ui.coding.timeline.span import Span
from recall_studio.ui.tokens import LIGHT


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


def lane_of(views: list[MomentView]) -> Lane:
    lane = Lane(LaneKind.MOMENTS, "d", key="disc")
    for view in views:
        lane.put(view)
    return lane


def check(lane: Lane, views: list[MomentView]) -> None:
    assert {moment for row in lane.rows for moment in row.held} == {view.id for view in views}
    assert sorted(view.id for row in lane.rows for view in row.views) == sorted(view.id for view in views)
    assert [row.own for row in lane.rows] == sorted((row.own for row in lane.rows), reverse=True)
    assert lane.height <= MOST_ROWS + 1
    for row in lane.rows:
        assert list(row.starts) == sorted(row.starts)
        assert all(view.own == row.own for view in row.views)
        if lane.height < MOST_ROWS:  # else what overlaps further lies on the last row
            ends = [max(view.last_ms, view.start_ms + 1) for view in row.views]
            assert all(end <= start for end, start in zip(ends, row.starts[1:], strict=False))


@given(many(), st.data())
def test_overlapping_moments_lie_below_each_other(views: list[MomentView], data: st.DataObject) -> None:
    lane = lane_of(data.draw(st.permutations(views)))
    check(lane, views)
    gone = data.draw(st.sets(st.sampled_from([view.id for view in views]))) if views else set()
    for made in gone:
        lane.drop(made)
    check(lane, [view for view in views if view.id not in gone])


@given(many())
def test_filling_is_putting_one_after_another(views: list[MomentView]) -> None:
    filled = Lane(LaneKind.MOMENTS, "d", key="disc")
    filled.fill(views)
    check(filled, views)
    if filled.height < MOST_ROWS:
        one_by_one = lane_of(views)
        assert [[v.id for v in row.views] for row in filled.rows] == [[v.id for v in r.views] for r in one_by_one.rows]


def test_nothing_is_one_row_high() -> None:
    assert lane_of([]).height == 1


def test_what_runs_keeps_its_row_to_itself() -> None:
    running = replace(moment(1, 0, None), running=True, is_point=False)
    lane = lane_of([running, moment(2, 5000, 6000)])
    assert lane.height == 2
    assert lane.place_of("1") != lane.place_of("2")


def test_more_than_fits_lies_on_the_last_row() -> None:
    lane = lane_of([moment(n, n, 1000) for n in range(MOST_ROWS + 3)])
    assert lane.height == MOST_ROWS
    assert lane.place_of(str(MOST_ROWS + 2)) == MOST_ROWS - 1


def test_others_lie_below() -> None:
    lane = lane_of([moment(1, 0, 10, own=False), moment(2, 20, 30)])
    assert (lane.place_of("2"), lane.place_of("1")) == (0, 1)


def test_a_long_moment_below_short_ones_is_painted_whole(qtbot: QtBot) -> None:
    """Where there are no more rows, what is joined on the screen reaches as far as the longest of it."""
    long = [moment(n, n, 99_000) for n in range(MOST_ROWS - 1)]
    short = [moment(100 + n, 20 + n, 21 + n) for n in range(20)]
    views = [*long, moment(50, 10, 12), moment(51, 11, 90_000), *short]
    filled, put = Lane(LaneKind.MOMENTS, "d", key="disc"), lane_of(views)
    filled.fill(views)
    for lane in (filled, put):
        image = QImage(100, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        MomentPainter(painter, Span(100_000, 100).whole(), LIGHT).paint_row(lane.rows[-1], 0, 24)
        painter.end()
        covered = [x for x in range(100) if image.pixelColor(x, 12) != Qt.GlobalColor.white]
        assert covered == list(range(90))
