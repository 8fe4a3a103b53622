"""Which stretch of a recording is visible, and where it lies on the screen. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

SHORTEST_MS = 120
"""Zoomed in no further: at 25 pictures a second three of them."""
_STEPS_MS = (
    *(10, 20, 40, 100, 200, 500),
    *(1000 * seconds for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)),
)


@dataclass(frozen=True, slots=True)
class Span:
    """The visible stretch `[start_ms, end_ms)` of a recording of `total_ms`, drawn over `width` px."""

    total_ms: int
    width: int = 1
    start_ms: float = 0.0
    end_ms: float = 1.0

    @property
    def length_ms(self) -> float:
        """How much is visible."""
        return self.end_ms - self.start_ms

    @property
    def is_whole(self) -> bool:
        """Whether all of the recording is visible."""
        return self.start_ms <= 0 and self.end_ms >= self.total_ms

    def x(self, ms: float) -> float:
        """Where this time lies, in px from the left."""
        return (ms - self.start_ms) * self.width / self.length_ms

    def ms(self, x: float) -> int:
        """Which time lies there, brought inside the recording."""
        return round(min(max(self.start_ms + x * self.length_ms / self.width, 0), self.total_ms))

    def shows(self, ms: float) -> bool:
        """Whether this time is visible."""
        return self.start_ms <= ms < self.end_ms

    def whole(self) -> Span:
        """All of the recording."""
        return replace(self, start_ms=0.0, end_ms=float(max(self.total_ms, 1)))

    def zoomed(self, factor: float, at_ms: float) -> Span:
        """So many times closer (further below 1); the time at `at_ms` stays where it is."""
        longest = float(max(self.total_ms, 1))
        length = min(max(self.length_ms / factor, min(SHORTEST_MS, longest)), longest)
        share = (at_ms - self.start_ms) / self.length_ms
        return self._from(at_ms - share * length, length)

    def panned(self, ms: float) -> Span:
        """So much later, or earlier when negative."""
        return self._from(self.start_ms + ms, self.length_ms)

    def around(self, start_ms: float, end_ms: float, *, margin: float = 0.15) -> Span:
        """So that this stretch is visible with room on both sides."""
        room = max((end_ms - start_ms) * margin, SHORTEST_MS / 2)
        length = min(max(end_ms - start_ms + 2 * room, SHORTEST_MS), float(max(self.total_ms, 1)))
        return self._from(start_ms - room, length)

    def following(self, ms: float) -> Span:
        """So that this time is visible: as it is when it is, else with it near the left edge."""
        return self if self.shows(ms) else self._from(ms - self.length_ms * 0.05, self.length_ms)

    def tick_ms(self, least_px: int) -> int:
        """The shortest round distance of ticks that lie at least so many px apart."""
        wanted = least_px * self.length_ms / self.width
        return next((step for step in _STEPS_MS if step >= wanted), _STEPS_MS[-1])

    def _from(self, start_ms: float, length_ms: float) -> Span:
        start = min(max(start_ms, 0.0), max(self.total_ms - length_ms, 0.0))
        return replace(self, start_ms=start, end_ms=start + length_ms)
