"""Exact stills: the picture of an index, decoded by itself while nothing plays; and small pictures for the library.

Imports `av` and numpy; import it late.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.codec.context import CodecContext
from av.video.frame import VideoFrame

from recall_studio.media import refusals
from recall_studio.media.decoding import Decoding
from recall_studio.media.opening import opened, packets

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from recall_studio.media.frames import FrameIndex
    from recall_studio.media.opening import Opened

KEPT_BYTES = 96 * 1024 * 1024
_LEAST_KEPT = 3  # whatever they weigh, else stepping to and fro decodes a whole run-up each time
_MOST_RUN_UP = 48  # pictures before the wanted one that are decoded in full, to step back to
_ON_WAY_EVERY = 60  # pictures, so that a long way does not flicker
_BT709 = 1  # AVCOL_SPC_BT709
_UNSPECIFIED = 2  # AVCOL_SPC_UNSPECIFIED
_FULL_RANGE = 2  # AVCOL_RANGE_JPEG
_HD_ROWS = 577  # one more than PAL has: what does not say which colours it has, has those of HD from here
_LONGEST_WAIT = 250  # packets after which a picture that does not come is given up
_JPEG_QUALITY = "4"  # of FFmpeg's 2 (best) to 31


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """One decoded picture as I420: a plane of brightness and two of colour at half the width and height.

    Attributes:
        planes: the bytes of each plane, top row first.
        strides: bytes from one row to the next, for each plane.
        width, height: pixels of the stored picture, before it is turned.
        index: which picture of the index it is.
        pts_ms: when it appears on the file's time line.
        full_range: whether luma runs from 0 to 255 rather than 16 to 235.
        bt709: whether its colours are those of HD video (BT.709) rather than BT.601.
    """

    planes: tuple[memoryview, ...]
    strides: tuple[int, ...]
    width: int
    height: int
    index: int
    pts_ms: int
    full_range: bool
    bt709: bool

    @property
    def size_bytes(self) -> int:
        """What it takes of the memory."""
        return sum(plane.nbytes for plane in self.planes)


def _never() -> bool:
    return False


def _unseen(_still: Still) -> None:
    return


class Stills:
    """Stills of one recording, with the ones just seen and those on the way to them kept. For one thread at a time.

    Args:
        reader: a seekable reader of the recording's bytes, used by nobody else.
        index: its pictures.
        kept_bytes: how much memory the kept pictures may take together.

    Raises:
        MediaUnusable: it is no recording that can be played, or it has no picture.
    """

    def __init__(self, reader: BinaryIO, index: FrameIndex, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._index = index
        self._decoding = Decoding(reader, index)
        self._kept: OrderedDict[int, Still] = OrderedDict()
        self._left = kept_bytes

    def close(self) -> None:
        """Let the recording go; the reader stays open."""
        self._kept.clear()
        self._decoding.close()

    def still_at(
        self,
        index: int,
        *,
        stale: Callable[[], bool] = _never,
        on_way: Callable[[Still], None] = _unseen,
    ) -> Still | None:
        """The picture of this index; where that one is damaged, the last good one before it.

        Args:
            index: of the picture.
            stale: asked between pictures: whether the answer is no longer wanted.
            on_way: given a picture now and then on a long way to the wanted one, the first one at once.

        Returns:
            The still; None when it became stale or there is no picture to be had.

        Raises:
            IndexError: there is no such picture.
            MediaUnusable: the drive failed.
        """
        self._index.start_of(index)
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        found: Still | None = None
        next_on_way = 0
        for place, frame in self._decoding.pictures(index, whole_from=max(0, index - _MOST_RUN_UP)):
            if stale():
                return None
            still = self._keep(place, frame)
            if place >= index:
                return still if place == index or found is None else found
            found = still
            if place >= next_on_way:
                next_on_way = place + _ON_WAY_EVERY
                on_way(found)
        return found

    def _keep(self, index: int, frame: VideoFrame) -> Still:
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        still = self._kept[index] = self._still(index, frame)
        self._left -= still.size_bytes
        while self._left < 0 and len(self._kept) > _LEAST_KEPT:
            self._left += self._kept.popitem(last=False)[1].size_bytes
        return still

    def _still(self, index: int, frame: VideoFrame) -> Still:
        plain = frame if frame.format.name in {"yuv420p", "yuvj420p"} else frame.reformat(format="yuv420p")
        return Still(
            planes=tuple(memoryview(plane) for plane in plain.planes),
            strides=tuple(plane.line_size for plane in plain.planes),
            width=plain.width,
            height=plain.height,
            index=index,
            pts_ms=self._index.start_of(index),
            full_range=is_full_range(frame),
            bt709=is_bt709(frame.colorspace, frame.height),
        )


def is_full_range(frame: VideoFrame) -> bool:
    """Whether luma runs from 0 to 255."""
    return frame.color_range == _FULL_RANGE or frame.format.name.startswith("yuvj")


def is_bt709(colorspace: int, height: int) -> bool:
    """Whether the colours are those of BT.709, by what the picture says or, when it says nothing, by its size."""
    return colorspace == _BT709 or (colorspace == _UNSPECIFIED and height >= _HD_ROWS)


def thumbnail(reader: BinaryIO, *, at_ms: int, width: int) -> bytes:
    """A small JPEG, turned as it is shown, of the keyframe at or before a time, or of the first picture there is.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        at_ms: on the file's time line.
        width: in pixels, of the turned picture.

    Raises:
        MediaUnusable: it is no recording that can be played, or it has no picture.
    """
    with opened(reader) as media:
        frame = _picture_near(media, at_ms) or _picture_near(media, 0)
        if frame is None:
            raise refusals.no_picture()
        turns = round(frame.rotation / 90) % 4
        shown_height = frame.width if turns % 2 else frame.height
        shown_width = frame.height if turns % 2 else frame.width
        height = max(1, round(width * shown_height / shown_width))
        small = frame.reformat(*((height, width) if turns % 2 else (width, height)), format="rgb24")
        return _jpeg(np.rot90(small.to_ndarray(), turns))


def _picture_near(media: Opened, at_ms: int) -> VideoFrame | None:
    stream = media.picture
    if stream is None or stream.time_base is None:
        raise refusals.no_picture()
    ticks = int((at_ms * 1000 + media.origin_us) / 1_000_000 / float(stream.time_base))
    try:
        media.container.seek(ticks, stream=stream, backward=True)
    except av.FFmpegError:
        return None
    for tries, packet in enumerate(packets(media, stream)):
        try:
            frames = stream.codec_context.decode(packet)
        except av.FFmpegError:
            frames = []
        if frames:
            return frames[0]
        if tries > _LONGEST_WAIT:
            break
    return next(iter(stream.codec_context.decode(None)), None)


def _jpeg(rgb: Any) -> bytes:
    """A JPEG file of an array of shape (rows, columns, 3)."""
    frame = VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24").reformat(format="yuvj420p")
    encoder: Any = CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.time_base = Fraction(1)
    encoder.options = {"qmin": _JPEG_QUALITY, "qmax": _JPEG_QUALITY}
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
