"""What is known of a recording after one look at it: plain values that can be kept as JSON. Standard library only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROBLEMS = {
    "truncated": N_("This recording was cut off: what is there can be played, its end is missing."),
    "damaged": N_("Places in this recording are damaged: picture or sound may be missing there."),
    "unknown_codec": N_("Part of this recording, sound or picture, was written in a way the program cannot play."),
    "no_video": N_("This recording has sound only, no picture."),
    "no_audio": N_("This recording has no sound."),
    "variable_frame_rate": N_("The pictures of this recording do not follow each other at a steady pace."),
}
PROBLEMS = tuple(_PROBLEMS)


def problem_sentence(key: str) -> str:
    """The sentence for one of `PROBLEMS`, in the language spoken now.

    Raises:
        KeyError: there is no such problem.
    """
    return _(_PROBLEMS[key])


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """The picture of a recording.

    Attributes:
        codec: FFmpeg's name of the codec, such as `h264`.
        width: pixels of a stored picture, before it is turned.
        height: pixels of a stored picture, before it is turned.
        rotation: degrees clockwise that a stored picture is turned to be shown: 0 up to 359, nearly always a
            multiple of 90.
        frame_rate_hz: pictures a second on average; 0.0 when there is only one picture.
        frames: the number of pictures that are shown.
        variable_frame_rate: whether over 2 % of the pictures come over 2 ms earlier or later than usual.
        pixel_format: FFmpeg's name, such as `yuv420p`, or empty when it is not known.
    """

    codec: str
    width: int
    height: int
    rotation: int
    frame_rate_hz: float
    frames: int
    variable_frame_rate: bool
    pixel_format: str

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels after turning."""
        return (self.height, self.width) if self.rotation % 180 == 90 else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """The sound of a recording: FFmpeg's name of the codec, samples a second, and the number of channels."""

    codec: str
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What probing found.

    Attributes:
        container: the canonical short name: mp4, mov, matroska, webm, wav, avi, mp3, aac, flac, ogg, mpegts, mpegps
            or asf.
        duration_ms: from the start of the container's clock to the end of the last picture or sound.
        start_ms: what the container's own clock says at the start; every time in the program is relative to it.
        video: the picture, or nothing.
        audio: the sound, or nothing.
        has_subtitles: whether there are subtitles that can be read.
        problems: keys of `PROBLEMS`, in that order.
    """

    container: str
    duration_ms: int
    start_ms: int
    video: VideoFacts | None
    audio: AudioFacts | None
    has_subtitles: bool
    problems: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries, lists, texts and numbers."""
        return asdict(self) | {"problems": list(self.problems)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> MediaFacts:
        """What `as_json` gave.

        Raises:
            TypeError: a value is missing or one too many.
        """
        video, audio = values.get("video"), values.get("audio")
        nested = {
            "video": video and VideoFacts(**video),
            "audio": audio and AudioFacts(**audio),
            "problems": tuple(values.get("problems", ())),
        }
        return cls(**{**values, **nested})
