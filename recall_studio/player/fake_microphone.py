"""A microphone in imagined time, for tests of what hears one: it says what it is told to, and can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.engine import Device
from recall_studio.player.microphone import RATE_HZ, nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class FakeMicrophone:
    """Gives samples when `say()` is called.

    Args:
        names: of the microphones there are; the first is the system's.

    Attributes:
        opened: the one that is heard; empty when none is.
        rate_hz: what they give.
    """

    def __init__(self, names: Sequence[str] = ("Desk", "Spare")) -> None:
        self.heard: Callable[[bytes], None] = nothing
        self.failed: Callable[[], None] = nothing
        self.changed: Callable[[], None] = nothing
        self.rate_hz = RATE_HZ
        self.opened = ""
        self._names = list(names)

    def inputs(self) -> list[Device]:
        """The microphones there are; the id is the name in small letters."""
        return [Device(name.lower(), name) for name in self._names]

    def default_id(self) -> str:
        """The first."""
        return self._names[0].lower() if self._names else ""

    def open(self, device_id: str) -> int:
        """Begin to hear."""
        self.opened = device_id if any(device.id == device_id for device in self.inputs()) else ""
        return self.rate_hz if self.opened else 0

    def is_there(self) -> bool:
        """Whether the one that was opened is still there."""
        return any(device.id == self.opened for device in self.inputs())

    def close(self) -> None:
        """Stop hearing."""
        self.opened = ""

    def end(self) -> None:
        """Stop hearing for good."""
        self.close()
        self.heard = self.failed = self.changed = nothing

    def say(self, sound: bytes) -> None:
        """Let samples be heard, if anybody listens."""
        if self.opened:
            self.heard(sound)

    def take_away(self, name: str, *, quietly: bool = False) -> None:
        """Pull its plug; `quietly` as on a system that does not say so."""
        self._names.remove(name)
        if not quietly:
            self.changed()

    def put_back(self, name: str) -> None:
        """Plug it in."""
        self._names.append(name)
        self.changed()
