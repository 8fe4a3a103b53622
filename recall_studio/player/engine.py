"""What an engine is: plays one media file and says which picture it shows. Plain values, ms everywhere, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.access import Playable
    from recall_studio.media.facts import MediaFacts
    from recall_studio.media.frames import FrameIndex


class State(StrEnum):
    """What an engine does."""

    EMPTY = "empty"
    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"


class Channels(StrEnum):
    """Which channels of the sound are heard."""

    STEREO = "stereo"
    LEFT = "left"
    RIGHT = "right"
    MONO = "mono"


RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""The speeds that are offered; pitch is kept at all of them."""

LOUDEST_PERCENT = 200


@dataclass(frozen=True, slots=True)
class Source:
    """One media file to play.

    Args:
        playable: gives readers; no engine takes a path.
        facts: what probing found; probe every file before an engine sees it.
        index: when which picture is shown; None when the file has no picture (or it may not be shown).
    """

    playable: Playable
    facts: MediaFacts
    index: FrameIndex | None


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture that is on the screen from now on.

    Attributes:
        planes: the bytes of each plane, top row first; valid until the next frame was delivered.
        strides: bytes from one row to the next, for each plane.
        width, height: pixels of the stored picture, before it is turned.
        pixel_format: `i420`, `nv12` or `bgra` (in memory: blue, green, red, unused).
        pts_ms: when it appears on the file's time line; None while it has not been recognised yet.
        serial: counts up with each frame of an engine, so that a late answer finds its frame.
        full_range: whether luma runs from 0 to 255 rather than 16 to 235.
        bt709: whether its colours are those of HD video (BT.709) rather than BT.601.
    """

    planes: tuple[memoryview, ...]
    strides: tuple[int, ...]
    width: int
    height: int
    pixel_format: str
    pts_ms: int | None
    serial: int
    full_range: bool = False
    bt709: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A sound output; the empty id is the system's choice."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told; every call comes on the owner's thread, from within `Engine.poll()` or Qt's own loop.

    Args:
        frame: a new picture is on the screen.
        recognised: the frame of this serial number turned out to be the picture of this time (ms), or could not be
            recognised (None).
        state: the engine does something else now.
        trouble: a key of `TROUBLES`; the engine goes on where it can.
    """

    frame: Callable[[Frame], None]
    recognised: Callable[[int, int | None], None]
    state: Callable[[State], None]
    trouble: Callable[[str], None]


class Engine(Protocol):
    """Plays one file. All methods are called on the owner's thread and never block for long (16 ms).

    After `load`, `play(from_ms)` and `seek` no picture from before is delivered as if it were new. An engine that can
    no longer read its file tells a trouble and unloads itself.
    """

    @property
    def key(self) -> str:
        """Its key in `ENGINES`."""

    @property
    def own_stills(self) -> bool:
        """Whether its own pictures at a paused seek are quick and exact, so that nobody else has to decode them."""

    @property
    def state(self) -> State:
        """What it does now."""

    @property
    def rate(self) -> float:
        """The speed; 1.0 is as recorded."""

    def load(self, source: Source) -> None:
        """Take another file and wait, paused, at its beginning.

        Raises:
            AccessRefused: the consent was withdrawn since.
            MediaUnusable: the file is gone.
        """

    def unload(self) -> None:
        """Let go of the file; state `empty`."""

    def play(self, from_ms: int | None = None) -> None:
        """Play from this time of the file's time line, or from where it stands."""

    def pause(self) -> None:
        """Stop at the picture that is shown."""

    def seek(self, ms: int) -> None:
        """Go on at the picture that is shown at this time: playing stays playing, paused stays paused."""

    def set_rate(self, rate: float) -> None:
        """Play at this speed (0.5 to 2), pitch kept."""

    def set_volume(self, percent: int) -> None:
        """How loud: 0 to `LOUDEST_PERCENT`, 100 is as recorded."""

    def set_channels(self, channels: Channels) -> None:
        """Which channels are heard, on both ears."""

    def devices(self) -> list[Device]:
        """The sound outputs there are; empty when there is none."""

    def set_device(self, device_id: str) -> None:
        """Use this sound output; the empty id for the system's choice."""

    def position_ms(self) -> int:
        """Where the sound is about now; for the playhead and for files without a picture, never for a picture's tag.

        Smooth, also between the times that the library reports (see `clock.MediaClock`), and on its way from the place
        that was asked last, never from an older one.
        """

    def poll(self) -> None:
        """Tell the listener what happened since it was asked last."""

    def close(self) -> None:
        """Stop and let everything go; nothing is told any more."""
