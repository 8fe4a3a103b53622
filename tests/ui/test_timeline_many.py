"""A recording with many moments: read and put in rows piece by piece, with the same result as at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from pytestqt.qtbot import QtBot

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.study import Round
from recall_studio.edits.rounding import open_round
from recall_studio.edits.tagging import remove_moments
from recall_studio.ui.coding import open_moments
from recall_studio.ui.coding.moment_index import MomentIndex
from recall_studio.ui.coding.moment_view import MomentView
from recall_studio.ui.coding.moments_table import MomentsTable
from recall_studio.ui.coding.timeline import lane_rows
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.timeline import Timeline
from tests.ui.desk_rig import Rig
from tests.ui.test_coding_index import views


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """With pieces of a few moments; nothing is open yet."""
    monkeypatch.setattr(open_moments, "PIECE", 5)
    monkeypatch.setattr(lane_rows, "PIECE", 4)
    made = Rig(demo_path, qtbot)
    try:
        yield made
    finally:
        made.close()


def everything(rig: Rig) -> set[str]:
    return {made for (made,) in rig.study.tuples("SELECT id FROM annotation")}


def in_lanes(timeline: Timeline) -> list[str]:
    lanes = [lane for lane in timeline.rows.lanes if lane.kind is LaneKind.MOMENTS]
    return sorted(view.id for lane in lanes for row in lane.rows for view in row.views)


def test_all_moments_are_there_when_all_were_read(rig: Rig) -> None:
    timeline, table = Timeline(rig.desk), MomentsTable(rig.desk)
    rig.shows(timeline)
    rig.shows(table)
    rig.opens()
    assert rig.coding.busy
    assert not rig.coding.views()
    rig.qtbot.waitUntil(lambda: not rig.coding.busy and not timeline.rows.busy)
    assert {view.id for view in rig.coding.views()} == everything(rig)
    assert in_lanes(timeline) == sorted(everything(rig))
    assert [table.model.view_at(row) for row in range(table.model.rowCount())] == list(rig.coding.views())
    assert sum(rig.coding.counts.values()) == sum(view.own for view in rig.coding.views())


def test_a_tag_while_they_are_read_stands_there_once(rig: Rig) -> None:
    timeline = Timeline(rig.desk)
    rig.shows(timeline)
    before = everything(rig)
    rig.opens()
    rig.presses("taal_begripscheck", 61_000)
    assert [view.start_ms for view in rig.coding.views()] == [61_000]
    rig.waits(lambda: not rig.coding.busy and not timeline.rows.busy and not rig.coding.waiting)
    assert len([view for view in rig.coding.views() if view.start_ms == 61_000]) == 1
    assert {view.id for view in rig.coding.views()} == everything(rig) > before
    assert in_lanes(timeline) == sorted(everything(rig))


def test_what_is_removed_while_they_are_read_is_gone(rig: Rig) -> None:
    rig.opens()
    rig.qtbot.waitUntil(lambda: not rig.coding.busy)
    gone = rig.own("disc_ervaring")
    rig.session.close_recording()
    rig.opens()
    assert rig.coding.busy
    rig.session.do(remove_moments, moments=[AnnotationId(gone)])
    rig.waits(lambda: not rig.coding.busy)
    assert gone not in {view.id for view in rig.coding.views()}


def test_what_may_not_be_seen_any_more_is_gone_before_the_rest_is_read(rig: Rig) -> None:
    timeline = Timeline(rig.desk)
    rig.shows(timeline)
    rig.opens()
    rig.qtbot.waitUntil(lambda: not rig.coding.busy and not timeline.rows.busy)
    seen: list[bool] = []
    rig.coding.moments_changed.connect(lambda _delta: seen.append(any(not view.own for view in rig.coding.views())))
    rig.session.do(open_round, round_now=Round.ONAFHANKELIJK)
    rig.waits(lambda: bool(seen) and not rig.coding.busy and not timeline.rows.busy)
    assert not any(seen)
    assert in_lanes(timeline) == sorted(view.id for view in rig.coding.views())


def test_another_grouping_is_made_in_pieces_too(rig: Rig) -> None:
    timeline = Timeline(rig.desk)
    rig.shows(timeline)
    rig.opens()
    rig.qtbot.waitUntil(lambda: not rig.coding.busy and not timeline.rows.busy)
    timeline.rows.arrange(timeline.rows.arranged.next_grouping())
    assert timeline.rows.busy
    rig.presses("taal_begripscheck", 61_000)
    rig.waits(lambda: not timeline.rows.busy and not rig.coding.waiting)
    assert in_lanes(timeline) == sorted(everything(rig))


@given(views, views)
def test_an_index_that_grows_is_the_one_that_is_made_at_once(some: list[MomentView], more: list[MomentView]) -> None:
    grown = MomentIndex(some)
    grown.extend(more)
    whole = MomentIndex({view.id: view for view in (*some, *more)}.values())
    assert list(grown.views) == list(whole.views)
    assert list(grown.keys) == list(whole.keys)
    assert grown.running == whole.running
    assert +grown.counts == +whole.counts
    assert [view.id for view in grown.in_span(500, 2_500)] == [view.id for view in whole.in_span(500, 2_500)]
