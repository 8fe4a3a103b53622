"""One look at a recording: what it is, how long it lasts exactly, and what is wrong with it. Import it late."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from recall_studio.domain.progress import SILENT
from recall_studio.media import refusals
from recall_studio.media.facts import PROBLEMS, AudioFacts, MediaFacts, VideoFacts, problem_sentence
from recall_studio.media.looking import PictureLook, SoundLook, is_incomplete, shortage_ms
from recall_studio.media.opening import ms_of, opened, packets
from recall_studio.media.wholeness import is_cut_short, refers_elsewhere

if TYPE_CHECKING:
    from typing import BinaryIO

    from av.packet import Packet

    from recall_studio.domain.progress import Progress
    from recall_studio.media.frames import FrameIndex
    from recall_studio.media.opening import Opened

__all__ = ["PROBLEMS", "AudioFacts", "MediaFacts", "VideoFacts", "probe", "probe_and_index", "problem_sentence"]

_NEAR_THE_END = 50  # packets: a broken one among the last is where the recording was cut off
_SHORTAGE_MS = 1000


def probe(reader: BinaryIO, *, progress: Progress = SILENT) -> MediaFacts:
    """Look a recording over from its first to its last packet, decoding one picture and the last sounds.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: told the bytes read.

    Raises:
        MediaUnusable: it is no recording that can be played.
        Cancelled: the user asked to stop.
    """
    return probe_and_index(reader, progress=progress)[0]


def probe_and_index(reader: BinaryIO, *, progress: Progress = SILENT) -> tuple[MediaFacts, FrameIndex | None]:
    """What `probe` and `frame_index` give, read in one go; no index when there is no picture.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: told the bytes read.

    Raises:
        MediaUnusable: it is no recording that can be played.
        Cancelled: the user asked to stop.
    """
    with opened(reader, progress=progress) as media:
        look = _Look(media)
        for packet in packets(media, media.picture, media.sound):
            look.take(packet)
        try:
            look.finish(reader)
        except OSError as error:
            raise refusals.unreadable() from error
        return look.facts(), look.index


class _Look:
    """Deals out the packets to picture and sound, and puts together what they found."""

    def __init__(self, media: Opened) -> None:
        self._media = media
        self._picture = PictureLook(media.picture, media.origin_us) if media.picture else None
        self._sound = SoundLook(media.sound, media.origin_us) if media.sound else None
        self._packets = 0
        self._corrupt: list[int] = []
        self._cut_short = False
        self._lost = False

    def take(self, packet: Packet[Any]) -> None:
        self._packets += 1
        if packet.is_corrupt:
            self._corrupt.append(self._packets)
        if self._picture and packet.stream_index == self._picture.stream.index:
            self._picture.take(packet)
        elif self._sound:
            self._sound.take(packet)

    def finish(self, reader: BinaryIO) -> None:
        """Decode what was held back, see whether all is there, and forget streams of which nothing is.

        Raises:
            MediaUnusable: nothing can be played.
            OSError: the bytes cannot be read.
        """
        for part in self._parts:
            part.finish()
        self._cut_short = is_cut_short(reader, self._media.kind) or self._ends_too_early()
        self._lost = self._media.kind.demuxer == "mov" and any(is_incomplete(part) for part in self._parts)
        if self._lost and not all(part.packets for part in self._parts) and refers_elsewhere(reader):
            raise refusals.parts_elsewhere()
        self._picture = self._picture if self._picture and self._picture.facts else None
        self._sound = self._sound if self._sound and self._sound.facts else None
        if not any(part.decodes for part in self._parts):
            raise refusals.broken() if self._packets or self._cut_short or self._lost else refusals.nothing_in_it()

    @property
    def index(self) -> FrameIndex | None:
        return self._picture.index if self._picture else None

    @property
    def _parts(self) -> list[PictureLook | SoundLook]:
        return [part for part in (self._picture, self._sound) if part]

    def _ends_too_early(self) -> bool:
        """Whether the packets say that the end is missing, where the container itself does not."""
        is_short = self._sound and self._media.kind.name == "flac" and shortage_ms(self._sound) > _SHORTAGE_MS
        return bool(is_short) or any(number > self._packets - _NEAR_THE_END for number in self._corrupt)

    def facts(self) -> MediaFacts:
        problems = self._problems()
        return MediaFacts(
            container=self._media.kind.name,
            duration_ms=max(part.end_ms for part in self._parts),
            start_ms=ms_of(self._media.origin_us, Fraction(1, 1_000_000), 0),
            video=self._picture.facts if self._picture else None,
            audio=self._sound.facts if self._sound else None,
            has_subtitles=any(stream.codec_context for stream in self._media.container.streams.subtitles),
            problems=tuple(key for key in PROBLEMS if problems[key]),
        )

    def _problems(self) -> dict[str, bool]:
        """For every key of `PROBLEMS`: is it there?"""
        video = self._picture.facts if self._picture else None
        return {
            "truncated": self._cut_short,
            "damaged": self._is_damaged(),
            "unknown_codec": self._media.unknown,
            "no_video": self._picture is None,
            "no_audio": self._sound is None,
            "variable_frame_rate": video is not None and video.variable_frame_rate,
        }

    def _is_damaged(self) -> bool:
        """Whether something is wrong elsewhere than at an end that is missing."""
        return (
            any(not part.decodes for part in self._parts)
            or any(number <= self._packets - _NEAR_THE_END for number in self._corrupt)
            or ((self._media.damaged or self._lost) and not self._cut_short)
            or bool(self._picture and self._picture.times.jumps_back)
        )
