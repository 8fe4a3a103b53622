"""The one place where FFmpeg is given a recording: a demuxer of our choice, bytes of our giving, and nothing else.

Imports `av`; import this module late. Stills, waveforms and clips open recordings here too.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import av
from av.stream import Disposition

from recall_studio.domain.errors import RecallError
from recall_studio.domain.progress import SILENT
from recall_studio.media import refusals
from recall_studio.media.containers import recognise
from recall_studio.media.wholeness import has_index, usable_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from typing import BinaryIO

    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

    from recall_studio.domain.progress import Progress
    from recall_studio.media.containers import Kind

_OPTIONS = {
    "protocol_whitelist": "none",  # no protocol has this name: FFmpeg itself can open nothing
    "enable_drefs": "0",  # QuickTime tracks that lie in another file; off by default, and said to stay so
    "use_absolute_path": "0",
    "probesize": "5000000",  # bytes
    "analyzeduration": "5000000",  # microseconds
    "max_streams": "64",
}
_PATIENCE = 20  # times its own size that a file may be read: a few times is usual, more is a trap
_LEAST_PATIENCE_BYTES = 1 << 28
_LEAST_COST_BYTES = 1 << 10  # what a read counts for, so that endless small reads come to an end as well
_PACKETS_BETWEEN_REPORTS = 512
_MOST_FAILURES = 32  # one after another
_INVENT_TIMES = 1  # AVFMT_FLAG_GENPTS
_NO_PICTURE = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image


class Source:
    """A reader as FFmpeg sees it: without a name, with an end to its patience, and never failing.

    An exception inside a read would travel through C. So a failure is kept, FFmpeg sees the end of the file, and
    `check` raises it once FFmpeg has returned.
    """

    def __init__(self, reader: BinaryIO, progress: Progress, size: int) -> None:
        self.size = size
        self.position = reader.seek(0)
        self._reader = reader
        self._progress = progress
        self._left = 0
        self._failure: RecallError | None = None
        self.renew()

    def renew(self) -> None:
        """Be as patient as at the start: a person looking at stills may read any part any number of times."""
        self._left = _LEAST_PATIENCE_BYTES + _PATIENCE * self.size

    def read(self, size: int) -> bytes:
        """At most `size` bytes from here; none at the end or after a failure."""
        size = min(size, self.size - self.position)
        if self._progress.cancelled:
            self._failure = self._failure or refusals.stopped()
        if self._failure:
            return b""
        return self._taken(size)

    def _taken(self, size: int) -> bytes:
        try:
            found = bytes(self._reader.read(size)[:size]) if size > 0 else b""
        except (OSError, ValueError, RecallError) as error:
            self._fail(error)
            return b""
        self.position += len(found)
        self._left -= max(len(found), _LEAST_COST_BYTES)
        if self._left < 0:
            self._failure = refusals.broken()
        return found

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; -1 when there is no such place, as broken files ask for places before the start."""
        place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.position, os.SEEK_END: self.size}[whence]
        if place < 0:
            return -1
        try:
            self.position = self._reader.seek(place)
        except (OSError, ValueError, RecallError) as error:
            self._fail(error)
            return -1
        return self.position

    def tell(self) -> int:
        """The place in bytes from the start."""
        return self.position

    def open_other(self, _url: str, _flags: int, _options: dict[str, str]) -> BytesIO:
        """FFmpeg asks for another file, which the options forbid already: it gets nothing, and `check` refuses."""
        self._failure = self._failure or refusals.parts_elsewhere()
        return BytesIO()

    def _fail(self, error: Exception) -> None:
        """Keep what happened: a refusal as it is (access may be withdrawn), anything else as a drive that fails."""
        if isinstance(error, RecallError):
            failure = error
        else:
            failure = refusals.unreadable()
            failure.__cause__ = error
        self._failure = self._failure or failure

    def check(self) -> None:
        """Raise what went wrong while FFmpeg was reading, if anything did."""
        if self._failure:
            raise self._failure

    def report(self) -> None:
        """Say how far the reading is, in bytes."""
        self._progress.report(min(self.position, self.size), self.size)


@dataclass(slots=True)
class Opened:
    """A recording that FFmpeg has open.

    Attributes:
        container: PyAV's container.
        kind: what its own first bytes say.
        source: what FFmpeg reads from.
        picture: the stream that is shown, never a cover; or nothing.
        sound: the stream that is heard; or nothing.
        origin_us: what the container's clock says, in microseconds, where our time line starts.
        unknown: whether there is a sound or picture stream without a decoder.
        damaged: set by `packets` when there is a place that cannot be read.
    """

    container: InputContainer
    kind: Kind
    source: Source
    picture: VideoStream | None
    sound: AudioStream | None
    origin_us: int
    unknown: bool
    damaged: bool = False


@contextmanager
def opened(reader: BinaryIO, *, progress: Progress = SILENT) -> Iterator[Opened]:
    """Open a recording for as long as the block lasts; the reader stays open afterwards.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: whether to stop.

    Raises:
        MediaUnusable: it is no recording that can be played.
        Cancelled: the user asked to stop.
    """
    try:
        kind = _checked(reader)
        source = Source(reader, progress, usable_size(reader, kind))
    except OSError as error:
        raise refusals.unreadable() from error
    container = _container(source, kind)
    try:
        yield _with_streams(container, kind, source)
    finally:
        container.close()


def _checked(reader: BinaryIO) -> Kind:
    kind = recognise(reader)
    if kind.demuxer == "mov" and not has_index(reader):
        raise refusals.unfinished()
    return kind


def _container(source: Source, kind: Kind) -> InputContainer:
    try:
        container = av.open(
            source,
            mode="r",
            format=kind.demuxer,
            container_options=_OPTIONS | {"format_whitelist": kind.demuxer},
            metadata_errors="replace",
            io_open=source.open_other,
        )
    except (av.FFmpegError, UnicodeError) as error:
        source.check()
        raise refusals.broken() from error
    # PyAV asks FFmpeg to invent missing presentation times, and for H.264 in AVI it invents wrong ones.
    container.flags &= ~_INVENT_TIMES
    return container


def _with_streams(container: InputContainer, kind: Kind, source: Source) -> Opened:
    source.check()
    pictures = [stream for stream in container.streams.video if not stream.disposition & _NO_PICTURE]
    sounds = list(container.streams.audio)
    if not pictures and not sounds:
        raise refusals.nothing_in_it()
    picture, sound = _preferred(pictures), _preferred(sounds)
    if picture is None and sound is None:
        raise refusals.unknown_codec()
    unknown = (picture is None and bool(pictures)) or (sound is None and bool(sounds))
    return Opened(container, kind, source, picture, sound, container.start_time or 0, unknown)


def _preferred(streams: list[Any]) -> Any:
    """The stream marked as the default one, else the first; of those that can be decoded."""
    known = [stream for stream in streams if stream.codec_context is not None]
    return next((stream for stream in known if stream.disposition & Disposition.default), next(iter(known), None))


def packets(media: Opened, *streams: Stream | None) -> Iterator[Packet[Any]]:
    """The packets of these streams in the order of the file, as far as they can be read.

    Args:
        media: an open recording; `damaged` is set where a place in it cannot be read.
        streams: streams of it; `None` is skipped.

    Raises:
        MediaUnusable: the drive failed.
        Cancelled: the user asked to stop.
    """
    wanted = tuple(stream for stream in streams if stream is not None)
    number = failures = 0
    while failures < _MOST_FAILURES:
        try:
            for packet in media.container.demux(wanted):
                if number % _PACKETS_BETWEEN_REPORTS == 0:
                    media.source.report()
                number, failures = number + 1, 0
                if packet.size:  # the last ones are empty, and an empty picture repeats the one before
                    yield packet
            break
        except av.FFmpegError:  # a bad place; what lies behind it may be good
            media.damaged = True
            failures += 1
        except IndexError:
            # Streams that only turn up on the way (MPEG) trip PyAV after its last packet, when it empties the decoders.
            break
    media.source.check()
    media.source.report()


def ms_of(ticks: int, time_base: Fraction, origin_us: int) -> int:
    """Milliseconds on our time line, a half rounded up; exact for every time base.

    Args:
        ticks: a time on the stream's clock.
        time_base: seconds of a tick.
        origin_us: `Opened.origin_us`.
    """
    thousandths = ticks * time_base.numerator * 1_000_000 - origin_us * time_base.denominator
    scale = time_base.denominator * 1_000
    return (2 * thousandths + scale) // (2 * scale)
