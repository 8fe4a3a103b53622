"""Somebody leads a recall interview: a real study, fake engines and a fake microphone, and both windows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.player.fake_microphone import FakeMicrophone
from recall_studio.store.recall import records
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.desk import Desk
from recall_studio.ui.keys import KeyRouter
from recall_studio.ui.recall.leading.page import LeadingPage
from recall_studio.ui.tokens import LIGHT
from tests.ui.player_hand import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from recall_studio.domain.recall.interview import Record
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.phase import Phase
    from recall_studio.ui.recall.leading.sounding import Hears
    from recall_studio.ui.recall.leading.viewer_window import Seen, ViewerWindow
    from recall_studio.ui.sheet import Sheet
    from recall_studio.ui.tokens import Tokens

RECORDING, RECALLER = "G-001", "K-417"


class Room(QWidget):
    """The interviewer's window, which remembers what it was asked."""

    workspace = "recall"

    def __init__(self) -> None:
        super().__init__()
        self.page: QWidget | None = None
        self.closed_off = False
        self.questions: list[tuple[str, Callable[[], None]]] = []
        self.sheet: Sheet | None = None

    @property
    def whole(self) -> QWidget:
        return self

    @property
    def page_open(self) -> bool:
        return self.page is not None

    def open_page(self, page: QWidget) -> None:
        self.page = page
        page.setParent(self)
        page.setGeometry(self.rect())
        page.show()

    def close_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.hide()
            page.deleteLater()

    def close_off(self, *, closed: bool) -> None:
        self.closed_off = closed

    def ask(self, question: str, _answer: str, run: Callable[[], None]) -> None:
        self.questions.append((question, run))

    def open_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open_over(self)


class Interviewer(Viewer):
    """Leads an interview on the demo study.

    Args:
        path: of the study.
        plan: how it is held.
        tokens: the colours.
    """

    def __init__(self, path: Path, qtbot: QtBot, plan: InterviewPlan | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(path, qtbot)
        self.microphone = FakeMicrophone()
        made = self.study.perform(
            prepare_interview, recording=RECORDING, recaller=RECALLER, plan=plan or InterviewPlan()
        )
        self.id = made
        self.window = Room()
        self.window.resize(1280, 800)
        self.desk = Desk(
            session=self.session,
            playing=self.playing,
            coding=self.coding,
            tasks=self.tasks,
            preferences=self.preferences,
            tokens=tokens,
            commands=COMMANDS,
            window=cast("Any", self.window),
        )
        self.router = KeyRouter(self.desk)
        QCoreApplication.instance().installEventFilter(self.router)  # type: ignore[union-attr]

    @property
    def page(self) -> LeadingPage:
        assert isinstance(self.window.page, LeadingPage)
        return self.window.page

    @property
    def leading(self) -> Leading:
        return self.page.leading

    @property
    def screen(self) -> ViewerWindow:
        """The viewer's window."""
        return self.page.viewer

    @property
    def record(self) -> Record:
        """What is kept."""
        return records.record(self.study, self.id, self.session.member)

    def is_closed_off(self) -> bool:
        """Whether no other place is offered."""
        return self.window.closed_off

    def phase(self) -> Phase:
        """How far it is now."""
        return self.leading.phase

    def seen(self) -> Seen:
        """What the viewer sees now."""
        return self.screen.seen

    def hears(self) -> Hears:
        """What is done with the sound now."""
        return self.leading.sound.hears

    def comes(self, *, ready: bool = True) -> None:
        """Open the page, with its window shown and the recording opened."""
        self.window.show()
        self.window.open_page(LeadingPage(self.desk, self.id, make_microphone=lambda: self.microphone))
        self.waits(lambda: self.leading.showing.ready or not ready)

    def begins(self) -> None:
        """Begin; it plays, and somebody says something."""
        self.page.setting_up.begin.click()
        self.waits(lambda: self.leading.showing.plays)
        self.microphone.say(b"\x00\x10" * 4800)

    def lets_play(self, ms: int) -> None:
        """Let so much of the recording go by."""
        for _tick in range(ms // 200):
            self.engine.advance(200)
            self.leading.showing._tick()

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key of whatever keyboard, while something in the interviewer's window has the focus."""
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key, modifier)

    def viewer_keys(self, key: Qt.Key) -> None:
        """A key that QTest does not know by name, while the interviewer's field has the keyboard."""
        focus = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(focus, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def rests_hand(self) -> None:
        """Long enough that the next press is no tremble."""
        self.leading.hands._last_s = None

    def viewer_presses(self) -> None:
        """The viewer touches the big button."""
        self.rests_hand()
        QTest.mousePress(self.screen.button, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(self.screen.button, Qt.MouseButton.LeftButton)

    def bar_asks_withdrawal(self) -> None:
        """The interviewer chooses it in the menu."""
        self.page.bar.withdraw.trigger()

    def kept(self) -> None:
        """Wait until everything is kept."""
        self.waits(lambda: self.window.page is None or not self.leading.notes.unkept)

    @override
    def close(self) -> None:
        QCoreApplication.instance().removeEventFilter(self.router)  # type: ignore[union-attr]
        self.window.close_page()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        super().close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def interviewer_on(
    path: Path, qtbot: QtBot, plan: InterviewPlan | None = None, tokens: Tokens = LIGHT
) -> Iterator[Interviewer]:
    made = Interviewer(path, qtbot, plan, tokens)
    try:
        yield made
    finally:
        made.close()
