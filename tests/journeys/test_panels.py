"""A researcher arranges the coding room: takes panels out, moves them, quits, and finds all where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from recall_studio.ui.coding.coding_page import PANELS, CodingPage
from tests.journeys.at_window import WindowUser, at_work
from tests.journeys.driver import User, study_with
from tests.journeys.terminal import Terminal


class Arranger(WindowUser):
    """Somebody with two hands and perhaps two screens."""

    @property
    def page(self) -> CodingPage:
        (page,) = self.pages(CodingPage)
        return page

    def panel(self, key: str) -> QDockWidget:
        return self.page.docks.panels[key]

    def places(self) -> dict[str, tuple[bool, bool]]:
        """Of each panel whether it is there, and whether it has a window of its own."""
        docks = self.page.docks
        return {key: (docks.is_shown(key), docks.panels[key].isFloating()) for key in PANELS}

    def takes_out(self, key: str) -> None:
        """Double-click the strip above a panel."""
        bar = self.panel(key).titleBarWidget()
        QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.rect().center())
        self.sees(self.panel(key).isFloating)

    def sees_it_remembered(self) -> None:
        self.sees(lambda: self._kept() == self.page.docks.arrangement())

    def _kept(self) -> str:
        assert self.program is not None
        return self.program.preferences.settings.layouts.get("coding", "")


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[Arranger]:
    with at_work(Arranger(qtbot, qapp, engine="qt")) as user:
        yield user


@pytest.fixture
def study(tmp_path: Path, clip: Path) -> Path:
    return study_with(User(Terminal(tmp_path)), clip)


def test_what_was_arranged_is_there_after_a_restart_and_can_be_reset(user: Arranger, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    usual = user.places()
    assert set(usual.values()) == {(True, False)}
    user.takes_out("codebook")
    user.panel("codebook").move(QPoint(40, 60))
    user.page.docks.show_panel("card", shown=False)
    wide = user.panel("moment").width()
    arranged = user.places()
    user.sees_it_remembered()
    user.quits()

    user.starts(study)
    user.opens_recording("G-001")
    assert user.places() == arranged
    assert arranged["codebook"] == (True, True)
    assert arranged["card"] == (False, False)
    assert abs(user.panel("moment").width() - wide) < 5
    user.presses("D", "2")
    user.sees_everything_kept()
    assert [code for code, _start, _end in user.sees_moments()] == ["disc_vraag"]

    user.page.docks.reset_asked.emit()
    user.sees(lambda: len(user.pages(CodingPage)) == 1 and user.places() == usual)


def test_the_picture_on_another_screen_comes_back_there_after_a_restart(user: Arranger, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("Ctrl+F11")
    shown = user.page.places.window
    assert shown is not None
    user.sees(shown.isVisible)
    user.sees(lambda: bool(user.page.places.window and user._keyboard().window()))
    QTest.keyClick(shown, Qt.Key.Key_D)
    QTest.keyClick(shown, Qt.Key.Key_2)
    user.sees_everything_kept()
    assert len(user.sees_moments()) == 1
    user.qtbot.wait(600)
    user.quits()

    user.starts(study)
    user.opens_recording("G-001")
    again = user.page.places.window
    assert again is not None
    assert user.page.video.window() is again
    again.close()
    assert user.page.places.window is None
    user.quits()

    user.starts(study)
    user.opens_recording("G-001")
    assert user.page.places.window is None


def test_after_another_language_the_window_of_before_hears_nothing(user: Arranger, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("Ctrl+Alt+L")
    user.sees(lambda: len(user.pages(CodingPage)) == 1)
    user.presses("Ctrl+F", "Esc")
    user.presses("2")
    user.sees(lambda: len(user.coding.views()) == 1)
    user.sees_everything_kept()
    user.study.session.choose([user.coding.views()[0].id])
    user.presses("Return", "Esc")
    user.sees_everything_kept()


def test_another_language_keeps_the_panels_where_they_are(user: Arranger, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.takes_out("codebook")
    user.sees_it_remembered()
    user.presses("Ctrl+Alt+L")
    user.sees(lambda: len(user.pages(CodingPage)) == 1 and user.panel("codebook").windowTitle() == "Codeboek")
    assert user.places()["codebook"] == (True, True)
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDockWidget) and one.isVisible()]
    assert windows == [user.panel("codebook")]
