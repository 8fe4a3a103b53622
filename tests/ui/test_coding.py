"""Coding in the window, on a real study: a tag is seen at once, kept at its picture, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.domain.words import speak
from recall_studio.player.engine import State
from tests.ui.coding_hand import Hand, hand_on


@pytest.fixture
def hand(demo_path: Path, qtbot: QtBot) -> Iterator[Hand]:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        yield hand


def test_an_instant_is_seen_at_once_and_then_kept(hand: Hand) -> None:
    hand.player.state = State.PLAYING
    hand.presses("disc_vraag", at_ms=5_040)
    pending = next(view for view in hand.coding.views() if view.pending)
    assert (pending.code, pending.start_ms, pending.is_point) == ("disc_vraag", 5_040, True)
    assert hand.confirmed == ["Asked about 5040"]
    hand.waits()
    kept = [view for view in hand.coding.views() if view.start_ms == 5_040]
    assert [(view.code, view.pending, view.pressed_ms) for view in kept] == [("disc_vraag", False, 5_040)]
    assert hand.coding.counts["disc_vraag"] == sum(code == "disc_vraag" for code, _start, _end in hand.sees())


def test_only_what_changed_is_told(hand: Hand) -> None:
    hand.presses("disc_vraag", at_ms=5_040)
    hand.waits()
    assert all(
        not delta.reset and len(delta.added) + len(delta.changed) + len(delta.removed) <= 2 for delta in hand.deltas
    )
    shown = [moment for delta in hand.deltas for moment in delta.added]
    gone = [moment for delta in hand.deltas for moment in delta.removed]
    assert len(shown) == 2
    assert gone == shown[:1]


def test_at_no_time_does_it_stand_there_twice(hand: Hand) -> None:
    seen: list[int] = []
    hand.coding.moments_changed.connect(
        lambda _delta: seen.append(sum(view.start_ms == 5_040 for view in hand.coding.views()))
    )
    hand.presses("disc_vraag", at_ms=5_040)
    hand.waits()
    assert set(seen) == {1}


def test_a_stretch_begins_with_the_first_press_and_ends_with_the_second(hand: Hand) -> None:
    before = len(hand.sees())
    hand.presses("maat_behoefte", at_ms=20_000)
    assert [view.code for view in hand.coding.running] == ["maat_behoefte"]
    hand.waits()
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.waits()
    assert hand.coding.running == ()
    assert ("maat_behoefte", 20_000, 24_000) in hand.sees()
    assert len(hand.sees()) == before + 1


def test_both_presses_may_come_before_the_first_is_kept(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.waits(lambda: not hand.coding.running)
    assert ("maat_behoefte", 20_000, 24_000) in hand.sees()


def test_a_second_press_before_the_start_swaps(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.waits()
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.waits()
    assert ("maat_behoefte", 20_000, 24_000) in hand.sees()


def test_several_stretches_run_side_by_side(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.presses("disc_ervaring", at_ms=21_000)
    hand.waits()
    assert [view.code for view in hand.coding.running] == ["maat_behoefte", "disc_ervaring"]


def test_a_theme_marks_an_instant(hand: Hand) -> None:
    hand.presses("disc", at_ms=1_000)
    hand.waits()
    assert ("disc", 1_000, None) in hand.sees()
    assert hand.coding.running == ()


@pytest.mark.parametrize(
    ("state", "rate", "start_ms"),
    [
        (State.PLAYING, 1.0, 9_600),
        (State.PLAYING, 2.0, 9_200),
        (State.PLAYING, 0.5, 9_800),
        (State.PAUSED, 2.0, 10_000),
    ],
)
def test_reaction_time_counts_while_playing_only(hand: Hand, state: State, rate: float, start_ms: int) -> None:
    hand.coding.reaction_ms, hand.player.state, hand.player.rate = 400, state, rate
    hand.presses("disc_vraag", at_ms=10_000)
    hand.waits()
    made = hand.view("disc_vraag") if ("disc_vraag", start_ms, None) in hand.sees() else None
    assert made is not None
    assert any(view.pressed_ms == 10_000 and view.start_ms == start_ms for view in hand.coding.views())


def test_the_end_of_a_stretch_has_no_reaction_time(hand: Hand) -> None:
    hand.coding.reaction_ms, hand.player.state = 400, State.PLAYING
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.waits(lambda: not hand.coding.running)
    assert ("maat_behoefte", 19_600, 24_000) in hand.sees()


def test_a_tag_waits_for_its_picture_and_lands_there(hand: Hand) -> None:
    hand.player.recognises = False
    hand.presses("disc_vraag", at_ms=5_000)
    assert hand.session.unkept == 0
    hand.player.presses[-1].settle(5_080)
    hand.waits()
    assert ("disc_vraag", 5_080, None) in hand.sees()
    assert ("disc_vraag", 5_000, None) not in hand.sees()


def test_a_tag_whose_picture_is_not_recognised_vanishes_with_a_sentence(hand: Hand) -> None:
    before = hand.sees()
    hand.player.recognises = False
    hand.presses("disc_vraag", at_ms=5_000)
    hand.player.presses[-1].settle(None)
    assert hand.sees() == before
    assert [said.kind for said in hand.said] == ["warning"]
    assert "Asked about" in hand.said[0].text


def test_an_end_that_is_not_recognised_leaves_the_stretch_running(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.waits()
    hand.player.recognises = False
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.player.presses[-1].settle(None)
    assert [view.start_ms for view in hand.coding.running] == [20_000]
    assert hand.said[-1].kind == "warning"


def test_a_refused_tag_vanishes_with_the_reason(hand: Hand) -> None:
    before = hand.sees()
    hand.presses("disc_vraag", at_ms=-500)
    hand.waits()
    assert hand.sees() == before or ("disc_vraag", 0, None) in hand.sees()


def test_a_moment_without_a_code(hand: Hand) -> None:
    hand.player.at_ms = 7_000
    hand.coding.mark_uncoded()
    hand.waits()
    assert (None, 7_000, None) in hand.sees()


def test_a_second_code_on_the_same_stretch(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=20_000)
    hand.presses("maat_behoefte", at_ms=24_000)
    hand.waits(lambda: not hand.coding.running)
    hand.player.at_ms = 90_000
    hand.coding.add_code("disc_ervaring")
    hand.waits()
    assert ("disc_ervaring", 20_000, 24_000) in hand.sees()


def test_without_a_moment_there_is_nothing_to_put_a_second_code_on(hand: Hand) -> None:
    hand.coding.add_code("disc_ervaring")
    assert "no moment" in hand.said[-1].text


def test_paused_the_new_moment_is_selected(hand: Hand) -> None:
    hand.presses("disc_vraag", at_ms=5_000)
    hand.waits()
    view = hand.coding.view(hand.session.selection or "")
    assert view is not None
    assert (view.start_ms, view.pending) == (5_000, False)


def test_playing_the_selection_stays(hand: Hand) -> None:
    chosen = hand.coding.views()[0].id
    hand.session.select(chosen)
    hand.player.state = State.PLAYING
    hand.presses("disc_vraag", at_ms=5_000)
    hand.waits()
    assert hand.session.selection == chosen


def test_a_tag_may_pause_until_its_note_is_written(hand: Hand) -> None:
    asked: list[str] = []
    hand.coding.note_asked.connect(asked.append)
    hand.preferences.change(pause_on_tag=True)
    hand.player.play()
    hand.presses("disc_vraag", at_ms=5_000)
    assert not hand.plays
    assert len(asked) == 1
    hand.waits()
    hand.coding.resume()
    assert hand.plays


def test_nothing_resumes_that_was_not_paused_for_a_note(hand: Hand) -> None:
    hand.coding.resume()
    assert not hand.plays


def test_a_moment_is_marked_to_be_discussed_and_no_longer(hand: Hand) -> None:
    moment = hand.coding.views()[0].id
    hand.session.select(moment)
    hand.coding.mark_discuss()
    hand.waits()
    assert hand.coding.views()[0].discuss
    hand.coding.mark_discuss()
    hand.waits()
    assert not hand.coding.views()[0].discuss


def test_the_picture_is_marked_without_a_moment(hand: Hand) -> None:
    hand.player.at_ms = 9_000
    hand.coding.mark_discuss()
    hand.waits()
    assert [(mark.at_ms, mark.moment_id) for mark in hand.coding.marks] == [(9_000, None)]


def test_changing_and_removing(hand: Hand) -> None:
    moment = next(view.id for view in hand.coding.views() if view.own)
    hand.coding.change(moment, certainty=2, note="zeker")
    hand.waits()
    view = hand.coding.view(moment)
    assert view is not None
    assert (view.certainty, view.note) == (2, "zeker")
    hand.coding.remove([moment])
    hand.waits()
    assert hand.coding.view(moment) is None


def test_labels_on_the_picture(hand: Hand) -> None:
    hand.presses("disc_vraag", at_ms=60_000)
    hand.waits()
    assert "disc_vraag" in [view.code for view in hand.coding.active_at(61_000)]
    assert "disc_vraag" not in [view.code for view in hand.coding.active_at(62_100)]
    assert "disc_vraag" not in [view.code for view in hand.coding.active_at(59_900)]


def test_stepping_through_the_moments(hand: Hand) -> None:
    views = hand.coding.views()
    hand.player.at_ms = 0
    hand.coding.step_selection(+1)
    assert hand.session.selection == views[0].id
    hand.coding.step_selection(+1)
    assert hand.session.selection == views[1].id
    assert hand.player.at_ms == views[1].start_ms
    hand.coding.step_selection(-1)
    hand.coding.step_selection(-1)
    assert hand.session.selection == views[0].id


def test_playing_a_moment_begins_a_little_before(hand: Hand) -> None:
    view = hand.coding.views()[3]
    hand.coding.play_moment(view.id)
    assert hand.player.at_ms == max(0, view.start_ms - 1_000)
    assert hand.player.state is State.PLAYING


def test_a_declared_stretch_is_among_the_surroundings(hand: Hand) -> None:
    before = len(hand.coding.ranges)
    told: list[int] = []
    hand.coding.surroundings_changed.connect(lambda: told.append(1))
    hand.coding.declare(["disc"], 0, 30_000)
    hand.waits()
    assert len(hand.coding.ranges) == before + 1
    assert told
    assert all(not delta.reset for delta in hand.deltas)


def test_who_speaks(hand: Hand) -> None:
    turn = hand.coding.turns[2]
    assert hand.coding.turn_at(turn.start_ms) == turn
    assert hand.coding.turn_at(10_000_000) is None


def test_moments_without_a_code_are_counted_too(hand: Hand) -> None:
    hand.player.at_ms = 7_000
    hand.coding.mark_uncoded()
    assert hand.coding.counts[""] == 1


def test_moments_are_said_in_the_language_that_is_spoken_now(hand: Hand) -> None:
    hand.presses("maat_behoefte", at_ms=20_000)
    before = [(view.id, view.start_ms) for view in hand.coding.views()]
    label = hand.view("disc_ervaring").label
    speak("nl")
    hand.coding.say_anew()
    assert hand.view("disc_ervaring").label == "Discriminatie-ervaring van de klant" != label
    assert [(view.id, view.start_ms) for view in hand.coding.views()] == before
    assert [view.short for view in hand.coding.running] == [hand.coding.look("maat_behoefte").short]
