"""By what the moments are put in lanes, how the lanes are arranged, and that a blind round shows nobody else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from recall_studio.domain.study import Layer, Round
from recall_studio.edits.rounding import open_round
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.ui.coding.timeline import arrangement
from recall_studio.ui.coding.timeline.arrangement import Arrangement
from recall_studio.ui.coding.timeline.grouping import Grouping, always, heading, key_of, rank
from recall_studio.ui.coding.timeline.lanes import Lane, LaneKind
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.commands.timeline import TIMELINE
from tests.ui.desk_rig import Rig
from tests.ui.test_timeline_lanes import moment


def lanes_of(timeline: Timeline) -> list[Lane]:
    return [lane for lane in timeline.rows.lanes if lane.kind is LaneKind.MOMENTS]


def group(timeline: Timeline, grouping: Grouping) -> list[Lane]:
    timeline.rows.arrange(replace(timeline.rows.arranged, grouping=grouping))
    return lanes_of(timeline)


def ids_in(lane: Lane) -> set[str]:
    return {made for row in lane.rows for made in row.held}


def command(key: str, rig: Rig) -> None:
    next(one for one in TIMELINE if one.key == key).run(rig.desk)


def test_what_the_moments_of_a_lane_have_in_common() -> None:
    view = replace(moment(1, 0, 10), code="disc_ervaring", theme="disc", coder="B", layer="nagesprek")
    keys = [key_of(view, grouping) for grouping in Grouping]
    assert keys == ["disc", "disc_ervaring", "B", "nagesprek"]
    uncoded = replace(view, code=None, theme=None)
    assert [key_of(uncoded, Grouping.THEME), key_of(uncoded, Grouping.CODE)] == [None, None]


def test_lanes_are_ordered_as_the_codebook_with_oneself_first() -> None:
    book = default_codebook()

    def ordered(grouping: Grouping, *keys: str | None) -> list[str | None]:
        return sorted(keys, key=lambda key: rank(key, grouping, book, "C"))

    assert ordered(Grouping.CODER, "A", "D", "C") == ["C", "A", "D"]
    assert ordered(Grouping.THEME, None, "taal", "disc") == ["disc", "taal", None]
    assert ordered(Grouping.LAYER, "intervisie", "gesprek", "nagesprek") == list(Layer)


def test_no_other_coder_is_named_before_a_moment_of_theirs_is_seen() -> None:
    assert always(Grouping.CODER, default_codebook(), "A") == ["A"]


def test_a_lane_of_a_coder_has_no_colour_of_its_own() -> None:
    assert heading("B", Grouping.CODER, default_codebook(), "#123456") == ("Coder B", "")
    assert heading(None, Grouping.CODE, default_codebook(), "#123456") == ("To be coded", "#123456")


@pytest.mark.parametrize("grouping", Grouping)
def test_every_moment_lies_in_the_lane_of_its_group(timeline: Timeline, rig: Rig, grouping: Grouping) -> None:
    for lane in group(timeline, grouping):
        assert ids_in(lane) == {view.id for view in rig.coding.views() if key_of(view, grouping) == lane.key}
    assert sum(len(ids_in(lane)) for lane in lanes_of(timeline)) == len(rig.coding.views())


def test_a_tag_makes_the_lane_of_its_code_and_taking_it_back_removes_it(timeline: Timeline, rig: Rig) -> None:
    used = {view.code for view in rig.coding.views()}
    code = next(one.key for one in rig.session.codebook.on if not one.is_theme and one.key not in used)
    assert code not in [lane.key for lane in group(timeline, Grouping.CODE)]
    rig.presses(code, 40_000)
    rig.waits()
    assert code in [lane.key for lane in lanes_of(timeline)]
    rig.coding.remove([rig.view(code).id])
    rig.waits(lambda: all(view.code != code for view in rig.coding.views()))
    assert code not in [lane.key for lane in lanes_of(timeline)]


def test_by_coder_oneself_stands_above_the_others(timeline: Timeline) -> None:
    assert [(lane.title, all(row.own for row in lane.rows)) for lane in group(timeline, Grouping.CODER)] == [
        ("Coder A", True),
        ("Coder B", False),
    ]


def test_the_menu_at_the_head_groups_the_lanes_and_says_how(timeline: Timeline) -> None:
    menu = timeline.grouping.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "By coder").trigger()
    assert [lane.key for lane in lanes_of(timeline)] == ["A", "B"]
    assert timeline.grouping.text() == "By coder"


def test_commands_arrange_the_lanes_and_it_is_remembered(timeline: Timeline, rig: Rig) -> None:
    command("timeline.by_layer", rig)
    assert [lane.key for lane in lanes_of(timeline)] == ["gesprek"]
    command("timeline.compact", rig)
    command("timeline.fold", rig)
    assert arrangement.read(rig.preferences) == Arrangement(Grouping.LAYER, compact=True, folded=True)
    command("timeline.regroup", rig)
    assert timeline.rows.arranged.grouping is Grouping.THEME


def test_what_was_kept_and_cannot_be_read_is_as_at_first(rig: Rig) -> None:
    for broken in ("{", "[]", '{"grouping": "weather"}', '{"others": 3}'):
        rig.preferences.change(layouts={arrangement.LAYOUT: broken})
        assert arrangement.read(rig.preferences) == Arrangement()


def test_a_click_on_the_triangle_leaves_one_line_of_a_lane(timeline: Timeline, rig: Rig) -> None:
    view = rig.coding.view(rig.own("disc_ervaring"))
    assert view is not None
    before = timeline.lanes.minimumHeight()
    top, _height = timeline.lanes.top_of(view)
    QTest.mouseClick(timeline.lanes, Qt.MouseButton.LeftButton, pos=QPoint(12, top + 4))
    assert timeline.lanes.minimumHeight() < before
    folded = next(placed for placed in timeline.lanes.placed if placed.lane.key == "disc")
    assert folded.collapsed
    place = QPoint(timeline.lanes.x_of(view.start_ms + 500), folded.top + folded.height // 2)
    assert timeline.lanes.view_at(place) is None
    assert timeline.lanes.grab().toImage().pixelColor(place) != timeline.lanes.grab().toImage().pixelColor(
        QPoint(timeline.lanes.width() - 1, place.y())
    )
    QTest.mouseClick(timeline.lanes, Qt.MouseButton.LeftButton, pos=QPoint(12, folded.top + 4))
    assert timeline.lanes.minimumHeight() == before


def test_thin_lanes_are_less_high_and_their_moments_are_still_found(timeline: Timeline, rig: Rig) -> None:
    before = timeline.lanes.minimumHeight()
    command("timeline.compact", rig)
    assert timeline.lanes.minimumHeight() < before
    image = timeline.lanes.grab().toImage()
    ground = image.pixelColor(image.width() - 3, image.height() - 3)
    for view in rig.coding.views():
        top, height = timeline.lanes.top_of(view)
        place = QPoint(timeline.lanes.x_of(view.start_ms) + 1, top + height // 2)
        assert timeline.lanes.view_at(place) is not None
        assert image.pixelColor(place) != ground


def test_the_sound_has_a_lane_above_all_others_when_there_is_any(timeline: Timeline) -> None:
    timeline.rows.show_sound(2)
    assert timeline.rows.lanes[0].kind is LaneKind.SOUND
    timeline.rows.show_sound(0)
    assert LaneKind.SOUND not in [lane.kind for lane in timeline.rows.lanes]


def test_in_a_blind_round_the_lanes_show_nobody_else_at_once(timeline: Timeline, rig: Rig) -> None:
    assert len(group(timeline, Grouping.CODER)) == 2
    rig.session.do(open_round, round_now=Round.ONAFHANKELIJK)
    rig.waits(lambda: [lane.key for lane in lanes_of(timeline)] == ["A"])
    assert ids_in(lanes_of(timeline)[0]) == {view.id for view in rig.coding.views()}
    assert all(view.own for view in rig.coding.views())
