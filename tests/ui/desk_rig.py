"""A desk for tests of widgets: a real study, the player of `coding_hand`, and a window that only remembers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from recall_studio.ui.desk import Desk
from recall_studio.ui.sheet import Sheet
from recall_studio.ui.tokens import LIGHT
from tests.ui.coding_hand import Hand


class Room(QWidget):
    """Remembers what it was asked."""

    workspace = "coding"
    page_open = False

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []
        self.answers: list[Callable[[], None]] = []
        self.sheets: list[Sheet] = []
        self.facts: tuple[str, ...] = ()

    @property
    def whole(self) -> QWidget:
        return self

    def ask(self, question: str, answer: str, run: Callable[[], None]) -> None:
        self.questions.append(f"{question} [{answer}]")
        self.answers.append(run)

    def open_sheet(self, sheet: Sheet) -> None:
        self.sheets.append(sheet)
        sheet.open_over(self)

    def show_facts(self, facts: tuple[str, ...]) -> None:
        self.facts = facts

    def show_workspace(self, key: str) -> None:
        self.workspace = key


class Rig(Hand):
    """A coder's hand with a desk."""

    def __init__(self, path: Path, qtbot: QtBot, passphrase: str | None = None) -> None:
        super().__init__(path, qtbot, passphrase=passphrase)
        self.room = Room()
        self.room.resize(900, 900)
        qtbot.addWidget(self.room)
        self.desk = Desk(
            session=self.session,
            playing=cast("Any", self.playing),
            coding=self.coding,
            tasks=self.tasks,
            preferences=self.preferences,
            tokens=LIGHT,
            commands=(),
            window=cast("Any", self.room),
        )

    def own(self, code: str) -> str:
        """The id of the first own moment of this code."""
        return self.view(code).id

    def shows(self, widget: QWidget) -> None:
        """Show a widget with the keyboard in it."""
        self.qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)


@contextmanager
def rig_on(path: Path, qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(path, qtbot)
    try:
        rig.opens()
        yield rig
    finally:
        rig.close()
