"""The player in the window: one timer, a wake from the engine's threads, and what is told as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from recall_studio.player.playing import Player, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Engine, Listener

TICK_MS = 16


class Playing(QObject):
    """Owns the `Player`; everybody in the window hears of the picture and the playhead here.

    Args:
        make_engine: makes an engine from a listener and a wake, see `player.choosing`.
    """

    framed = Signal(object)
    """A `Frame` is on the screen."""
    state_changed = Signal(object)
    moved = Signal(int)
    """The playhead, in ms: on every tick while it plays, and after each seek and step."""
    troubled = Signal(str)
    loop_changed = Signal(object)
    _woken = Signal()

    def __init__(self, make_engine: Callable[[Listener, Callable[[], None]], Engine], parent: QObject) -> None:
        super().__init__(parent)
        self.player = Player(make_engine, wake=self._woken.emit)
        self.player.watch(
            Watcher(
                frame=self.framed.emit,
                state=self.state_changed.emit,
                moved=self.moved.emit,
                trouble=self.troubled.emit,
                loop=self.loop_changed.emit,
            )
        )
        self._woken.connect(self.player.poll, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._last_ms = -1

    def close(self) -> None:
        """Stop the timer and the engine."""
        self._timer.stop()
        self.player.close()

    def _tick(self) -> None:
        self.player.poll()
        now = self.player.position_ms()
        if now != self._last_ms:
            self._last_ms = now
            self.moved.emit(now)
