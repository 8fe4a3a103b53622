"""Which picture was on the screen at a key press: known at once, or as soon as the picture has been recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 3.0
"""How long a press waits for its picture to be recognised before it is `lost`."""


@dataclass(slots=True, eq=False)
class Press:
    """One key press while a recording is open.

    Attributes:
        about_ms: the best guess on the recording's time line, to draw a tag with while its time is not known.
        playing: whether the recording was playing.
        rate: the speed at which it was set.
        pressed_ms: when the picture on the screen appears on the recording's time line; None while not known.
        lost: the picture could not be recognised: no tag may be kept without asking.
    """

    about_ms: int
    playing: bool
    rate: float
    pressed_ms: int | None = None
    lost: bool = False
    _told: list[Callable[[Press], None]] = field(default_factory=list, repr=False)

    @property
    def settled(self) -> bool:
        """Whether it is known, or known that it never will be."""
        return self.lost or self.pressed_ms is not None

    def when_known(self, tell: Callable[[Press], None]) -> None:
        """Call `tell` once this press is known or lost: at once, or later from `Player.poll()`."""
        if self.settled:
            tell(self)
        else:
            self._told.append(tell)

    def settle(self, pressed_ms: int | None) -> None:
        """Say what the picture turned out to be (ms), or that nobody knows (None); only the first time counts."""
        if self.settled:
            return
        self.pressed_ms, self.lost = pressed_ms, pressed_ms is None
        told, self._told = self._told, []
        for tell in told:
            tell(self)
