"""Whether the end is missing, by the word of the file itself."""

import struct
from io import BytesIO

import pytest

from recall_studio.media.containers import Kind
from recall_studio.media.wholeness import has_index, is_cut_short, refers_elsewhere, usable_size
from tests.media.conftest import ClipOf
from tests.media.traps import box, chunk

MP4, MATROSKA = Kind("mp4", "mov"), Kind("matroska", "matroska")
WAV, AVI = Kind("wav", "wav"), Kind("avi", "avi")
WHOLE_MP4 = box(b"ftyp", b"isom") + box(b"moov", bytes(50)) + box(b"mdat", bytes(1000))


def cut(contents: bytes, kind: Kind) -> bool:
    return is_cut_short(BytesIO(contents), kind)


def test_an_mp4_is_measured_by_its_boxes() -> None:
    assert not cut(WHOLE_MP4, MP4)
    assert cut(WHOLE_MP4[:-1], MP4)
    assert not cut(WHOLE_MP4 + box(b"free", bytes(90))[:-50], MP4)  # padding is no loss
    assert not cut(WHOLE_MP4 + b"junk", MP4)


def test_an_mp4_of_more_than_four_gigabytes() -> None:
    large = WHOLE_MP4 + struct.pack(">I4sQ", 1, b"mdat", 16 + 500) + bytes(500)
    assert not cut(large, MP4)
    assert cut(large[:-1], MP4)


def test_an_mp4_whose_last_box_is_open_ended() -> None:
    assert not cut(WHOLE_MP4 + struct.pack(">I4s", 0, b"mdat") + bytes(77), MP4)


def test_an_index_counts_only_in_full() -> None:
    assert has_index(BytesIO(WHOLE_MP4))
    assert not has_index(BytesIO(WHOLE_MP4[:40]))
    assert not has_index(BytesIO(b""))


def test_boxes_that_never_end_come_to_one() -> None:
    assert not has_index(BytesIO(b"\0\0\0\x04moov" * 10))
    assert not cut(b"\0\0\0\1mdat" + b"\xff" * 8, Kind("mp4", "mpegts"))


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF])
def test_a_wav_that_was_streamed_does_not_tell(length: int) -> None:
    streamed = b"RIFF" + struct.pack("<I", length) + b"WAVE" + bytes(100)
    assert not cut(streamed, WAV)


def test_a_wav_of_more_than_four_gigabytes_tells_it_elsewhere() -> None:
    body = b"WAVEds64" + struct.pack("<IQ", 28, 5_000) + bytes(5_000 - 20)
    large = b"RF64\xff\xff\xff\xff" + body
    assert not cut(large, WAV)
    assert cut(large[:-2_000], WAV)


def test_a_large_avi_has_several_chunks() -> None:
    both = chunk(b"RIFF", b"AVI " + bytes(4_000)) + chunk(b"RIFF", b"AVIX" + bytes(4_000))
    assert not cut(both, AVI)
    assert cut(both[:-2_000], AVI)


def test_a_live_matroska_does_not_tell(clip: ClipOf) -> None:
    contents = clip("matroska")
    segment = contents.index(bytes.fromhex("18538067")) + 4
    live = contents[:segment] + b"\x01" + b"\xff" * 7 + contents[segment + 8 :]
    assert cut(contents[:-2_000], MATROSKA)
    assert not cut(live[:-2_000], MATROSKA)


def test_only_a_fragment_with_half_an_index_is_left_out(clip: ClipOf) -> None:
    contents = clip("pictures in fragments")
    last = contents.rindex(b"moof") - 4
    index_bytes = int.from_bytes(contents[last : last + 4])
    assert usable_size(BytesIO(contents), MP4) == len(contents)
    assert usable_size(BytesIO(contents[: last + index_bytes - 1]), MP4) == last
    assert usable_size(BytesIO(contents[: last + index_bytes + 20]), MP4) == last + index_bytes + 20
    assert usable_size(BytesIO(contents[: last + 20]), MATROSKA) == last + 20


def test_a_usual_recording_refers_to_itself(clip: ClipOf) -> None:
    assert not refers_elsewhere(BytesIO(clip("mp4")))
    assert not refers_elsewhere(BytesIO(clip("mov")))
    assert not refers_elsewhere(BytesIO(b""))
