"""An hour of key presses at the window, by chance: no moment is lost, doubled or put in another place."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.media.facts import MediaFacts
from recall_studio.player.choosing import Choice
from recall_studio.player.engine import Engine, Listener, State
from recall_studio.player.fake import FakeEngine
from tests.journeys.at_window import WindowUser
from tests.journeys.driver import User
from tests.journeys.terminal import Terminal
from tests.player.clips import write_bar_clip

HOUR_S = 3600
PRESSES = 900
POINTS = {"2": "disc_vraag", "4": "disc_wegwuiven", "5": "disc_gemiste_opening", "7": "taal_begripscheck"}
STRETCHES = {"1": "disc_ervaring", "3": "disc_omgaan", "8": "taal_niet_begrijpen"}
CHORDS = {("D", "2"): "disc_vraag", ("T", "3"): "taal_aanpassen", ("M", "3"): "maat_standaard", ("T", "0"): "taal"}
State_ = dict[int, tuple[str | None, int, int | None]]


class Model:
    """What must stand in the study: every state that undo and redo lead through."""

    def __init__(self) -> None:
        self._past: list[State_] = []
        self._future: list[State_] = []
        self.now: State_ = {}
        self._number = 0

    def tags(self, code: str | None, at_ms: int) -> None:
        self._step({**self.now, self._next(): (code, at_ms, None)})

    def presses_stretch(self, code: str, at_ms: int, running: dict[str, int]) -> None:
        begun = running.get(code)
        if begun is None:
            running[code] = self._number + 1
            self.tags(code, at_ms)
            return
        del running[code]
        start = self.now[begun][1]
        first, last = sorted((start, at_ms))
        self._step({**self.now, begun: (code, first, last if last > first else None)})

    def undoes(self) -> None:
        if self._past:
            self._future.append(self.now)
            self.now = self._past.pop()

    def redoes(self) -> None:
        if self._future:
            self._past.append(self.now)
            self.now = self._future.pop()

    def moments(self) -> list[tuple[str | None, int, int | None]]:
        return sorted(self.now.values(), key=str)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _step(self, state: State_) -> None:
        self._past.append(self.now)
        self._future.clear()
        self.now = state


class Hour:
    """A user with a player whose clock only the test moves."""

    def __init__(self, user: WindowUser, engines: list[FakeEngine], seed: int) -> None:
        self.user, self.engines, self.chance = user, engines, random.Random(seed)
        self.model = Model()
        self.running: dict[str, int] = {}

    @property
    def shown_ms(self) -> int:
        shown = self.user.player.shown_ms
        assert shown is not None
        return shown

    def lives(self) -> None:
        """Do one thing, by chance."""
        deeds: list[tuple[int, Callable[[], None]]] = [
            (30, self._tag),
            (12, self._stretch),
            (10, self._chord),
            (4, self._uncoded),
            (8, self._take_back),
            (5, self._do_again),
            (10, self._go),
            (6, self._play),
            (4, self._write),
            (11, self._watch),
        ]
        deed = self.chance.choices([deed for _weight, deed in deeds], [weight for weight, _deed in deeds])[0]
        deed()

    def _tag(self) -> None:
        key = self.chance.choice(list(POINTS))
        self.model.tags(POINTS[key], self.shown_ms)
        self.user.presses(key)

    def _stretch(self) -> None:
        key = self.chance.choice(list(STRETCHES))
        self.user.sees_everything_kept()  # which of the two presses it is, is known by what is kept
        self._look_what_runs()
        self.model.presses_stretch(STRETCHES[key], self.shown_ms, self.running)
        self.user.presses(key)

    def _chord(self) -> None:
        keys = self.chance.choice(list(CHORDS))
        self.model.tags(CHORDS[keys], self.shown_ms)
        self.user.presses(keys[0])
        self._advance(700)  # the first key has the time
        self.user.presses(keys[1])

    def _uncoded(self) -> None:
        self.model.tags(None, self.shown_ms)
        self.user.presses("N")

    def _take_back(self) -> None:
        self.user.sees_everything_kept()
        self.model.undoes()
        self.user.presses("Ctrl+Z")
        self.user.sees_everything_kept()

    def _do_again(self) -> None:
        self.user.sees_everything_kept()
        self.model.redoes()
        self.user.presses("Ctrl+Shift+Z")
        self.user.sees_everything_kept()

    def _go(self) -> None:
        self.user.player.seek(self.chance.randrange(HOUR_S * 1000))
        self.user.sees_a_picture()

    def _play(self) -> None:
        self.user.presses("Space")

    def _write(self) -> None:
        """Letters and digits in a field are words, and nothing else."""
        self.user.presses("/")
        self.user.types("d2 taal 7 n")
        self.user.presses("Escape", "Escape")

    def _watch(self) -> None:
        self._advance(self.chance.randrange(200, 9000))

    def _advance(self, ms: int) -> None:
        engine = self.engines[-1]
        if engine.state is State.PLAYING:
            engine.advance(ms)
            self.user.player.poll()

    def _look_what_runs(self) -> None:
        """Undo may have begun or ended a stretch: the model knows by what has no end yet."""
        seen = {view.code: view for view in self.user.coding.running}
        self.running = {
            code: number
            for number, (code, _start, end) in self.model.now.items()
            if code is not None and code in seen and end is None and code in STRETCHES.values()
        }


@pytest.fixture
def engines() -> list[FakeEngine]:
    return []


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, engines: list[FakeEngine]) -> Iterator[WindowUser]:
    def make(listener: Listener, wake: Callable[[], None]) -> Engine:
        engines.append(FakeEngine(listener, wake))
        return engines[-1]

    def choose(_facts: MediaFacts, _preference: str, *_kept: object) -> Choice:
        return Choice("fake", "A player for tests.", make)

    made = WindowUser(qtbot, qapp, choose=choose)
    yield made
    if made.program is not None:
        made.quits()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with a recording of an hour, one picture a second."""
    clip = tmp_path / "uur.mp4"
    write_bar_clip(clip, frames=HOUR_S, rate_hz=1, size=(160, 90), sound=False)
    researcher = User(Terminal(tmp_path))
    researcher.makes_study("--title", "Een uur")
    researcher.adds("G-001", clip)
    researcher.records_consent("K-001")
    researcher.records_consent("M-001")
    return researcher.folder


def test_no_moment_is_lost_doubled_or_misplaced(user: WindowUser, study: Path, engines: list[FakeEngine]) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    hour = Hour(user, engines, seed=20261125)
    for _press in range(PRESSES):
        hour.lives()
    user.sees_everything_kept()
    assert sorted(user.sees_moments(), key=str) == hour.model.moments()
    assert len(hour.model.now) > PRESSES // 4

    user.quits()
    user.starts(study)
    user.opens_recording("G-001")
    assert sorted(user.sees_moments(), key=str) == hour.model.moments()
