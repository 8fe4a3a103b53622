"""Runs a real engine's player in Qt's loop of events, as the window does: polled each 16 ms and when woken."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tests.player.conftest import TICK_MS
from tests.player.setting import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from recall_studio.player.choosing import Offered


class RealShow(QObject):
    """A viewer's player, polled.

    Args:
        engine: the engine.
        qtbot: turns the loop.
    """

    woken = Signal()

    def __init__(self, engine: Offered, qtbot: QtBot) -> None:
        super().__init__()
        self.kind, self.pulled = engine.key, threading.Event()
        self._qtbot = qtbot
        self.viewer = Viewer(engine.make, self.woken.emit)
        self.woken.connect(self.viewer.player.poll, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.viewer.player.poll)
        self._timer.start()

    def until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        self._qtbot.waitUntil(condition, timeout=round(seconds * 1000))

    def lasts(self, seconds: float) -> None:
        end_s = time.monotonic() + seconds
        self._qtbot.waitUntil(lambda: time.monotonic() >= end_s, timeout=round(seconds * 1000) + 5000)

    def breaks_down(self) -> None:
        self.pulled.set()

    def close(self) -> None:
        self._timer.stop()
        self.viewer.player.close()
