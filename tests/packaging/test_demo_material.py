"""The demonstration recording: its film, its sound, its transcript and its codings fit together."""

import csv
import itertools
import json
import re
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import numpy.typing as npt
import pytest

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DEMO = RESOURCES / "demo"
FILM = DEMO / "conversation.mp4"
ROLES = ("klantmanager", "klant")
# Where each mouth is, in picture points: rows, then columns.
MOUTHS = {"klantmanager": (slice(340, 402), slice(325, 410)), "klant": (slice(336, 398), slice(870, 955))}
KEY_FRAME_MS = 2000
# Two starts this close are the same moment, marked by two people.
SAME_MOMENT_MS = 1600

Numbers = npt.NDArray[np.float64]


class Cue(NamedTuple):
    """One cue of the transcript."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((DEMO / "demo.json").read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def cues() -> list[Cue]:
    pattern = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})\n<v (\w+)>(.+)\n")
    found = [match.groups() for match in pattern.finditer((DEMO / "turns.vtt").read_text("utf-8"))]
    return [Cue(in_ms(*parts[:4]), in_ms(*parts[4:8]), parts[8].lower(), parts[9]) for parts in found]


@pytest.fixture(scope="module")
def codings() -> list[dict[str, str]]:
    with (DEMO / "codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sound() -> Numbers:
    """The decoded sound; shape (samples, 2)."""
    with av.open(str(FILM)) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(blocks, axis=1).T.astype(np.float64)


def in_ms(hours: str, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def level_db(sound: Numbers, start_ms: int, end_ms: int) -> Numbers:
    """The level in each channel between two times."""
    part = sound[start_ms * 441 // 10 : end_ms * 441 // 10]
    level: Numbers = 20 * np.log10(np.sqrt(np.mean(part**2, axis=0)) + 1e-9)
    return level


def frames_from(key_frame_ms: int, count: int) -> Numbers:
    """The brightness of some frames from a key frame on; shape (frames, 720, 1280)."""
    with av.open(str(FILM)) as container:
        container.seek(key_frame_ms * 1000)
        frames = itertools.islice(container.decode(video=0), count)
        return np.stack([frame.to_ndarray(format="gray") for frame in frames]).astype(np.float64)


def key_frame_after(time_ms: int) -> int:
    """The first key frame at or after a time, in milliseconds."""
    return -(-time_ms // KEY_FRAME_MS) * KEY_FRAME_MS


def heard_from(cues: list[Cue], speaker: str) -> int:
    """A key frame after which someone speaks for two seconds, in milliseconds."""
    starts = ((key_frame_after(cue.start_ms), cue) for cue in cues if cue.speaker == speaker)
    return next(start_ms for start_ms, cue in starts if cue.end_ms > start_ms + KEY_FRAME_MS)


def test_the_film_is_two_to_three_minutes_and_small(description: dict[str, Any]) -> None:
    with av.open(str(FILM)) as container:
        assert container.duration is not None
        duration_ms = container.duration / 1000
    assert 120_000 <= duration_ms <= 180_000
    assert description["duration_ms"] == pytest.approx(duration_ms, abs=1)
    assert FILM.stat().st_size < 3_500_000
    assert sum(file.stat().st_size for file in DEMO.iterdir()) < 3_600_000


def test_the_streams_are_what_every_player_takes() -> None:
    with av.open(str(FILM)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height, video.pix_fmt, video.average_rate) == (1280, 720, "yuv420p", Fraction(25))
        assert (audio.rate, audio.layout.name) == (44_100, "stereo")


def test_frames_are_evenly_spaced_with_a_key_frame_every_two_seconds() -> None:
    with av.open(str(FILM)) as container:
        packets = [
            (packet.pts * packet.time_base * 25, packet.is_keyframe)
            for packet in container.demux(video=0)
            if packet.pts is not None and packet.time_base is not None
        ]
    assert sorted(index for index, _ in packets) == list(range(len(packets)))
    assert [index for index, is_key in packets if is_key] == list(range(0, len(packets), 50))


def test_the_index_stands_in_front() -> None:
    content, place, names = FILM.read_bytes(), 0, []
    while place < len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        names.append(name)
        place += size
    assert names.index(b"moov") < names.index(b"mdat")


def test_cues_follow_each_other_inside_the_recording(cues: list[Cue], description: dict[str, Any]) -> None:
    assert len(cues) == (DEMO / "turns.vtt").read_text("utf-8").count("-->") > 30
    times = [time for cue in cues for time in (cue.start_ms, cue.end_ms)]
    assert times == sorted(times)
    assert times[-1] <= description["duration_ms"]
    assert {cue.speaker for cue in cues} == set(ROLES)
    assert max(len(cue.text) for cue in cues) <= 90


def test_every_cue_is_heard_on_the_side_of_its_speaker(cues: list[Cue], sound: Numbers) -> None:
    for cue in cues:
        left, right = level_db(sound, cue.start_ms, cue.end_ms)
        assert -30 < max(left, right) < -15, cue.text
        assert (left > right + 1) == (cue.speaker == "klantmanager"), cue.text
        assert (right > left + 1) == (cue.speaker == "klant"), cue.text


def test_between_the_cues_it_is_quiet(cues: list[Cue], sound: Numbers) -> None:
    for before, after in itertools.pairwise(cues):
        # Not the echo after the one, nor what the coding smears out before the other.
        if after.start_ms - before.end_ms > 400:
            assert level_db(sound, before.end_ms + 200, after.start_ms - 40).max() < -45, after.text


def test_the_sound_is_not_clipped(sound: Numbers) -> None:
    assert 0.3 < np.abs(sound).max() < 0.95


@pytest.mark.parametrize("speaker", ROLES)
def test_the_mouth_of_the_speaker_moves_and_the_other_is_still(cues: list[Cue], speaker: str) -> None:
    pictures = frames_from(heard_from(cues, speaker), 40)
    moves = {who: np.abs(np.diff(pictures[:, rows, columns], axis=0)).mean() for who, (rows, columns) in MOUTHS.items()}
    other = next(role for role in ROLES if role != speaker)
    assert moves[speaker] > 2 * moves[other]


@pytest.mark.parametrize("speaker", ROLES)
def test_a_speaking_mouth_looks_unlike_a_silent_one(cues: list[Cue], speaker: str) -> None:
    rows, columns = MOUTHS[speaker]
    silent = frames_from(0, 1)[0, rows, columns]
    speaking = frames_from(heard_from(cues, speaker), 40)[:, rows, columns]
    assert np.abs(speaking - silent).mean(axis=(1, 2)).max() > 4


def test_codes_exist_and_have_an_end_when_they_are_intervals(codings: list[dict[str, str]]) -> None:
    codebook = json.loads((RESOURCES / "codebook_default.json").read_text("utf-8"))
    types = {code["key"]: code["type"] for theme in codebook["themes"] for code in theme["codes"]}
    for row in codings:
        assert types[row["code"]] == ("interval" if row["end_ms"] else "point"), row
    assert {code.split("_")[0] for code in (row["code"] for row in codings)} == {"disc", "taal", "maat"}


def test_codings_lie_inside_the_recording(codings: list[dict[str, str]], description: dict[str, Any]) -> None:
    for row in codings:
        assert row["recording"] == description["recording"]
        start_ms = int(row["start_ms"])
        assert 0 <= start_ms < int(row["end_ms"] or start_ms + 1) <= description["duration_ms"]
    assert any(row["note"] for row in codings)


def test_two_coders_agree_in_part(codings: list[dict[str, str]]) -> None:
    marked = {who: [(row["code"], int(row["start_ms"])) for row in codings if row["coder"] == who] for who in "AB"}
    assert all(16 <= len(moments) <= 22 for moments in marked.values())
    assert sum(len(moments) for moments in marked.values()) == len(codings)
    both = [
        abs(a - b)
        for (code, a), (other, b) in itertools.product(marked["A"], marked["B"])
        if code == other and abs(a - b) <= SAME_MOMENT_MS
    ]
    assert 10 <= len(both) < min(len(moments) for moments in marked.values())
    assert min(both) > 0
    elsewise = [
        (code, other)
        for (code, a), (other, b) in itertools.product(marked["A"], marked["B"])
        if abs(a - b) <= SAME_MOMENT_MS and {code, other} == {"disc_gemiste_opening", "disc_wegwuiven"}
    ]
    assert elsewise


def test_the_description_names_files_that_exist_and_says_that_it_is_synthetic(description: dict[str, Any]) -> None:
    for kind in ("media", "turns", "codings"):
        assert (DEMO / description[kind]).is_file()
    assert {person["role"] for person in description["persons"]} == set(ROLES)
    assert "synthetisch" in description["about_nl"]
    assert "synthetic" in description["about_en"]
