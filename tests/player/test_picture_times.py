"""When pictures begin, for edges that are to lie there: by the index, else by the rate, else every 40 ms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.player.engine import Source
from recall_studio.player.time_line import BLIND_STEP_MS, Part, TimeLine
from tests.player.setting import made_up

PICTURES, SOUND_ALLOWED, SOUND = made_up(picture_ms=33), made_up(picture_ms=33, sound_only=True), made_up(picture=False)


def lines(source: Source) -> TimeLine:
    """Two files of ten seconds behind each other."""
    return TimeLine([Part(source, 0), Part(source, source.facts.duration_ms)])


@pytest.mark.parametrize(("source", "step_ms"), [(PICTURES, 33), (SOUND_ALLOWED, 33), (SOUND, BLIND_STEP_MS)])
def test_a_time_belongs_to_the_picture_that_began_last(source: Source, step_ms: int) -> None:
    line = lines(source)
    assert line.picture_ms(0) == 0
    assert line.picture_ms(step_ms - 1) == 0
    assert line.picture_ms(step_ms) == step_ms
    assert line.picture_ms(step_ms, 2) == 3 * step_ms
    assert line.picture_ms(10_000 + step_ms) == 10_000 + step_ms, "of the second file"


@given(st.sampled_from([PICTURES, SOUND_ALLOWED, SOUND]), st.integers(0, 20_000), st.integers(-3, 3))
def test_it_stays_inside_and_stands_still_once_it_is_there(source: Source, ms: int, pictures: int) -> None:
    line = lines(source)
    begins = line.picture_ms(ms)
    assert 0 <= begins <= ms
    assert line.picture_ms(begins) == begins
    assert 0 <= line.picture_ms(ms, pictures) <= line.duration_ms


def test_without_a_recording_there_are_times_all_the_same() -> None:
    assert TimeLine().picture_ms(95, 1) == 120
