"""The window itself: it asks before it closes."""

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.ui.preferences import Preferences
from recall_studio.ui.window import Window


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(Preferences())
    qtbot.addWidget(window, before_close_func=lambda shown: shown.let_go())
    window.show()
    return window


def test_it_stays_until_it_is_let_go(window: Window) -> None:
    window.close()
    assert window.isVisible()
    window.let_go()
    assert not window.isVisible()


def test_it_closes_at_once_when_who_is_asked_lets_go(window: Window) -> None:
    window.close_asked.connect(window.let_go)
    window.close()
    assert not window.isVisible()
