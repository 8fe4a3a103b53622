"""What is on the screen now, and which key presses still wait to hear which picture that was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.player.press import PATIENCE_S, Press

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True, eq=False)
class Shown:
    """A picture that is, or was, on the screen.

    Attributes:
        part: the number of the part it belongs to, counted from 0.
        offset_ms: where that part begins on the recording's time line.
        serial: the engine's number for it; None for a still.
        file_ms: when it appears on its file's time line; None while it has not been recognised.
        lost: whether it could not be recognised.
    """

    part: int
    offset_ms: int
    serial: int | None
    file_ms: int | None
    lost: bool = False

    @property
    def ms(self) -> int | None:
        """When it appears on the recording's time line."""
        return None if self.file_ms is None else self.offset_ms + self.file_ms


@dataclass(slots=True, eq=False)
class _Waiting:
    press: Press
    since_s: float
    shown: Shown | None
    """None when the key came before the first picture: it then means that one."""


class Screen:
    """Keeps the picture that is shown and settles presses.

    Args:
        now: seconds of a steady clock.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self.shown: Shown | None = None
        self._now = now
        self._waiting: list[_Waiting] = []

    def put(self, shown: Shown, *, wanted: bool = True) -> None:
        """This picture is on the screen from now on.

        Args:
            shown: the picture.
            wanted: it is no still on the way to the wanted one, which a key before the first picture does not mean.
        """
        self.shown = shown
        for waiting in self._waiting if wanted else ():
            waiting.shown = waiting.shown or shown
        self._settle()

    def press(self, press: Press) -> Press:
        """A key was pressed at the picture that is shown."""
        self._waiting.append(_Waiting(press, self._now(), self.shown))
        self._settle()
        return press

    def recognised(self, serial: int, file_ms: int | None) -> None:
        """The engine's picture of this number is the one of this time, or cannot be recognised (None)."""
        candidates = [self.shown, *(waiting.shown for waiting in self._waiting)]
        for shown in candidates:
            if shown is not None and shown.serial == serial and shown.file_ms is None:
                shown.file_ms, shown.lost = file_ms, file_ms is None
        self._settle()

    def poll(self) -> None:
        """Give up presses that have waited too long."""
        if self._waiting:
            oldest_s = self._now() - PATIENCE_S
            self._settle(lambda waiting: waiting.since_s <= oldest_s)

    def clear(self) -> None:
        """Nothing is shown any more; who still waits will never know."""
        self.shown = None
        self._settle(lambda _waiting: True)

    def _settle(self, give_up: Callable[[_Waiting], bool] = lambda _waiting: False) -> None:
        done = [waiting for waiting in self._waiting if _is_known(waiting.shown) or give_up(waiting)]
        # Taken off the list first: who is told may press again.
        self._waiting = [waiting for waiting in self._waiting if waiting not in done]
        for waiting in done:
            waiting.press.settle(waiting.shown.ms if waiting.shown else None)


def _is_known(shown: Shown | None) -> bool:
    return shown is not None and (shown.lost or shown.file_ms is not None)
