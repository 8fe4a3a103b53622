"""Ctrl+C in the terminal, and a system that ends its programs: the window closes as if its cross was clicked."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last: the terminal was closed; Windows does not have it


class Interrupts(QObject):
    """Hears the signals that ask a program to end; a second one ends it at once.

    Python would raise KeyboardInterrupt in whatever slot happens to run next, where Qt can only call it a bug, or in
    none while nothing moves. A byte through a socket wakes Qt's own loop instead.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._hear)
        self._notifier = notifier
        self._woken_before = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.getsignal(number) for number in _heard()}
        for number in self._before:
            signal.signal(number, _leave_it_to_the_socket)

    def end(self) -> None:
        """Hear nothing from now on."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken_before)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()

    def _hear(self) -> None:
        self._here.recv(1024)
        for number in self._before:
            signal.signal(number, signal.SIG_DFL)
        self.asked.emit()


def _heard() -> list[signal.Signals]:
    """Those that are not left out already, as `nohup` does."""
    there = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    return [number for number in there if signal.getsignal(number) is not signal.SIG_IGN]


def _leave_it_to_the_socket(_number: int, _frame: FrameType | None) -> None:
    """What Python calls; without a handler of its own it writes no byte."""
