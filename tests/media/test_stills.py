import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from recall_studio.domain.errors import MediaUnusable
from recall_studio.media.frames import FrameIndex, frame_index
from recall_studio.media.stills import Still, Stills, is_bt709, thumbnail
from tests.media import clips as small_clips
from tests.player.clips import read_number, write_bar_clip

CLIPS = {
    "long gop": ".mp4 h264 250",
    "short gop": ".mkv h264 12",
    "hevc": ".mp4 hevc 30",
    "vp9": ".webm vp9 50",
    "mpeg": ".mpg mpeg2video 12",
    "stream": ".ts h264 25",
    "avi": ".avi mpeg4 25",
    "each by itself": ".mov mjpeg 1",
}
FRAMES = 120


@pytest.fixture(scope="module")
def bars(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    made: dict[str, bytes] = {}

    def of(name: str) -> bytes:
        if name not in made:
            suffix, codec, gop = CLIPS[name].split()
            path = tmp_path_factory.mktemp("bars") / f"clip{suffix}"
            write_bar_clip(path, codec=codec, frames=FRAMES, gop=int(gop), sound=False)
            made[name] = path.read_bytes()
        return made[name]

    return of


def stills_of(contents: bytes, **options: int) -> tuple[Stills, FrameIndex]:
    index = frame_index(BytesIO(contents))
    return Stills(BytesIO(contents), index, **options), index


def luma_in(still: Still) -> np.ndarray:
    rows = np.frombuffer(still.planes[0], np.uint8)[: still.strides[0] * still.height]
    return rows.reshape(still.height, still.strides[0])[:, : still.width]


def number_in(still: Still | None) -> int | None:
    return read_number(luma_in(still)) if still else None


@pytest.mark.parametrize("name", CLIPS)
def test_each_still_is_the_picture_that_was_asked(name: str, bars: Callable[[str], bytes]) -> None:
    stills, index = stills_of(bars(name))
    chance = random.Random(7)
    asked = [0, 1, 2, 60, 59, 58, 119, 118, 0, 30, 31, 29, *(chance.randrange(FRAMES) for _ in range(20))]
    for wanted in asked:
        still = stills.still_at(wanted)
        assert still is not None
        assert (number_in(still), still.index, still.pts_ms) == (wanted, wanted, index.start_of(wanted))
    stills.close()


def test_what_is_shown_on_the_way_carries_its_own_time(bars: Callable[[str], bytes]) -> None:
    stills, index = stills_of(bars("long gop"))
    seen: list[tuple[int | None, int]] = []
    stills.still_at(110, on_way=lambda still: seen.append((number_in(still), still.pts_ms)))
    assert seen[0] == (0, 0)
    assert all(number is not None and pts_ms == index.start_of(number) for number, pts_ms in seen)


def test_stepping_back_decodes_nothing_again(bars: Callable[[str], bytes]) -> None:
    stills, _ = stills_of(bars("long gop"))
    stills.still_at(100)
    stills._decoding.close()
    assert [number_in(stills.still_at(wanted)) for wanted in range(99, 76, -1)] == list(range(99, 76, -1))


def test_it_stops_when_nobody_waits_any_more_and_goes_on_rightly(bars: Callable[[str], bytes]) -> None:
    stills, _ = stills_of(bars("long gop"))
    questions = iter(range(1000))
    assert stills.still_at(100, stale=lambda: next(questions) > 20) is None
    for wanted in (25, 24, 26, 40, 110):
        assert number_in(stills.still_at(wanted)) == wanted


def test_the_memory_is_bounded(bars: Callable[[str], bytes]) -> None:
    stills, _ = stills_of(bars("long gop"), kept_bytes=1_000_000)
    for wanted in (10, 50, 119, 3):
        assert number_in(stills.still_at(wanted)) == wanted
    assert sum(still.size_bytes for still in stills._kept.values()) <= 1_000_000


def test_ten_thousand_questions_do_not_wear_the_reader_out(bars: Callable[[str], bytes]) -> None:
    contents = bars("short gop")
    stills, _ = stills_of(contents, kept_bytes=0)
    stills._decoding._media.source._left = 0
    assert number_in(stills.still_at(100)) == 100


def test_a_damaged_place_gives_the_last_good_picture_before_it(bars: Callable[[str], bytes]) -> None:
    contents = bytearray(bars("each by itself"))
    with av.open(BytesIO(bytes(contents)), mode="r") as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        place, size = packets[50].pos, packets[50].size
    assert place is not None
    index = frame_index(BytesIO(bytes(contents)))
    contents[place : place + size] = bytes(size)
    still = Stills(BytesIO(bytes(contents)), index).still_at(50)
    assert still is not None
    assert (number_in(still), still.index, still.pts_ms) == (49, 49, index.start_of(49))


def test_there_is_no_such_picture(bars: Callable[[str], bytes]) -> None:
    stills, _ = stills_of(bars("long gop"))
    with pytest.raises(IndexError):
        stills.still_at(FRAMES)


@pytest.mark.parametrize("name", ["jitter", "film", "vp8", "pictures in fragments", "asf", "mpegps", "mpegts"])
def test_other_recordings_too(name: str, tmp_path: Path) -> None:
    contents = small_clips.make(small_clips.CLIPS[name], tmp_path)
    with av.open(BytesIO(contents), mode="r") as container:
        numbers = [small_clips.number_in(frame) for frame in container.decode(video=0)]
    stills, index = stills_of(contents)
    for wanted in (0, len(index) // 2, len(index) - 1, 7, 60 % len(index)):
        still = stills.still_at(wanted)
        assert still is not None
        bars = luma_in(still)[48, 8::16]
        assert int("".join(str(int(bar > 128)) for bar in bars), 2) == numbers[wanted]


def test_full_range_is_said(bars: Callable[[str], bytes]) -> None:
    ordinary, full = (stills_of(bars(name))[0].still_at(5) for name in ("long gop", "each by itself"))
    assert ordinary is not None
    assert full is not None
    assert (ordinary.full_range, full.full_range) == (False, True)


@pytest.mark.parametrize(
    ("said", "height", "is_hd"), [(1, 240, True), (5, 1080, False), (2, 576, False), (2, 720, True)]
)
def test_which_colours_it_has(said: int, height: int, is_hd: bool) -> None:
    assert is_bt709(said, height) is is_hd


def test_a_thumbnail_is_a_small_jpeg_of_a_keyframe(bars: Callable[[str], bytes]) -> None:
    made = thumbnail(BytesIO(bars("short gop")), at_ms=2000, width=160)
    with av.open(BytesIO(made), mode="r", format="jpeg_pipe") as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (160, 90)
    assert read_number(np.asarray(frame.reformat(320, 180, "gray").to_ndarray(), np.uint8)) == 48


def test_a_thumbnail_is_turned_as_it_is_shown(tmp_path: Path) -> None:
    write_bar_clip(tmp_path / "turned.mp4", frames=10, sound=False, rotation=-90)
    made = thumbnail(BytesIO((tmp_path / "turned.mp4").read_bytes()), at_ms=0, width=90)
    with av.open(BytesIO(made), mode="r", format="jpeg_pipe") as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (90, 160)
    upright = frame.reformat(180, 320, "gray").to_ndarray()
    assert read_number(np.rot90(upright, 1)) == 0


def test_a_recording_without_picture_has_no_thumbnail(tmp_path: Path) -> None:
    contents = small_clips.make(small_clips.CLIPS["wav"], tmp_path)
    with pytest.raises(MediaUnusable):
        thumbnail(BytesIO(contents), at_ms=0, width=160)
