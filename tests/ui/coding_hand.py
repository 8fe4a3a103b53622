"""A coder's hand for the tests of coding: a real study, a player whose picture the test chooses, and the moments."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from recall_studio.player.engine import State
from recall_studio.player.press import Press
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.coding.coding import Coding
from recall_studio.ui.coding.moment_view import Delta, MomentView
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.session import Said, Session
from recall_studio.ui.tasks import Tasks


class StillPlayer:
    """Stands where the test says, and recognises pictures when the test says."""

    def __init__(self) -> None:
        self.at_ms = 0
        self.state = State.PAUSED
        self.rate = 1.0
        self.recognises = True
        self.presses: list[Press] = []
        self.asked: list[str] = []

    def press(self) -> Press:
        press = Press(self.at_ms, self.state is State.PLAYING, self.rate)
        if self.recognises:
            press.settle(self.at_ms)
        self.presses.append(press)
        return press

    def position_ms(self) -> int:
        return self.at_ms

    def seek(self, ms: int) -> None:
        self.at_ms = ms

    def picture_ms(self, ms: int, pictures: int = 0) -> int:
        """At 25 pictures a second."""
        return (ms // 40 + pictures) * 40

    def pictures_in(self, start_ms: float, end_ms: float) -> list[tuple[int, int]]:
        return [(ms // 40, ms) for ms in range(-(-int(start_ms) // 40) * 40, int(end_ms), 40)]

    def play(self) -> None:
        self.state = State.PLAYING

    def pause(self) -> None:
        self.state = State.PAUSED

    def toggle(self) -> None:
        self.asked.append("toggle")

    def skip(self, ms: int) -> None:
        self.asked.append(f"skip {ms}")


class StillPlaying(QObject):
    """What views hear of a player that stands still."""

    moved = Signal(int)
    state_changed = Signal(object)
    situation_changed = Signal(object)
    closed = Signal()
    parts = ()

    def __init__(self, player: StillPlayer, parent: QObject) -> None:
        super().__init__(parent)
        self.player = player


class Hand:
    """Everything that coding needs, and what was told meanwhile."""

    def __init__(self, path: Path, qtbot: QtBot, acting_as: str | None = None, passphrase: str | None = None) -> None:
        self.qtbot = qtbot
        self.root = QObject()
        self.tasks = Tasks(self.root)
        self.study = open_study(
            path, Opening(acting_as=acting_as, passphrase=(lambda: passphrase) if passphrase else None)
        )
        self.session = Session(self.study, self.tasks, self.root)
        self.player = StillPlayer()
        self.playing = StillPlaying(self.player, self.root)
        self.preferences = Preferences()
        self.coding = Coding(self.session, cast("Any", self.playing), self.preferences, self.root)
        self.deltas: list[Delta] = []
        self.said: list[Said] = []
        self.confirmed: list[str] = []
        self.coding.moments_changed.connect(self.deltas.append)
        self.session.said.connect(self.said.append)
        self.coding.confirmed.connect(lambda told: self.confirmed.append(f"{told.text} {told.at_ms}"))

    @property
    def plays(self) -> bool:
        return self.player.state is State.PLAYING

    def opens(self, recording: str = "G-001") -> None:
        self.session.open_recording(recording)
        self.deltas.clear()

    def presses(self, code: str, at_ms: int) -> None:
        self.player.at_ms = at_ms
        self.coding.press_code(code)

    def waits(self, until: Callable[[], bool] | None = None) -> None:
        """Wait until everything is kept and told."""
        self.qtbot.waitUntil(lambda: not self.session.unkept and (until is None or until()), timeout=5000)

    def sees(self, *, code: str | None = None) -> list[tuple[str | None, int, int | None]]:
        """The own moments: code, start, end."""
        return [
            (view.code, view.start_ms, view.end_ms)
            for view in self.coding.views()
            if view.own and (code is None or view.code == code)
        ]

    def view(self, code: str) -> MomentView:
        return next(view for view in self.coding.views() if view.own and view.code == code)

    def close(self) -> None:
        self.session.close()
        self.tasks.close()


@contextmanager
def hand_on(path: Path, qtbot: QtBot, acting_as: str | None = None) -> Iterator[Hand]:
    hand = Hand(path, qtbot, acting_as)
    try:
        yield hand
    finally:
        hand.close()
