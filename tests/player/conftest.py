"""Clips and the three engines, each behind a player that runs as in the window: polled every 16 ms and at each wake."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol

import pytest

from recall_studio.player.choosing import ENGINES
from recall_studio.player.fake import FakeEngine, kept_in
from tests.player import setting
from tests.player.clips import write_bar_clip
from tests.player.room import Room, Slides

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TICK_MS = 16
Contents = Callable[..., bytes]


@pytest.fixture(scope="session")
def bars(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Gives the bytes of a clip with bars, made as `write_bar_clip` is told; each kind is made once."""
    folder = tmp_path_factory.mktemp("bars")

    @cache
    def made(suffix: str = ".mp4", **how: object) -> bytes:
        path: Path = folder / f"clip{len(list(folder.iterdir()))}{suffix}"
        write_bar_clip(path, **how)  # type: ignore[arg-type]
        return path.read_bytes()

    return made


class Show(Protocol):
    """A player with one of the engines, and time that goes by for it.

    Attributes:
        pulled: set it to make every reader of its sources fail.
    """

    kind: str
    viewer: setting.Viewer
    pulled: threading.Event

    def until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        """Let time go by until this holds; fail when it does not within so many seconds."""

    def lasts(self, seconds: float) -> None:
        """Let so much time go by."""

    def breaks_down(self) -> None:
        """Make reading fail from now on."""

    def close(self) -> None:
        """Stop it."""


class FakeShow:
    """The fake engine in time of its own."""

    def __init__(self) -> None:
        self.kind, self.pulled = "fake", threading.Event()
        self.engines: list[FakeEngine] = []
        self.viewer = setting.Viewer(kept_in(self.engines))

    def until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        for _tick in range(round(seconds * 1000 / TICK_MS)):
            if condition():
                return
            self._tick()
        assert condition()

    def lasts(self, seconds: float) -> None:
        for _tick in range(round(seconds * 1000 / TICK_MS)):
            self._tick()

    def _tick(self) -> None:
        self.engines[-1].advance(TICK_MS)
        self.viewer.player.poll()

    def breaks_down(self) -> None:
        self.pulled.set()
        self.engines[-1].break_down("damaged")

    def close(self) -> None:
        self.viewer.player.close()


def _made(kind: str, qtbot: QtBot) -> Show:
    if kind == "fake":
        return FakeShow()
    from tests.player.running import RealShow

    return RealShow(next(engine for engine in ENGINES if engine.key == kind), qtbot)


@pytest.fixture(params=["fake", "qt", "vlc"])
def show(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Show]:
    """A player with each engine in turn."""
    kind: str = request.param
    why_not = next((engine.why_not() for engine in ENGINES if engine.key == kind), "")
    if why_not:
        pytest.skip(why_not)
    show = _made(kind, qtbot)
    yield show
    show.close()


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.player.close()


@pytest.fixture
def unsure() -> Iterator[Room]:
    """The engine's pictures are recognised when the test says so."""
    room = Room(recognises=False)
    yield room
    room.player.close()


@pytest.fixture
def slides() -> Slides:
    return Slides()


@pytest.fixture
def cinema(slides: Slides) -> Iterator[Room]:
    """Paused pictures are stills."""
    room = Room(slides=slides)
    yield room
    slides.may_go_on.set()
    room.player.close()
