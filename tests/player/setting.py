"""What tests of players need: sources from bytes, readers that fail, and a player that writes down what it is told."""

from __future__ import annotations

import io
import threading
import time
import wave
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from typing_extensions import override

from recall_studio.domain.access import Playable
from recall_studio.domain.errors import MediaUnusable
from recall_studio.domain.ids import ConversationId, MediaFileId, RecordingId
from recall_studio.media.facts import AudioFacts, MediaFacts, VideoFacts
from recall_studio.media.frames import FrameIndex
from recall_studio.media.probing import probe_and_index
from recall_studio.player.engine import Frame, Source, State
from recall_studio.player.playing import Player, Watcher
from recall_studio.player.showing_stills import ExactStills
from tests.player.clips import read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.reel import MakeEngine
    from recall_studio.player.showing_stills import StillMaker


class Shaky(io.BytesIO):
    """A reader whose drive can be pulled out, for all readers of the same file at once."""

    def __init__(self, contents: bytes, pulled: threading.Event) -> None:
        super().__init__(contents)
        self._pulled = pulled

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if self._pulled.is_set():
            raise OSError("the drive is gone")
        return super().read(size)


def playable(open_: Callable[[], BinaryIO], *, sound_only: bool = False) -> Playable:
    return Playable(
        MediaFileId("file"), RecordingId("recording"), ConversationId("conversation"), "play", sound_only, open_
    )


def source_of(contents: bytes, *, sound_only: bool = False, pulled: threading.Event | None = None) -> Source:
    """A source as the program makes one: probed first."""
    facts, index = probe_and_index(io.BytesIO(contents))
    gone = pulled or threading.Event()
    return Source(playable(lambda: Shaky(contents, gone), sound_only=sound_only), facts, index)


def made_up(
    *,
    duration_ms: int = 10_000,
    picture_ms: int = 40,
    picture: bool = True,
    rotation: int = 0,
    sound_only: bool = False,
    gone: bool = False,
) -> Source:
    """A source for the fake engine: steady pictures, and no bytes."""

    def open_() -> BinaryIO:
        if gone:
            raise MediaUnusable("The file is gone.")
        return io.BytesIO()

    count = duration_ms // picture_ms
    index = FrameIndex(
        pts_ms=np.arange(count, dtype=np.int64) * picture_ms,
        durations_ms=np.full(count, picture_ms, np.int64),
        keyframes=np.array([0], np.int64),
    )
    video = VideoFacts(
        "h264", 160, 96, rotation, 1000 / picture_ms, count, variable_frame_rate=False, pixel_format="yuv420p"
    )
    facts = MediaFacts(
        "mp4",
        duration_ms,
        0,
        video if picture else None,
        AudioFacts("aac", 48_000, 2),
        has_subtitles=False,
        problems=(),
    )
    return Source(playable(open_, sound_only=sound_only), facts, index if picture else None)


def long_tone() -> bytes:
    """Three minutes of sound, more than an engine reads ahead."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(48_000)
        writer.writeframes(bytes(range(0, 64, 2)) * (180 * 48_000 // 8))
    return file.getvalue()


class Viewer:
    """A player and all that it told.

    Attributes:
        numbers: of each picture that was shown the number its bars say, and the time it was given (ms, file's time).
    """

    def __init__(
        self,
        make_engine: MakeEngine,
        wake: Callable[[], None] = lambda: None,
        *,
        make_stills: Callable[[Source], StillMaker] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.player = Player(make_engine, wake=wake, make_stills=make_stills or ExactStills, now=now)
        self.frames: list[Frame] = []
        self.numbers: list[tuple[int | None, int | None]] = []
        self.states: list[State] = []
        self.moves: list[int] = []
        self.troubles: list[str] = []
        self.loops: list[tuple[int, int] | None] = []
        self.player.watch(
            Watcher(
                frame=self._see,
                state=self.states.append,
                moved=self.moves.append,
                trouble=self.troubles.append,
                loop=self.loops.append,
            )
        )

    def _see(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.numbers.append((number_of(frame), frame.pts_ms))

    @property
    def number(self) -> int | None:
        """What the bars of the picture on the screen say."""
        return self.numbers[-1][0] if self.numbers else None


def number_of(frame: Frame) -> int | None:
    """What the bars of a picture say; None for a blank one."""
    if frame.width < 20:
        return None
    if frame.pixel_format == "bgra":
        pixels = np.frombuffer(frame.planes[0], np.uint8)[: frame.strides[0] * frame.height]
        return read_number(pixels.reshape(frame.height, frame.strides[0])[:, 1 : frame.width * 4 : 4])
    luma = np.frombuffer(frame.planes[0], np.uint8)[: frame.strides[0] * frame.height]
    return read_number(luma.reshape(frame.height, frame.strides[0])[:, : frame.width])
