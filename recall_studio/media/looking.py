"""What is found in the picture and in the sound of a recording while their packets pass by. For `probing` alone."""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av

from recall_studio.media.facts import AudioFacts, VideoFacts
from recall_studio.media.frames import PictureTimes
from recall_studio.media.opening import ms_of

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from recall_studio.media.frames import FrameIndex

_TRIES = 250  # packets after which a picture that does not come is given up
_LOST_SHARE = 0.02  # some recorders write a few empty pictures on purpose
_LOST_MS = 1000
_TAIL = 16  # packets of sound that are decoded to know its last sample


class PictureLook:
    """The picture stream: the times of all, and one decoded for what only a decoder knows."""

    def __init__(self, stream: VideoStream, origin_us: int) -> None:
        self.stream = stream
        self.times = PictureTimes(stream)
        self.packets = 0
        self.end_ms = 0
        self.facts: VideoFacts | None = None
        self.index: FrameIndex | None = None
        self.origin_us = origin_us
        self._frame: VideoFrame | None = None

    def take(self, packet: Packet[Any]) -> None:
        """One packet of the picture."""
        self.packets += 1
        self.times.take(packet)
        if self._frame is None and self.packets <= _TRIES:
            self._decode(packet)

    def _decode(self, packet: Packet[Any] | None) -> None:
        try:
            self._frame = next(iter(self.stream.decode(packet)), None)
        except av.FFmpegError:
            self._frame = None

    def finish(self) -> None:
        """Make the facts, unless there is no picture at all."""
        if self._frame is None:
            self._decode(None)
        self.index = index = self.times.index(self.origin_us)
        if index is None:
            return
        context = self.stream.codec_context
        self.end_ms = index.end_ms
        self.facts = VideoFacts(
            codec=context.codec.canonical_name,
            width=context.width,
            height=context.height,
            rotation=-self._frame.rotation % 360 if self._frame else 0,
            frame_rate_hz=self._rate_hz(index.variable_frame_rate),
            frames=len(index),
            variable_frame_rate=index.variable_frame_rate,
            pixel_format=context.pix_fmt or "",
        )

    def _rate_hz(self, is_variable: bool) -> float:
        """What was counted; or, where it is the same within a thousandth, the round number that the file gives."""
        counted, told = self.times.frame_rate_hz, float(self.stream.average_rate or 0)
        return told if not is_variable and abs(counted - told) <= told / 1000 else counted

    @property
    def decodes(self) -> bool:
        """Whether a decoder made a picture of it."""
        return self._frame is not None


class SoundLook:
    """The sound stream: where its packets end, and where its last sample does."""

    def __init__(self, stream: AudioStream, origin_us: int) -> None:
        self.stream = stream
        self.packets = 0
        self.end_ms = 0
        self.decodes = False
        self.facts: AudioFacts | None = None
        self.origin_us = origin_us
        self._tail: deque[Packet[Any]] = deque(maxlen=_TAIL)

    def take(self, packet: Packet[Any]) -> None:
        """One packet of the sound."""
        self.packets += 1
        if packet.pts is not None:
            self.end_ms = max(self.end_ms, self._ms(packet.pts + (packet.duration or 0)))
            self._tail.append(packet)

    def finish(self) -> None:
        """Make the facts, unless there is no sound at all.

        Encoders fill the last packet up with silence. Some containers (mp4) shorten that packet and the decoder gives
        it whole; others (mp3) leave it whole and tell the decoder what to throw away. The earlier end is the true one.
        """
        if not self.packets:
            return
        ends = [end for packet in [*self._tail, None] for end in self._ends(packet)]
        self.decodes = bool(ends)
        self.end_ms = min(max(ends), self.end_ms) if ends and self.end_ms else max(ends, default=self.end_ms)
        context = self.stream.codec_context
        self.facts = AudioFacts(
            codec=context.codec.canonical_name, rate_hz=context.sample_rate, channels=context.layout.nb_channels
        )

    def _ends(self, packet: Packet[Any] | None) -> list[int]:
        """Where the sounds of one packet end, in ms; after the last packet, of what the decoder still held back."""
        try:
            frames = self.stream.decode(packet)
        except av.FFmpegError:
            return []
        return [
            ms_of(1, frame.pts * frame.time_base + Fraction(frame.samples, frame.sample_rate), self.origin_us)
            for frame in frames
            if frame.pts is not None and frame.time_base and frame.sample_rate
        ]

    def _ms(self, ticks: int) -> int:
        return ms_of(ticks, self.stream.time_base, self.origin_us) if self.stream.time_base else 0


def is_incomplete(part: PictureLook | SoundLook) -> bool:
    """Whether the index of an mp4 or mov speaks of clearly more packets than are in the file, or of later ones.

    Other containers count otherwise, or guess.
    """
    told = len(part.stream.index_entries) or part.stream.frames
    return told - part.packets > told * _LOST_SHARE or shortage_ms(part) > max(_LOST_MS, part.end_ms * _LOST_SHARE)


def shortage_ms(part: PictureLook | SoundLook) -> int:
    """How much earlier the stream ends than its header says; 0 when the header says nothing."""
    stream = part.stream
    if not stream.duration or not stream.time_base:
        return 0
    return ms_of((stream.start_time or 0) + stream.duration, stream.time_base, part.origin_us) - part.end_ms
