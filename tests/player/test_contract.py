"""What holds for every engine behind the player. A picture is read from its bars, never believed from its label."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from recall_studio.player.engine import Channels, State
from recall_studio.player.playing import BLANK, Part
from tests.media import clips as media_clips
from tests.player import setting

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.player.engine import Source
    from recall_studio.player.press import Press
    from tests.player.conftest import Contents, Show

FRAME_MS = 40
TONE = media_clips.Clip(".wav", sound="pcm_s16le", seconds=Fraction(4))


def source_of(show: Show, contents: bytes, *, sound_only: bool = False) -> Source:
    """A source whose readers fail once `show.pulled` is set."""
    return setting.source_of(contents, sound_only=sound_only, pulled=show.pulled)


def opened(show: Show, contents: bytes, *, at_ms: int = 0) -> Source:
    """Open a recording of one part, and wait for its picture."""
    source = source_of(show, contents)
    show.viewer.player.open([Part(source, 0)], at_ms=at_ms)
    if source.index is not None:
        show.until(lambda: show.viewer.player.shown_ms == show.viewer.player.position_ms())
    return source


def plays(show: Show, seconds: float = 0.4) -> None:
    """Play, and wait until pictures have gone by for so long."""
    start_ms = 0 if show.viewer.player.state is State.ENDED else show.viewer.player.position_ms()
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.position_ms() > start_ms + 40)
    show.lasts(seconds)


def tells_the_truth(show: Show, source: Source, *, for_s: float = 0.6) -> None:
    """Press every now and then: each press is given the time of the picture whose bars were seen at that moment."""
    pressed: list[tuple[int | None, Press]] = []
    for _press in range(round(for_s / 0.06)):
        pressed.append((show.viewer.number, show.viewer.player.press()))
        show.lasts(0.06)
    show.until(lambda: all(press.settled for _number, press in pressed))
    assert source.index is not None
    told = [press.pressed_ms for _number, press in pressed]
    seen = [None if number is None else source.index.start_of(number) for number, _press in pressed]
    assert told == seen


def standing_at(show: Show, source: Source, ms: int) -> None:
    """Seek while paused, and see the very picture of that time."""
    assert source.index is not None
    wanted = source.index.frame_at(ms)
    show.viewer.player.seek(ms)
    show.until(lambda: show.viewer.number == wanted)
    assert show.viewer.player.shown_ms == show.viewer.player.position_ms() == source.index.start_of(wanted)


def test_it_opens_paused_at_the_first_picture(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    show.lasts(0.2)
    assert show.viewer.number == 0
    assert (show.viewer.player.state, show.viewer.player.shown_ms) == (State.PAUSED, 0)
    assert (show.viewer.player.duration_ms, show.viewer.player.has_picture) == (source.facts.duration_ms, True)
    assert show.viewer.player.engine_key == show.kind
    assert show.viewer.troubles == []


def test_it_opens_somewhere_else(show: Show, bars: Contents) -> None:
    opened(show, bars(), at_ms=5_010)
    assert (show.viewer.number, show.viewer.player.shown_ms) == (125, 5_000)
    assert show.viewer.player.press().pressed_ms == 5_000


def test_a_key_before_the_first_picture_means_the_first_picture(show: Show, bars: Contents) -> None:
    show.viewer.player.open([Part(source_of(show, bars()), 0)], at_ms=2_000)
    press = show.viewer.player.press()
    assert not press.settled
    show.until(lambda: press.settled)
    assert (press.pressed_ms, press.playing) == (2_000, False)


def test_playing_names_every_picture(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show)
    tells_the_truth(show, source)
    assert show.viewer.player.state is State.PLAYING


def test_the_playhead_runs_smoothly_and_never_back(show: Show, bars: Contents) -> None:
    opened(show, bars())
    plays(show)
    seen = []
    for _look in range(30):
        show.lasts(0.02)
        seen.append(show.viewer.player.position_ms())
    assert seen == sorted(seen)
    assert seen[-1] - seen[0] == pytest.approx(600, abs=150)


def test_a_pause_stays_at_its_picture(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show)
    show.viewer.player.pause()
    show.lasts(0.4)
    number = show.viewer.number
    tells_the_truth(show, source, for_s=0.2)
    assert show.viewer.player.position_ms() == show.viewer.player.shown_ms
    assert show.viewer.number == number
    plays(show, 0.1)
    assert show.viewer.number is not None
    assert number is not None
    assert number < show.viewer.number < number + 40


def test_a_paused_seek_shows_the_very_picture(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    for ms in (5_000, 5_039, 5_040, 120, 9_999, 0):
        standing_at(show, source, ms)


def test_of_many_seeks_the_last_one_counts(show: Show, bars: Contents) -> None:
    opened(show, bars())
    for ms in range(9_000, 1_000, -250):
        show.viewer.player.seek(ms)
        show.lasts(0.005)
    show.viewer.player.seek(7_777)
    show.until(lambda: show.viewer.number == 7_777 // FRAME_MS)
    show.lasts(0.2)
    assert show.viewer.number == 7_777 // FRAME_MS


def test_steps_go_one_picture_on_and_back(show: Show, bars: Contents) -> None:
    opened(show, bars(), at_ms=4_000)
    for step, number in ((1, 101), (1, 102), (-1, 101), (-1, 100), (-1, 99), (10, 109)):
        show.viewer.player.step(step)
        show.until(lambda number=number: show.viewer.number == number)  # type: ignore[misc]
        assert show.viewer.player.shown_ms == number * FRAME_MS


def test_a_step_while_playing_starts_from_the_picture_on_the_screen(show: Show, bars: Contents) -> None:
    opened(show, bars())
    plays(show)
    number = show.viewer.number
    show.viewer.player.step(-2)
    assert show.viewer.player.state is State.PAUSED
    assert number is not None
    show.until(lambda: show.viewer.number == number - 2)
    show.lasts(0.3)
    assert (show.viewer.number, show.viewer.player.shown_ms) == (number - 2, (number - 2) * FRAME_MS)


def test_playing_goes_on_from_the_still(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show)
    show.viewer.player.pause()
    standing_at(show, source, 6_000)
    seen_before = len(show.viewer.numbers)
    plays(show)
    tells_the_truth(show, source, for_s=0.3)
    shown = [number or 0 for number, _label in show.viewer.numbers[seen_before:]]
    assert shown == sorted(shown)
    assert 150 <= shown[0] <= 156


def test_a_seek_while_playing_plays_on_there(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show, 0.1)
    for ms in (7_000, 2_000):
        show.viewer.player.seek(ms)
        assert show.viewer.player.position_ms() == ms
        tells_the_truth(show, source, for_s=0.2)
        show.until(lambda ms=ms: ms <= (show.viewer.number or 0) * FRAME_MS < ms + 2_000)  # type: ignore[misc]
        tells_the_truth(show, source, for_s=0.3)
        assert show.viewer.player.state is State.PLAYING


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_speed(show: Show, bars: Contents, rate: float) -> None:
    source = opened(show, bars())
    show.viewer.player.set_rate(rate)
    plays(show, 0.5)
    from_ms = show.viewer.player.position_ms()
    show.lasts(1)
    assert (show.viewer.player.position_ms() - from_ms) / 1000 == pytest.approx(rate, rel=0.2)
    tells_the_truth(show, source, for_s=0.3)
    assert show.viewer.player.press().rate == show.viewer.player.rate == rate


def test_speed_can_change_while_playing(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show, 0.1)
    for rate in (1.5, 0.75, 1.0):
        show.viewer.player.set_rate(rate)
        tells_the_truth(show, source, for_s=0.3)


def test_a_loop_goes_round(show: Show, bars: Contents) -> None:
    opened(show, bars(), at_ms=3_000)
    show.viewer.player.set_loop(3_400, 3_000)
    assert show.viewer.loops == [(3_000, 3_400)]
    show.viewer.player.play()
    seen_before = len(show.viewer.numbers)
    for _round in range(2):
        show.until(lambda: show.viewer.player.position_ms() > 3_200)
        show.until(lambda: show.viewer.player.position_ms() < 3_200)
    show.until(lambda: show.viewer.numbers[-1][0] in range(75, 80))
    assert {number for number, _label in show.viewer.numbers[seen_before:]} <= set(range(75, 88))
    show.viewer.player.clear_loop()
    show.until(lambda: show.viewer.player.position_ms() > 3_600)
    assert show.viewer.loops == [(3_000, 3_400), None]


def test_sound_can_be_changed_while_it_plays(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show, 0.1)
    for volume, channels in ((200, Channels.STEREO), (100, Channels.LEFT), (0, Channels.MONO), (100, Channels.STEREO)):
        show.viewer.player.set_volume(volume)
        show.viewer.player.set_channels(channels)
        before_ms = show.viewer.player.position_ms()
        show.until(lambda before_ms=before_ms: show.viewer.player.position_ms() > before_ms + 200)  # type: ignore[misc]
    tells_the_truth(show, source, for_s=0.2)
    assert show.viewer.troubles == []


def test_outputs_are_listed_and_chosen(show: Show, bars: Contents) -> None:
    opened(show, bars())
    found = show.viewer.player.devices()
    assert len(found) >= 2
    assert all(device.name for device in found)
    plays(show, 0.1)
    show.viewer.player.set_device(found[-1].id)
    before_ms = show.viewer.player.position_ms()
    show.until(lambda: show.viewer.player.position_ms() > before_ms + 300)
    assert show.viewer.troubles == []


def test_the_end_and_again_from_the_start(show: Show, bars: Contents) -> None:
    source = opened(show, bars(frames=50))
    show.viewer.player.seek(1_500)
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.state is State.ENDED)
    assert (show.viewer.number, show.viewer.player.position_ms()) == (49, show.viewer.player.duration_ms)
    show.viewer.player.step(-1)
    show.until(lambda: show.viewer.number == 48)
    show.viewer.player.seek(show.viewer.player.duration_ms)
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.state is State.ENDED)
    plays(show, 0.2)
    assert show.viewer.player.state is State.PLAYING
    tells_the_truth(show, source, for_s=0.2)


def test_another_recording_while_one_plays(show: Show, bars: Contents) -> None:
    opened(show, bars())
    plays(show)
    source = opened(show, bars(frames=50, size=(160, 120)), at_ms=1_000)
    assert (show.viewer.number, show.viewer.player.state) == (25, State.PAUSED)
    plays(show, 0.1)
    tells_the_truth(show, source, for_s=0.3)
    show.viewer.player.close_recording()
    assert show.viewer.frames[-1] is BLANK
    assert (show.viewer.player.state, show.viewer.player.shown_ms, show.viewer.player.duration_ms) == (
        State.EMPTY,
        None,
        0,
    )


def test_closing_while_it_plays_tells_nothing_more(show: Show, bars: Contents) -> None:
    opened(show, bars())
    plays(show, 0.1)
    show.viewer.player.close()
    show.viewer.player.close()
    told = len(show.viewer.frames), len(show.viewer.states)
    show.lasts(0.3)
    assert (len(show.viewer.frames), len(show.viewer.states)) == told


def test_a_drive_that_fails_while_it_plays(show: Show) -> None:
    opened(show, setting.long_tone())
    plays(show)
    show.breaks_down()
    show.viewer.player.seek(170_000)
    show.until(lambda: show.viewer.player.state is State.PAUSED)
    assert len(show.viewer.troubles) == 1
    show.lasts(0.3)
    show.pulled.clear()
    show.viewer.player.seek(100_000)
    plays(show, 0.1)
    assert 100_000 < show.viewer.player.position_ms() < 102_000
    assert len(show.viewer.troubles) == 1


def test_sound_alone(show: Show, tmp_path: Path) -> None:
    opened(show, media_clips.make(TONE, tmp_path))
    assert (show.viewer.player.has_picture, show.viewer.player.shown_ms) == (False, 0)
    plays(show)
    press = show.viewer.player.press()
    assert press.pressed_ms == show.viewer.player.position_ms() > 0
    show.viewer.player.pause()
    show.viewer.player.seek(2_000)
    show.lasts(0.1)
    assert show.viewer.player.press().pressed_ms == 2_000
    plays(show, 0.3)
    assert 2_200 < show.viewer.player.position_ms() < 3_000
    show.until(lambda: show.viewer.player.state is State.ENDED)
    assert show.viewer.frames == []


def test_pictures_without_sound(show: Show, bars: Contents) -> None:
    source = opened(show, bars(sound=False))
    plays(show)
    tells_the_truth(show, source)
    assert show.viewer.troubles == []


def test_pictures_at_an_unsteady_pace(show: Show, bars: Contents) -> None:
    source = opened(show, bars(variable=True, gop=50))
    standing_at(show, source, 4_150)
    plays(show, 0.2)
    tells_the_truth(show, source)
    show.viewer.player.step(-1)
    show.until(lambda: show.viewer.player.shown_ms == show.viewer.player.position_ms())
    assert source.index is not None
    assert show.viewer.number == source.index.frame_at(show.viewer.player.position_ms())


def test_a_consent_that_is_withdrawn(show: Show, bars: Contents) -> None:
    source = opened(show, bars())
    plays(show, 0.1)
    source.playable.revoke()
    show.until(lambda: show.viewer.player.state is State.EMPTY, 1)
    assert show.viewer.frames[-1] is BLANK
    assert show.viewer.troubles == ["The consent for this recording was withdrawn: playing stopped."]
    show.viewer.player.play()
    show.lasts(0.2)
    assert show.viewer.frames[-1] is BLANK
    show.viewer.player.open([Part(source, 0)])
    assert show.viewer.player.state is State.EMPTY


def test_a_consent_for_the_sound_alone(show: Show, bars: Contents) -> None:
    source = source_of(show, bars(), sound_only=True)
    show.viewer.player.open([Part(source, 0)], at_ms=1_000)
    plays(show)
    show.viewer.player.step(1)
    show.lasts(0.2)
    assert show.viewer.frames == []
    assert not show.viewer.player.has_picture


def test_parts_play_as_one(show: Show, bars: Contents) -> None:
    first, second = source_of(show, bars(frames=50)), source_of(show, bars(frames=75, size=(160, 120)))
    offset_ms = first.facts.duration_ms
    show.viewer.player.open([Part(first, 0), Part(second, offset_ms)], at_ms=1_600)
    assert show.viewer.player.duration_ms == offset_ms + second.facts.duration_ms
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.position_ms() > offset_ms + 200)
    numbers = [number or 0 for number, _label in show.viewer.numbers]
    border = numbers.index(min(numbers))
    assert numbers[border - 1] == 49
    assert numbers[border:] == sorted(numbers[border:])
    press = show.viewer.player.press()
    show.until(lambda: press.settled)
    assert (press.pressed_ms or 0) > offset_ms
    show.viewer.player.seek(offset_ms)
    show.viewer.player.step(-1)
    show.until(lambda: show.viewer.number == 49)
    show.viewer.player.step(2)
    show.until(lambda: show.viewer.number == 1)
    assert show.viewer.player.shown_ms == offset_ms + FRAME_MS
