"""A deck that can be tuned: which engine plays, how fast, how loud, which channels, on which loudspeaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.deck import Deck
from recall_studio.player.engine import LOUDEST_PERCENT, Channels, State

if TYPE_CHECKING:
    from recall_studio.player.engine import Device
    from recall_studio.player.reel import MakeEngine


class TunedDeck(Deck):
    """A `Deck` whose engine and sound can be chosen; what was chosen is kept over recordings and engines."""

    def use(self, make_engine: MakeEngine) -> None:
        """Take another engine, and go on at the same picture, paused."""
        self.pause()
        here_ms = self.position_ms()
        self._reel.use(make_engine)
        self._screen.clear()  # its pictures are numbered anew: nobody must take one for another
        if self.state is not State.EMPTY:
            self.seek(here_ms)

    @property
    def engine_key(self) -> str:
        """Which engine plays; a key of `ENGINES`."""
        return self._reel.engine.key

    @property
    def rate(self) -> float:
        """The speed; 1.0 is as recorded."""
        return self._reel.sound.rate

    def set_rate(self, rate: float) -> None:
        """Play at this speed, 0.5 to 2, pitch kept."""
        self._reel.sound.rate = rate
        self._reel.engine.set_rate(rate)

    @property
    def volume_percent(self) -> int:
        """How loud; 100 is as recorded."""
        return self._reel.sound.volume_percent

    def set_volume(self, percent: int) -> None:
        """How loud: 0 to `LOUDEST_PERCENT`, brought inside it."""
        self._reel.sound.volume_percent = max(0, min(percent, LOUDEST_PERCENT))
        self._reel.engine.set_volume(self.volume_percent)

    @property
    def channels(self) -> Channels:
        """Which channels are heard."""
        return self._reel.sound.channels

    def set_channels(self, channels: Channels) -> None:
        """Which channels are heard, on both ears."""
        self._reel.sound.channels = channels
        self._reel.engine.set_channels(channels)

    def devices(self) -> list[Device]:
        """The sound outputs there are; empty when there is none."""
        return self._reel.engine.devices()

    def set_device(self, device_id: str) -> None:
        """Use this sound output; the empty id for the system's choice."""
        self._reel.sound.device_id = device_id
        self._reel.engine.set_device(device_id)
