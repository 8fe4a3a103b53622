"""Where a recording of an interview begins, found by what was played in it; and honest where it cannot be told."""

import wave
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray

from recall_studio.domain.recall.interview import Shown
from recall_studio.media.matching import STEP_MS, loudness, match

RATE_HZ = 8_000
MINUTE_MS = 60_000
Loud = NDArray[np.float64]


def speech(seconds: int, seed: int) -> Loud:
    """Amplitude every 20 ms of something like speech: syllables and pauses."""
    chance, made = np.random.default_rng(seed), np.zeros(seconds * 50)
    place = 0
    while place < len(made):
        steps = np.arange(int(chance.integers(50, 300)))
        sentence = np.abs(np.sin(np.pi * steps / chance.uniform(8, 16))) * chance.uniform(0.05, 0.3)
        made[place : place + len(steps)] = sentence[: len(made) - place]
        place += len(steps) + int(chance.integers(20, 150))
    return made + 1e-3


def in_bels(amplitude: Loud) -> Loud:
    return np.asarray(np.log10(amplitude + 1e-4))


def interview(minutes: int, loud: float) -> tuple[Loud, list[Shown], Loud]:
    """What was looked back at, what of it was played, and what a microphone in the room could hear."""
    played, room = speech(minutes * 60, 1), speech(minutes * 60, 2) * 0.5
    shown: list[Shown] = []
    for number in range(minutes // 2):
        start, at = number * 50_000, number * 2 * MINUTE_MS + 10_000
        shown.append(Shown(start, start + 50_000, at))
        here = slice(at // STEP_MS, (at + 50_000) // STEP_MS)
        room[here] = loud * played[start // STEP_MS : (start + 50_000) // STEP_MS] + 0.004
    return in_bels(played), shown, room


def recorded(room: Loud, offset_ms: int, ppm: float = 0) -> Loud:
    """By a recorder that was started at this instant of the session, and whose clock is fast by so much."""
    places = np.arange((len(room) * STEP_MS - offset_ms) // STEP_MS) / (1 + ppm / 1e6) + offset_ms / STEP_MS
    return in_bels(np.interp(places, np.arange(len(room)), room, left=0.004))


@pytest.mark.parametrize("offset_ms", [0, -41_260, 95_410])
def test_it_is_found(offset_ms: int) -> None:
    played, shown, room = interview(20, 0.2)
    found = match(played, shown, recorded(room, offset_ms))
    assert found is not None
    assert found.is_sure
    assert found.offset_ms == pytest.approx(offset_ms, abs=20)
    assert found.likeness > 3 * found.next_best
    assert found.drift_ppm == pytest.approx(0, abs=10)


def test_a_clock_that_runs_otherwise_is_told() -> None:
    played, shown, room = interview(40, 0.2)
    found = match(played, shown, recorded(room, 2_000, ppm=150))
    assert found is not None
    assert found.drift_ppm == pytest.approx(150, abs=50)


def test_of_another_conversation_it_is_not_sure() -> None:
    _played, shown, room = interview(20, 0.2)
    found = match(in_bels(speech(1_200, 9)), shown, recorded(room, 0))
    assert found is None or not found.is_sure


def test_with_headphones_nothing_is_heard_and_it_is_not_sure() -> None:
    played, shown, room = interview(20, 0.0)
    found = match(played, shown, recorded(room, 0))
    assert found is None or not found.is_sure


def test_too_little_was_played() -> None:
    played, shown, room = interview(20, 0.2)
    assert match(played, [Shown(0, 15_000, 5_000)], recorded(room, 0)) is None
    assert match(played, [], recorded(room, 0)) is None
    assert match(played, shown, recorded(room, 0)[:100]) is None


def test_faster_and_slower_playing_is_heeded() -> None:
    played = speech(600, 1)
    room = np.full(40 * 50 * 10, 0.004)
    places = np.arange(120 * 50) * 1.25 + 1_000
    room[2_000 : 2_000 + len(places)] += np.interp(places, np.arange(len(played)), played)
    found = match(in_bels(played), [Shown(20_000, 170_000, 40_000, 125)], recorded(room, -3_000))
    assert found is not None
    assert found.is_sure
    assert found.offset_ms == pytest.approx(-3_000, abs=20)


@pytest.mark.parametrize("width", [1, 2])
def test_loudness_is_that_of_the_samples(width: int) -> None:
    """A tone of half of full scale has −9 dB, whatever it is kept in."""
    places = np.arange(2 * RATE_HZ)
    tone = np.where(places < RATE_HZ, 0, 0.5 * np.sin(2 * np.pi * 400 * places / RATE_HZ))
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(width)
        file.setframerate(RATE_HZ)
        whole = np.rint(tone * 127 + 128).astype("u1") if width == 1 else np.rint(tone * 32_767).astype("<i2")
        file.writeframes(whole.tobytes())
    made.seek(0)
    loud = loudness(made)
    assert len(loud) == 2_000 // STEP_MS
    assert loud[:45] == pytest.approx(-4, abs=1e-6)
    assert loud[55:] == pytest.approx(-0.45, abs=0.01)
