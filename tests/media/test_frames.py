"""Which picture is on the screen when: the index against what a decoder really shows."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from av.packet import Packet
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadFile, Cancelled, MediaUnusable
from recall_studio.media.frames import _SEAL_OF, FrameIndex, PictureTimes, frame_index
from recall_studio.media.opening import ms_of, opened, packets
from recall_studio.media.probing import probe_and_index
from recall_studio.media.sealing import sealed
from tests.media.clips import CLIPS, FRAMES, JITTERED, copied, number_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.media.conftest import ClipOf

SEEN = sorted(name for name, clip in CLIPS.items() if clip.codec)
LATE_AVI = {"avi": 80, "avi mpeg4": 40}  # an AVI keeps no times of showing: its decoder starts this late


def index_of(*starts: int, last: int = 40) -> FrameIndex:
    pts = np.array(starts, np.int64)
    return FrameIndex(pts, np.append(np.diff(pts), last), np.array([0], np.int64))


def decoded(contents: bytes) -> list[tuple[int | None, int]]:
    """Time in ms, where the decoder knows it, and the number that can be read in it, of every picture shown."""
    with opened(BytesIO(contents)) as media:
        assert media.picture
        assert media.picture.time_base
        base = media.picture.time_base
        shown = []
        for frame in media.container.decode(media.picture):
            ticks = frame.pts if frame.pts is not None else frame.dts
            shown.append((None if ticks is None else ms_of(ticks, base, media.origin_us), number_in(frame)))
    return shown


@pytest.mark.parametrize("name", SEEN)
def test_the_index_is_what_a_decoder_shows(clip: ClipOf, name: str) -> None:
    index, shown = frame_index(BytesIO(clip(name))), decoded(clip(name))
    assert [number for _ms, number in shown] == list(range(len(index)))
    for position, (ms, _number) in enumerate(shown):
        assert ms in {None, index.start_of(position)}
    assert sum(ms is None for ms, _number in shown) <= 2  # the last of an AVI, which come without any time


@pytest.mark.parametrize("name", SEEN)
def test_probing_gives_the_same_index(clip: ClipOf, name: str) -> None:
    facts, index = probe_and_index(BytesIO(clip(name)))
    alone = frame_index(BytesIO(clip(name)))
    assert facts.video
    assert index
    assert facts.video.frames == len(index) == len(alone)
    assert index.to_bytes() == alone.to_bytes()


def test_a_steady_pace(clip: ClipOf) -> None:
    index = frame_index(BytesIO(clip("mp4")))
    assert index.pts_ms.tolist() == list(range(0, 4000, 40))
    assert set(index.durations_ms.tolist()) == {40}
    assert index.keyframes.tolist() == [0, 50]
    assert not index.variable_frame_rate
    assert index.end_ms == 4000


def test_an_irregular_pace_with_a_hole(clip: ClipOf) -> None:
    index = frame_index(BytesIO(clip("jitter")))
    assert index.pts_ms.tolist() == list(JITTERED)
    assert index.variable_frame_rate
    assert index.frame_at(JITTERED[59] + 250) == 59
    assert index.durations_ms[59] == JITTERED[60] - JITTERED[59]


@pytest.mark.parametrize(("name", "late_ms"), LATE_AVI.items())
def test_an_avi_falls_back_on_the_times_of_decoding(clip: ClipOf, name: str, late_ms: int) -> None:
    assert frame_index(BytesIO(clip(name))).pts_ms.tolist() == [late_ms + 40 * number for number in range(FRAMES)]


def edited(contents: bytes, *, start_s: Fraction = Fraction(0), length_s: Fraction | None = None) -> bytes:
    """With the edit of the picture moved or shortened, as an editor that does not encode again does."""
    hurt = bytearray(contents)
    entry = contents.index(b"elst") + 12  # version, flags, count; then length and start
    if length_s is not None:
        hurt[entry : entry + 4] = int(length_s * 1000).to_bytes(4)
    start = int.from_bytes(hurt[entry + 4 : entry + 8]) + int(start_s * 12_800)
    hurt[entry + 4 : entry + 8] = start.to_bytes(4)
    return bytes(hurt)


def test_pictures_before_the_edit_are_not_shown(clip: ClipOf) -> None:
    cut = edited(clip("silent"), start_s=Fraction(1, 2))
    index, shown = frame_index(BytesIO(cut)), decoded(cut)
    assert shown[0][1] in {12, 13}
    assert len(index) == len(shown) == FRAMES - shown[0][1]
    assert [ms for ms, _number in shown] == index.pts_ms.tolist()


def test_pictures_behind_the_edit_are_not_shown(clip: ClipOf) -> None:
    cut = edited(clip("silent"), length_s=Fraction(2))
    assert len(frame_index(BytesIO(cut))) == len(decoded(cut)) == 50
    assert probe_and_index(BytesIO(cut))[0].duration_ms == 2000


def test_sound_behind_the_edit_is_not_heard(clip: ClipOf) -> None:
    facts, _index = probe_and_index(BytesIO(edited(clip("m4a"), length_s=Fraction(2))))
    assert 2000 <= facts.duration_ms <= 2000 + 22  # up to the end of a packet


@pytest.mark.parametrize("share", [2, 4, 6])
def test_a_recording_that_starts_in_mid_stream(clip: ClipOf, share: int) -> None:
    whole = clip("mpegps")
    rest = whole[len(whole) * share // 10 // 2048 * 2048 :]
    index, shown = frame_index(BytesIO(rest)), decoded(rest)
    assert len(index) == len(shown)
    assert [number for _ms, number in shown] == list(range(shown[0][1], FRAMES))


@pytest.mark.parametrize("share", [5, 6, 7, 8, 9])
def test_a_picture_that_was_cut_in_two_is_not_counted(clip: ClipOf, share: int) -> None:
    part = clip("pictures")[: len(clip("pictures")) * share // 10]
    assert 0 < len(frame_index(BytesIO(part))) == picture_count(part)


def picture_count(contents: bytes) -> int:
    count = 0
    with opened(BytesIO(contents)) as media:
        for packet in media.container.demux(media.picture):
            try:
                count += len(packet.decode())
            except av.FFmpegError:
                continue
    return count


def test_hidden_pictures_of_vp8_are_not_counted(clip: ClipOf) -> None:
    """The encoder keeps pictures to refer to in packets of their own, which no player shows."""

    def hide(position: int, packet: Packet[Any]) -> list[Packet[Any]]:
        if position not in {7, 8, 30}:
            return [packet]
        hidden = Packet(bytes([bytes(packet)[0] & ~0x10]) + bytes(packet)[1:])
        hidden.pts, hidden.dts, hidden.time_base = packet.pts, packet.dts, packet.time_base
        return [hidden]

    with_hidden = copied(clip("vp8"), ".webm", hide)
    index, shown = frame_index(BytesIO(with_hidden)), decoded(with_hidden)
    assert len(index) == len(shown) == FRAMES - 3
    assert [ms for ms, _number in shown] == index.pts_ms.tolist()


def test_an_avi_that_starts_in_mid_stream(clip: ClipOf) -> None:
    """No times of showing and no keyframe at the start: the first that a decoder can show is number 50."""
    late = copied(clip("avi"), ".avi", lambda position, packet: [packet] if position >= 30 else [])
    assert len(frame_index(BytesIO(late))) == FRAMES - 50


def times_of(contents: bytes, *, rounds: int = 1, change: Callable[[Packet[Any]], None] | None = None) -> PictureTimes:
    with opened(BytesIO(contents)) as media:
        assert media.picture
        times, found = PictureTimes(media.picture), list(packets(media, media.picture))
        for packet in found * rounds:
            if change:
                change(packet)
            times.take(packet)
    return times


def test_the_time_line_starts_at_zero(clip: ClipOf) -> None:
    """Pictures over before the container says that it starts are not on it; one that lasts into it starts with it."""
    index = times_of(clip("mp4")).index(origin_us=100_000)
    assert index
    assert index.pts_ms.tolist()[:3] == [0, 20, 60]
    assert index.durations_ms.tolist()[:2] == [20, 40]
    assert (len(index), index.end_ms) == (FRAMES - 2, 3900)


def test_the_last_picture_lasts_as_long_as_usual_when_nothing_tells(clip: ClipOf) -> None:
    def forget(packet: Packet[Any]) -> None:
        packet.duration = 0

    index = times_of(clip("film"), change=forget).index(origin_us=0)
    alone = times_of(clip("one picture"), change=forget).index(origin_us=0)
    assert index
    assert alone
    assert (len(index), index.durations_ms[-1]) == (FRAMES, 42)
    assert alone.durations_ms.tolist() == [40]


def test_a_clock_that_jumps_back_is_seen(clip: ClipOf) -> None:
    assert not times_of(clip("mp4")).jumps_back
    assert times_of(clip("mp4"), rounds=2).jumps_back


def test_one_picture(clip: ClipOf) -> None:
    facts, index = probe_and_index(BytesIO(clip("one picture")))
    assert facts.video
    assert index
    assert (facts.video.frames, facts.video.frame_rate_hz, facts.duration_ms) == (1, 0.0, 40)
    assert (index.pts_ms.tolist(), index.variable_frame_rate) == ([0], False)


def test_sound_has_no_pictures(clip: ClipOf) -> None:
    with pytest.raises(MediaUnusable, match="sound only"):
        frame_index(BytesIO(clip("wav")))
    assert probe_and_index(BytesIO(clip("wav")))[1] is None


def test_it_stops_when_asked(clip: ClipOf) -> None:
    class Stopped:
        cancelled = True

        def report(self, done: int, total: int) -> None: ...

    with pytest.raises(Cancelled):
        frame_index(BytesIO(clip("mp4")), progress=Stopped())


# The arithmetic.


@pytest.mark.parametrize(
    ("ticks", "base", "origin_us", "ms"),
    [
        (1, Fraction(1, 2000), 0, 1),  # half a millisecond goes up
        (-1, Fraction(1, 2000), 0, 0),  # on both sides of 0
        (3, Fraction(1, 2000), 0, 2),
        (1, Fraction(1001, 30_000), 0, 33),
        (90_000, Fraction(1, 90_000), 400_000, 600),
        (10**15, Fraction(1, 10**9), 0, 10**9),  # would overflow in 64 bits
    ],
)
def test_milliseconds_round_half_up(ticks: int, base: Fraction, origin_us: int, ms: int) -> None:
    assert ms_of(ticks, base, origin_us) == ms


times = st.lists(st.integers(0, 10**7), min_size=1, max_size=200, unique=True).map(sorted)


@given(times, st.integers(1, 5000), st.data())
def test_a_picture_is_on_the_screen_from_its_start_to_its_end(
    starts: list[int], last: int, data: st.DataObject
) -> None:
    index = index_of(*starts, last=last)
    picture = data.draw(st.integers(0, len(index) - 1))
    start, end = index.start_of(picture), index.end_of(picture)
    assert {index.frame_at(ms) for ms in (start, (start + end) // 2, end - 1)} == {picture}
    assert index.frame_at(end) == min(picture + 1, len(index) - 1)
    assert index.end_ms == index.end_of(len(index) - 1)


@given(times, st.integers(-1000, 10**7 + 1000))
def test_the_picture_shown_is_the_last_that_has_appeared(starts: list[int], ms: int) -> None:
    appeared = [position for position, start in enumerate(starts) if start <= ms]
    assert index_of(*starts).frame_at(ms) == (appeared[-1] if appeared else 0)


@pytest.mark.parametrize("position", [-1, 3])
def test_there_is_no_picture_outside_the_recording(position: int) -> None:
    with pytest.raises(IndexError):
        index_of(0, 40, 80).start_of(position)


def test_decoding_starts_at_the_keyframe_before() -> None:
    index = FrameIndex(np.arange(10, dtype=np.int64), np.ones(10, np.int64), np.array([2, 6], np.int64))
    assert [index.keyframe_for(position) for position in (0, 2, 5, 6, 9)] == [0, 2, 2, 6, 6]


@pytest.mark.parametrize(("late", "expected"), [(1, False), (2, False), (3, True)])
def test_two_in_a_hundred_may_come_late(late: int, expected: bool) -> None:
    starts = np.arange(0, 101 * 40, 40)
    for number in range(1, late + 1):
        starts[-number:] += 3
    assert index_of(*starts.tolist()).variable_frame_rate is expected


# The cache.


def test_the_index_survives_the_cache(clip: ClipOf) -> None:
    index = frame_index(BytesIO(clip("jitter")))
    again = FrameIndex.from_bytes(index.to_bytes())
    assert again.pts_ms.tolist() == index.pts_ms.tolist()
    assert again.durations_ms.tolist() == index.durations_ms.tolist()
    assert again.keyframes.tolist() == index.keyframes.tolist()


@given(st.data())
def test_a_damaged_cache_is_refused(data: st.DataObject) -> None:
    kept = bytearray(index_of(*range(0, 4000, 40)).to_bytes())
    kept[data.draw(st.integers(0, len(kept) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadFile, match="makes it again"):
        FrameIndex.from_bytes(bytes(kept))


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"text",
        sealed(b"text", _SEAL_OF),
        sealed(b"", _SEAL_OF),
        index_of(0, 40, 40).to_bytes(),
        FrameIndex(np.array([0.5]), np.array([1.0]), np.array([], np.int64)).to_bytes(),
        FrameIndex(np.array([], np.int64), np.array([], np.int64), np.array([], np.int64)).to_bytes(),
        FrameIndex(np.array([0], np.int64), np.array([40], np.int64), np.array([7], np.int64)).to_bytes(),
    ],
)
def test_a_cache_of_something_else_is_refused(wrong: bytes) -> None:
    with pytest.raises(BadFile):
        FrameIndex.from_bytes(wrong)


def test_a_cache_never_runs_code() -> None:
    archive = BytesIO()
    np.savez(archive, pts_ms=np.array([print], object), durations_ms=np.array([1]), keyframes=np.array([0]))
    with pytest.raises(BadFile):
        FrameIndex.from_bytes(sealed(archive.getvalue(), _SEAL_OF))
