"""One engine and the parts it plays one after another; knows files and offsets, nothing of screens and stills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import RecallError
from recall_studio.media.refusals import unreadable
from recall_studio.player.engine import Channels, Listener, State
from recall_studio.player.time_line import TimeLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Engine, Frame
    from recall_studio.player.time_line import Spot

    MakeEngine = Callable[[Listener, Callable[[], None]], Engine]


@dataclass(frozen=True, slots=True)
class ReelListener:
    """Who is told, on the owner's thread.

    Args:
        frame: a picture of this part is on the screen.
        recognised: as of `Listener`.
        ended: the last part was played to its end.
        failed: nothing is loaded any more; the sentence says why, or is empty when a trouble has said it.
        trouble: a key of `TROUBLES`.
    """

    frame: Callable[[int, Frame], None]
    recognised: Callable[[int, int | None], None]
    ended: Callable[[], None]
    failed: Callable[[str], None]
    trouble: Callable[[str], None]


@dataclass(slots=True)
class Sound:
    """How it is to sound, kept over files and engines; see `Engine`."""

    volume_percent: int = 100
    channels: Channels = Channels.STEREO
    device_id: str = ""
    rate: float = 1.0


class Reel:
    """Plays the parts of a time line.

    Args:
        make_engine: makes the engine.
        wake: for the engine.
        listener: who is told.

    Attributes:
        engine: the engine; ask it what changes no state.
        part: the number of the part that is loaded, or None.
        sound: how it sounds.
    """

    def __init__(self, make_engine: MakeEngine, wake: Callable[[], None], listener: ReelListener) -> None:
        self.part: int | None = None
        self.sound = Sound()
        self._wake, self._listener = wake, listener
        self._line = TimeLine()
        self._is_loading = False
        self.engine = self._made(make_engine)

    def use(self, make_engine: MakeEngine) -> None:
        """Take another engine; nothing is loaded in it yet."""
        self.engine.close()
        self.part = None
        self.engine = self._made(make_engine)
        self.apply_sound()

    def apply_sound(self) -> None:
        """Make the engine sound as `sound` says."""
        self.engine.set_volume(self.sound.volume_percent)
        self.engine.set_channels(self.sound.channels)
        self.engine.set_device(self.sound.device_id)
        self.engine.set_rate(self.sound.rate)

    def lay(self, line: TimeLine) -> None:
        """Take another recording; nothing of it is loaded yet."""
        was, self.part, self._line = self.part, None, line
        if was is not None:
            self._quietly(self.engine.unload)

    def load(self, part: int) -> None:
        """Load a part, unless it is loaded; failing is told."""
        if self.part == part:
            return
        self.part = part
        try:
            self._quietly(lambda: self.engine.load(self._line.parts[part].source))
        except (RecallError, OSError) as error:
            self.part = None
            self._quietly(self.engine.unload)
            self._listener.failed(str(error if isinstance(error, RecallError) else unreadable()))

    def play(self, spot: Spot | None) -> None:
        """Play from there, or from where the engine stands."""
        if spot is not None:
            self.load(spot.part)
        if self.part is not None:
            self.engine.play(None if spot is None else spot.file_ms)

    def seek(self, spot: Spot, *, playing: bool) -> None:
        """Go there, and play on there where it was playing."""
        is_there = spot.part == self.part
        self.load(spot.part)
        if self.part is None:
            return
        if playing and not is_there:
            self.engine.play(spot.file_ms)
        else:
            self.engine.seek(spot.file_ms)

    def position_ms(self) -> int:
        """Where the engine is on the recording's time line."""
        return 0 if self.part is None else self._line.parts[self.part].offset_ms + self.engine.position_ms()

    def _made(self, make_engine: MakeEngine) -> Engine:
        return make_engine(
            Listener(
                frame=self._on_frame,
                recognised=self._listener.recognised,
                state=self._on_state,
                trouble=self._listener.trouble,
            ),
            self._wake,
        )

    def _quietly(self, act: Callable[[], None]) -> None:
        """Do something of which the states that the engine tells mean nothing."""
        self._is_loading = True
        try:
            act()
        finally:
            self._is_loading = False

    def _on_frame(self, frame: Frame) -> None:
        if self.part is not None:
            self._listener.frame(self.part, frame)

    def _on_state(self, state: State) -> None:
        if self._is_loading or self.part is None or state is not self.engine.state:
            return  # told late: the engine has been asked for something else since
        if state is State.EMPTY:
            self.part = None
            self._listener.failed("")
        elif state is State.ENDED:
            self._go_on()

    def _go_on(self) -> None:
        if self.part is None or self.part + 1 >= len(self._line.parts):
            self._listener.ended()
            return
        self.load(self.part + 1)
        if self.part is not None:
            self.engine.play()
