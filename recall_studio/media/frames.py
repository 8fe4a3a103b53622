"""When which picture of a recording is on the screen. Imports numpy and, through `opening`, `av`; import it late."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from recall_studio.domain.progress import SILENT
from recall_studio.media import refusals
from recall_studio.media.opening import ms_of, opened, packets
from recall_studio.media.sealing import bad_cache, seal_arrays, sealed_arrays

if TYPE_CHECKING:
    from typing import BinaryIO

    from av.packet import Packet
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from recall_studio.domain.progress import Progress

    Times = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_UNKNOWN = -(1 << 63)  # FFmpeg's AV_NOPTS_VALUE
_USUAL_MS = 40  # how long a picture lasts when nothing says so
_JITTER_MS = 2
_JITTER_SHARE = 0.02
_SEAL_OF = b"frame index 1"  # change it when the index is made in another way, and old caches are made again
_VP8_SHOWN = 0x10  # RFC 6386 §9.1: the show_frame bit


@dataclass(frozen=True, slots=True, eq=False)
class FrameIndex:
    """The n pictures that are shown, in the order in which they are shown.

    Attributes:
        pts_ms: shape (n,), strictly increasing: when each appears, from the start of the container's clock.
        durations_ms: shape (n,): how long each is shown; each ends where the next one starts.
        keyframes: shape (k,), increasing: indices of the pictures from which decoding can start.
    """

    pts_ms: Times
    durations_ms: Times
    keyframes: Times

    def __len__(self) -> int:
        return len(self.pts_ms)

    @property
    def end_ms(self) -> int:
        """When the last picture ends."""
        return int(self.pts_ms[-1] + self.durations_ms[-1])

    @property
    def variable_frame_rate(self) -> bool:
        """Whether over 2 % of the pictures come over 2 ms earlier or later than the median distance."""
        steps = np.diff(self.pts_ms)
        return len(steps) > 1 and float(np.mean(np.abs(steps - np.median(steps)) > _JITTER_MS)) > _JITTER_SHARE

    def frame_at(self, ms: int) -> int:
        """The index of the picture on the screen at `ms`: the last that has appeared, the first when none has."""
        return max(0, int(np.searchsorted(self.pts_ms, ms, side="right")) - 1)

    def start_of(self, index: int) -> int:
        """When picture `index` appears, in ms.

        Raises:
            IndexError: there is no such picture.
        """
        if not 0 <= index < len(self):
            raise IndexError(index)
        return int(self.pts_ms[index])

    def end_of(self, index: int) -> int:
        """When picture `index` makes place for the next, in ms.

        Raises:
            IndexError: there is no such picture.
        """
        return self.start_of(index) + int(self.durations_ms[index])

    def keyframe_for(self, index: int) -> int:
        """The index of the picture from which to decode to see picture `index`; 0 when there is none before it."""
        before = int(np.searchsorted(self.keyframes, index, side="right")) - 1
        return int(self.keyframes[before]) if before >= 0 else 0

    def to_bytes(self) -> bytes:
        """A sealed numpy archive for the cache."""
        return seal_arrays(_SEAL_OF, pts_ms=self.pts_ms, durations_ms=self.durations_ms, keyframes=self.keyframes)

    @classmethod
    def from_bytes(cls, archive: bytes) -> FrameIndex:
        """What `to_bytes` gave.

        Raises:
            BadFile: it is something else; a cache can be made again.
        """
        index = cls(*sealed_arrays(archive, _SEAL_OF, "pts_ms", "durations_ms", "keyframes"))
        if not index._is_sound():
            raise bad_cache()
        return index

    def _is_sound(self) -> bool:
        arrays = (self.pts_ms, self.durations_ms, self.keyframes)
        return (
            all(values.dtype == np.int64 and values.ndim == 1 for values in arrays)
            and 0 < len(self.pts_ms) == len(self.durations_ms)
            and bool(np.all(np.diff(self.pts_ms) > 0))
            and bool(np.all((self.keyframes >= 0) & (self.keyframes < len(self))))
        )


def frame_index(reader: BinaryIO, *, progress: Progress = SILENT) -> FrameIndex:
    """List the pictures of a recording without decoding them.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: told the bytes read.

    Raises:
        MediaUnusable: it is no recording that can be played, or it has no picture.
        Cancelled: the user asked to stop.
    """
    with opened(reader, progress=progress) as media:
        if media.picture is None:
            raise refusals.no_picture()
        times = PictureTimes(media.picture)
        for packet in packets(media, media.picture):
            times.take(packet)
        index = times.index(media.origin_us)
    if index is None:
        raise refusals.no_picture()
    return index


class PictureTimes:
    """Gathers the packets of a picture stream, in the order of the file, and puts them in the order of showing.

    Attributes:
        jumps_back: whether the clock of the stream was set back by more than a second somewhere.
        frame_rate_hz: pictures a second on average, 0.0 for a single one; known after `index`.
    """

    def __init__(self, stream: VideoStream) -> None:
        self.jumps_back = False
        self.frame_rate_hz = 0.0
        self._time_base = stream.time_base or Fraction(1, 1000)
        self._delay = stream.codec_context.reorder_depth
        self._is_vp8 = stream.codec_context.codec.canonical_name == "vp8"
        self._first_key: tuple[int, int] | None = None
        self._latest_dts = _UNKNOWN
        self._last_is_corrupt = False
        self._pts, self._dts, self._lasting, self._key = array("q"), array("q"), array("q"), array("b")

    def take(self, packet: Packet[Any]) -> None:
        """One packet of the stream; what is never shown is left out."""
        pts = _UNKNOWN if packet.pts is None else packet.pts
        dts = _UNKNOWN if packet.dts is None else packet.dts
        self._watch_clock(dts)
        if packet.is_keyframe and self._first_key is None:
            self._first_key = (len(self._pts), pts)
        if packet.is_discard or (self._is_vp8 and not memoryview(packet)[0] & _VP8_SHOWN):
            return
        self._last_is_corrupt = packet.is_corrupt
        self._pts.append(pts)
        self._dts.append(dts)
        self._lasting.append(packet.duration or 0)
        self._key.append(packet.is_keyframe)

    def _watch_clock(self, dts: int) -> None:
        if dts == _UNKNOWN:
            return
        self.jumps_back |= self._latest_dts != _UNKNOWN and (self._latest_dts - dts) * self._time_base > 1
        self._latest_dts = dts

    def index(self, origin_us: int) -> FrameIndex | None:
        """The pictures in the order of showing, or nothing when there is none.

        Args:
            origin_us: `Opened.origin_us`.
        """
        ticks, lasting, is_key = self._in_order_of_showing()
        if not len(ticks):
            return None
        self.frame_rate_hz = _rate_hz(ticks, self._time_base)
        starts = np.array([ms_of(tick, self._time_base, origin_us) for tick in ticks.tolist()], np.int64)
        end_ms = ms_of(int(ticks[-1] + lasting[-1]), self._time_base, origin_us)
        return _index(starts, end_ms, is_key)

    def _in_order_of_showing(self) -> tuple[Times, Times, Flags]:
        """Ticks, durations in ticks and key flags, each of shape (n,)."""
        pts, dts, lasting = (np.array(values, np.int64) for values in (self._pts, self._dts, self._lasting))
        is_key = np.array(self._key, np.bool_)
        shown = self._decodable(pts, dts)
        if np.any(pts == _UNKNOWN):
            shown &= dts != _UNKNOWN
            order = np.flatnonzero(shown)[np.argsort(dts[shown], kind="stable")]
            return _delayed(dts[order], self._delay), lasting[order], is_key[order]
        order = np.flatnonzero(shown)[np.argsort(pts[shown], kind="stable")]
        return pts[order], lasting[order], is_key[order]

    def _decodable(self, pts: Times, dts: Times) -> Flags:
        """Which pictures a decoder can show.

        Not the last one where the file was cut off in the middle of it; nor, where the file starts in mid stream, those
        before the first keyframe.
        """
        decodable = np.arange(len(pts)) < len(pts) - self._last_is_corrupt
        if self._first_key is not None:
            position, key_pts = self._first_key
            later = np.flatnonzero(pts[position + 1 :] == _UNKNOWN) + position + 1
            if key_pts == _UNKNOWN and len(later):
                # MPEG gives times of showing to B pictures alone: any other is shown when the next other is decoded.
                key_pts = int(dts[later[0]])
            decodable &= (np.arange(len(pts)) >= position) & ((pts >= key_pts) | (pts == _UNKNOWN))
        return decodable


def _delayed(dts: Times, delay: int) -> Times:
    """Times of showing from times of decoding, for containers such as AVI that keep no others.

    A decoder that holds back `delay` pictures shows picture k when it is given picture k + `delay`.
    """
    step = int(np.median(np.diff(dts))) if len(dts) > 1 else 1
    beyond = (dts[-1:] + step * np.arange(1, delay + 1)) if len(dts) else dts
    return np.concatenate([dts, beyond])[delay : delay + len(dts)]


def _rate_hz(ticks: Times, time_base: Fraction) -> float:
    seconds = int(ticks[-1] - ticks[0]) * time_base
    return float((len(ticks) - 1) / seconds) if seconds > 0 else 0.0


def _index(starts: Times, end_ms: int, is_key: Flags) -> FrameIndex:
    """Make the starts (n,) strictly increasing and not negative: what is replaced at once is never on the screen."""
    ends = np.append(np.maximum(starts[1:], 0), end_ms)
    starts = np.maximum(starts, 0)
    seen = ends > starts
    seen[-1] = True
    starts, is_key = starts[seen], is_key[seen]
    steps = np.diff(starts)
    last = max(end_ms - int(starts[-1]), 0) or (int(np.median(steps)) if len(steps) else _USUAL_MS)
    return FrameIndex(starts, np.append(steps, last), np.flatnonzero(is_key).astype(np.int64))
