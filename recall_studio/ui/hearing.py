"""How loud, which channels, on which loudspeaker: what the player does, and what this computer remembers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from recall_studio.player.engine import LOUDEST_PERCENT, Channels

if TYPE_CHECKING:
    from recall_studio.player.engine import Device
    from recall_studio.player.playing import Player
    from recall_studio.ui.preferences import Preferences

STEP_PERCENT = 10
_REMEMBER_MS = 600
"""A slider that is dragged is kept once, when it stands."""


class Hearing(QObject):
    """The sound of the player.

    Args:
        player: what sounds.
        preferences: where it is remembered.
    """

    changed = Signal()

    def __init__(self, player: Player, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._preferences = player, preferences
        self.muted = False
        settings = preferences.settings
        self.volume_percent = settings.volume_percent
        self.channels = Channels(settings.channels)
        self.device_id = settings.sound_device
        self._timer = QTimer(self, interval=_REMEMBER_MS, singleShot=True)
        self._timer.timeout.connect(self.remember)
        player.set_volume(self.volume_percent)
        player.set_channels(self.channels)
        player.set_device(self.device_id)
        preferences.changed.connect(self._follow)

    def set_volume(self, percent: int) -> None:
        """How loud, brought inside 0 to `LOUDEST_PERCENT`; it is heard again when it was muted."""
        self.volume_percent, self.muted = max(0, min(percent, LOUDEST_PERCENT)), False
        self._apply()

    def change_volume(self, by_percent: int) -> None:
        """Louder, or softer when negative."""
        self.set_volume(self.volume_percent + by_percent)

    def toggle_mute(self) -> None:
        """Hear nothing, or again what was heard."""
        self.muted = not self.muted
        self._apply()

    def set_channels(self, channels: Channels) -> None:
        """Which channels are heard."""
        self.channels = channels
        self._player.set_channels(channels)
        self._tell()

    def devices(self) -> list[Device]:
        """The sound outputs there are."""
        return self._player.devices()

    def set_device(self, device_id: str) -> None:
        """Use this sound output."""
        self.device_id = device_id
        self._player.set_device(device_id)
        self._tell()

    def remember(self) -> None:
        """Keep it for the next time."""
        self._timer.stop()
        self._preferences.change(
            volume_percent=self.volume_percent, channels=self.channels.value, sound_device=self.device_id
        )

    def _follow(self, fields: frozenset[str]) -> None:
        """Sound as the preferences say, where they were changed there."""
        settings = self._preferences.settings
        if "volume_percent" in fields and settings.volume_percent != self.volume_percent:
            self.set_volume(settings.volume_percent)
        if "channels" in fields and settings.channels != self.channels.value:
            self.set_channels(Channels(settings.channels))

    def _apply(self) -> None:
        self._player.set_volume(0 if self.muted else self.volume_percent)
        self._tell()

    def _tell(self) -> None:
        self._timer.start()
        self.changed.emit()
