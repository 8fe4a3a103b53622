"""An engine for tests: a virtual clock that only `advance` moves, and pictures that carry their number as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.engine import Channels, Device, Frame, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Engine, Listener, Source

WIDTH, HEIGHT = 160, 96
_SYNC, _BITS = (1, 0, 1, 0), 15
_BARS = len(_SYNC) + _BITS + 1


class FakeEngine:
    """Plays nothing, exactly on time.

    Args:
        listener: who is told.
        wake: called when there is something to poll for.
        recognises: whether each picture's time is known at once; else `recognise` tells it.

    Attributes:
        heard: what was asked of the sound: `volume`, `channels`, `device`.
        found: the sound outputs that there are said to be.
    """

    key = "fake"
    own_stills = True

    def __init__(self, listener: Listener, wake: Callable[[], None], *, recognises: bool = True) -> None:
        self.state = State.EMPTY
        self.rate = 1.0
        self.heard: dict[str, object] = {"volume": 100, "channels": Channels.STEREO, "device": ""}
        self.found = [Device("", "Default"), Device("headphones", "Headphones")]
        self._listener, self._wake, self._recognises = listener, wake, recognises
        self._source: Source | None = None
        self._at_ms = 0.0
        self._serial = 0
        self._unknown: dict[int, int] = {}
        self._owed: list[State] = []
        self._frame: Frame | None = None  # the latest; one from before a seek is never told

    def load(self, source: Source) -> None:
        """Take another file; its first picture is told at the next poll."""
        source.playable.open().close()
        self._source, self._at_ms = source, 0.0
        self._become(State.PAUSED)
        self._show()

    def unload(self) -> None:
        """Let go of the file."""
        self._source, self._frame, self._owed = None, None, []
        self._become(State.EMPTY)

    def play(self, from_ms: int | None = None) -> None:
        """Play, as far as `advance` goes."""
        if from_ms is not None:
            self._at_ms = float(from_ms)
            self._show()
        self._become(State.PLAYING)

    def pause(self) -> None:
        """Stand still."""
        if self.state is State.PLAYING:
            self._become(State.PAUSED)

    def seek(self, ms: int) -> None:
        """Stand, or play on, there."""
        self._at_ms = float(ms)
        if self.state is State.ENDED:
            self._become(State.PAUSED)
        self._show()

    def set_rate(self, rate: float) -> None:
        """How much `advance` counts for."""
        self.rate = rate

    def set_volume(self, percent: int) -> None:
        """Note it."""
        self.heard["volume"] = percent

    def set_channels(self, channels: Channels) -> None:
        """Note it."""
        self.heard["channels"] = channels

    def devices(self) -> list[Device]:
        """What the test said."""
        return list(self.found)

    def set_device(self, device_id: str) -> None:
        """Note it."""
        self.heard["device"] = device_id

    def position_ms(self) -> int:
        """Where the virtual clock is."""
        return round(self._at_ms)

    def poll(self) -> None:
        """Tell what is owed."""
        frame, self._frame = self._frame, None
        owed, self._owed = self._owed, []
        if frame is not None:
            self._listener.frame(frame)
        for state in owed:
            self._listener.state(state)

    def close(self) -> None:
        """Tell nothing any more."""
        self._source, self._frame, self._owed, self.state = None, None, [], State.EMPTY

    def advance(self, ms: float) -> None:
        """Let so much time go by: the picture of then is told at once, and the end when it is reached."""
        if self._source is None or self.state is not State.PLAYING:
            return
        end_ms = self._source.facts.duration_ms
        self._at_ms = min(float(end_ms), self._at_ms + ms * self.rate)
        self._show()
        if self._at_ms >= end_ms:
            self._become(State.ENDED)
        self.poll()

    def recognise(self, *, lost: bool = False) -> None:
        """Tell which pictures those were that were shown without a time, or that nobody knows."""
        unknown, self._unknown = self._unknown, {}
        for serial, pts_ms in unknown.items():
            self._listener.recognised(serial, None if lost else pts_ms)

    def break_down(self, key: str) -> None:
        """Fail in the middle, as an engine does whose file can no longer be read."""
        self._listener.trouble(key)
        self.unload()
        self.poll()

    def _become(self, state: State) -> None:
        self.state = state
        self._owed.append(state)
        self._wake()

    def _show(self) -> None:
        index = self._source.index if self._source else None
        if index is None:
            return
        number = index.frame_at(round(self._at_ms))
        self._serial += 1
        pts_ms = index.start_of(number)
        if not self._recognises:
            self._unknown[self._serial] = pts_ms
        self._frame = picture(number, pts_ms if self._recognises else None, self._serial)
        self._wake()


def picture(number: int, pts_ms: int | None, serial: int) -> Frame:
    """A picture of twenty bars from the left: light, dark, light, dark, its number in fifteen, and their parity."""
    bits = [number >> bit & 1 for bit in reversed(range(_BITS))]
    bars = b"".join(bytes([28 + 200 * bit]) * (WIDTH // _BARS) for bit in (*_SYNC, *bits, sum(bits) & 1))
    colour = memoryview(b"\x80" * (WIDTH * HEIGHT // 4))
    planes = (memoryview(bars * HEIGHT), colour, colour)
    return Frame(planes, (WIDTH, WIDTH // 2, WIDTH // 2), WIDTH, HEIGHT, "i420", pts_ms, serial)


def kept_in(engines: list[FakeEngine], *, recognises: bool = True) -> Callable[[Listener, Callable[[], None]], Engine]:
    """What makes engines for a `Player`, and puts each into this list so that a test can `advance` it."""

    def make(listener: Listener, wake: Callable[[], None]) -> Engine:
        engines.append(FakeEngine(listener, wake, recognises=recognises))
        return engines[-1]

    return make
