"""Watching along in the window: a clock in the place of the picture, keys that mean now, and consent that stops it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Purpose
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member
from recall_studio.edits.withdrawing import withdraw
from recall_studio.player.engine import State
from recall_studio.ui.coding import plain_marks
from recall_studio.ui.coding.plain import PlainView
from recall_studio.ui.coding.video import VideoPanel
from recall_studio.ui.commands.live import LIVE as COMMANDS
from recall_studio.ui.commands.playing import PLAYING
from recall_studio.ui.live import acting
from recall_studio.ui.situation import Stage
from tests.ui.live_hand import LIVE, LiveViewer, Times, add_conversation, live_viewer_on

STRETCH, POINT = "disc_ervaring", "disc_vraag"


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[LiveViewer]:
    with live_viewer_on(demo_path, qtbot) as viewer:
        add_conversation(viewer.study)
        viewer.comes_in()
        yield viewer


def begins(viewer: LiveViewer) -> None:
    acting.begin(viewer.desk)
    viewer.waits(lambda: viewer.player.state is State.PLAYING)


def ends(viewer: LiveViewer) -> None:
    acting.end(viewer.desk)
    viewer.waits(lambda: viewer.player.state is State.PAUSED)


def test_before_it_begins_a_key_marks_nothing_and_says_how_to_begin(viewer: LiveViewer) -> None:
    viewer.coding.press_code(POINT)
    viewer.coding.mark_discuss()
    viewer.waits()
    assert viewer.sees() == []
    assert not viewer.coding.marks
    assert "“Begin” starts its clock" in viewer.said[0].text


def test_one_key_marks_now(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(12.5)
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: viewer.sees() == [(POINT, 12_500, None)])
    (view,) = viewer.coding.views()
    assert view.pressed_ms == 12_500
    assert view.clock_at is not None
    viewer.coding.undo()
    viewer.waits(lambda: viewer.sees() == [])


def test_a_stretch_runs_from_one_press_to_the_next_and_the_reaction_time_counts(viewer: LiveViewer) -> None:
    viewer.coding.reaction_ms = 500
    begins(viewer)
    viewer.after(10)
    viewer.coding.press_code(STRETCH)
    viewer.waits(lambda: [view.running for view in viewer.coding.views()] == [True])
    viewer.after(7)
    viewer.coding.press_code(STRETCH)
    viewer.waits(lambda: viewer.sees() == [(STRETCH, 9500, 17_000)])


def test_the_clock_that_is_set_meanwhile_moves_no_tag(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(5)
    viewer.times.utc = viewer.times.utc.replace(year=2020)
    viewer.after(5)
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: viewer.sees() == [(POINT, 10_000, None)])


def test_bespreken_marks_now_also_while_a_moment_is_selected(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(3)
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: len(viewer.sees()) == 1)
    viewer.session.select(viewer.coding.views()[0].id)
    viewer.after(4)
    viewer.coding.mark_discuss()
    viewer.waits(lambda: [mark.at_ms for mark in viewer.coding.marks] == [7000])


def test_keys_that_play_do_nothing_and_say_so_once(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(30)
    for key in ("play.toggle", "play.back", "play.ahead", "play.picture_back", "play.slower", "play.start"):
        viewer.does(key)
    assert (viewer.player.state, viewer.player.position_ms()) == (State.PLAYING, 30_000)
    told = [said.text for said in viewer.said if "nothing to play" in said.text]
    assert len(told) == 1


def test_after_a_restart_the_clock_still_runs_and_so_does_the_stretch(demo_path: Path, qtbot: QtBot) -> None:
    times = Times()
    with live_viewer_on(demo_path, qtbot, times=times) as first:
        add_conversation(first.study)
        first.comes_in()
        begins(first)
        first.after(20)
        first.coding.press_code(STRETCH)
        first.waits(lambda: first.sees() == [(STRETCH, 20_000, None)])
    times.pass_by(100)
    times.steady_s = 1.0
    with live_viewer_on(demo_path, qtbot, times=times) as second:
        second.comes_in()
        assert (second.player.state, second.player.position_ms()) == (State.PLAYING, 120_000)
        second.coding.press_code(STRETCH)
        second.waits(lambda: second.sees() == [(STRETCH, 20_000, 120_000)])


def test_the_end_leaves_it_open_for_notes(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(8)
    viewer.coding.press_code(STRETCH)
    viewer.waits(lambda: len(viewer.sees()) == 1)
    viewer.session.select(viewer.coding.views()[0].id)
    viewer.after(2)
    ends(viewer)
    viewer.waits(lambda: viewer.sees() == [(STRETCH, 8000, 10_000)])
    assert "1 stretch that ran ended with it" in viewer.said[-1].text
    chosen = viewer.coding.views()[0].id
    assert viewer.session.selection == chosen
    viewer.after(100)
    assert viewer.player.position_ms() == 10_000
    viewer.coding.change(chosen, note="een zucht")
    viewer.waits(lambda: viewer.coding.views()[0].note == "een zucht")
    acting.go_on(viewer.desk)
    viewer.waits(lambda: viewer.player.state is State.PLAYING)
    assert viewer.player.position_ms() == 110_000


def test_what_can_be_done_follows_how_it_stands(viewer: LiveViewer) -> None:
    def possible() -> set[str]:
        return {command.key for command in COMMANDS if command.when(viewer.desk)} - {"live.add"}

    assert possible() == {"live.begin"}
    begins(viewer)
    assert possible() == {"live.begin", "live.end"}  # nothing was marked: it may begin anew
    viewer.after(1)
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: len(viewer.sees()) == 1)
    assert possible() == {"live.end"}
    ends(viewer)
    assert possible() == {"live.go_on"}
    viewer.session.open_recording("G-001")
    assert possible() == set()


def test_the_clock_stands_in_the_place_of_the_picture(viewer: LiveViewer) -> None:
    viewer.desk.commands = (*PLAYING, *viewer.desk.commands)
    panel = VideoPanel(viewer.desk)
    viewer.shows(panel)
    stage = panel.stage.live
    assert stage.isVisible()
    assert not panel.transport.isVisible()
    assert (stage.begin.isVisible(), stage.end.isVisible()) == (True, False)
    stage.begin.click()
    viewer.waits(stage.end.isVisible)
    viewer.after(3723)
    assert stage.clock.text() == "01:02:03"
    assert stage.words.text().startswith("It is ")
    viewer.coding.press_code(STRETCH)
    viewer.waits(lambda: bool(panel.stage.labels.words.running))
    stage.end.click()
    viewer.waits(stage.go_on.isVisible)
    assert stage.clock.text() == "01:02:03"
    assert stage.words.text().startswith("From ")
    viewer.opens("G-001")
    assert not stage.isVisible()
    assert panel.transport.isVisible()


def test_consent_that_is_taken_back_stops_it_at_once_in_words(viewer: LiveViewer) -> None:
    begins(viewer)
    viewer.after(5)
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: len(viewer.sees()) == 1)
    viewer.session.do(withdraw, recording=LIVE, person="K-901", purposes=[Purpose.MEEKIJKEN])
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.BARRED)
    assert viewer.playing.situation.sentence.endswith("the client withdrew “meekijken”.")
    assert viewer.player.state is State.EMPTY
    assert viewer.coding.views() == []
    viewer.coding.press_code(POINT)
    viewer.waits(lambda: any("withdrew" in said.text for said in viewer.said))


def test_without_consent_it_does_not_open(viewer: LiveViewer) -> None:
    viewer.session.close_recording()
    viewer.session.do(withdraw, recording=LIVE, person="M-901", purposes=[Purpose.MEEKIJKEN])
    viewer.waits()
    viewer.comes_in()
    assert viewer.playing.situation.stage is Stage.BARRED
    assert viewer.playing.situation.remedy == "Look at the consent of this conversation."


def test_nothing_live_counts_as_seen(viewer: LiveViewer) -> None:
    begins(viewer)
    for _second in range(20):
        viewer.after(0.9)
    viewer.session.close_recording()
    viewer.waits()
    assert viewer.study.tuples("SELECT 1 FROM seen_range WHERE recording_id NOT IN (SELECT id FROM recording)") == []
    assert not [said for said in viewer.said if said.kind == "error"]


def test_the_time_line_grows_with_the_conversation(viewer: LiveViewer) -> None:
    begins(viewer)
    assert viewer.coding.scale.span.total_ms == 600_000
    viewer.after(599)
    assert viewer.coding.scale.span.total_ms == 600_000
    viewer.after(2)
    assert viewer.coding.scale.span.total_ms == 1_200_000
    assert viewer.coding.scale.span.is_whole
    ends(viewer)
    assert viewer.coding.scale.span.total_ms == 601_000


def test_a_colleague_marks_plainly_with_four_keys(demo_path: Path, qtbot: QtBot) -> None:
    with live_viewer_on(demo_path, qtbot) as lead:
        lead.study.perform(set_member, code="C", role=Role.KLANTMANAGER, person=None)
        add_conversation(lead.study)
    with live_viewer_on(demo_path, qtbot, "C") as viewer:
        viewer.comes_in()
        begins(viewer)
        plain = PlainView(viewer.desk)
        viewer.shows(plain, 1280, 720)
        assert plain.stage.live.isVisible()
        assert not plain.controls.isVisible()
        viewer.after(6)
        plain.buttons[0].click()
        viewer.after(3)
        plain.buttons[plain_marks.TALK_ABOUT].click()
        viewer.waits(lambda: len(plain_marks.own_marks(viewer.coding)) == 2)
        viewer.waits(lambda: not any(mark.pending for mark in plain_marks.own_marks(viewer.coding)))
        marks = plain_marks.own_marks(viewer.coding)
        assert [(mark.at_ms, mark.is_moment) for mark in marks] == [(6000, True), (9000, False)]
        assert not any(mark.playable for mark in marks)
        plain_marks.write_note(viewer.coding, marks[1], "terughalen")
        viewer.waits(lambda: viewer.coding.marks[0].note == "terughalen")
