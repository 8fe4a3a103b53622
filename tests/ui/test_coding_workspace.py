"""The coding workspace as a whole, in its frame: what is shown, asked, remembered, and a tag from key to file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.study import StudyKind
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.ui.coding.coding_page import LAYOUT, CodingPage
from recall_studio.ui.coding.plain import PlainView
from recall_studio.ui.coding.workspace import WORKSPACE, CodingWorkspace
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.keys import KeyRouter
from recall_studio.ui.sheet import Sheet
from recall_studio.ui.study_frame import StudyFrame
from tests.ui.player_hand import Viewer, viewer_on

Key, Held = Qt.Key, Qt.KeyboardModifier


class Window:
    """A viewer in the real frame, with the keys sent on."""

    def __init__(self, viewer: Viewer, width: int = 1280, height: int = 720) -> None:
        self.viewer = viewer
        self.frame = StudyFrame()
        self.desk = replace(viewer.desk, commands=COMMANDS, window=self.frame)
        self.frame.fill(self.desk, [WORKSPACE])
        self.router = KeyRouter(self.desk)
        viewer.shows(self.frame, width, height)
        self.frame.show_workspace("coding")
        self.frame.activateWindow()
        viewer.qtbot.waitUntil(self.frame.isActiveWindow)

    @property
    def workspace(self) -> CodingWorkspace:
        found = self.frame.findChild(CodingWorkspace)
        assert found is not None
        return found

    @property
    def page(self) -> CodingPage:
        return cast("CodingPage", self.workspace.currentWidget())

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.frame, key, held)

    def words(self) -> str:
        labels = (label for label in self.frame.findChildren(QLabel) if label.isVisible())
        return "\n".join(label.text() for label in labels)


@contextmanager
def window_on(path: Path, qtbot: QtBot, qapp: QApplication, recording: str = "G-001") -> Iterator[Window]:
    with viewer_on(path, qtbot) as viewer:
        window = Window(viewer)
        qapp.installEventFilter(window.router)
        try:
            if recording:
                viewer.opens(recording)
            yield window
        finally:
            qapp.removeEventFilter(window.router)


@pytest.fixture
def window(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    with window_on(demo_path, qtbot, qapp) as window:
        yield window


def test_on_an_empty_study_it_says_what_to_do(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    create_study(tmp_path / "Leeg.recall", start=NewStudy("Leeg", StudyKind.ONDERZOEK, default_codebook()))
    with window_on(tmp_path / "Leeg.recall", qtbot, qapp, recording="") as window:
        said = window.words()
        assert "No recording is open" in said
        assert "No moment is selected" in said
        done = next(one for one in window.frame.findChildren(QPushButton) if one.text().startswith("Done with"))
        assert not done.isEnabled()
        for key in (Key.Key_D, Key.Key_2, Key.Key_N, Key.Key_Asterisk, Key.Key_Delete, Key.Key_Down, Key.Key_Space):
            window.presses(key)
        assert window.viewer.said == []


def test_a_chord_while_it_plays_lands_on_the_picture_of_its_letter(window: Window) -> None:
    viewer = window.viewer
    viewer.goes_to(30_000)
    viewer.plays(1_000)
    shown_ms = viewer.player.shown_ms
    window.presses(Key.Key_D)
    assert window.page.hint.isVisible()
    viewer.watches(600)
    window.presses(Key.Key_2)
    assert not window.page.hint.isVisible()
    viewer.waits()
    made = [view for view in viewer.coding.views() if view.own and view.start_ms == shown_ms]
    assert [(view.code, view.pressed_ms) for view in made] == [("disc_vraag", shown_ms)]
    assert viewer.player.shown_ms > shown_ms


def test_space_and_arrows_reach_the_player_from_everywhere_but_text(window: Window) -> None:
    viewer = window.viewer
    viewer.goes_to(30_000)
    window.page.show_panel("moments")
    window.page.table.table.setFocus()
    window.presses(Key.Key_Right)
    assert viewer.player.position_ms() == 35_000
    window.presses(Key.Key_Slash)
    assert window.page.codebook.search.hasFocus()
    QTest.keyClicks(window.page.codebook.search, "d2 ")
    assert window.page.codebook.search.text() == "d2 "
    assert viewer.player.position_ms() == 35_000
    window.presses(Key.Key_Escape)
    window.presses(Key.Key_Left)
    assert viewer.player.position_ms() == 30_000


def test_the_selection_is_one(window: Window) -> None:
    window.presses(Key.Key_Down)
    chosen = window.viewer.session.selection
    assert chosen == window.viewer.coding.views()[0].id
    assert window.page.inspector.currentIndex() == 1
    assert window.page.table.table.currentIndex().row() == 0


def test_everything_fits_a_small_window(window: Window) -> None:
    window.viewer.session.select(next(view.id for view in window.viewer.coding.views() if view.own and view.end_ms))
    page = window.page
    assert window.frame.width() == 1280
    assert page.video.width() > 640
    assert page.timeline.height() > 150
    assert page.codebook.tree.height() > 120
    for field in (page.inspector.code, page.inspector.end, page.inspector.tools.remove, page.inspector.note.editor):
        right = field.mapTo(page, field.rect().topRight()).x()
        assert right < page.width()


def test_the_arrangement_is_remembered_and_can_be_reset(window: Window) -> None:
    page, preferences = window.page, window.viewer.preferences
    side, docks = page.docks.panels["codebook"], page.docks
    usual = side.width()
    wide = docks.panels["picture"].width()
    docks.resizeDocks([docks.panels["picture"], side], [wide - 120, usual + 120], Qt.Orientation.Horizontal)
    window.viewer.waits(lambda: abs(side.width() - usual - 120) < 5)
    docks.rearranged.emit()
    assert LAYOUT in preferences.settings.layouts
    again = CodingPage(window.desk)
    window.viewer.shows(again, page.width(), page.height())
    assert abs(again.docks.panels["codebook"].width() - side.width()) < 5
    preferences.change(layouts={})
    assert abs(side.width() - usual) < 5


def test_the_status_bar_says_how_it_stands(window: Window) -> None:
    said = window.words()
    own = sum(view.own for view in window.viewer.coding.views())
    assert f"{own} moments of mine" in said
    assert "Coded 02:53 of 02:53 (100 %)" in said
    assert "Reaction time" not in said


def test_done_with_this_conversation_opens_and_escape_closes_it(window: Window) -> None:
    window.presses(Key.Key_D, Held.ControlModifier)
    sheet = window.frame.findChild(Sheet)
    assert sheet is not None
    window.presses(Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_step_of_before_is_asked_about_in_words(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    with window_on(demo_path, qtbot, qapp) as window:
        window.presses(Key.Key_2)
        window.viewer.waits()
    with window_on(demo_path, qtbot, qapp) as window:
        before = len(window.viewer.coding.views())
        window.presses(Key.Key_Z, Held.ControlModifier)
        assert "Take back: Tag moment, Asked about 00:00.0, of " in window.frame.notices.words
        window.presses(Key.Key_Z, Held.ControlModifier)
        window.viewer.waits(lambda: len(window.viewer.coding.views()) == before - 1)


def test_plain_and_in_full(window: Window) -> None:
    window.viewer.session.show_plainly(True)
    assert isinstance(window.workspace.currentWidget(), PlainView)
    assert window.frame.isVisible()
    before = len(window.viewer.coding.views())
    window.presses(Key.Key_D)
    window.presses(Key.Key_Escape)
    assert len(window.viewer.coding.views()) == before
    window.viewer.session.show_plainly(False)
    assert isinstance(window.workspace.currentWidget(), CodingPage)
