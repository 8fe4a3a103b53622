"""The player's own rules, on engines and stills whose every move the test decides."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from recall_studio.domain.errors import MediaUnusable
from recall_studio.player.absent import AbsentEngine
from recall_studio.player.engine import State
from recall_studio.player.fake import kept_in
from recall_studio.player.playing import BLANK, Part, Press
from recall_studio.player.press import PATIENCE_S
from tests.player.room import Room, Slides
from tests.player.setting import Viewer, made_up, playable

if TYPE_CHECKING:
    from typing import BinaryIO


# Which picture a key meant.


def test_a_known_picture_answers_at_once(room: Room) -> None:
    room.open(made_up())
    room.player.play()
    room.engine.advance(250)
    told: list[Press] = []
    press = room.player.press()
    press.when_known(told.append)
    assert told == [press]
    assert (press.pressed_ms, press.about_ms, press.playing, press.rate, press.lost) == (240, 250, True, 1.0, False)


def test_an_unknown_picture_answers_when_it_is_recognised(unsure: Room) -> None:
    unsure.open(made_up())
    unsure.player.play()
    unsure.engine.advance(250)
    press, told = unsure.player.press(), list[Press]()
    press.when_known(told.append)
    unsure.engine.advance(400)
    assert (press.settled, unsure.player.shown_ms, told) == (False, None, [])
    unsure.engine.recognise()
    assert told == [press]
    assert (press.pressed_ms, unsure.player.shown_ms) == (240, 640)


def test_a_picture_that_nobody_knows_is_lost(unsure: Room) -> None:
    unsure.open(made_up())
    press = unsure.player.press()
    unsure.engine.recognise(lost=True)
    assert (press.lost, press.pressed_ms) == (True, None)
    later = unsure.player.press()
    assert later.lost


def test_an_answer_that_does_not_come_is_not_waited_for(unsure: Room) -> None:
    unsure.open(made_up())
    press, told = unsure.player.press(), list[Press]()
    press.when_known(told.append)
    unsure.clock.s += PATIENCE_S - 0.1
    unsure.player.poll()
    assert not press.settled
    unsure.clock.s += 0.2
    unsure.player.poll()
    assert (told, press.lost) == ([press], True)
    unsure.engine.recognise()
    assert (press.lost, press.pressed_ms) == (True, None)


def test_closing_loses_a_press_that_waits(unsure: Room) -> None:
    unsure.open(made_up())
    press = unsure.player.press()
    unsure.player.close_recording()
    assert press.lost
    assert unsure.player.press().lost


def test_who_is_told_may_press_again(unsure: Room) -> None:
    unsure.open(made_up())
    again: list[Press] = []
    unsure.player.press().when_known(lambda _press: again.append(unsure.player.press()))
    unsure.engine.recognise()
    assert [press.pressed_ms for press in again] == [0]


def test_a_second_part_counts_from_its_offset(room: Room) -> None:
    room.open(made_up(duration_ms=2_000), made_up(duration_ms=2_000), at_ms=1_920)
    room.player.play()
    room.engine.advance(80)
    room.player.poll()
    room.engine.advance(200)
    assert room.player.press().pressed_ms == room.player.shown_ms == 2_200
    assert room.player.position_ms() == 2_200


# Stepping and standing.


def test_steps_wait_for_the_picture_to_be_known_and_add_up(unsure: Room) -> None:
    unsure.open(made_up())
    unsure.player.play()
    unsure.engine.advance(400)
    unsure.player.step(-1)
    unsure.player.step(-1)
    unsure.engine.recognise()
    unsure.player.poll()
    assert unsure.player.position_ms() == 400 - 2 * 40
    assert unsure.viewer.number == 8


def test_steps_stay_inside_the_recording(room: Room) -> None:
    room.open(made_up(duration_ms=400))
    room.player.step(-3)
    assert room.player.position_ms() == 0
    room.player.step(100)
    room.player.poll()
    assert room.viewer.number == 9
    room.player.seek(5_000)
    assert room.player.position_ms() == 360


def test_without_pictures_a_step_is_a_fortieth_of_a_second(room: Room) -> None:
    room.open(made_up(picture=False))
    room.player.step(2)
    assert (room.player.position_ms(), room.player.shown_ms) == (80, 80)


def test_a_near_still_comes_first_and_carries_its_own_time(cinema: Room, slides: Slides) -> None:
    slides.near = 20
    slides.may_go_on.clear()
    cinema.player.open([Part(made_up(), 0)], at_ms=1_000)
    early = cinema.player.press()
    assert cinema.sees(20)
    assert (cinema.player.shown_ms, cinema.player.position_ms()) == (800, 1_000)
    assert cinema.player.press().pressed_ms == 800
    assert not early.settled
    slides.may_go_on.set()
    assert cinema.sees(25)
    assert (cinema.player.shown_ms, early.pressed_ms) == (1_000, 1_000)


def test_the_newest_still_wins(cinema: Room, slides: Slides) -> None:
    cinema.open(made_up())
    assert cinema.sees(0)
    slides.may_go_on.clear()
    for ms in range(400, 4_000, 40):
        cinema.player.seek(ms)
    slides.may_go_on.set()
    assert cinema.sees(99)
    assert len(slides.asked) < 10


def test_a_late_still_does_not_cover_what_plays(cinema: Room, slides: Slides) -> None:
    cinema.open(made_up())
    assert cinema.sees(0)
    slides.may_go_on.clear()
    cinema.player.seek(2_000)
    assert cinema.comes(lambda: slides.asked[-1] == 50)
    cinema.player.play()
    slides.may_go_on.set()
    assert cinema.sees(50)
    cinema.engine.advance(400)
    cinema.player.poll()
    assert cinema.viewer.number == 60


def test_pausing_before_the_first_picture_of_a_seek_stands_at_its_picture(cinema: Room) -> None:
    cinema.open(made_up())
    cinema.player.play()
    cinema.engine.advance(40)
    cinema.player.seek(4_000)
    cinema.player.pause()
    assert cinema.sees(100)
    assert cinema.player.position_ms() == 4_000


def test_a_still_that_cannot_be_decoded_is_left_to_the_engine(cinema: Room, slides: Slides) -> None:
    slides.has_none = True
    cinema.open(made_up(), at_ms=1_000)
    assert cinema.sees(25)
    assert cinema.player.shown_ms == 1_000


def test_a_failing_drive_is_told_once(cinema: Room, slides: Slides) -> None:
    cinema.open(made_up())
    slides.fails = MediaUnusable("The drive is gone.")
    for ms in (1_000, 2_000):
        cinema.player.seek(ms)
        asked = len(slides.asked)
        assert cinema.comes(lambda asked=asked: len(slides.asked) > asked)  # type: ignore[misc]
    assert cinema.comes(lambda: bool(cinema.viewer.troubles))
    assert cinema.viewer.troubles == ["The drive is gone."]
    slides.fails = None
    cinema.player.seek(3_000)
    assert cinema.sees(75)


def test_closing_ends_the_thread_and_lets_the_file_go(cinema: Room, slides: Slides) -> None:
    cinema.open(made_up())
    assert cinema.sees(0)
    slides.may_go_on.clear()
    cinema.player.seek(1_000)
    cinema.player.close()
    assert slides.closed == 1
    assert "stills" not in [thread.name for thread in threading.enumerate()]


def test_another_recording_lets_the_file_go(cinema: Room, slides: Slides) -> None:
    cinema.open(made_up())
    assert cinema.sees(0)
    cinema.player.close_recording()
    assert cinema.comes(lambda: slides.closed == 1)


# Loops.


def test_behind_its_end_a_loop_lets_go(room: Room) -> None:
    room.open(made_up())
    room.player.set_loop(1_000, 2_000)
    room.player.seek(3_000)
    room.player.play()
    room.engine.advance(400)
    room.player.poll()
    assert room.player.position_ms() == 3_400
    room.player.seek(1_900)
    room.engine.advance(160)
    room.player.poll()
    assert room.player.position_ms() == 1_000


def test_a_loop_up_to_the_end_goes_round_too(room: Room) -> None:
    room.open(made_up(), at_ms=9_600)
    room.player.set_loop(9_000, 10_000)
    room.player.play()
    room.engine.advance(1_000)
    assert (room.player.state, room.player.position_ms()) == (State.PLAYING, 9_000)
    assert State.ENDED not in room.viewer.states


def test_an_empty_loop_is_none(room: Room) -> None:
    room.open(made_up())
    room.player.set_loop(500, 500)
    assert (room.player.loop, room.viewer.loops) == (None, [])
    room.player.set_loop(0, 500)
    room.player.close_recording()
    assert room.viewer.loops == [(0, 500), None]


# What cannot be played.


def test_a_file_that_is_gone_is_told_and_nothing_else_breaks(room: Room) -> None:
    room.open(made_up(gone=True))
    assert room.viewer.troubles == ["The file is gone."]
    room.player.play()
    room.player.poll()
    assert (room.player.state, room.player.press().settled) == (State.PAUSED, False)


def test_a_file_that_may_not_be_read_is_told_too(room: Room, cinema: Room, slides: Slides) -> None:
    def locked() -> BinaryIO:
        raise PermissionError(13, "secret.mp4")

    room.open(replace(made_up(), playable=playable(locked)))
    slides.fails = PermissionError(13, "secret.mp4")
    cinema.open(made_up())
    assert cinema.comes(lambda: bool(cinema.viewer.troubles))
    assert room.viewer.troubles == cinema.viewer.troubles
    assert "secret" not in room.viewer.troubles[0]


def test_a_withdrawn_consent_opens_nothing(room: Room) -> None:
    source = made_up()
    source.playable.revoke()
    room.open(source)
    assert room.player.state is State.EMPTY
    assert len(room.viewer.troubles) == 1


def test_a_consent_withdrawn_for_a_later_part_stops_the_whole(room: Room) -> None:
    first, second = made_up(), made_up()
    room.open(first, second)
    room.player.play()
    second.playable.revoke()
    room.player.poll()
    assert (room.player.state, room.viewer.frames[-1]) == (State.EMPTY, BLANK)


def test_failing_again_is_told_again_after_playing_again(room: Room) -> None:
    room.open(made_up())
    for _time in range(2):
        room.player.play()
        room.engine.break_down("damaged")
        room.engine.break_down("damaged")
    assert len(room.viewer.troubles) == 2


def test_without_any_engine_pictures_can_be_looked_at() -> None:
    viewer = Viewer(AbsentEngine, make_stills=Slides())
    viewer.player.open([Part(made_up(), 0)], at_ms=400)
    until_s = time.monotonic() + 5
    while viewer.number != 10 and time.monotonic() < until_s:
        viewer.player.poll()
    viewer.player.play()
    viewer.player.poll()
    assert (viewer.number, viewer.player.state, viewer.player.shown_ms) == (10, State.PAUSED, 400)
    assert len(viewer.troubles) == 1
    viewer.player.close()


def test_another_engine_never_answers_for_the_one_before(unsure: Room) -> None:
    unsure.open(made_up(), at_ms=400)
    press = unsure.player.press()
    unsure.player.use(kept_in(unsure.engines, recognises=False))
    unsure.player.seek(4_000)
    unsure.player.poll()
    unsure.engine.recognise()
    assert (press.lost, press.pressed_ms) == (True, None)
    assert unsure.player.shown_ms == 4_000
