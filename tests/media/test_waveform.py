"""Peaks of a sound that is known: a sine, silence, a gap, two channels; and the process that reads them."""

import io
import itertools
import multiprocessing
import threading
import time
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from typing_extensions import override

from recall_studio.domain.errors import BadFile, MediaUnusable
from recall_studio.media.listening import Listening
from recall_studio.media.waveform import BASE_MS, FULL, Found, Peaks, as_shares, kept_peaks, sound_peaks

RATE_HZ = 44_100
PATIENCE_S = 30


def written(samples: NDArray[np.float32], *, codec: str = "pcm_s16le", kind: str = "wav") -> bytes:
    """A file with these samples, of shape (channels, samples)."""
    target = io.BytesIO()
    layout = "mono" if len(samples) == 1 else "stereo"
    with av.open(target, "w", format=kind) as container:
        stream = cast("Any", container.add_stream(codec, rate=RATE_HZ, layout=layout))
        wide = stream.codec_context.format.name
        for start in range(0, samples.shape[1], 1024):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[:, start : start + 1024]), format="fltp", layout=layout
            )
            frame.rate, frame.pts = RATE_HZ, start
            resampled = av.AudioResampler(format=wide, layout=layout, rate=RATE_HZ).resample(frame)
            for one in resampled:
                container.mux(stream.encode(one))
        container.mux(stream.encode(None))
    return target.getvalue()


def sine(seconds: float, size: float) -> NDArray[np.float32]:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (size * np.sin(2 * np.pi * 1000 * times)).astype(np.float32)[np.newaxis]


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros((1, round(seconds * RATE_HZ)), np.float32)


def peaks_of(contents: bytes) -> Peaks:
    found = list(sound_peaks(io.BytesIO(contents)))
    peaks = Peaks(len(found[0].lows))
    for piece in found:
        peaks.add(piece)
    return peaks


def seen(peaks: Peaks, start_ms: float, end_ms: float, columns: int) -> tuple[list[list[float]], list[list[float]]]:
    lows, highs = as_shares(*peaks.between(start_ms, end_ms, columns))
    return lows.round(2).tolist(), highs.round(2).tolist()


def test_a_sine_and_a_silence_are_seen_where_they_sound() -> None:
    peaks = peaks_of(written(np.concatenate([sine(1, 0.5), silence(1), sine(1, 1.0)], axis=1)))
    lows, highs = seen(peaks, 0, 3000, 30)
    assert highs == [[0.5] * 10 + [0.0] * 10 + [1.0] * 10]
    assert lows == [[-0.5] * 10 + [0.0] * 10 + [-1.0] * 10]
    assert peaks.known_ms == 3000


def test_the_border_is_exact_to_a_step() -> None:
    peaks = peaks_of(written(np.concatenate([silence(1), sine(1, 0.5)], axis=1)))
    _lows, highs = as_shares(*peaks.between(900, 1100, 40))
    assert [float(high) > 0.1 for high in highs[0]] == [False] * 20 + [True] * 20


def test_channels_are_kept_apart() -> None:
    both = np.concatenate([sine(1, 0.8), sine(1, 0.2)])
    peaks = peaks_of(written(both))
    assert peaks.channels == 2
    assert seen(peaks, 0, 1000, 1)[1] == [pytest.approx([0.8]), pytest.approx([0.2])]


@pytest.mark.parametrize(("codec", "kind"), [("aac", "mp4"), ("flac", "flac"), ("libmp3lame", "mp3"), ("aac", "adts")])
def test_packed_sound_gives_about_the_same(codec: str, kind: str, tmp_path: Path) -> None:
    sound = np.concatenate([silence(2), sine(2, 0.5), silence(2)], axis=1)
    if kind == "mp4":
        place = tmp_path / "sound.mp4"
        with av.open(io.BytesIO(written(sound)), mode="r") as source, av.open(place, "w") as target:
            stream: Any = target.add_stream("aac", rate=RATE_HZ, layout="mono")
            for frame in source.decode(audio=0):
                target.mux(stream.encode(frame))
            target.mux(stream.encode(None))
        contents = place.read_bytes()
    else:
        contents = written(sound, codec=codec, kind=kind)
    _lows, highs = as_shares(*peaks_of(contents).between(0, 6000, 60))
    assert float(highs[0, 5:18].max()) < 0.05
    assert 0.4 < float(highs[0, 24:36].min()) <= float(highs[0, 24:36].max()) < 0.65
    assert float(highs[0, 44:55].max()) < 0.05


def test_nothing_is_said_of_what_was_not_read() -> None:
    peaks = peaks_of(written(sine(1, 0.5)))
    _lows, highs = as_shares(*peaks.between(-100, 1200, 13))
    assert np.isnan(highs[0]).tolist() == [True] + [False] * 10 + [True] * 2


def test_a_step_of_what_comes_in_two_pieces_is_widened() -> None:
    peaks = Peaks(1)
    peaks.add(Found(0, np.array([[-3, -4]], np.int8), np.array([[5, 6]], np.int8)))
    peaks.add(Found(1, np.array([[-9, -1]], np.int8), np.array([[2, 1]], np.int8)))
    lows, highs = peaks.between(0, 3 * BASE_MS, 3)
    assert (lows.tolist(), highs.tolist()) == ([[-3, -9, -1]], [[5, 6, 1]])


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 99),
    steps=st.integers(1, 40_000),
    cuts=st.lists(st.integers(1, 39_999), max_size=4),
    width=st.sampled_from([1, 3, 4, 17, 64, 1000, 4096]),
)
def test_every_coarseness_shows_the_extremes_of_what_it_covers(
    seed: int, steps: int, cuts: list[int], width: int
) -> None:
    chance = np.random.default_rng(seed)
    lows = chance.integers(-FULL, 1, (1, steps)).astype(np.int8)
    highs = chance.integers(0, FULL + 1, (1, steps)).astype(np.int8)
    peaks = Peaks(1)
    borders = sorted({0, steps, *(cut for cut in cuts if cut < steps)})
    for first, end in itertools.pairwise(borders):
        peaks.add(Found(first, lows[:, first:end], highs[:, first:end]))
    columns = max(steps // width, 1)
    low, high = peaks.between(0, columns * width * BASE_MS, columns)
    # A coarser level may show a neighbour's step at a border, never leave out one of its own by more than that.
    assert low.min() >= lows.min()
    assert high.max() <= highs.max()
    whole_low, whole_high = peaks.between(0, steps * BASE_MS, 1)
    assert whole_low[0, 0] <= lows[0, : steps - steps % 4096 or steps].min()
    assert whole_high[0, 0] >= highs[0, : steps - steps % 4096 or steps].max()
    if width == 1:
        assert (low[0].tolist(), high[0].tolist()) == (lows[0, :columns].tolist(), highs[0, :columns].tolist())


def test_what_is_kept_comes_back_and_what_is_damaged_does_not() -> None:
    peaks = peaks_of(written(sine(2, 0.5)))
    kept = peaks.to_bytes()
    again = Peaks.from_bytes(kept)
    assert seen(again, 0, 2000, 50) == seen(peaks, 0, 2000, 50)
    assert kept_peaks(None) is None
    assert kept_peaks(kept[:-3] + b"abc") is None
    with pytest.raises(BadFile):
        Peaks.from_bytes(b"something else")


def test_a_picture_alone_has_no_peaks_and_text_is_refused(clip: Any) -> None:
    assert list(sound_peaks(io.BytesIO(clip("silent")))) == []
    with pytest.raises(MediaUnusable):
        list(sound_peaks(io.BytesIO(b"these are words")))


class Slow(io.BytesIO):
    """A drive that takes its time, so that there is something to stop."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        time.sleep(0.02)
        return super().read(size)


class Heard:
    """Somebody who has a file listened to, as the window does; the file is known to nobody by name."""

    def __init__(self, contents: bytes) -> None:
        self.contents, self.revoked = contents, False
        self.pieces: list[Found] = []
        self.outcomes: list[bool] = []
        self.first, self.ended = threading.Event(), threading.Event()
        self.listening = Listening(cast("Any", self), told=self._take, finished=self._end)

    def open(self) -> io.BytesIO:
        return Slow(self.contents)

    def _take(self, piece: Found) -> None:
        self.pieces.append(piece)
        self.first.set()

    def _end(self, went_well: bool) -> None:
        self.outcomes.append(went_well)
        self.ended.set()


def test_the_process_finds_what_is_found_here() -> None:
    contents = written(np.concatenate([sine(5, 0.5), silence(3)], axis=1))
    heard = Heard(contents)
    heard.listening.start()
    assert heard.ended.wait(PATIENCE_S)
    heard.listening.close(wait=True)
    peaks = Peaks(1)
    for piece in heard.pieces:
        peaks.add(piece)
    assert heard.outcomes == [True]
    assert seen(peaks, 0, 8000, 100) == seen(peaks_of(contents), 0, 8000, 100)
    assert multiprocessing.active_children() == []


def test_a_bad_file_ends_as_not_well() -> None:
    heard = Heard(b"these are words")
    heard.listening.start()
    assert heard.ended.wait(PATIENCE_S)
    heard.listening.close(wait=True)
    assert heard.outcomes == [False]


def test_closing_ends_the_process_at_once_and_nothing_is_told() -> None:
    heard = Heard(written(sine(60, 0.5)))
    heard.listening.start()
    assert heard.first.wait(PATIENCE_S)
    heard.listening.close(wait=True)
    assert multiprocessing.active_children() == []
    assert heard.outcomes == []


def test_a_withdrawn_consent_ends_it() -> None:
    heard = Heard(written(sine(60, 0.5)))
    heard.listening.start()
    assert heard.first.wait(PATIENCE_S)
    heard.revoked = True
    assert heard.ended.wait(PATIENCE_S)
    heard.listening.close(wait=True)
    assert heard.outcomes == [False]
    assert multiprocessing.active_children() == []
