"""Sound written as FLAC, which loses nothing: pieces of an interview joined, or the sound of a file alone.

Imports `av` and numpy; import it late.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from recall_studio.domain.errors import MediaUnusable
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _
from recall_studio.media import refusals
from recall_studio.media.sound_pieces import SAMPLE_BYTES, read_sound
from recall_studio.media.waveform import place_of, sound_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, BinaryIO, Self

    from numpy.typing import NDArray

    from recall_studio.domain.progress import Progress
    from recall_studio.media.sound_pieces import Piece
    from recall_studio.media.splicing import Plan, Stretch

    Samples = NDArray[np.int16]

_AT_ONCE = 1 << 16
_SOUNDS_PER_REPORT = 64


def most_bytes(plan: Plan) -> int:
    """What the joined sound takes at most: FLAC keeps what it cannot make smaller as it is."""
    return plan.samples * SAMPLE_BYTES + plan.samples // 32 + (1 << 16)


def write_joined(
    writer: BinaryIO,
    plan: Plan,
    pieces: Sequence[Piece],
    openers: Sequence[Callable[[], BinaryIO]],
    *,
    progress: Progress = SILENT,
) -> None:
    """Write pieces as one sound, silent where there is none.

    Args:
        writer: a file to write to and to seek in.
        plan: where everything lies.
        pieces: what the plan was made of.
        openers: give a reader for each of them.
        progress: told the samples written.

    Raises:
        Cancelled: the user asked to stop.
        BadFile: a piece is gone.
        OSError: the file cannot be written.
    """
    with _Flac(writer, plan.rate_hz, "mono") as flac:
        for samples in _joined(plan, pieces, openers):
            refusals.stop_if_asked(progress)
            flac.add(samples.reshape(1, -1))
            progress.report(flac.written, plan.samples)


def _joined(plan: Plan, pieces: Sequence[Piece], openers: Sequence[Callable[[], BinaryIO]]) -> Iterator[Samples]:
    done = 0
    with ExitStack() as open_now:
        number, reader = -1, None
        for one in plan.stretches:
            if one.piece != number:
                open_now.close()
                number, reader = one.piece, open_now.enter_context(openers[one.piece]())
            assert reader is not None  # noqa: S101 - the first number is none of a piece
            yield from _silence(one.at - done)
            yield from _sounding(reader, pieces[number], one)
            done = one.end


def _silence(samples: int) -> Iterator[Samples]:
    for start in range(0, samples, _AT_ONCE):
        yield np.zeros(min(_AT_ONCE, samples - start), np.int16)


def _sounding(reader: BinaryIO, piece: Piece, one: Stretch) -> Iterator[Samples]:
    """The samples of a stretch, drawn out or together on straight lines where a clock drifted."""
    for start in range(0, one.length, _AT_ONCE):
        end = min(start + _AT_ONCE, one.length)
        if one.length == one.samples:
            yield _read(reader, piece, one.first + start, end - start)
            continue
        places = np.arange(start, end) * (one.samples / one.length)
        low = int(places[0])
        known = _read(reader, piece, one.first + low, min(int(places[-1]) + 2, one.samples) - low)
        yield np.rint(np.interp(places - low, np.arange(len(known)), known)).astype(np.int16)


def _read(reader: BinaryIO, piece: Piece, first: int, samples: int) -> Samples:
    return np.frombuffer(read_sound(reader, piece, first, samples), "<i2").astype(np.int16, copy=False)


def write_sound_of(reader: BinaryIO, writer: BinaryIO, *, progress: Progress = SILENT) -> None:
    """Write the sound of a recording, and nothing else of it, with what comes before it as silence.

    Args:
        reader: a seekable reader of the recording's bytes.
        writer: a file to write to and to seek in.
        progress: told the bytes read.

    Raises:
        MediaUnusable: it cannot be read, or it has no sound.
        Cancelled: the user asked to stop.
        OSError: the file cannot be written.
    """
    flac: _Flac | None = None
    turned, number = AudioResampler(format="s16p"), 0
    with ExitStack() as open_now:
        for media, frame in sound_frames(reader, progress=progress):
            if flac is None:
                flac = open_now.enter_context(_Flac(writer, frame.sample_rate, _layout(frame)))
                turned = AudioResampler(format="s16p", layout=_layout(frame), rate=frame.sample_rate)
            flac.pad_to(place_of(frame, media, flac.written))
            frame.pts = None
            for samples in turned.resample(frame):
                flac.add(samples.to_ndarray().astype(np.int16, copy=False))
            number += 1
            if number % _SOUNDS_PER_REPORT == 0:
                media.source.report()
        if flac is None:
            raise no_sound()


def no_sound() -> MediaUnusable:
    """The file has no sound."""
    return MediaUnusable(
        _("This file holds no sound, so it cannot be the sound of an interview."),
        remedy=_("Choose the file that the recorder made."),
    )


def _layout(frame: AudioFrame) -> str:
    return "mono" if len(frame.layout.channels) == 1 else "stereo"


class _Flac:
    """A FLAC file that is being written, of 16 bits."""

    def __init__(self, writer: BinaryIO, rate_hz: int, layout: str) -> None:
        self.written = 0
        self._rate_hz, self._layout = rate_hz, layout
        self._container: Any = av.open(writer, "w", format="flac")
        self._stream: Any = self._container.add_stream("flac", rate=rate_hz)
        self._stream.layout, self._stream.format = layout, "s16"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        try:
            if kind is None:
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()

    def add(self, samples: Samples) -> None:
        """Write samples, shape (channels, n)."""
        packed = np.ascontiguousarray(samples.T).reshape(1, -1)
        frame = AudioFrame.from_ndarray(packed, format="s16", layout=self._layout)
        frame.sample_rate, frame.pts = self._rate_hz, self.written
        self.written += samples.shape[1]
        self._container.mux(self._stream.encode(frame))

    def pad_to(self, sample: int) -> None:
        """Write silence up to a sample, when there is a gap that can be heard."""
        channels = 1 if self._layout == "mono" else 2
        if sample - self.written > self._rate_hz // 50:
            for silence in _silence(sample - self.written):
                self.add(np.repeat(silence.reshape(1, -1), channels, axis=0))
