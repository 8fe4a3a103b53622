"""A user at the real window: real engines, a virtual screen, keys and clicks that are counted."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QKeyCombination, QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from recall_studio.domain.consent import Purpose
from recall_studio.player import choosing
from recall_studio.player.engine import State
from recall_studio.ui.app import Program
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.start.who import WhoPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from recall_studio.player.playing import Player
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.library.answers_grid import AnswersGrid
    from recall_studio.ui.open_study import OpenStudy
    from recall_studio.ui.playing import Choose

U = TypeVar("U", bound="WindowUser")
W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000


@dataclass
class Watcher:
    """Looks at a window and waits for what should be seen there.

    Args:
        qtbot: of the test.
        application: the one Qt application of this process.
        program: what was started.
    """

    qtbot: QtBot
    application: QApplication
    program: Program | None = None

    @property
    def study(self) -> OpenStudy:
        """The study that is open."""
        opened = self._now().open_study
        assert opened is not None, "no study is open"
        return opened

    @property
    def player(self) -> Player:
        """What plays."""
        return self.study.playing.player

    @property
    def coding(self) -> Coding:
        """The moments."""
        return self.study.coding

    def sees_a_picture(self) -> None:
        """Wait for a picture whose time is known."""
        self.sees(lambda: self.player.state is not State.EMPTY and self.player.shown_ms is not None)

    def sees(self, it: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(it, timeout=PATIENCE_MS)

    def finds(self, kind: type[W], named: str) -> W:
        """The visible widget with this accessible name, or with these words on it."""
        for widget in self._now().window.findChildren(kind):
            words = {widget.accessibleName(), widget.text() if isinstance(widget, QAbstractButton) else ""}
            if widget.isVisible() and named in words:
                return widget
        raise AssertionError(f"nothing visible is called “{named}”")

    def pages(self, kind: type[W]) -> list[W]:
        """The visible pages of this kind."""
        return [page for page in self._now().window.findChildren(kind) if page.isVisible()]

    def sees_everything_kept(self) -> None:
        """Wait until nothing is pending."""
        self.sees(lambda: self.study.session.unkept == 0 and not any(view.pending for view in self.coding.views()))

    def sees_moments(self) -> list[tuple[str | None, int, int | None]]:
        """Code, begin and end of each of the own moments, in ms, by time."""
        return [(view.code, view.start_ms, view.end_ms) for view in self.coding.views() if view.own]

    def _keyboard(self) -> QWidget:
        return QApplication.focusWidget() or self._now().window

    def _now(self) -> Program:
        assert self.program is not None, "the program was not started"
        return self.program


@dataclass
class WindowUser(Watcher):
    """Starts the program, works in it by keys and clicks, quits it, and starts it again.

    Args:
        engine: what plays: `vlc`, `qt` or `auto`.
        choose: chooses the engine for a file.
        inputs: every key, click and filled field so far.
    """

    engine: str = "auto"
    choose: Choose = choosing.choose
    inputs: list[str] = field(default_factory=list)

    def starts(self, study: Path | None = None) -> None:
        """Start the program on the start page, or on a study."""
        Preferences().change(engine=self.engine, language="en", theme="light")
        self.program = Program(self.application, choose=self.choose)
        self.program.start(study)
        self.qtbot.waitUntil(self.program.window.isActiveWindow)
        if study is not None:
            self.sees(lambda: self._now().open_study is not None or bool(self.pages(WhoPage)))
            for page in self.pages(WhoPage):  # asked once per computer and study
                page.members[0].click()
            self.sees(lambda: self._now().open_study is not None)

    def quits(self) -> None:
        """Quit; the program must end within the patience, also while it plays."""
        program = self._now()
        program.window.let_go()
        program.end()
        program.window.deleteLater()
        program.deleteLater()
        self.program = None

    def opens_recording(self, name: str) -> None:
        """Open a recording at its coding, and see its first picture."""
        self.study.session.open_recording(name)
        assert self.study.frame is not None
        self.study.frame.show_workspace("coding")
        self.sees_a_picture()

    def presses(self, *keys: str) -> None:
        """Press keys one after another, as Qt writes them, where the keyboard is."""
        for key in keys:
            self.inputs.append(key)
            combined = QKeyCombination.fromCombined(QKeySequence(key)[0].toCombined())  # type: ignore[index]
            QTest.keyClick(self._keyboard(), combined.key(), combined.keyboardModifiers())

    def types(self, text: str) -> None:
        """Fill in the field that has the keyboard."""
        self.inputs.append(f"types {len(text)} signs")
        QTest.keyClicks(self._keyboard(), text)

    def clicks(self, named: str) -> None:
        """Click the button of this name."""
        self.inputs.append(f"clicks {named}")
        QTest.mouseClick(self.finds(QAbstractButton, named), Qt.MouseButton.LeftButton)

    def fills(self, named: str, text: str) -> None:
        """Write into the line of this name."""
        self.inputs.append(f"fills {named}")
        line = self.finds(QLineEdit, named)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)

    def drops(self, zone: QWidget, file: Path) -> None:
        """Drag a file onto a widget and let it go there."""
        self.inputs.append("drops a file")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        middle = zone.rect().center()
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(zone, QDragEnterEvent(middle, copy, data, left, none))
        QApplication.sendEvent(zone, QDropEvent(middle, copy, data, left, none))

    def ticks(self, grid: AnswersGrid, person: str, purpose: str) -> None:
        """Click an answer, from no to yes."""
        self.inputs.append(f"clicks {purpose}")
        QTest.mouseClick(grid.cell(person, Purpose(purpose)), Qt.MouseButton.LeftButton)

    def plays(self, rate: float = 1.0) -> None:
        """Play at a speed, until pictures move."""
        self.player.set_rate(rate)
        before = self.player.shown_ms
        if self.player.state is not State.PLAYING:
            self.presses("Space")
        self.sees(lambda: self.player.state is State.PLAYING and self.player.shown_ms not in (None, before))

    def pauses(self) -> None:
        """Pause, and wait for the picture that stands."""
        if self.player.state is State.PLAYING:
            self.presses("Space")
        self.sees(lambda: self.player.state is not State.PLAYING and self.player.shown_ms is not None)


@contextmanager
def at_work(user: U) -> Iterator[U]:
    """A user who quits the program at the end, when it was left open."""
    yield user
    if user.program is not None:
        user.quits()
