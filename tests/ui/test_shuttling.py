"""J, K and L: back, pause and ahead, faster at each press."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from recall_studio.player.engine import RATES, State
from recall_studio.ui.commands.shuttling import SHUTTLING
from recall_studio.ui.key_presets import preset

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

KEYS = {preset("jkl").keys[command.key][0]: command for command in SHUTTLING}


class Player:
    """Remembers what it does."""

    def __init__(self) -> None:
        self.state, self.rate, self.at_ms = State.PAUSED, 1.0, 10_000

    def play(self) -> None:
        self.state = State.PLAYING

    def pause(self) -> None:
        self.state = State.PAUSED

    def skip(self, ms: int) -> None:
        self.at_ms += ms


class Playing:
    """A player with its speeds."""

    def __init__(self) -> None:
        self.player = Player()

    def step_rate(self, by: int) -> None:
        self.player.rate = RATES[RATES.index(self.player.rate) + by]


def after(*keys: str) -> Player:
    playing = Playing()
    for key in keys:
        KEYS[key].run(cast("Desk", cast("Any", SimpleNamespace(playing=playing))))
    return playing.player


def test_l_plays_and_then_goes_faster() -> None:
    assert (after("L").state, after("L").rate) == (State.PLAYING, 1.0)
    assert after("L", "L", "L").rate == 1.5


def test_k_pauses() -> None:
    assert after("L", "K").state is State.PAUSED


def test_j_slows_what_is_fast_and_else_goes_back() -> None:
    assert after("L", "L", "J").rate == 1.0
    assert after("L", "L", "J", "J").at_ms == 9_000
    assert after("J", "J").at_ms == 8_000
    assert KEYS["J"].repeats
