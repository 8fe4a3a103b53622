"""The timeline on a real study: what is drawn can be clicked, changes are taken narrowly, zoom and seek work."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from recall_studio.player.engine import State
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.timeline import Timeline
from tests.ui.desk_rig import Rig


def middle_of(timeline: Timeline, moment: str) -> QPoint:
    view = timeline._coding.view(moment)
    assert view is not None
    top, height = timeline.lanes.top_of(view)
    return QPoint(timeline.lanes.x_of((view.start_ms + view.last_ms) / 2), top + height // 2)


def test_there_is_a_lane_for_each_theme_and_for_what_lies_around(timeline: Timeline) -> None:
    kinds = [(lane.kind, lane.key) for lane in timeline.rows.lanes]
    assert kinds == [
        (LaneKind.SPEAKERS, None),
        (LaneKind.TURNS, None),
        (LaneKind.MOMENTS, "disc"),
        (LaneKind.MOMENTS, "taal"),
        (LaneKind.MOMENTS, "maat"),
        (LaneKind.RECALLED, "klant"),
        (LaneKind.RECALLED, "klantmanager"),
        (LaneKind.DISCUSS, None),
        (LaneKind.CODED, None),
    ]


def test_every_moment_is_found_where_it_is_drawn(timeline: Timeline, rig: Rig) -> None:
    for view in rig.coding.views():
        rig.coding.scale.fit_stretch(view.start_ms, view.last_ms)
        found = timeline.lanes.view_at(middle_of(timeline, view.id))
        assert found is not None
        assert found.id == view.id


def test_a_click_selects_and_shows_its_picture(timeline: Timeline, rig: Rig) -> None:
    moment = rig.own("disc_ervaring")
    QTest.mouseClick(timeline.lanes, Qt.MouseButton.LeftButton, pos=middle_of(timeline, moment))
    view = rig.coding.view(moment)
    assert view is not None
    assert rig.session.selection == moment
    assert rig.playing.player.at_ms == view.start_ms


def test_a_click_on_the_ruler_goes_to_that_time(timeline: Timeline, rig: Rig) -> None:
    place = QPoint(timeline.ruler.x_of(60_000), 5)
    QTest.mouseClick(timeline.ruler, Qt.MouseButton.LeftButton, pos=place)
    assert rig.playing.player.at_ms == pytest.approx(60_000, abs=200)
    assert rig.session.selection is None


def test_a_new_tag_and_one_taken_away(timeline: Timeline, rig: Rig) -> None:
    rig.playing.player.seek(50_000)
    rig.coding.press_code("taal_begripscheck")
    rig.qtbot.waitUntil(lambda: rig.session.unkept == 0 and not rig.coding.waiting)
    made = next(v for v in rig.coding.views() if v.start_ms == 50_000 and v.code == "taal_begripscheck")
    lane = next(lane for lane in timeline.rows.lanes if lane.key == "taal")
    assert lane.row_with(made.id)
    rig.coding.remove([made.id])
    rig.qtbot.waitUntil(lambda: rig.coding.view(made.id) is None)
    lane = next(lane for lane in timeline.rows.lanes if lane.key == "taal")
    assert not lane.row_with(made.id)


def test_a_moment_without_a_code_gets_a_lane(timeline: Timeline, rig: Rig) -> None:
    rig.coding.mark_uncoded()
    rig.qtbot.waitUntil(lambda: rig.session.unkept == 0)
    assert [lane.title for lane in timeline.rows.lanes if lane.key is None and lane.kind is LaneKind.MOMENTS]
    rig.coding.remove([next(view.id for view in rig.coding.views() if view.code is None)])
    rig.qtbot.waitUntil(lambda: all(view.code for view in rig.coding.views()))
    assert not [lane for lane in timeline.rows.lanes if lane.key is None and lane.kind is LaneKind.MOMENTS]


def test_what_the_timeline_shows_is_in_sight(timeline: Timeline, rig: Rig) -> None:
    rig.coding.scale.fit_stretch(20_000, 30_000)
    assert rig.coding.sight is not None
    assert rig.coding.sight[0] <= 20_000
    assert rig.coding.sight[1] >= 30_000
    rig.coding.scale.fit()
    assert rig.coding.scale.span.is_whole


def test_selecting_what_is_out_of_sight_brings_it_in(timeline: Timeline, rig: Rig) -> None:
    rig.coding.scale.fit_stretch(0, 5_000)
    last = rig.coding.views()[-1]
    rig.session.select(last.id)
    assert rig.coding.scale.span.shows(last.start_ms)


def test_panning_by_hand_stops_following(timeline: Timeline, rig: Rig) -> None:
    rig.coding.scale.fit_stretch(0, 10_000)
    rig.coding.scale.pan(20_000)
    shown = rig.coding.scale.span
    rig.playing.moved.emit(1_000)
    assert rig.coding.scale.span == shown
    rig.coding.scale.follow_playhead()
    assert rig.coding.scale.span.shows(rig.playing.player.position_ms())


def test_moments_that_lie_too_close_are_painted_as_runs(timeline: Timeline, rig: Rig) -> None:
    """Every pixel that a moment covers is coloured, however many share it."""
    rig.coding.scale.fit()
    image = timeline.lanes.grab().toImage()
    ground = image.pixelColor(image.width() - 3, image.height() - 3)
    for view in rig.coding.views():
        place = middle_of(timeline, view.id)
        assert image.pixelColor(place) != ground


def test_the_coding_of_others_lies_thinner_below_ones_own(timeline: Timeline, rig: Rig) -> None:
    own = next(view for view in rig.coding.views() if view.own and view.theme == "taal")
    other = next(view for view in rig.coding.views() if not view.own and view.theme == "taal")
    (top, height), (others_top, others_height) = timeline.lanes.top_of(own), timeline.lanes.top_of(other)
    assert others_top > top
    assert others_height < height


def test_a_moment_says_what_it_is_when_the_mouse_rests(timeline: Timeline, rig: Rig) -> None:
    view = rig.coding.view(rig.own("disc_ervaring"))
    assert view is not None
    rig.coding.scale.fit_stretch(view.start_ms, view.last_ms)
    said = timeline.lanes.words_at(middle_of(timeline, view.id))
    assert said.startswith(view.label)
    top, _height = timeline.lanes.top_of(view)
    assert timeline.lanes.words_at(QPoint(20, top + 3)) == "Discrimination"
    rig.coding.scale.fit()
    turn = rig.coding.turns[0]
    assert turn.text in timeline.lanes.words_at(QPoint(timeline.lanes.x_of(turn.start_ms + 100), 30))
    coded = timeline.lanes.words_at(QPoint(timeline.lanes.x_of(view.start_ms), timeline.lanes.minimumHeight() - 10))
    assert coded.startswith("coded: Discrimination")


def test_a_double_click_plays_the_moment(timeline: Timeline, rig: Rig) -> None:
    moment = rig.own("disc_ervaring")
    view = rig.coding.view(moment)
    assert view is not None
    place = middle_of(timeline, moment)
    QTest.mouseDClick(timeline.lanes, Qt.MouseButton.LeftButton, pos=place)
    assert rig.plays
    assert rig.playing.player.at_ms <= view.start_ms


def test_the_visible_part_is_dragged_on_the_overview(timeline: Timeline, rig: Rig) -> None:
    rig.coding.scale.fit_stretch(20_000, 40_000)
    was, overview = rig.coding.scale.span, timeline.overview
    begin, end = QPoint(overview.x_of(30_000), 10), QPoint(overview.x_of(90_000), 10)
    QTest.mousePress(overview, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(overview, end)
    QTest.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=end)
    moved = rig.coding.scale.span
    assert moved.start_ms - was.start_ms == pytest.approx(60_000, abs=400)
    assert moved.length_ms == pytest.approx(was.length_ms)


def test_a_zoom_away_from_the_playhead_is_not_followed_back(timeline: Timeline, rig: Rig) -> None:
    rig.playing.player.at_ms = 1_000
    rig.coding.scale.zoom(20, 100_000)
    shown = rig.coding.scale.span
    rig.playing.moved.emit(1_016)
    assert rig.coding.scale.span == shown
    rig.playing.state_changed.emit(State.PLAYING)
    assert rig.coding.scale.span.shows(1_016)


def test_the_page_turns_with_the_playhead(timeline: Timeline, rig: Rig) -> None:
    rig.playing.player.at_ms = 5_000
    rig.coding.scale.zoom(10, 5_000)
    beyond = int(rig.coding.scale.span.end_ms) + 40
    rig.playing.moved.emit(beyond)
    assert rig.coding.scale.span.shows(beyond)


def test_two_fingers_zoom_around_where_they_are(timeline: Timeline, rig: Rig) -> None:
    place = QPointF(timeline.lanes.x_of(60_000), 40)
    was = rig.coding.scale.span.length_ms
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(timeline.lanes, pinch)
    assert rig.coding.scale.span.length_ms == pytest.approx(was / 1.5)
    assert timeline.lanes.x_of(60_000) == pytest.approx(place.x(), abs=1)
