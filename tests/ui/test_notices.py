"""Notices: an error stays, a message goes by itself, a question does nothing until it is answered."""

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
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


def test_nothing_below_it_moves_when_it_comes_and_goes(qtbot: QtBot) -> None:
    frame, page, shown = QWidget(), QFrame(), NoticeBar(LIGHT)
    qtbot.addWidget(frame)
    QVBoxLayout(frame).addWidget(page)
    shown.lie_over(page)
    frame.resize(800, 400)
    frame.show()
    before = page.geometry()
    shown.tell(Said("Taken back: Tag moment."))
    assert shown.words
    assert page.geometry() == before
    assert before.contains(shown.geometry())
    assert shown.width() < before.width() / 2
    frame.resize(300, 400)
    qtbot.waitUntil(lambda: page.geometry().contains(shown.geometry()))
    shown.tell(Said("A long sentence about what went wrong and what to do about it. " * 3, "error"))
    assert page.geometry().contains(shown.geometry())
    assert shown._words.height() >= shown._words.heightForWidth(shown._words.width())
