"""The player follows a conversation that goes on: now is now, and no setting of the clock moves it."""

from datetime import UTC, datetime, timedelta

import pytest

from recall_studio.domain.observing import in_utc
from recall_studio.player.absent import AbsentEngine
from recall_studio.player.engine import State
from recall_studio.player.live import LiveClock, LivePlayer, steady_s
from recall_studio.player.playing import Watcher

NOON = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)  # a second before summer time begins


class Times:
    """Both clocks of a computer, set by hand."""

    def __init__(self) -> None:
        self.utc, self.steady_s = NOON, 100.0

    def pass_by(self, seconds: float) -> None:
        self.utc += timedelta(seconds=seconds)
        self.steady_s += seconds

    def clock(self, started_at: str | None = None, least_ms: int = 0) -> LiveClock:
        began = started_at or in_utc(NOON)
        return LiveClock(began, least_ms=least_ms, now=lambda: self.utc, steady=lambda: self.steady_s)


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def player() -> LivePlayer:
    return LivePlayer(AbsentEngine, wake=lambda: None)


def test_the_steady_clock_counts(times: Times) -> None:
    clock = times.clock()
    times.pass_by(61.5)
    assert clock.ms() == 61_500


@pytest.mark.parametrize("hours", [-2, 5])
def test_a_clock_that_is_set_meanwhile_moves_nothing(times: Times, hours: int) -> None:
    clock = times.clock()
    times.pass_by(10)
    times.utc += timedelta(hours=hours)
    times.pass_by(10)
    assert clock.ms() == 20_000


def test_after_a_restart_the_time_in_between_counts(times: Times) -> None:
    times.pass_by(30)
    times.steady_s = 3.0  # another process, perhaps another start of the computer
    clock = times.clock()
    times.pass_by(2)
    assert clock.ms() == 32_000


def test_after_a_restart_with_a_clock_set_back_it_never_stands_before_what_was_marked(times: Times) -> None:
    times.utc -= timedelta(days=1)
    assert times.clock().ms() == 0
    assert times.clock(least_ms=45_000).ms() == 45_000


def test_it_never_goes_back(times: Times) -> None:
    clock = times.clock()
    times.pass_by(10)
    times.steady_s -= 60
    assert clock.ms() >= 0


def test_the_real_steady_clock_goes_on() -> None:
    assert steady_s() <= steady_s()


def test_a_press_is_now(times: Times, player: LivePlayer) -> None:
    player.follow(times.clock())
    times.pass_by(7.25)
    press = player.press()
    assert (press.pressed_ms, press.playing, press.rate, press.lost) == (7250, True, 1.0, False)
    player.close()


def test_nothing_pauses_seeks_or_steps_while_it_goes_on(times: Times, player: LivePlayer) -> None:
    said: list[str] = []
    player.watch(Watcher(trouble=said.append))
    player.follow(times.clock())
    times.pass_by(9)
    for act in (player.pause, player.play, player.toggle, lambda: player.skip(-5000), lambda: player.step(-1)):
        act()
    player.seek(0)
    player.set_rate(2.0)
    player.set_loop(0, 500)
    assert (player.state, player.position_ms(), player.loop, player.rate) == (State.PLAYING, 9000, None, 1.0)
    assert said == ["Nothing is recorded of this conversation, so there is nothing to play."]  # once, not each time
    player.close()


def test_afterwards_it_can_be_gone_through(player: LivePlayer) -> None:
    moved: list[int] = []
    player.watch(Watcher(moved=moved.append))
    player.look_back(60_000, at_ms=60_000)
    assert (player.state, player.position_ms(), player.duration_ms) == (State.PAUSED, 60_000, 60_000)
    player.seek(1500)
    player.skip(-5000)
    player.skip(90_000)
    assert moved == [60_000, 1500, 0, 60_000]
    assert not player.press().playing
    player.close()


def test_a_recording_that_is_opened_next_is_no_longer_live(times: Times, player: LivePlayer) -> None:
    player.follow(times.clock())
    player.close_recording()
    assert (player.is_live, player.state) == (False, State.EMPTY)
    player.close()
