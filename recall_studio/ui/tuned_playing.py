"""How the recording is played: how fast, which stretch again and again, with or without the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.player.engine import RATES

if TYPE_CHECKING:
    from recall_studio.player.playing import Player
    from recall_studio.ui.preferences import Preferences


class TunedPlaying(QObject):
    """What can be chosen about playing; the player itself is opened by `Playing`.

    Attributes:
        player: what plays.
        subtitles: whether the words that are spoken stand on the picture.
        loop_from_ms: the first end of a loop, while its second is still to come.
    """

    player: Player
    tuned = Signal()
    """Speed, engine, subtitles or the first end of a loop is another one."""

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.subtitles = preferences.settings.subtitles
        self.loop_from_ms: int | None = None
        preferences.changed.connect(self._read_subtitles)

    def set_rate(self, rate: float) -> None:
        """Play at this speed."""
        self.player.set_rate(rate)
        self.tuned.emit()

    def step_rate(self, by: int) -> None:
        """The next faster of `RATES`, or the next slower when negative."""
        at = min(range(len(RATES)), key=lambda place: abs(RATES[place] - self.player.rate))
        self.set_rate(RATES[max(0, min(at + by, len(RATES) - 1))])

    def mark_loop(self) -> None:
        """Set the first end of a loop, then the second, then repeat nothing."""
        here = self.player.position_ms()
        if self.player.loop is not None:
            self.player.clear_loop()
        elif self.loop_from_ms is None:
            self.loop_from_ms = here
        elif self.loop_from_ms == here:
            self.loop_from_ms = None
        else:
            start_ms, self.loop_from_ms = self.loop_from_ms, None
            self.player.set_loop(start_ms, here)
        self.tuned.emit()

    def toggle_subtitles(self) -> None:
        """Show the words that are spoken, or no longer."""
        self._preferences.change(subtitles=not self.subtitles)

    def _read_subtitles(self, fields: frozenset[str]) -> None:
        if "subtitles" in fields:
            self.subtitles = self._preferences.settings.subtitles
            self.tuned.emit()
