"""The fake engine keeps the promises of an engine, and its clock moves only when it is told."""

from __future__ import annotations

import pytest

from recall_studio.player.engine import Frame, Listener, State
from recall_studio.player.fake import FakeEngine
from tests.player.setting import made_up, number_of


class Ear:
    """Writes down what an engine tells."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.known: list[tuple[int, int | None]] = []
        self.states: list[State] = []
        self.troubles: list[str] = []
        self.woken = 0
        self.listener = Listener(
            self.frames.append,
            lambda serial, pts_ms: self.known.append((serial, pts_ms)),
            self.states.append,
            self.troubles.append,
        )

    def wake(self) -> None:
        self.woken += 1


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def engine(ear: Ear) -> FakeEngine:
    engine = FakeEngine(ear.listener, ear.wake)
    engine.load(made_up())
    return engine


def test_nothing_is_told_before_the_poll(engine: FakeEngine, ear: Ear) -> None:
    assert (ear.frames, ear.states) == ([], [])
    assert ear.woken > 0
    engine.poll()
    assert ([number_of(frame) for frame in ear.frames], ear.states) == ([0], [State.PAUSED])


def test_only_advance_moves_its_clock(engine: FakeEngine, ear: Ear) -> None:
    engine.play()
    assert engine.position_ms() == 0
    engine.advance(100)
    engine.set_rate(2.0)
    engine.advance(100)
    assert engine.position_ms() == 300
    assert (number_of(ear.frames[-1]), ear.frames[-1].pts_ms) == (7, 280)
    engine.pause()
    engine.advance(100)
    assert engine.position_ms() == 300


def test_a_picture_from_before_a_seek_is_never_told(engine: FakeEngine, ear: Ear) -> None:
    engine.seek(4_000)
    engine.poll()
    assert [number_of(frame) for frame in ear.frames] == [100]


def test_it_ends(engine: FakeEngine, ear: Ear) -> None:
    engine.play(9_900)
    engine.advance(1_000)
    assert (engine.state, engine.position_ms(), ear.states[-1]) == (State.ENDED, 10_000, State.ENDED)
    assert number_of(ear.frames[-1]) == 249


def test_what_is_recognised_later(ear: Ear) -> None:
    engine = FakeEngine(ear.listener, ear.wake, recognises=False)
    engine.load(made_up())
    engine.poll()
    engine.seek(400)
    engine.poll()
    assert [frame.pts_ms for frame in ear.frames] == [None, None]
    engine.recognise()
    assert ear.known == [(1, 0), (2, 400)]
    engine.seek(0)
    engine.recognise(lost=True)
    assert ear.known[2:] == [(3, None)]


def test_it_breaks_down(engine: FakeEngine, ear: Ear) -> None:
    engine.play()
    engine.break_down("damaged")
    assert (ear.troubles, engine.state, ear.states[-1]) == (["damaged"], State.EMPTY, State.EMPTY)


def test_closed_it_tells_nothing(engine: FakeEngine, ear: Ear) -> None:
    engine.play()
    engine.close()
    engine.poll()
    engine.advance(100)
    assert (ear.frames, ear.states) == ([], [])
