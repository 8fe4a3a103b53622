"""A conversation that goes on now, in the place of a recording: its clock is the playhead, and nothing plays."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from recall_studio.domain.observing import elapsed_ms
from recall_studio.player.engine import State
from recall_studio.player.playing import Player
from recall_studio.player.press import Press

if TYPE_CHECKING:
    from collections.abc import Callable


def steady_s() -> float:
    """Seconds of a clock that nobody sets and that counts while the computer sleeps, where the system has one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def utc_now() -> datetime:
    """The computer's clock."""
    return datetime.now(UTC)


class LiveClock:
    """How long a conversation lasts so far.

    Within one sitting a steady clock counts, so that no other setting of the time and no summer time moves it; after a
    restart the computer's clock says how long it was in between. It never goes back behind what was marked.

    Args:
        started_at: when it began, UTC, ISO 8601.
        least_ms: the last instant that something was marked at.
        now: the computer's clock.
        steady: seconds of a steady clock.
    """

    def __init__(
        self,
        started_at: str,
        *,
        least_ms: int = 0,
        now: Callable[[], datetime] = utc_now,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        self.started_at = started_at
        self._steady = steady
        self._base_ms = max(elapsed_ms(started_at, now()), least_ms)
        self._base_s = steady()

    def ms(self) -> int:
        """How long it lasts now."""
        return self._base_ms + max(0, round((self._steady() - self._base_s) * 1000))


class LivePlayer(Player):
    """The window's player, which also follows a conversation that goes on now.

    While it does, it is said to play: a press means now, and nothing can pause, seek or step. Afterwards it stands
    where it ended, and can be moved to every instant of it.
    """

    _clock: LiveClock | None = None
    _stood_ms: int | None = None  # where it stands in a conversation that has ended

    def follow(self, clock: LiveClock) -> None:
        """Go along with this clock from now on."""
        self.close_recording()
        self._clock = clock
        self._become(State.PLAYING)

    def look_back(self, length_ms: int, *, at_ms: int) -> None:
        """Stand in a conversation that has ended, which lasted so long."""
        self.close_recording()
        self._stood_ms, self.duration_ms = min(at_ms, length_ms), length_ms
        self._become(State.PAUSED)
        self._tell.moved(self._stood_ms)

    @property
    def is_live(self) -> bool:
        """Whether it follows, or followed, a conversation without a recording."""
        return self._clock is not None or self._stood_ms is not None

    @override
    def close_recording(self) -> None:
        """Let go of the recording or conversation."""
        self._clock = self._stood_ms = None
        super().close_recording()

    @override
    def position_ms(self) -> int:
        """Where it is: now, while it goes on."""
        if self._clock is not None:
            return self._clock.ms()
        return super().position_ms() if self._stood_ms is None else self._stood_ms

    @override
    def press(self) -> Press:
        """The instant of this key press."""
        if not self.is_live:
            return super().press()
        at_ms = self.position_ms()
        press = Press(at_ms, self._clock is not None, 1.0)
        press.settle(at_ms)
        return press

    @override
    def seek(self, ms: int) -> None:
        """Stand at another instant; a conversation that goes on is always now."""
        if self._stood_ms is not None:
            self._stood_ms = min(max(ms, 0), self.duration_ms)
            self._tell.moved(self._stood_ms)
        elif self._clock is None:
            super().seek(ms)

    @override
    def play(self) -> None:
        """Play; without a recording there is nothing to play."""
        if not self.is_live:
            super().play()

    @override
    def pause(self) -> None:
        """Pause; a conversation cannot be."""
        if not self.is_live:
            super().pause()

    @override
    def toggle(self) -> None:
        """Play or pause; of a conversation that was not recorded it is said, once, that nothing plays."""
        if self.is_live:
            self._on_trouble("live")
        else:
            super().toggle()

    @override
    def skip(self, ms: int) -> None:
        """Go so much further; now is now."""
        if self._clock is not None:
            self._on_trouble("live")
        else:
            super().skip(ms)

    @override
    def step(self, frames: int) -> None:
        """Go so many pictures further; there are none in a conversation that was not recorded."""
        if self.is_live:
            self._on_trouble("live")
        else:
            super().step(frames)

    @override
    def set_loop(self, start_ms: int, end_ms: int) -> None:
        """Repeat a stretch; nothing can be repeated that was not recorded."""
        if self.is_live:
            self._on_trouble("live")
        else:
            super().set_loop(start_ms, end_ms)

    @override
    def set_rate(self, rate: float) -> None:
        """Play at this speed; a conversation goes at its own."""
        if self.is_live:
            self._on_trouble("live")
        else:
            super().set_rate(rate)

    @override
    def poll(self) -> None:
        """Do and tell what has become due."""
        if not self.is_live:
            super().poll()
