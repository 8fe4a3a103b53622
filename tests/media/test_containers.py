"""What is recognised by its first bytes, and what is refused before FFmpeg sees any of it."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from recall_studio.domain.errors import MediaUnusable
from recall_studio.media.containers import KINDS, recognise, sound_start
from recall_studio.media.frames import frame_index
from recall_studio.media.probing import probe
from tests.media.conftest import ClipOf

KIND_OF_CLIP = {
    "mp4": "mp4",
    "m4a": "mp4",
    "mov": "mov",
    "matroska": "matroska",
    "webm": "webm",
    "mpegts": "mpegts",
    "mpegps": "mpegps",
    "avi": "avi",
    "asf": "asf",
    "wav": "wav",
    "mp3": "mp3",
    "flac": "flac",
    "ogg": "ogg",
    "aac": "aac",
}
POINTS_ELSEWHERE = "only points at other files"
HOLDS_TEXT = "it holds text"
UNKNOWN = "of no kind that the program knows"

REFUSED = {
    "nothing": (b"", "it is empty"),
    "garbage": (bytes(range(251, 0, -1)) * 40, UNKNOWN),
    "zeros": (bytes(10_000), UNKNOWN),
    "HLS": (b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4,\nother.ts\n#EXT-X-ENDLIST\n", POINTS_ELSEWHERE),
    "HLS behind a mark": ("\ufeff#EXTM3U\n#EXTINF:4,\nother.ts\n".encode(), POINTS_ELSEWHERE),
    "HLS in UTF-16": ("#EXTM3U\n#EXTINF:4,\nother.ts\n".encode("utf-16"), POINTS_ELSEWHERE),
    "ffconcat": (b"ffconcat version 1.0\nfile 'other.mp4'\n", POINTS_ELSEWHERE),
    "concat list": (b"file 'other.mp4'\nfile 'one_more.mp4'\n", POINTS_ELSEWHERE),
    "concat": (b"concat:other.ts|one_more.ts", POINTS_ELSEWHERE),
    "address": (b"# mine\nrtsp://192.0.2.1/camera\n", POINTS_ELSEWHERE),
    "SDP": (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n", POINTS_ELSEWHERE),
    "MPD": (b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>', POINTS_ELSEWHERE),
    "ASX": (b'<asx version="3.0"><entry><ref href="other.wmv"/></entry></asx>', POINTS_ELSEWHERE),
    "PLS": (b"[playlist]\nFile1=other.mp3\nNumberOfEntries=1\n", POINTS_ELSEWHERE),
    "AviSynth": (b'AviSource("other.avi")\n', POINTS_ELSEWHERE),
    "page": (b'<!DOCTYPE html><html><body><a href="https://example.org">x</a></body></html>', HOLDS_TEXT),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="other.png"/></svg>', HOLDS_TEXT),
    "text": ("Verslag van het gesprek, één bladzijde.\n".encode() * 50, HOLDS_TEXT),
    "text of letters G": (b"G" * 10_000, HOLDS_TEXT),
    "text with ftyp": (b"Leesftypmp42, want dat is de naam.\n" * 50, HOLDS_TEXT),
    "photograph": (bytes.fromhex("ffd8ffe000104a46494600010100") + bytes(range(256)) * 8, UNKNOWN),
    "photograph of a telephone": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000), UNKNOWN),
    "archive": (b"PK\x03\x04\x14\0\0\0" + bytes(range(256)) * 8, UNKNOWN),
    "database": (b"SQLite format 3\0" + bytes(4096), UNKNOWN),
    "playlist behind a tag": (b"ID3\x04\0\0\0\0\0\x04\0\0\0\0#EXTM3U\nother.ts\n", POINTS_ELSEWHERE),
    "tag with nothing behind it": (b"ID3\x04\0\0\0\0\0\x04\0\0\0\0", UNKNOWN),
    "EBML of another kind": (bytes.fromhex("1a45dfa38b4282887365637265747321") + bytes(500), UNKNOWN),
}


@pytest.mark.parametrize(("name", "kind"), KIND_OF_CLIP.items())
def test_every_container_of_the_list_is_recognised(clip: ClipOf, name: str, kind: str) -> None:
    assert recognise(BytesIO(clip(name))).name == kind
    assert probe(BytesIO(clip(name))).container == kind


def test_every_kind_of_the_list_has_a_clip() -> None:
    assert {kind.name for kind, _is_it in KINDS} == set(KIND_OF_CLIP.values())


@pytest.mark.parametrize(("contents", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_recording_is_refused_in_a_sentence(contents: bytes, sentence: str) -> None:
    for look in (recognise, probe, frame_index):
        with pytest.raises(MediaUnusable, match=sentence) as refusal:
            look(BytesIO(contents))
        assert refusal.value.remedy


def test_a_tag_before_the_sound_is_skipped(clip: ClipOf) -> None:
    tag = b"ID3\x04\0\0\0\0\x01\x00" + bytes(128)
    for name in ("mp3", "aac", "flac"):
        assert recognise(BytesIO(tag + clip(name))).name == name


def test_room_behind_a_tag_is_skipped(clip: ClipOf) -> None:
    sound = clip("mp3")[sound_start(BytesIO(clip("mp3"))) :]
    assert probe(BytesIO(b"ID3\x04\0\0\0\0\x01\x00" + bytes(128 + 500) + sound)).container == "mp3"


@pytest.mark.parametrize("size", [192, 204])
def test_transport_streams_with_longer_packets_are_recognised(clip: ClipOf, size: int) -> None:
    packets = [clip("mpegts")[at : at + 188] for at in range(0, 188 * 200, 188)]
    longer = b"".join((bytes(4) + packet) if size == 192 else (packet + bytes(16)) for packet in packets)
    assert recognise(BytesIO(longer)).name == "mpegts"


def test_a_reader_that_gives_a_byte_at_a_time_is_recognised_too(clip: ClipOf) -> None:
    class Slow(BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 1))

    assert recognise(Slow(clip("mp4"))).name == "mp4"


@given(st.binary(max_size=400), st.sampled_from([b"", b"ID3\x04\0\0\0\0\0\0", b"\xff\xfb", b"\x47", b"RIFF", b"OggS"]))
def test_any_bytes_are_recognised_or_refused(contents: bytes, start: bytes) -> None:
    with suppress(MediaUnusable):  # and no other error
        assert recognise(BytesIO(start + contents)) in {kind for kind, _is_it in KINDS}
