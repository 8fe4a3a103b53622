"""The cover over the window: nothing is seen or done under it, and the keyboard comes back to where it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from recall_studio.domain.study import StudyKind
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.covering import Cover, cover
from recall_studio.ui.keys import KeyRouter
from tests.ui.desk_rig import Rig

Key, Held = Qt.Key, Qt.KeyboardModifier
PASSPHRASE = "een lange zin die niemand raadt"


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """A window with a line to write in, which has the keyboard."""
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    return window


def test_it_hides_all_and_enter_goes_back_to_where_one_was(over: QWidget, qtbot: QtBot) -> None:
    line = QApplication.focusWidget()
    lies = Cover(over)
    assert lies.geometry() == over.rect()
    over.resize(700, 500)
    qtbot.waitUntil(lambda: lies.geometry() == over.rect())
    assert QApplication.focusWidget() is not line
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_Return)
    assert not lies.isVisible()
    assert QApplication.focusWidget() is line


def test_who_had_the_keyboard_may_be_gone(over: QWidget) -> None:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    lies = Cover(over)
    line.setParent(None)
    line.deleteLater()
    lies.go()
    assert QApplication.focusWidget() is None


def test_tab_stays_in_it(over: QWidget) -> None:
    lies = Cover(over, asks=True)
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, key)
        now = QApplication.focusWidget()
        assert now is not before
        assert now is not None
        assert lies.isAncestorOf(now)


def test_no_key_works_under_it_wherever_the_keyboard_is(rig: Rig, qapp: QApplication) -> None:
    line = QLineEdit(rig.room)
    rig.shows(rig.room)
    router = KeyRouter(replace(rig.desk, commands=COMMANDS))
    qapp.installEventFilter(router)
    before = rig.sees()
    Cover(rig.room)
    for below in (QApplication.focusWidget(), line, rig.room):
        assert below is not None
        below.setFocus()
        for key in (Key.Key_1, Key.Key_N, Key.Key_F4, Key.Key_Delete):
            QTest.keyClick(below, key)
        QTest.keyClick(below, Key.Key_Z, Held.ControlModifier)
    qapp.removeEventFilter(router)
    rig.waits()
    assert (rig.sees(), line.text(), rig.plays) == (before, "", False)


def test_an_encrypted_study_asks_its_passphrase(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "Dicht.recall"
    create_study(path, start=NewStudy("Dicht", StudyKind.ONDERZOEK, default_codebook()), passphrase=PASSPHRASE)
    hand = Rig(path, qtbot, PASSPHRASE)
    hand.shows(hand.room)
    lies = cover(hand.desk)
    field = lies.findChildren(QLineEdit)[0]
    asked: list[str] = []
    lies.typed.connect(asked.append)
    QTest.keyClicks(field, "een andere zin")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: not field.text(), timeout=10_000)
    assert lies.isVisible()
    QTest.keyClicks(field, PASSPHRASE)
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(lies), timeout=10_000)
    assert asked == ["een andere zin", PASSPHRASE]
    hand.close()
