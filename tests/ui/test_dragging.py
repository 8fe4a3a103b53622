"""Every gesture of the mouse on the lanes, on a real study: what follows the mouse, and what is kept as one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from recall_studio.player.engine import State
from recall_studio.ui.coding.codebook_model import CODE_FORMAT
from recall_studio.ui.coding.codebook_tree import CodebookTree
from recall_studio.ui.coding.moment_view import MomentView
from recall_studio.ui.coding.timeline.arrangement import keep
from recall_studio.ui.coding.timeline.grouping import Grouping
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.commands.listing import COMMANDS
from tests.ui.deeds import makes, place_of, steps
from tests.ui.desk_rig import Rig
from tests.ui.mouse_hand import CTRL, NO_KEY, SHIFT, MouseHand

NEAR_MS = 600
"""So far from the mouse an edge may have snapped to something."""


@pytest.fixture
def mouse(rig: Rig) -> MouseHand:
    timeline = Timeline(rig.desk)
    timeline.resize(1100, 520)
    rig.shows(timeline)
    rig.coding.scale.fit_stretch(0, 60_000)
    return MouseHand(timeline, rig.coding)


def last(rig: Rig) -> str:
    return rig.confirmed[-1].rpartition(" ")[0] if rig.confirmed else ""


# Edges.


def test_an_edge_is_dragged_to_a_picture_as_one_step_and_taken_back_in_one(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    done = len(steps(rig))
    start, end = mouse.place(moment, 36_000), mouse.place(moment, 39_333)
    mouse.drags(start, end)
    rig.waits(lambda: place_of(rig, moment)[1] != 36_000)
    begin_ms, end_ms = place_of(rig, moment)
    assert begin_ms == 31_000
    assert end_ms is not None
    assert end_ms % 40 == 0, "an edge lies at the border of a picture"
    assert abs(end_ms - 39_333) < 150
    assert steps(rig)[done:] == ["Change edges"]
    rig.coding.undo()
    rig.waits(lambda: place_of(rig, moment) == (31_000, 36_000))


def test_nothing_is_kept_before_the_mouse_is_let_go(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    done = len(steps(rig))
    mouse.presses(mouse.place(moment, 31_000))
    for ms in (30_000, 28_000, 26_000):
        mouse.moves(mouse.place(moment, ms))
    rig.waits()
    assert place_of(rig, moment) == (31_000, 36_000)
    assert len(steps(rig)) == done
    mouse.lets_go()
    rig.waits(lambda: place_of(rig, moment)[0] < 26_200)
    assert len(steps(rig)) == done + 1


def test_esc_while_dragging_leaves_everything_as_it_was(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    rig.player.at_ms = 12_000
    mouse.presses(mouse.place(moment, 36_000))
    mouse.moves(mouse.place(moment, 40_000))
    assert rig.coding.shaping.give_up is not None
    rig.coding.shaping.give_up()
    mouse.moves(mouse.place(moment, 44_000))
    mouse.lets_go()
    rig.waits()
    assert place_of(rig, moment) == (31_000, 36_000)
    assert rig.player.at_ms == 12_000


def test_the_picture_of_the_edge_is_shown_meanwhile_and_then_that_of_before(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    rig.player.at_ms, rig.player.state = 12_000, State.PLAYING
    mouse.presses(mouse.place(moment, 31_000))
    mouse.moves(mouse.place(moment, 27_000))
    assert abs(rig.player.at_ms - 27_000) < NEAR_MS
    assert not rig.plays
    mouse.moves(mouse.place(moment, 25_000))
    rig.qtbot.waitUntil(lambda: abs(rig.player.at_ms - 25_000) < NEAR_MS)
    mouse.lets_go()
    assert rig.player.at_ms == 12_000
    assert rig.plays


def test_an_edge_snaps_to_the_playhead_and_not_with_ctrl(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    rig.player.at_ms = 40_013
    near = mouse.place(moment, 40_013) + QPoint(4, 0)
    mouse.drags(mouse.place(moment, 36_000), near)
    rig.waits(lambda: place_of(rig, moment)[1] != 36_000)
    assert place_of(rig, moment)[1] == 40_013
    mouse.drags(mouse.place(moment, 40_013), mouse.place(moment, 44_000), CTRL)
    rig.waits(lambda: place_of(rig, moment)[1] != 40_013)
    mouse.drags(mouse.place(moment, place_of(rig, moment)[1]), near, CTRL)
    rig.waits(lambda: abs((place_of(rig, moment)[1] or 0) - 40_013) < 500)
    assert place_of(rig, moment)[1] != 40_013


def test_an_edge_snaps_to_a_moment_in_another_lane(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    makes(rig, "disc_vraag", 42_007)
    mouse.drags(mouse.place(moment, 36_000), mouse.place(moment, 42_007) + QPoint(-5, 0))
    rig.waits(lambda: place_of(rig, moment)[1] != 36_000)
    assert place_of(rig, moment)[1] == 42_007


def test_an_edge_does_not_cross_the_other_nor_leave_the_recording(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    mouse.drags(mouse.place(moment, 36_000), mouse.place(moment, 20_000))
    rig.waits(lambda: place_of(rig, moment)[1] != 36_000)
    begin_ms, end_ms = place_of(rig, moment)
    assert begin_ms == 31_000
    assert end_ms is not None
    assert 31_000 < end_ms <= 31_040
    mouse.drags(mouse.place(moment, 31_000), QPoint(mouse.lanes.head + 1, mouse.place(moment).y()))
    rig.waits(lambda: place_of(rig, moment)[0] != 31_000)
    assert place_of(rig, moment)[0] == 0


def test_over_an_edge_the_mouse_says_that_it_can_be_dragged(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    mouse.hovers(mouse.place(moment, 31_000))
    assert mouse.lanes.cursor().shape() is Qt.CursorShape.SizeHorCursor
    mouse.hovers(mouse.place(moment))
    assert mouse.lanes.cursor().shape() is Qt.CursorShape.PointingHandCursor


# Bodies.


def test_a_moment_is_carried_with_its_length(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    mouse.drags(mouse.place(moment), mouse.place(moment, 40_000))
    rig.waits(lambda: place_of(rig, moment)[0] != 31_000)
    begin_ms, end_ms = place_of(rig, moment)
    assert end_ms == begin_ms + 5_000
    assert steps(rig)[-1] == "Move moments"
    assert last(rig) == "1 moment moved"


def test_a_selected_moment_carries_the_others_along(mouse: MouseHand, rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 31_000, 36_000), makes(rig, "maat_afstemmen", 42_000)
    rig.session.choose([one, other])
    mouse.drags(mouse.place(one), mouse.place(one, 36_500))
    rig.waits(lambda: place_of(rig, one)[0] != 31_000)
    assert place_of(rig, other)[0] - place_of(rig, one)[0] == 11_000
    rig.coding.undo()
    rig.waits(lambda: (place_of(rig, one)[0], place_of(rig, other)[0]) == (31_000, 42_000))


def test_dropped_on_another_lane_it_is_recoded_and_keeps_its_place(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    target = next(one for one in mouse.lanes.placed if one.lane.key == "taal")
    mouse.drags(mouse.place(moment), QPoint(mouse.place(moment).x() + 60, target.top + target.height // 2))
    rig.waits(lambda: code_of(rig, moment) == "taal")
    assert place_of(rig, moment) == (31_000, 36_000)
    assert steps(rig)[-1] == "Recode moments"


def test_by_code_the_lane_gives_the_code_and_by_coder_none(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    makes(rig, "maat_standaard", 50_000)
    keep(rig.preferences, replace(mouse.timeline.rows.arranged, grouping=Grouping.CODE))
    target = next(one for one in mouse.lanes.placed if one.lane.key == "maat_standaard")
    mouse.drags(mouse.place(moment), QPoint(mouse.place(moment).x(), target.top + target.height // 2))
    rig.waits(lambda: code_of(rig, moment) == "maat_standaard")


def code_of(rig: Rig, moment: str) -> str | None:
    view = rig.coding.view(moment)
    return view.code if view else None


def test_a_code_dropped_on_a_selected_moment_recodes_all_that_are(mouse: MouseHand, rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 31_000, 36_000), makes(rig, "maat_afstemmen", 42_000, 44_000)
    assert mouse.drops_code("taal_tolk", mouse.place(one))
    rig.waits(lambda: code_of(rig, one) == "taal_tolk")
    assert code_of(rig, other) == "maat_afstemmen"
    rig.session.choose([one, other])
    assert mouse.drops_code("maat_standaard", mouse.place(one))
    rig.waits(lambda: code_of(rig, other) == "maat_standaard")
    assert code_of(rig, one) == "maat_standaard"
    nowhere = QPoint(mouse.lanes.width() - 5, mouse.place(one).y())
    assert not mouse.drops_code("taal_tolk", nowhere)


def test_a_code_can_be_dragged_out_of_the_codebook(rig: Rig) -> None:
    tree = CodebookTree(rig.desk)
    rig.shows(tree)
    index = tree.model.index_of("taal_tolk")
    assert tree.tree.dragEnabled()
    assert tree.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    data = tree.model.mimeData([index])
    assert bytes(data.data(CODE_FORMAT).data()) == b"taal_tolk"


def test_somebody_elses_moment_does_not_follow_the_mouse(mouse: MouseHand, rig: Rig) -> None:
    theirs = next(view for view in rig.coding.views() if not view.own and not view.running)
    rig.coding.scale.fit_stretch(theirs.start_ms, theirs.last_ms)
    done = len(steps(rig))
    mouse.drags(mouse.place(theirs.id), mouse.place(theirs.id) + QPoint(80, 0))
    rig.waits()
    assert place_of(rig, theirs.id) == (theirs.start_ms, theirs.end_ms)
    assert len(steps(rig)) == done
    assert not mouse.drops_code("taal_tolk", mouse.place(theirs.id))


# Selecting.


def own_views(rig: Rig) -> list[MomentView]:
    return [view for view in rig.coding.views() if view.own]


def test_ctrl_adds_and_takes_out_one(mouse: MouseHand, rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 31_000, 36_000), makes(rig, "maat_afstemmen", 42_000, 44_000)
    click(mouse, one)
    click(mouse, other, CTRL)
    assert [*rig.session.chosen] == [one, other]
    assert rig.session.selection == other
    click(mouse, one, CTRL)
    assert [*rig.session.chosen] == [other]
    click(mouse, one)
    assert [*rig.session.chosen] == [one]
    assert rig.player.at_ms == 31_000


def click(mouse: MouseHand, moment: str, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    mouse.presses(mouse.place(moment), keys)
    mouse.lets_go(keys)


def test_shift_extends_to_what_lies_between(mouse: MouseHand, rig: Rig) -> None:
    ids = [makes(rig, "maat_afstemmen", start, start + 2_000) for start in (31_000, 36_000, 42_000, 50_000)]
    click(mouse, ids[0])
    click(mouse, ids[2], SHIFT)
    assert set(ids[:3]) <= set(rig.session.chosen)
    assert ids[3] not in rig.session.chosen
    assert rig.session.selection == ids[2]


def test_a_rubber_band_selects_what_lies_in_it_and_esc_gives_it_up(mouse: MouseHand, rig: Rig) -> None:
    ids = [makes(rig, "maat_afstemmen", start, start + 2_000) for start in (31_000, 36_000, 42_000)]
    top, height = mouse.lanes.top_of(mouse.view(ids[0]))
    start, end = QPoint(mouse.lanes.x_of(29_500), top + 2), QPoint(mouse.lanes.x_of(39_000), top + height - 2)
    mouse.drags(start, end, SHIFT)
    assert set(rig.session.chosen) >= set(ids[:2])
    assert ids[2] not in rig.session.chosen
    rig.session.select(ids[2])
    mouse.presses(start, SHIFT)
    mouse.moves(end, SHIFT)
    assert ids[0] in rig.session.chosen
    assert rig.coding.shaping.give_up is not None
    rig.coding.shaping.give_up()
    mouse.lets_go(SHIFT)
    assert rig.session.chosen == (ids[2],)


def test_dragging_beside_the_moments_still_scrubs(mouse: MouseHand, rig: Rig) -> None:
    y = mouse.lanes.placed[0].top + 2
    mouse.drags(QPoint(mouse.lanes.x_of(20_000), y), QPoint(mouse.lanes.x_of(25_000), y))
    assert abs(rig.player.at_ms - 25_000) < 150
    assert rig.session.chosen == ()


def test_zooming_while_dragging_goes_on_from_the_same_time(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    mouse.presses(mouse.place(moment))
    mouse.moves(mouse.place(moment) + QPoint(20, 0))
    rig.coding.scale.fit_stretch(30_000, 50_000)
    mouse.moves(QPoint(mouse.lanes.x_of(43_500), mouse.place(moment).y()), CTRL)
    mouse.lets_go()
    rig.waits(lambda: abs(place_of(rig, moment)[0] - 41_000) < NEAR_MS)


def test_at_the_border_the_timeline_goes_on(mouse: MouseHand, rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 31_000, 36_000)
    rig.coding.scale.fit_stretch(30_000, 40_000)
    shown_ms = rig.coding.scale.span.end_ms
    y = mouse.place(moment).y()
    mouse.presses(mouse.place(moment, 36_000))
    for _move in range(20):
        mouse.moves(QPoint(mouse.lanes.width() - 4, y))
    mouse.lets_go()
    rig.waits(lambda: (place_of(rig, moment)[1] or 0) > shown_ms + 1_000)


def test_the_menu_of_a_moment_selects_it_and_offers_what_can_be_done(mouse: MouseHand, rig: Rig) -> None:
    rig.desk.commands = COMMANDS
    one, other = makes(rig, "maat_afstemmen", 31_000, 36_000), makes(rig, "maat_afstemmen", 42_000, 44_000)
    rig.session.choose([one, other])
    menu = offered(mouse, one)
    assert [*rig.session.chosen] == [one, other], "of several that are selected none is let go"
    action = next(action for action in menu.actions() if action.text().startswith("Merge the selected moments"))
    assert action.isEnabled()
    action.trigger()
    rig.waits(lambda: place_of(rig, one) == (31_000, 44_000))
    menu.close()
    third = makes(rig, "maat_afstemmen", 50_000, 52_000)
    menu = offered(mouse, third)
    assert [*rig.session.chosen] == [third]
    grey = {action.text().partition("\t")[0] for action in menu.actions() if not action.isEnabled()}
    assert "Merge the selected moments" in grey
    menu.close()


def offered(mouse: MouseHand, moment: str) -> QMenu:
    at = mouse.place(moment)
    QTest.mouseClick(mouse.lanes, Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, mouse.lanes.mapToGlobal(at))
    QApplication.sendEvent(mouse.lanes, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu
