"""Work of the window's own thread that is too long for one turn: done piece by piece, a few ms a turn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

A_TURN_S = 0.006
"""How long a turn may take: with a piece that had just begun it stays below a picture of 16 ms."""


class Piecemeal(QObject):
    """Does one piece of work at a time; another takes its place.

    The work is a generator that yields after each piece. Its first piece is done at once, so that what is small is done
    when `do()` returns, however slow the computer.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether there is more to do."""
        return self._work is not None

    def do(self, work: Iterator[None]) -> None:
        """Begin with this, and forget what was not finished."""
        self._work = work
        self._timer.stop()
        self._piece()
        if self._work is work:
            self._timer.start()

    def finish(self) -> None:
        """Do what is left of it at once: somebody needs it."""
        while self._work is not None:
            self._piece()

    def stop(self) -> None:
        """Leave the work unfinished."""
        self._work = None
        self._timer.stop()

    def _go_on(self) -> None:
        until = time.perf_counter() + A_TURN_S
        while self._work is not None and time.perf_counter() < until:
            self._piece()

    def _piece(self) -> None:
        work = self._work
        if work is None:
            return
        try:
            next(work)
        except StopIteration:
            if self._work is work:  # its end may have begun another
                self.stop()
