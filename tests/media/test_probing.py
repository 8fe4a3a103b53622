"""What one look at a recording tells, and that it ends, whatever the recording is."""

import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from recall_studio.domain.errors import MediaUnusable, RecallError
from recall_studio.media.facts import PROBLEMS, AudioFacts, MediaFacts, VideoFacts, problem_sentence
from recall_studio.media.opening import opened
from recall_studio.media.probing import probe
from tests.media.clips import FRAMES, HEIGHT, JITTERED, WIDTH, subtitled, two_sounds
from tests.media.conftest import ClipOf

PROJECT = Path(__file__).parents[2]
SHARED = PROJECT.parent / "shared" / "data" / "media"


def test_everything_of_an_mp4(clip: ClipOf) -> None:
    assert probe(BytesIO(clip("mp4"))) == MediaFacts(
        container="mp4",
        duration_ms=4000,
        start_ms=0,
        video=VideoFacts("h264", WIDTH, HEIGHT, 0, 25.0, FRAMES, variable_frame_rate=False, pixel_format="yuv420p"),
        audio=AudioFacts("aac", 48_000, 1),
        has_subtitles=False,
        problems=(),
    )


@pytest.mark.parametrize(
    ("name", "duration_ms", "start_ms"),
    [
        ("wav", 4000, 0),
        ("mp3", 4000, 23),  # the encoder's delay is before the start, its filling behind the end
        ("flac", 4000, 0),
        ("m4a", 4000, 0),
        ("silent", 4000, 0),
        ("fragments", 4080, 0),  # without an edit list pictures start at 80 ms
        ("matroska", 4010, 0),  # the last packet of sound is whole
        ("jitter", JITTERED[-1] + 40, 0),
        ("mpegts", 4032, 59),
        ("avi mpeg4", 4040, 0),
    ],
)
def test_the_length_is_exact(clip: ClipOf, name: str, duration_ms: int, start_ms: int) -> None:
    facts = probe(BytesIO(clip(name)))
    assert (facts.duration_ms, facts.start_ms) == (duration_ms, start_ms)


def test_sound_without_picture(clip: ClipOf) -> None:
    facts = probe(BytesIO(clip("wav")))
    assert (facts.video, facts.audio, facts.problems) == (None, AudioFacts("pcm_s16le", 48_000, 1), ("no_video",))


def test_picture_without_sound(clip: ClipOf) -> None:
    facts = probe(BytesIO(clip("silent")))
    assert (facts.audio, facts.problems) == (None, ("no_audio",))
    assert facts.video


def test_a_picture_that_lies_on_its_side(clip: ClipOf) -> None:
    video = probe(BytesIO(clip("turned"))).video
    assert video
    assert (video.rotation, (video.width, video.height), video.shown_size) == (90, (160, 96), (96, 160))
    assert replace(video, rotation=180).shown_size == (160, 96)


def test_an_irregular_pace_is_told(clip: ClipOf) -> None:
    facts = probe(BytesIO(clip("jitter")))
    assert facts.problems == ("variable_frame_rate",)
    assert facts.video
    assert facts.video.frame_rate_hz == pytest.approx(99 / ((JITTERED[-1] - JITTERED[0]) / 1000))


def test_a_picture_of_the_sleeve_is_no_video(clip: ClipOf) -> None:
    name, kind, data = b"\x03", b"image/png\0", one_pixel()
    frame = name + kind + b"\x03\0" + data
    tag = b"APIC" + synchsafe(len(frame)) + b"\0\0" + frame
    contents = b"ID3\x04\0\0" + synchsafe(len(tag)) + tag + clip("mp3")
    with opened(BytesIO(contents)) as media:
        assert media.container.streams.video
        assert media.picture is None
    assert probe(BytesIO(contents)) == probe(BytesIO(clip("mp3")))


def one_pixel() -> bytes:
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
        "0000000500015e0a2db40000000049454e44ae426082"
    )


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def test_a_round_frame_rate_is_not_spoilt_by_milliseconds(clip: ClipOf) -> None:
    video = probe(BytesIO(clip("film"))).video
    assert video
    assert (video.frame_rate_hz, video.variable_frame_rate) == (24_000 / 1001, False)


def test_the_sound_that_is_marked_is_taken() -> None:
    """A recorder with a microphone for the room and one for the table marks which is meant to be heard."""
    assert probe(BytesIO(two_sounds(marked=0))).audio == AudioFacts("aac", 48_000, 1)
    assert probe(BytesIO(two_sounds(marked=1))).audio == AudioFacts("opus", 48_000, 1)


def test_subtitles_are_seen() -> None:
    assert probe(BytesIO(subtitled())).has_subtitles is True


def test_a_title_in_an_unknown_script_is_no_obstacle(clip: ClipOf) -> None:
    """Recorders write names in whatever encoding they like."""
    title = b"LIST" + (16).to_bytes(4, "little") + b"INFOINAM" + (4).to_bytes(4, "little") + b"\xff\xe9\xfe\x80"
    contents = clip("wav")[:12] + title + clip("wav")[12:]
    assert probe(BytesIO(contents)).duration_ms == 4000


# Names, words and JSON.


def test_no_file_name_ever_shows(clip: ClipOf, tmp_path: Path) -> None:
    path = tmp_path / "Gesprek %20 'mevrouw' \"Ünal\" #1 ž.mp4"
    path.write_bytes(clip("mp4"))
    with path.open("rb") as reader:
        assert probe(reader) == probe(BytesIO(clip("mp4")))
    path.write_bytes(clip("mp4")[:30_000].replace(b"trak", b"ka\0t"))
    with path.open("rb") as reader, pytest.raises(MediaUnusable) as refusal:
        probe(reader)
    assert "Ünal" not in said_by(refusal.value)


def said_by(error: BaseException | None) -> str:
    """All that a report would show of an error and of what caused it."""
    return f"{error!r} {error} {vars(error)} {said_by(error.__cause__ or error.__context__)}" if error else ""


@pytest.mark.parametrize("name", ["mp4", "wav", "silent", "jitter"])
def test_facts_survive_json(clip: ClipOf, name: str) -> None:
    facts = probe(BytesIO(clip(name)))
    assert MediaFacts.from_json(json.loads(json.dumps(facts.as_json()))) == facts


def test_every_problem_has_a_sentence() -> None:
    assert PROBLEMS == ("truncated", "damaged", "unknown_codec", "no_video", "no_audio", "variable_frame_rate")
    sentences = {problem_sentence(key) for key in PROBLEMS}
    assert len(sentences) == len(PROBLEMS)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_the_package_is_light_until_it_is_used() -> None:
    light = "containers, facts, fingerprint, joining, refusals, wholeness"
    code = f"import sys; from recall_studio.media import {light}; print({{'av', 'numpy', 'pandas'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout.strip() == "set()"


# The recordings that lie beside the project.


def shared(name: str) -> BinaryIO:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not here")
    return BytesIO(path.read_bytes())


def test_a_conversation_of_two() -> None:
    facts = probe(shared("composed_face_plus_twospeaker_30s.mp4"))
    assert (facts.container, facts.duration_ms, facts.problems) == ("mp4", 30_030, ())
    assert facts.video
    assert (facts.video.codec, facts.video.frames, facts.video.shown_size) == ("h264", 720, (640, 360))
    assert facts.video.frame_rate_hz == pytest.approx(24_000 / 1001)


def test_a_conversation_to_listen_to() -> None:
    facts = probe(shared("pyannote_sample.wav"))
    assert (facts.duration_ms, facts.audio) == (30_000, AudioFacts("pcm_s16le", 16_000, 1))


def test_a_refusal_is_of_the_kind_that_people_can_solve() -> None:
    with pytest.raises(RecallError) as refusal:
        probe(BytesIO(b""))
    assert refusal.value.kind == "media_unusable"
