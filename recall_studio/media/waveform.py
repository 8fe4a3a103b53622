"""The lowest and highest samples of every 5 ms of a recording's sound, and of coarser steps above those.

Imports numpy, and `av` where sound is decoded; import it late. Nothing here knows of processes or of a window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recall_studio.domain.errors import BadFile
from recall_studio.domain.progress import SILENT
from recall_studio.media.sealing import bad_cache, seal_arrays, sealed_arrays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from av.audio.frame import AudioFrame
    from numpy.typing import NDArray

    from recall_studio.domain.progress import Progress
    from recall_studio.media.opening import Opened

    Samples = NDArray[np.int8]

BASE_MS = 5
STEP = 4
"""How many steps of a level make one of the next, coarser one."""
LEVELS = 8
FULL = 127
UNKNOWN_LOW, UNKNOWN_HIGH = 127, -128
"""Neutral for lowest and highest, so that what was not read changes nothing; known peaks never cross like this."""
MOST_CHANNELS = 2
_KIND = b"waveform-1"
_BLOCK_S = 1
_GAP_S = 0.02  # containers round their times; a larger gap is one
_LEAST_IN_COLUMN = 4
_FIRST_STEPS = 60_000 // BASE_MS


class Found(NamedTuple):
    """Peaks behind each other; of shape (channels, steps), a full swing being `FULL`.

    Attributes:
        first: the step that they begin at, counted from the start of the file.
        lows: the lowest samples.
        highs: the highest samples.
    """

    first: int
    lows: Samples
    highs: Samples


class Peaks:
    """The peaks of one media file, which come in pieces, at every coarseness.

    Args:
        channels: 1 or 2.
    """

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.steps = 0
        self._room = 0
        self._lows: list[Samples] = []
        self._highs: list[Samples] = []
        self._make_room(_FIRST_STEPS)

    @property
    def known_ms(self) -> int:
        """Up to where something is known."""
        return self.steps * BASE_MS

    def add(self, found: Found) -> None:
        """Take a piece in; a step that is known already is widened by it.

        Args:
            found: with as many channels as this has.
        """
        end = found.first + found.lows.shape[1]
        self._make_room(end)
        here = slice(found.first, end)
        np.minimum(self._lows[0][:, here], found.lows, out=self._lows[0][:, here])
        np.maximum(self._highs[0][:, here], found.highs, out=self._highs[0][:, here])
        self.steps = max(self.steps, end)
        first = found.first
        for level in range(1, LEVELS):
            first, end = first // STEP, -(-end // STEP)
            self._sum_up(level, first, end)

    def between(self, start_ms: float, end_ms: float, columns: int) -> tuple[Samples, Samples]:
        """Lowest and highest of each column of a stretch; neutral values where nothing is known.

        Args:
            start_ms: where the first column begins; it may lie before the file.
            end_ms: where the last one ends.
            columns: how many, at least 1.

        Returns:
            Two arrays of shape (channels, columns).
        """
        edges = np.linspace(start_ms, end_ms, columns + 1)
        level, step_ms = _level_for((end_ms - start_ms) / columns)
        lows, highs = self._lows[level], self._highs[level]
        beyond = -(-self.steps // STEP**level)  # there is always one neutral step behind the last one
        at = np.clip(np.floor(edges / step_ms).astype(np.int64), 0, beyond)
        # Rounded up: else a coarse level would leave the last moment of the sound out.
        last = max(min(int(np.ceil(edges[-1] / step_ms)), beyond), int(at[-2]) + 1)
        part = slice(int(at[0]), last)
        low = np.minimum.reduceat(lows[:, part], at[:-1] - at[0], axis=1)
        high = np.maximum.reduceat(highs[:, part], at[:-1] - at[0], axis=1)
        before = edges[1:] <= 0
        low[:, before], high[:, before] = UNKNOWN_LOW, UNKNOWN_HIGH
        return low, high

    def since(self, first: int) -> Found:
        """What is known from this step on."""
        known = slice(first, self.steps)
        return Found(first, self._lows[0][:, known], self._highs[0][:, known])

    def to_bytes(self) -> bytes:
        """For the cache; not zipped small, since sound hardly gets smaller."""
        return seal_arrays(_KIND, lows=self._lows[0][:, : self.steps], highs=self._highs[0][:, : self.steps])

    @classmethod
    def from_bytes(cls, kept: bytes) -> Peaks:
        """What `to_bytes` gave.

        Raises:
            BadFile: it is something else; a cache can be made again.
        """
        lows, highs = sealed_arrays(kept, _KIND, "lows", "highs")
        if lows.dtype != np.int8 or lows.ndim != 2 or lows.shape != highs.shape or highs.dtype != np.int8:
            raise bad_cache()
        peaks = cls(lows.shape[0])
        peaks.add(Found(0, lows, highs))
        return peaks

    def _make_room(self, steps: int) -> None:
        if steps < self._room:
            return
        whole = STEP ** (LEVELS - 1)
        self._room = -(-max(steps + 1, self._room * 2) // whole) * whole
        for arrays, neutral in ((self._lows, UNKNOWN_LOW), (self._highs, UNKNOWN_HIGH)):
            before = list(arrays)
            arrays[:] = [
                np.full((self.channels, self._room // STEP**level + 1), neutral, np.int8) for level in range(LEVELS)
            ]
            for old, new in zip(before, arrays, strict=bool(before)):
                new[:, : old.shape[1]] = old

    def _sum_up(self, level: int, first: int, end: int) -> None:
        below = slice(first * STEP, end * STEP)
        for arrays, summed in ((self._lows, np.minimum), (self._highs, np.maximum)):
            fine = arrays[level - 1][:, below]
            halves = summed(fine[:, 0::STEP], fine[:, 1::STEP]), summed(fine[:, 2::STEP], fine[:, 3::STEP])
            summed(*halves, out=arrays[level][:, first:end])


def as_shares(lows: Samples, highs: Samples) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Peaks between −1 and 1; not a number where nothing is known."""
    unknown = lows > highs
    shares = [np.where(unknown, np.float32("nan"), part / np.float32(FULL)) for part in (lows, highs)]
    return shares[0], shares[1]


def sound_peaks(reader: BinaryIO, *, progress: Progress = SILENT) -> Iterator[Found]:
    """The peaks of a recording, about a second of it at a time, in the order of the file.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: whether to stop.

    Raises:
        MediaUnusable: it cannot be read.
        Cancelled: the user asked to stop.
    """
    for start, rate_hz, samples in sound_blocks(reader, progress=progress):
        if samples.shape[1]:
            yield _peaks_of(start, rate_hz, samples)


def sound_blocks(reader: BinaryIO, *, progress: Progress = SILENT) -> Iterator[tuple[int, int, NDArray[Any]]]:
    """The decoded sound of a recording, about a second at a time.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: whether to stop.

    Yields:
        The sample that it starts at, samples a second, and samples of shape (channels, samples) as they were decoded.

    Raises:
        MediaUnusable: it cannot be read.
        Cancelled: the user asked to stop.
    """
    waiting: list[NDArray[Any]] = []
    start = end = rate_hz = 0
    for media, frame in sound_frames(reader, progress=progress):
        at, samples = place_of(frame, media, end), _planes(frame)
        apart = abs(at - end) > _GAP_S * frame.sample_rate or frame.sample_rate != rate_hz
        if waiting and (apart or end - start >= _BLOCK_S * rate_hz or samples.shape[0] != waiting[0].shape[0]):
            yield start, rate_hz, np.concatenate(waiting, axis=1)
            waiting.clear()
        if not waiting:
            start = end = at
        rate_hz = frame.sample_rate
        waiting.append(samples)
        end += samples.shape[1]
    if waiting:
        yield start, rate_hz, np.concatenate(waiting, axis=1)


def sound_frames(reader: BinaryIO, *, progress: Progress = SILENT) -> Iterator[tuple[Opened, AudioFrame]]:
    """The frames of a recording's sound as they are decoded, with what they come from; none when it has no sound."""
    from av.stream import Discard

    from recall_studio.media.opening import opened

    with opened(reader, progress=progress) as media:
        if media.sound is None:
            return
        for stream in media.container.streams:
            if stream is not media.sound:
                stream.discard = Discard.all  # else FFmpeg reads all of the picture for nothing
        for frame in _frames(media):
            yield media, frame


def _frames(media: Opened) -> Iterator[AudioFrame]:
    import av

    from recall_studio.media.opening import packets

    assert media.sound is not None  # noqa: S101 - the caller looked
    for packet in packets(media, media.sound):
        try:
            yield from media.sound.decode(packet)
        except av.FFmpegError:  # a bad place; what lies behind it may be good
            continue
    try:
        yield from media.sound.decode(None)
    except av.FFmpegError:
        return


def place_of(frame: AudioFrame, media: Opened, otherwise: int) -> int:
    """The number of a frame's first sample, counted from the start of our time line."""
    if frame.pts is None or frame.time_base is None:
        return otherwise
    seconds = frame.pts * frame.time_base - media.origin_us / 1_000_000
    return round(seconds * frame.sample_rate)


def _planes(frame: AudioFrame) -> NDArray[Any]:
    """The samples, a row for each channel."""
    samples: NDArray[Any] = frame.to_ndarray()
    if frame.format.is_packed:
        return samples.reshape(-1, len(frame.layout.channels)).T
    return samples


def _peaks_of(start: int, rate_hz: int, samples: NDArray[Any]) -> Found:
    if start < 0:
        samples, start = samples[:, -start:], 0
    first = start * 1000 // (rate_hz * BASE_MS)
    last = (start + max(samples.shape[1], 1) - 1) * 1000 // (rate_hz * BASE_MS)
    steps = np.arange(first, last + 1, dtype=np.int64)
    begins = np.maximum(-(-steps * rate_hz * BASE_MS // 1000) - start, 0)  # the first sample of each step
    lows = np.minimum.reduceat(samples, begins, axis=1)
    highs = np.maximum.reduceat(samples, begins, axis=1)
    return Found(first, _folded(_as_int8(lows), np.minimum), _folded(_as_int8(highs), np.maximum))


def _as_int8(samples: NDArray[Any]) -> Samples:
    if samples.dtype == np.uint8:
        shares = (samples.astype(np.float64) - 128) / 128
    elif np.issubdtype(samples.dtype, np.integer):
        shares = samples / -float(np.iinfo(samples.dtype).min)
    else:
        shares = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.clip(np.round(shares * FULL), -FULL, FULL).astype(np.int8)


def _folded(rows: Samples, summed: np.ufunc) -> Samples:
    """Of more than two channels every other one lies on the same row: whatever sounds can be seen."""
    if len(rows) <= MOST_CHANNELS:
        return rows
    return np.stack([summed.reduce(rows[side::MOST_CHANNELS], axis=0) for side in range(MOST_CHANNELS)])


def _level_for(column_ms: float) -> tuple[int, int]:
    """The coarsest level of which some steps fit in a column, so that a border is off by a part of it; ms of a step."""
    level = 0
    while level + 1 < LEVELS and BASE_MS * STEP ** (level + 1) * _LEAST_IN_COLUMN <= column_ms:
        level += 1
    return level, BASE_MS * STEP**level


def kept_peaks(kept: bytes | None) -> Peaks | None:
    """What the cache had, when it can be used."""
    try:
        return None if kept is None else Peaks.from_bytes(kept)
    except BadFile:  # it may be damaged at any time, and so it may be made again
        return None
