"""Notices: an error stays, a message goes by itself, a question does nothing until it is answered."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.ui import notices
from recall_studio.ui.notices import NoticeBar
from recall_studio.ui.session import Said
from recall_studio.ui.tokens import LIGHT


def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar(LIGHT)
    qtbot.addWidget(made)
    return made


def test_a_message_goes_by_itself_and_an_error_stays(qtbot: QtBot) -> None:
    shown = bar(qtbot)
    shown._timer.setInterval(20)
    shown.tell(Said("kept"))
    assert shown.words == "kept"
    qtbot.waitUntil(lambda: shown.words == "")
    shown.tell(Said("gone wrong", "error", "Do this."))
    qtbot.wait(60)
    assert shown.words == "gone wrong Do this."
    assert notices.SHOWN_MS >= 5000


def test_a_question_is_answered_with_one_button(qtbot: QtBot) -> None:
    shown, answered = bar(qtbot), []
    shown.ask("Really?", "Yes", lambda: answered.append(True))
    assert shown.words == "Really?"
    button = next(b for b in shown.findChildren(QPushButton) if b.text() == "Yes")
    assert answered == []
    button.click()
    assert answered == [True]
    assert shown.words == ""
