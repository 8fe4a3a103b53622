"""Where two recordings of the same sound lie beside each other: what was played, and what a microphone heard of it.

Compared is how loud it is from moment to moment, not the sound itself: loudspeaker, room and microphone change that.
Imports numpy; import it late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recall_studio.domain.progress import SILENT
from recall_studio.media.waveform import sound_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, BinaryIO

    from numpy.typing import NDArray

    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.interview import Shown

    Loudness = NDArray[np.float64]

STEP_MS = 20
LEAST_MS = 20_000
"""So much that was played must lie within the other recording, or nothing is said."""
SURE_LIKENESS, SURE_LEAD = 0.12, 2.0
"""How alike the best place must be, and by how much more than the next best, to be called sure."""
_NEAR_MS = 1_000
_SMOOTH_MS = 2_000
SILENT_BELS = -4.0
"""What silence is called."""
_DRIFT_SPAN_MS = 600_000
_DRIFT_MS = 5_000


@dataclass(frozen=True, slots=True)
class Match:
    """Where a recording of the interview seems to begin.

    Attributes:
        offset_ms: on the clock of the session; negative when it began before.
        likeness: correlation there, −1 to 1.
        next_best: the highest elsewhere.
        is_sure: whether it stands out; when not, line it up by ear.
        drift_ppm: how much the recorder's clock seems fast (+) or slow (−), where both ends of it tell; else None.
    """

    offset_ms: int
    likeness: float
    next_best: float
    is_sure: bool
    drift_ppm: float | None = None


def loudness(reader: BinaryIO, *, progress: Progress = SILENT) -> Loudness:
    """How loud a recording is, every `STEP_MS`, in bels of full scale.

    Args:
        reader: a seekable reader of the recording's bytes.
        progress: whether to stop.

    Raises:
        MediaUnusable: it cannot be read.
        Cancelled: the user asked to stop.
    """
    power: list[float] = []
    for start, rate_hz, samples in sound_blocks(reader, progress=progress):
        first, each = _steps(start, rate_hz, samples)
        power += [0.0] * (first + len(each) - len(power))
        power[first : first + len(each)] = np.maximum(power[first : first + len(each)], each).tolist()
    return np.asarray(np.log10(np.sqrt(np.asarray(power)) + 10**SILENT_BELS))


def _steps(start: int, rate_hz: int, samples: NDArray[Any]) -> tuple[int, Loudness]:
    shares = samples.mean(axis=0)
    if np.issubdtype(samples.dtype, np.integer):
        middle = 128 if samples.dtype == np.uint8 else 0
        shares = (shares - middle) / (np.iinfo(samples.dtype).max - middle)
    shares = np.nan_to_num(shares[-start:] if start < 0 else shares)
    start = max(0, start)
    per_step = rate_hz * STEP_MS / 1000
    first, last = int(start / per_step), int((start + max(len(shares), 1) - 1) / per_step)
    begins = np.clip(
        np.ceil(np.arange(first, last + 1) * per_step).astype(np.int64) - start, 0, max(len(shares) - 1, 0)
    )
    if not len(shares):
        return first, np.zeros(0)
    squares = np.add.reduceat(shares.astype(np.float64) ** 2, begins)
    counts = np.diff(np.append(begins, len(shares)))
    return first, squares / np.maximum(counts, 1)


def match(played: Loudness, shown: Sequence[Shown], heard: Loudness) -> Match | None:
    """Find where a recording of an interview begins, by what was played in it.

    Args:
        played: loudness of the recording that was looked back at.
        shown: what of it was played, and when.
        heard: loudness of the recording of the interview.

    Returns:
        Nothing when too little was played, or heard.
    """
    wanted, is_played = _on_session(played, shown)
    if is_played.sum() * STEP_MS < LEAST_MS or len(heard) * STEP_MS < LEAST_MS:
        return None
    alike = _likeness(wanted, is_played, _lively(heard))
    best = int(np.nanargmax(alike)) if np.isfinite(alike).any() else -1
    if best < 0 or alike[best] <= 0:
        return None
    near = _NEAR_MS // STEP_MS
    elsewhere = np.concatenate([alike[: max(0, best - near)], alike[best + near + 1 :]])
    next_best = float(np.nanmax(elsewhere)) if np.isfinite(elsewhere).any() else 0.0
    likeness = float(alike[best])
    is_sure = likeness >= SURE_LIKENESS and likeness >= SURE_LEAD * max(next_best, 0.0)
    place = best - (len(heard) - 1)
    offset_ms = round((place + _peak(alike, best)) * STEP_MS)
    drift = _drift(wanted, is_played, heard, place) if is_sure else None
    return Match(offset_ms, likeness, next_best, is_sure, drift)


def _on_session(played: Loudness, shown: Sequence[Shown]) -> tuple[Loudness, NDArray[np.bool_]]:
    """What was played laid on the clock of the session, and where anything was."""
    ends = [one.session_ms + (one.end_ms - one.start_ms) * 100 // max(one.rate_percent, 1) for one in shown]
    wanted = np.zeros(max(ends, default=0) // STEP_MS + 1)
    is_played = np.zeros(len(wanted), np.bool_)
    lively = _lively(played)
    for one, end_ms in zip(shown, ends, strict=True):
        steps = np.arange(one.session_ms // STEP_MS, end_ms // STEP_MS)
        places = (one.start_ms + (steps * STEP_MS - one.session_ms) * one.rate_percent / 100) / STEP_MS
        within = (places >= 0) & (places <= len(lively) - 1)
        steps, places = steps[within], places[within]
        wanted[steps] = np.interp(places, np.arange(len(lively)), lively)
        is_played[steps] = True
    return wanted, is_played


def _lively(loud: Loudness) -> Loudness:
    """Louder or softer than it is around there: how far the microphone stood off, and its own control, fall away."""
    width = min(_SMOOTH_MS // STEP_MS, max(1, len(loud)))
    around = np.convolve(
        np.pad(loud, (width // 2, width - 1 - width // 2), mode="edge"), np.ones(width) / width, "valid"
    )
    return np.asarray(loud - around)


def _likeness(wanted: Loudness, is_played: NDArray[np.bool_], heard: Loudness) -> Loudness:
    """The correlation for every way to lay one beside the other, over what was played (Padfield 2012, masked NCC).

    Returns:
        For number k: the recording begins at step k − (len(heard) − 1); not a number where too little overlaps.
    """
    mask = is_played.astype(np.float64)
    masked = wanted * mask
    size = len(wanted) + len(heard) - 1
    room = 1 << (size - 1).bit_length()
    ones = np.ones(len(heard))
    here = [np.fft.rfft(one, room) for one in (mask, masked, masked * masked)]
    there = [np.fft.rfft(one[::-1], room) for one in (ones, heard, heard * heard)]

    def summed(one: int, other: int) -> Loudness:
        return np.asarray(np.fft.irfft(here[one] * there[other], room)[:size])

    count = np.maximum(np.rint(summed(0, 0)), 1.0)
    both, of_wanted, of_heard = summed(1, 1), summed(1, 0), summed(0, 1)
    spread = np.maximum(summed(2, 0) - of_wanted**2 / count, 0) * np.maximum(summed(0, 2) - of_heard**2 / count, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = (both - of_wanted * of_heard / count) / np.sqrt(spread)
    enough = count >= max(LEAST_MS / STEP_MS, min(mask.sum(), len(heard)) / 2)
    alike[~enough | (spread < 1e-9)] = np.nan
    return np.asarray(alike)


def _peak(alike: Loudness, best: int) -> float:
    """How far the top of the curve lies from its highest step, −0.5 to 0.5."""
    if not 0 < best < len(alike) - 1:
        return 0.0
    before, top, after = alike[best - 1 : best + 2]
    bend = before - 2 * top + after
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if np.isfinite(bend) and bend < 0 else 0.0


def _drift(wanted: Loudness, is_played: NDArray[np.bool_], heard: Loudness, place: int) -> float | None:
    """By comparing the first and the last third of what was played, each near where the whole lies."""
    steps = np.flatnonzero(is_played)
    thirds = [steps[: len(steps) // 3], steps[-(len(steps) // 3) :]]
    middles = [float(np.mean(third)) for third in thirds]
    if (middles[1] - middles[0]) * STEP_MS < _DRIFT_SPAN_MS:
        return None
    places: list[float] = []
    lively, near = _lively(heard), _DRIFT_MS // STEP_MS
    for third in thirds:
        mask = np.zeros(len(wanted), np.bool_)
        mask[third] = True
        alike = _likeness(wanted, mask, lively)
        begin = max(0, place + len(heard) - 1 - near)
        part = alike[begin : begin + 2 * near]
        if not np.isfinite(part).any() or np.nanmax(part) < SURE_LIKENESS:
            return None
        best = begin + int(np.nanargmax(part))
        places.append(best + _peak(alike, best))
    # A fast clock counts more steps than there were: what was heard late lies later in it, and so it begins earlier.
    return float(-(places[1] - places[0]) / (middles[1] - middles[0]) * 1e6)
