"""Parts behind each other: every moment lies in one place, and comes back from there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.media.facts import AudioFacts, MediaFacts, VideoFacts
from recall_studio.media.joining import Part, join, place, total_ms

PICTURE = VideoFacts("h264", 1280, 720, 0, 25.0, 100, variable_frame_rate=False, pixel_format="yuv420p")
SOUND = AudioFacts("aac", 48_000, 2)

lengths = st.lists(st.integers(1, 10**8), min_size=1, max_size=12)


def part(duration_ms: int, video: VideoFacts | None = PICTURE) -> MediaFacts:
    return MediaFacts("mp4", duration_ms, 0, video, SOUND, has_subtitles=False, problems=())


def test_parts_lie_behind_each_other() -> None:
    parts = join([part(1000), part(250), part(40)])
    assert parts == (Part(0, 1000), Part(1000, 250), Part(1250, 40))
    assert total_ms(parts) == 1290
    assert [place(parts, ms) for ms in (0, 999, 1000, 1249, 1250, 1290)] == [
        (0, 0),
        (0, 999),
        (1, 0),
        (1, 249),
        (2, 0),
        (2, 40),
    ]


@given(lengths)
def test_there_are_no_gaps(durations: list[int]) -> None:
    parts = join([part(duration) for duration in durations])
    assert [each.duration_ms for each in parts] == durations
    assert all(one.end_ms == other.offset_ms for one, other in pairwise(parts))
    assert total_ms(parts) == sum(durations)


@given(lengths, st.data())
def test_every_moment_lies_in_one_place(durations: list[int], data: st.DataObject) -> None:
    parts = join([part(duration) for duration in durations])
    ms = data.draw(st.integers(0, total_ms(parts)))
    number, within = place(parts, ms)
    assert parts[number].offset_ms + within == ms
    assert 0 <= within < parts[number].duration_ms or ms == total_ms(parts)


@given(lengths, st.data())
def test_a_place_in_a_part_comes_back(durations: list[int], data: st.DataObject) -> None:
    parts = join([part(duration) for duration in durations])
    number = data.draw(st.integers(0, len(parts) - 1))
    within = data.draw(st.integers(0, parts[number].duration_ms - 1))
    assert place(parts, parts[number].offset_ms + within) == (number, within)


@pytest.mark.parametrize("ms", [-1, 1251])
def test_outside_there_is_nothing(ms: int) -> None:
    with pytest.raises(BadInput, match="outside the recording"):
        place(join([part(1000), part(250)]), ms)
    with pytest.raises(BadInput, match="outside the recording"):
        place((), 0)


def test_sound_and_picture_do_not_mix() -> None:
    with pytest.raises(BadInput, match=r"sound only: 2 and 3\.") as refusal:
        join([part(1000), part(1000, None), part(1000, None)])
    assert refusal.value.remedy
    assert join([part(1000, None), part(10, None)])[1] == Part(1000, 10)


def test_no_parts_and_empty_parts_are_refused() -> None:
    with pytest.raises(BadInput, match="at least one part"):
        join([])
    with pytest.raises(BadInput, match=r"no length: 2\."):
        join([part(1000), part(0)])
