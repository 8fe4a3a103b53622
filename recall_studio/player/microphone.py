"""What a microphone is: it gives samples of one channel of 16 bits, and says when it is gone. No Qt here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Device

RATE_HZ = 48_000
"""What is asked of a microphone, 48,000 samples of 16 bits a second in one channel: 346 MB an hour until it is joined.
One that cannot do it gives its own rate, and that is kept."""
SILENT_DB = -96.0
"""What digital silence is called: the quietest that 16 bits hold."""
_FULL = 32_768


class Microphone(Protocol):
    """Where sound is heard. Everything is called, and calls back, on the owner's thread.

    Attributes:
        heard: called with samples: 16 bits, one channel, the lower byte first.
        failed: called when the one that was opened is gone or gives an error.
        changed: called when others are there than before.
    """

    heard: Callable[[bytes], None]
    failed: Callable[[], None]
    changed: Callable[[], None]

    def inputs(self) -> list[Device]:
        """The microphones there are."""

    def default_id(self) -> str:
        """That of the system; empty when there is none."""

    def open(self, device_id: str) -> int:
        """Begin to hear; gives samples a second, or 0 when it cannot be opened."""

    def is_there(self) -> bool:
        """Whether the one that was opened is still there, as far as can be told; asked a few times a second."""

    def close(self) -> None:
        """Stop hearing."""

    def end(self) -> None:
        """Stop hearing for good, and tell nothing any more."""


def nothing(*_given: object) -> None:
    """For what nobody listens to."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud it was for a twentieth of a second, in dB of full scale: `SILENT_DB` up to 0.

    Attributes:
        peak_db: the highest sample.
        rms_db: the mean power; a sine of full scale has −3.
    """

    peak_db: float
    rms_db: float


SILENCE = Level(SILENT_DB, SILENT_DB)


def level_of(sound: bytes) -> Level:
    """How loud samples are.

    Args:
        sound: samples of 16 bits; at least one.
    """
    import numpy as np

    samples = np.frombuffer(sound, "<i2").astype(np.float32)
    if not len(samples):
        return SILENCE
    return Level(_db(float(np.abs(samples).max())), _db(float(np.sqrt(np.mean(samples * samples)))))


def _db(amount: float) -> float:
    return max(SILENT_DB, 20 * math.log10(max(amount, 1e-6) / _FULL))
