"""The picture at an edge while it is dragged; afterwards the player stands, or plays on, where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from recall_studio.player.engine import State

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from recall_studio.player.playing import Player

PAUSE_MS = 40
"""A picture is asked for at the most once in this time; the latest wish is never left out."""


class LivePicture:
    """Shows pictures of the recording for a while.

    Args:
        player: shows them; it is paused meanwhile.
        parent: lives longer than this does.
    """

    def __init__(self, player: Player, parent: QObject) -> None:
        self._player = player
        self._played = player.state is State.PLAYING
        self.back_ms = player.position_ms()
        """Where the playhead was."""
        self._wanted: int | None = None
        self._shown: int | None = None
        self._timer = QTimer(parent, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    def show(self, ms: int) -> None:
        """Show the picture of this time, soon."""
        if self._shown is None and self._played:
            self._player.pause()
        self._wanted = ms
        if not self._timer.isActive():
            self._go_on()

    def give_back(self) -> None:
        """Go back to where the playhead was, and play on when it played."""
        self._timer.stop()
        self._timer.deleteLater()
        if self._shown is not None:
            self._player.seek(self.back_ms)
            if self._played:
                self._player.play()

    def _go_on(self) -> None:
        if self._wanted is not None and self._wanted != self._shown:
            self._shown = self._wanted
            self._player.seek(self._wanted)
            self._timer.start()
