"""A smooth clock from rough reports: where a recording is between two times that the player's library tells."""

from __future__ import annotations

import time
from collections import deque
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SAMPLES = 15


class MediaClock:
    """Tells ms of the media, never going back until it is set anew.

    It stands still after `stop_at`; after `start_from` it stands until the first report and runs from there. The median
    of the latest reports counts, so that one late report does not make the playhead jump.

    Args:
        patience_s: when no report came for so long, it stands still: what plays may have stalled.
        now: seconds of a steady clock.
    """

    def __init__(self, *, patience_s: float = 1.0, now: Callable[[], float] = time.monotonic) -> None:
        self._patience_s, self._now = patience_s, now
        self._rate = 1.0
        self._running = False
        self._least_ms = 0.0
        self._heard_s = 0.0
        self._offsets: deque[float] = deque(maxlen=_SAMPLES)

    def stop_at(self, ms: float) -> None:
        """Stand still here."""
        self._offsets.clear()
        self._running, self._least_ms = False, ms

    def start_from(self, ms: float, rate: float) -> None:
        """Begin here, at this speed, as soon as something is reported."""
        self._offsets.clear()
        self._running, self._least_ms, self._rate = True, ms, rate

    def set_rate(self, rate: float) -> None:
        """Go on from here at another speed."""
        here, told, heard_s = self.ms(), bool(self._offsets), self._heard_s
        self._offsets.clear()
        self._rate = rate
        if told:
            self.report(here)
            self._heard_s = heard_s

    def report(self, ms: float, at_s: float | None = None) -> None:
        """The media was at `ms` at this second of the clock, or just now."""
        at_s = self._now() if at_s is None else at_s
        self._heard_s = at_s
        self._offsets.append(ms - self._rate * at_s * 1000)

    def ms(self) -> int:
        """Where the media is now."""
        if self._running and self._offsets:
            at_s = min(self._now(), self._heard_s + self._patience_s)
            self._least_ms = max(self._least_ms, median(self._offsets) + self._rate * at_s * 1000)
        return round(self._least_ms)
