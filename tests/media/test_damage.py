"""Broken recordings: what is there is played, what is not is told, and nothing hangs."""

import time
from contextlib import suppress
from io import BytesIO

import pytest

from recall_studio.domain.errors import MediaUnusable
from recall_studio.media.probing import probe, probe_and_index
from tests.media.clips import CLIPS, FRAMES, wiped
from tests.media.conftest import ClipOf

LONGEST_LOOK_S = 5
CUT_SHORT = ["mp4", "matroska", "avi", "wav", "mp3", "flac", "ogg", "webm", "asf", "fragments", "mpegps"]


@pytest.mark.parametrize("name", CUT_SHORT)
def test_a_recording_without_its_end_is_played_as_far_as_it_goes(clip: ClipOf, name: str) -> None:
    whole = clip(name)
    facts, index = probe_and_index(BytesIO(whole[: len(whole) * 6 // 10]))
    assert "truncated" in facts.problems
    assert "damaged" not in facts.problems
    assert 0 < facts.duration_ms < probe(BytesIO(whole)).duration_ms
    assert (index is None) == (facts.video is None)


@pytest.mark.parametrize("name", sorted(CLIPS))
def test_a_whole_recording_is_not_called_cut_off_or_damaged(clip: ClipOf, name: str) -> None:
    assert not {"truncated", "damaged", "unknown_codec"} & set(probe(BytesIO(clip(name))).problems)


@pytest.mark.parametrize("share", [1, 5, 9])
def test_an_mp4_without_its_index_is_refused(clip: ClipOf, share: int) -> None:
    whole = clip("index at the end")
    with pytest.raises(MediaUnusable, match="before its index was written") as refusal:
        probe(BytesIO(whole[: len(whole) * share // 10]))
    assert "repair" in refusal.value.remedy


def test_bytes_wiped_in_the_middle_are_told(clip: ClipOf) -> None:
    wiped = bytearray(clip("mpegts"))
    middle = len(wiped) // 2 // 188 * 188
    wiped[middle : middle + 188 * 30] = bytes(188 * 30)
    assert "damaged" in probe(BytesIO(wiped)).problems


def test_a_picture_that_cannot_be_decoded_is_told(clip: ClipOf) -> None:
    """The index is whole, what it points at is not."""
    with pytest.raises(MediaUnusable, match="its contents are damaged"):
        probe(BytesIO(wiped(clip("silent"), video=True)))
    facts = probe(BytesIO(wiped(clip("mp4"), video=True)))
    assert facts.problems == ("damaged",)
    assert facts.audio


def test_a_clock_that_jumps_back_is_told(clip: ClipOf) -> None:
    assert "damaged" in probe(BytesIO(clip("mpegps") + clip("mpegps"))).problems


def with_size_of_picture(contents: bytes, number: int, size: int) -> bytes:
    hurt = bytearray(contents)
    entry = contents.index(b"stsz") + 16 + number * 4
    hurt[entry : entry + 4] = size.to_bytes(4)
    return bytes(hurt)


def test_an_index_that_leads_nowhere_is_told(clip: ClipOf) -> None:
    """From a wrong size on, every picture is looked for in a wrong place, behind the end of the file."""
    facts = probe(BytesIO(with_size_of_picture(clip("pictures"), 60, 0x7FFFFFFF)))
    assert facts.problems == ("damaged", "no_audio")
    assert facts.video
    assert facts.video.frames == 60


def test_an_empty_picture_is_no_damage(clip: ClipOf) -> None:
    """It repeats the one before it."""
    facts = probe(BytesIO(with_size_of_picture(clip("pictures"), 60, 0)))
    assert facts.problems == ("no_audio",)
    assert facts.video
    assert facts.video.frames == FRAMES - 1


def test_a_bad_place_is_told_and_what_lies_behind_it_is_played(clip: ClipOf) -> None:
    hurt, start = bytearray(clip("aac")), 0
    for _frame in range(90):
        start += (hurt[start + 3] & 3) << 11 | hurt[start + 4] << 3 | hurt[start + 5] >> 5
    hurt[start + 4 : start + 6] = b"\x00\x1f"  # a frame shorter than its own header
    facts = probe(BytesIO(hurt))
    assert facts.problems == ("damaged", "no_video")
    assert 3900 < facts.duration_ms < 4100


def test_fragments_are_played_up_to_the_last_whole_one(clip: ClipOf) -> None:
    """A recorder that was switched off: cut in the index of a fragment or in its data, what was before it is kept."""
    whole = clip("pictures in fragments")
    last = whole.rindex(b"moof") - 4
    for end in range(last + 9, whole.rindex(b"mfra") - 5, 100):
        facts = probe(BytesIO(whole[:end]))
        assert "truncated" in facts.problems
        assert facts.video
        assert 80 <= facts.video.frames < FRAMES


def test_a_track_of_which_nothing_is_found_is_told(clip: ClipOf) -> None:
    """The list of places of the pictures is gone; that of the sounds is there."""
    facts = probe(BytesIO(clip("mp4").replace(b"stco", b"free", 1)))
    assert facts.problems == ("damaged", "no_video")


def test_neither_sound_nor_picture(clip: ClipOf) -> None:
    with pytest.raises(MediaUnusable, match="neither sound nor picture"):
        probe(BytesIO(clip("silent").replace(b"trak", b"free")))


def test_a_codec_that_nobody_knows(clip: ClipOf) -> None:
    with pytest.raises(MediaUnusable, match="in an unknown way"):
        probe(BytesIO(clip("silent").replace(b"avc1", b"zzz9")))
    facts = probe(BytesIO(clip("mp4").replace(b"avc1", b"zzz9")))
    assert facts.problems == ("unknown_codec", "no_video")
    assert facts.audio


@pytest.mark.parametrize("name", ["mp4", "matroska", "mpegts", "avi", "mp3", "ogg"])
@pytest.mark.parametrize("step", [97, 1009, 4999])
def test_damage_anywhere_ends_in_facts_or_in_a_sentence(clip: ClipOf, name: str, step: int) -> None:
    hurt = bytearray(clip(name))
    hurt[step::step] = bytes(byte ^ 0x55 for byte in hurt[step::step])
    started = time.monotonic()
    with suppress(MediaUnusable):  # and no other error
        assert probe(BytesIO(hurt)).duration_ms >= 0
    assert time.monotonic() - started < LONGEST_LOOK_S
