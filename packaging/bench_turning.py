"""A window that a bench turns itself: waits until something is so, and rests, while the window goes on."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench_seat import PATIENCE_S

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Turning:
    """Turns an application.

    Args:
        application: Qt's.
    """

    def __init__(self, application: "QApplication") -> None:
        self.application = application

    def wait(self, is_so: Callable[[], bool], pause_s: float = 0.001) -> None:
        """Turn until it is so.

        Raises:
            TimeoutError: it does not become so.
        """
        until = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError(is_so)
            self.application.processEvents()
            time.sleep(pause_s)

    def rest(self, seconds: float) -> None:
        """Turn for so long."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)
