"""Who moves when: mouths follow the sound, eyes blink, heads turn to what is looked at.

Gives one face and one pose for each picture frame; draws nothing. Everything by chance comes from a fixed seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from demo_picture import MOUTH_STEPS, PERSONS, Face, Lids
from demo_script import Gaze, Speaker
from demo_voice import FRAME_RATE_HZ, RATE_HZ, SAMPLES_PER_FRAME, Samples, Sound, SpokenLine

_SEEDS: Final[Mapping[Speaker, int]] = {"klantmanager": 83, "klant": 417}
_BLINK: Final[tuple[Lids, ...]] = ("half", "closed", "closed", "half")
# Heads glide from one stillness to the next, as people do; it also keeps the film small.
_GLIDE_S: Final = 0.56


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a head is.

    Attributes:
        right: Picture points to the right of its place.
        down: Picture points below its place.
        tilt: Degrees, clockwise.
    """

    right: float = 0.0
    down: float = 0.0
    tilt: float = 0.0


@dataclass(frozen=True, slots=True)
class Motion:
    """All movement of one person; both have one entry per frame."""

    faces: tuple[Face, ...]
    poses: tuple[Pose, ...]


def move(sound: Sound, speaker: Speaker) -> Motion:
    """Give the movement of one person during the whole recording."""
    random = np.random.default_rng(_SEEDS[speaker])
    frames = len(sound.stereo) // SAMPLES_PER_FRAME
    openings, rounded = _mouth(sound.dry[speaker], frames)
    gazes = _gazes(sound.lines, speaker, frames)
    lids = _lids(gazes, random)
    faces = [
        Face(int(opening), bool(is_round) and opening > 0, lid, gaze)
        for opening, is_round, lid, gaze in zip(openings, rounded, lids, gazes, strict=True)
    ]
    return Motion(tuple(faces), _poses(sound.lines, speaker, frames, random))


def _mouth(voice: Samples, frames: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Give for each frame how far the mouth is open, and whether the lips are drawn together."""
    window = np.hanning(2 * SAMPLES_PER_FRAME)
    # Lips part a little before the sound is heard.
    padded = np.concatenate([voice, np.zeros(3 * SAMPLES_PER_FRAME)])
    starts = np.arange(frames) * SAMPLES_PER_FRAME
    spectra = np.abs(np.stack([np.fft.rfft(padded[at : at + len(window)] * window) for at in starts])) ** 2
    frequency = np.fft.rfftfreq(len(window), 1 / RATE_HZ)
    loudness = 10 * np.log10(spectra.sum(axis=1) + 1e-9)
    speech = loudness > loudness.max() - 34
    opening = np.clip((loudness - loudness[speech].max() + 26) / 22, 0, 1)
    shut = _follow(opening)
    bright = spectra[:, frequency > 1300].sum(axis=1) / (spectra.sum(axis=1) + 1e-9)
    bright = np.convolve(bright, np.ones(3) / 3, mode="same")
    rounded = bright < np.quantile(bright[speech], 0.3)
    # Two of three neighbours decide, so that lips do not flicker.
    rounded = np.convolve(rounded, np.ones(3), mode="same") >= 2
    return np.rint(shut * (MOUTH_STEPS - 1)).astype(np.int64), rounded


def _follow(target: Samples, rise: float = 0.75, fall: float = 0.5) -> Samples:
    """Smooth a curve, faster upwards than downwards."""
    followed = np.zeros_like(target)
    value = 0.0
    for index, wanted in enumerate(target):
        value += (wanted - value) * (rise if wanted > value else fall)
        followed[index] = value
    return followed


def _gazes(lines: Sequence[SpokenLine], speaker: Speaker, frames: int) -> list[Gaze]:
    gazes: list[Gaze] = ["other"] * frames
    for spoken in lines:
        if spoken.line.speaker == speaker and spoken.line.gaze == "table":
            # Eyes go down just before and come up while the last words are said.
            first = _frame(spoken.start_ms / 1000 - 0.24)
            last = _frame(spoken.end_ms / 1000 - 0.6)
            gazes[first:last] = ["table"] * (last - first)
    return gazes


def _lids(gazes: Sequence[Gaze], random: np.random.Generator) -> list[Lids]:
    """Blink every few seconds, and whenever the eyes go elsewhere."""
    lids: list[Lids] = ["open"] * len(gazes)
    turns = [at - 1 for at in range(1, len(gazes)) if gazes[at] != gazes[at - 1]]
    at = _frame(float(random.uniform(0.8, 2.5)))
    blinks = list(turns)
    while at < len(gazes) - len(_BLINK):
        if all(abs(at - turn) > FRAME_RATE_HZ for turn in turns):
            blinks.append(at)
        at += _frame(float(random.uniform(2.2, 5.2)))
    for blink in blinks:
        lids[blink : blink + len(_BLINK)] = _BLINK
    return lids


def _poses(lines: Sequence[SpokenLine], speaker: Speaker, frames: int, random: np.random.Generator) -> tuple[Pose, ...]:
    """Glide between poses that belong to speaking, listening, reading and nodding."""
    towards = PERSONS[speaker].towards
    aims: list[tuple[float, Pose]] = []
    for spoken in lines:
        start_s, end_s = spoken.start_ms / 1000, spoken.end_ms / 1000
        if spoken.line.speaker == speaker:
            aims.extend(_speaking(spoken, towards, random))
        else:
            rest = Pose(random.uniform(-3, 3), random.uniform(-1, 1), random.uniform(-1.6, 1.6))
            aims.append((start_s + random.uniform(0.2, 0.8), rest))
            if random.random() < 0.7:
                nod = Pose(rest.right + towards, rest.down + 6, rest.tilt + towards)
                aims.extend([(end_s - 0.5, nod), (end_s + 0.06, rest)])
    return _glide(sorted(aims, key=lambda aim: aim[0]), frames)


def _speaking(spoken: SpokenLine, towards: int, random: np.random.Generator) -> list[tuple[float, Pose]]:
    aims: list[tuple[float, Pose]] = []
    at = spoken.start_ms / 1000 - 0.2
    down = 6.0 if spoken.line.gaze == "table" else 0.0
    while at < spoken.end_ms / 1000 - 0.6:
        right = towards * (5 + random.uniform(-4, 3))
        tilt = towards * random.uniform(-2.2, 2.6)
        aims.append((at, Pose(right, down + random.uniform(-3, 3), tilt)))
        at += random.uniform(1.1, 2.1)
    aims.append((spoken.end_ms / 1000 - 0.3, Pose(towards * 2.0, 0.0, random.uniform(-1, 1))))
    return aims


def _glide(aims: Sequence[tuple[float, Pose]], frames: int) -> tuple[Pose, ...]:
    track = np.zeros((frames, 3))
    steps = round(_GLIDE_S * FRAME_RATE_HZ)
    share = np.linspace(0, 1, steps + 1)[1:, None]
    eased = share**2 * (3 - 2 * share)
    for at_s, pose in aims:
        first = max(1, _frame(at_s))
        length = min(steps, frames - first)
        before, after = track[first - 1].copy(), np.array([pose.right, pose.down, pose.tilt])
        track[first : first + length] = before + (after - before) * eased[:length]
        track[first + length :] = after
    return tuple(Pose(*(float(value) for value in row)) for row in track)


def _frame(time_s: float) -> int:
    return round(time_s * FRAME_RATE_HZ)
