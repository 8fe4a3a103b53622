"""Decoding forward from any picture of a recording, and knowing of each picture which one of the index it is.

For `stills` and `signatures`. Imports `av` and numpy; import it late.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from recall_studio.media import refusals
from recall_studio.media.opening import ms_of, opened, packets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from typing import BinaryIO

    from av.packet import Packet
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

    from recall_studio.media.frames import FrameIndex

# In these no other picture leans on one that is marked as not for reference; in HEVC one of another layer may.
_SKIPPABLE = {"h264", "mpeg2video", "mpeg4"}
_MOST_IN_FLIGHT = 64  # pictures that a decoder holds back: 16 for their order, and one for each of its threads
_SHORT_WAY = 12  # pictures that are decoded about as soon as a jump is made
_HEAD_START_MS = 1000  # the first picture is decoded before it is shown, and some containers seek by the former
_LATER_US = 499  # a kept time is rounded to a whole millisecond; the true one may lie this much later


class Decoding:
    """One recording open for decoding. For one thread at a time.

    Args:
        reader: a seekable reader of the recording's bytes, used by nobody else.
        index: its pictures.
        threads: how many threads FFmpeg may use; 0 for as many as there are cores.

    Raises:
        MediaUnusable: it is no recording that can be played, or it has no picture.
    """

    def __init__(self, reader: BinaryIO, index: FrameIndex, *, threads: int = 0) -> None:
        self._index = index
        with ExitStack() as stack:
            self._media = stack.enter_context(opened(reader))
            if self._media.picture is None:
                raise refusals.no_picture()
            self._stream = self._media.picture
            self._open = stack.pop_all()
        context = self._stream.codec_context
        context.thread_count = threads
        context.thread_type = "SLICE" if threads == 1 else "AUTO"
        self._may_skip = context.codec.canonical_name in _SKIPPABLE
        self._whole_from = 0
        self._last: int | None = None
        self._coming: Iterator[tuple[int, VideoFrame]] = iter(())

    def close(self) -> None:
        """Let the recording go; the reader stays open."""
        self._coming = iter(())
        self._open.close()

    def pictures(self, wanted: int, *, whole_from: int | None = None) -> Iterator[tuple[int, VideoFrame]]:
        """Pictures in the order of showing, on the way to a picture and on from there to the end.

        Args:
            wanted: the picture to come by.
            whole_from: pictures before this one may be left out, where that is quicker; `wanted` when not given.

        Yields:
            The index of a picture, and the picture.

        Raises:
            MediaUnusable: the drive failed.
        """
        whole_from = wanted if whole_from is None else min(whole_from, wanted)
        self._media.source.renew()
        if not self._leads_to(wanted, whole_from):
            yield from self._jumped(wanted, whole_from)
        self._whole_from = whole_from
        yield from self._followed()

    def _followed(self) -> Iterator[tuple[int, VideoFrame]]:
        for index, frame in self._coming:
            self._last = index
            yield index, frame
        self._last = None  # at the end the decoder is empty, and must be started again

    def _leads_to(self, wanted: int, whole_from: int) -> bool:
        """Whether going on from here comes by the wanted picture, and sooner than a jump would."""
        if self._last is None or not leads_on(self._index, self._last, wanted):
            return False
        # What the decoder holds already may have been left out on the way to somewhere else.
        return self._last + 1 >= self._whole_from or whole_from > self._last + _MOST_IN_FLIGHT

    def _jumped(self, wanted: int, whole_from: int) -> Iterator[tuple[int, VideoFrame]]:
        """Go to a place before the wanted picture, and give the first picture from there.

        Some containers come out later than they were asked, so the one before is tried then, at last the beginning.
        """
        start = self._index.keyframe_for(wanted)
        while True:
            self._jump(start, whole_from)
            first = next(self._coming, None)
            if first is not None and first[0] <= wanted:
                self._last = first[0]
                yield first
                return
            if start == 0:
                self._jump(0, whole_from)
                return
            start = self._index.keyframe_for(start - 1)

    def _jump(self, start: int, whole_from: int) -> None:
        self._whole_from = whole_from
        self._last = None
        places = [self._index.start_of(start)] if start else [-_HEAD_START_MS, self._index.start_of(0)]
        if not any(self._went_to(ms) for ms in places):
            raise refusals.broken()
        self._coming = self._decoded(needs_key=start > 0)

    def _went_to(self, ms: int) -> bool:
        if self._stream.time_base is None:
            return False
        try:
            ticks = _ticks(ms, self._stream.time_base, self._media.origin_us)
            self._media.container.seek(ticks, stream=self._stream, backward=True)
        except av.FFmpegError:
            self._media.source.check()
            return False
        return True

    def _decoded(self, *, needs_key: bool) -> Iterator[tuple[int, VideoFrame]]:
        """Every picture that is in the index, from the first that does not lean on what was jumped over."""
        last = -1
        for frame in self._frames():
            needs_key = needs_key and not frame.key_frame
            index = -1 if needs_key else self._place(frame, last)
            if index > last:
                last = index
                yield index, frame

    def _frames(self) -> Iterator[VideoFrame]:
        for packet in packets(self._media, self._stream):
            yield from self._taken(packet)
        yield from self._taken(None)

    def _taken(self, packet: Packet[Any] | None) -> list[VideoFrame]:
        context = self._stream.codec_context
        if packet is not None and self._may_skip:
            context.skip_frame = "NONREF" if self._is_early(packet) else "DEFAULT"
        try:
            return context.decode(packet)
        except av.FFmpegError:  # a bad picture; the ones behind it may be good
            return []

    def _is_early(self, packet: Packet[Any]) -> bool:
        return packet.pts is not None and self._ms(packet.pts) < self._index.start_of(self._whole_from)

    def _place(self, frame: VideoFrame, last: int) -> int:
        """Which picture this is; -1 when it is none that is shown. Some containers give no times to some pictures."""
        for ticks in (frame.pts, frame.dts):
            if ticks is not None:
                ms = self._ms(ticks)
                index = self._index.frame_at(ms)
                return index if self._index.start_of(index) == ms else -1
        return last + 1 if 0 <= last < len(self._index) - 1 else -1

    def _ms(self, ticks: int) -> int:
        time_base = self._stream.time_base
        return ms_of(ticks, time_base, self._media.origin_us) if time_base else 0


def leads_on(index: FrameIndex, here: int, wanted: int) -> bool:
    """Whether decoding on from one picture comes by another sooner than a jump to the keyframe before that one."""
    return here < wanted and (index.keyframe_for(wanted) <= here or wanted - here <= _SHORT_WAY)


def _ticks(ms: int, time_base: Fraction, origin_us: int) -> int:
    """The latest time of the stream's clock that is kept as this many ms."""
    return (ms * 1000 + _LATER_US + origin_us) * time_base.denominator // (time_base.numerator * 1_000_000)


def luma_of(frame: VideoFrame) -> NDArray[np.uint8] | None:
    """The brightness of a picture as FFmpeg decoded it, shape (rows, columns); None when it is not kept apart in bytes.

    The array looks into the frame, and lives as long as it does.
    """
    if not is_planar(frame.format.name):
        return None
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8, count=plane.line_size * plane.height)
    luma: NDArray[np.uint8] = rows.reshape(plane.height, plane.line_size)[: frame.height, : frame.width]
    return luma


def is_planar(pixel_format: str) -> bool:
    """Whether pictures of this format (FFmpeg's name) have a plane of brightness of one byte a pixel."""
    return pixel_format in {
        *(f"yuv{jpeg}{kind}p" for jpeg in ("", "j") for kind in ("420", "422", "440", "444")),
        *("yuv410p", "yuv411p", "nv12", "nv21", "gray"),
    }
