"""The engine of a computer on which nothing can play: pictures are still looked at one by one, by exact stills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.engine import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Channels, Device, Listener, Source


class AbsentEngine:
    """Loads everything and plays nothing; asked to play, it says why not.

    Args:
        listener: who is told.
        wake: called when there is something to poll for.
    """

    key = "none"
    own_stills = False

    def __init__(self, listener: Listener, wake: Callable[[], None]) -> None:
        self.state, self.rate = State.EMPTY, 1.0
        self._listener, self._wake = listener, wake
        self._at_ms = 0
        self._must_tell = False

    def load(self, _source: Source) -> None:
        """Take a file."""
        self.state, self._at_ms, self._must_tell = State.PAUSED, 0, False

    def unload(self) -> None:
        """Let go of the file."""
        self.state, self._must_tell = State.EMPTY, False

    def play(self, from_ms: int | None = None) -> None:
        """Say at the next poll why not."""
        self._at_ms = self._at_ms if from_ms is None else from_ms
        self._must_tell = True
        self._wake()

    def pause(self) -> None:
        """It stands already."""

    def seek(self, ms: int) -> None:
        """Stand there."""
        self._at_ms = ms

    def set_rate(self, rate: float) -> None:
        """Note it."""
        self.rate = rate

    def set_volume(self, percent: int) -> None:
        """There is no sound."""

    def set_channels(self, channels: Channels) -> None:
        """There is no sound."""

    def devices(self) -> list[Device]:
        """None that could be used."""
        return []

    def set_device(self, device_id: str) -> None:
        """There is no sound."""

    def position_ms(self) -> int:
        """Where it stands."""
        return self._at_ms

    def poll(self) -> None:
        """Tell what is owed."""
        if self._must_tell:
            self.unload()
            self._listener.trouble("no_engine")
            self._listener.state(State.EMPTY)

    def close(self) -> None:
        """Tell nothing any more."""
        self.unload()
