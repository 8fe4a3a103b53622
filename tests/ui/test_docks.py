"""The panels of coding: taken out, moved, hidden, put back, remembered; keys in every window; the cover over all."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from recall_studio.player.engine import State
from recall_studio.ui.coding import picture_window
from recall_studio.ui.coding.coding_page import PANELS, CodingPage
from recall_studio.ui.coding.dock_title import THIN, DockTitle
from recall_studio.ui.coding.docks import KEEP_AFTER_MS
from recall_studio.ui.covering import Blind, cover
from recall_studio.ui.windows import belongs
from tests.ui.test_coding_workspace import Window, window_on

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    with window_on(demo_path, qtbot, qapp) as window:
        yield window


def _panel(window: Window, key: str) -> QDockWidget:
    return window.page.docks.panels[key]


def _title(window: Window, key: str) -> DockTitle:
    bar = _panel(window, key).titleBarWidget()
    assert isinstance(bar, DockTitle)
    return bar


def _waits_until_kept(window: Window) -> None:
    window.viewer.qtbot.wait(KEEP_AFTER_MS + 100)


def _does(window: Window, command: str) -> None:
    next(one for one in window.desk.commands if one.key == command).run(window.desk)


def _drags(widget: QWidget, start: QPoint, by: QPoint) -> None:
    """Press, move in small steps, let go: as a hand does."""
    steps = [start + by * step / 10 for step in range(1, 11)]
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    told = [(QEvent.Type.MouseButtonPress, start, left, left)]
    told += [(QEvent.Type.MouseMove, step, none, left) for step in steps]
    told += [(QEvent.Type.MouseButtonRelease, steps[-1], left, none)]
    for kind, at, button, held in told:
        place = QPointF(widget.mapToGlobal(at))
        QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(at), place, button, held, Held.NoModifier))
        QTest.qWait(5)


def test_at_first_all_lies_in_its_place_under_thin_bars(window: Window) -> None:
    page = window.page
    for key in PANELS:
        assert page.docks.is_shown(key)
        assert not _panel(window, key).isFloating()
        assert _title(window, key).maximumHeight() == THIN
    picture, timeline, codebook = (_panel(window, key).geometry() for key in ("picture", "timeline", "codebook"))
    assert picture.bottom() < timeline.top()
    assert picture.right() < codebook.left()
    assert picture.width() > 2 * codebook.width()


def test_a_border_is_dragged_and_stays_when_the_window_grows(window: Window) -> None:
    docks, side = window.page.docks, _panel(window, "codebook")
    before = side.width()
    _drags(docks, QPoint(side.x() - 1, side.y() + 60), QPoint(-80, 0))
    assert side.width() == before + 80
    window.frame.resize(window.frame.width() + 160, window.frame.height())
    window.viewer.waits(lambda: docks.width() > 1200)
    assert side.width() == before + 80


def test_a_panel_is_taken_out_and_put_back(window: Window) -> None:
    window.page.docks.float_panel("codebook")
    panel, bar = _panel(window, "codebook"), _title(window, "codebook")
    assert panel.isFloating()
    assert panel.isWindow()
    assert bar.words.isVisible()
    assert bar.words.text() == "Codebook"
    bar.back.click()
    assert not panel.isFloating()
    assert not bar.words.isVisible()


def test_the_panel_with_the_keyboard_is_taken_out_by_a_key(window: Window) -> None:
    window.page.codebook.search.setFocus()
    window.presses(Key.Key_F11, Held.ControlModifier | Held.ShiftModifier)
    assert _panel(window, "codebook").isFloating()
    window.viewer.waits(_panel(window, "codebook").isActiveWindow)
    window.presses(Key.Key_F11, Held.ControlModifier | Held.ShiftModifier)
    assert not _panel(window, "codebook").isFloating()


@pytest.mark.parametrize("key", PANELS)
def test_every_panel_hides_and_comes_back_by_its_command(window: Window, key: str) -> None:
    _does(window, f"panel.{key}")
    assert not window.page.docks.is_shown(key)
    _does(window, f"panel.{key}")
    assert window.page.docks.is_shown(key)


def test_the_menu_of_panels_ticks_those_that_are_there(window: Window) -> None:
    window.page.show_panel("card", shown=False)
    menu = window.page.docks.createPopupMenu()
    ticked = {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}
    assert ticked == {_panel(window, key).windowTitle(): key != "card" for key in PANELS}
    next(action for action in menu.actions() if action.text() == "About the code").trigger()
    assert window.page.docks.is_shown("card")
    menu.deleteLater()


def test_what_is_asked_for_shows_itself(window: Window) -> None:
    window.page.show_panel("codebook", shown=False)
    window.presses(Key.Key_Slash)
    assert window.page.codebook.isVisible()
    assert window.page.codebook.search.hasFocus()


def test_keys_count_in_a_window_of_a_panel(window: Window) -> None:
    viewer = window.viewer
    viewer.goes_to(30_000)
    window.page.docks.float_panel("moments")
    panel = _panel(window, "moments")
    viewer.waits(panel.isActiveWindow)
    before = len(viewer.coding.views())
    for key in (Key.Key_D, Key.Key_2):
        QTest.keyClick(panel, key)
    viewer.waits(lambda: len(viewer.coding.views()) == before + 1)
    QTest.keyClick(panel, Key.Key_Right)
    assert viewer.player.position_ms() == 35_000


def test_dialogs_keep_their_own_keys(window: Window, qtbot: QtBot) -> None:
    dialog = QWidget(window.frame, Qt.WindowType.Dialog)
    qtbot.addWidget(dialog)
    assert not belongs(dialog, window.frame)
    assert belongs(window.frame, window.frame)


def test_windows_of_panels_go_and_come_with_the_workspace(window: Window) -> None:
    window.page.docks.float_panel("codebook")
    page = window.page
    window.workspace.hide()
    assert not _of(page, "codebook").isVisible()
    assert page.docks.is_shown("codebook")
    window.workspace.show()
    assert _of(page, "codebook").isVisible()
    assert _of(page, "codebook").isFloating()


def _of(page: CodingPage, key: str) -> QDockWidget:
    return page.docks.panels[key]


def test_what_was_rearranged_is_remembered_and_reset(window: Window) -> None:
    window.page.docks.float_panel("codebook")
    window.page.show_panel("card", shown=False)
    _waits_until_kept(window)
    again = CodingPage(window.desk)
    window.viewer.shows(again, 1200, 640)
    assert _of(again, "codebook").isFloating()
    assert not again.docks.is_shown("card")
    _does(window, "view.layout")
    for page in (window.page, again):
        assert not _of(page, "codebook").isFloating()
        assert page.docks.is_shown("card")


@pytest.mark.parametrize("kept", ["", "geen", "AAAA.BBBB.CCCC"])
def test_what_cannot_be_read_of_a_layout_is_the_usual_one(window: Window, kept: str) -> None:
    window.viewer.preferences.change(layouts={"coding": kept})
    again = CodingPage(window.desk)
    window.viewer.shows(again, 1200, 640)
    assert all(again.docks.is_shown(key) for key in PANELS)
    assert _of(again, "picture").width() > _of(again, "codebook").width()


def _plays(window: Window) -> bool:
    return bool(window.viewer.player.state is State.PLAYING)


def test_the_picture_goes_to_the_full_screen_and_escape_leads_back(window: Window) -> None:
    viewer, page = window.viewer, window.page
    viewer.session.select(viewer.coding.views()[0].id)
    viewer.player.play()
    window.presses(Key.Key_F11, Held.ShiftModifier)
    shown = page.places.window
    assert shown is not None
    assert shown.isFullScreen()
    assert page.video.window() is shown
    assert _plays(window)
    viewer.waits(shown.isActiveWindow)
    QTest.keyClick(shown, Key.Key_Space)
    assert not _plays(window)
    QTest.keyClick(shown, Key.Key_Escape)
    assert page.places.window is None
    assert page.video.isVisible()
    assert page.video.window() is window.frame
    assert viewer.session.selection is not None


def test_the_picture_in_its_own_window_listens_to_the_same_keys(window: Window) -> None:
    viewer, page = window.viewer, window.page
    viewer.goes_to(30_000)
    window.presses(Key.Key_F11, Held.ControlModifier)
    shown = page.places.window
    assert shown is not None
    assert not shown.isFullScreen()
    assert not page.docks.panels["picture"].isVisible()
    before = len(viewer.coding.views())
    for target in (shown, window.frame):
        for key in (Key.Key_D, Key.Key_2):
            QTest.keyClick(target, key)
    viewer.waits(lambda: len(viewer.coding.views()) == before + 2)
    shown.close()
    assert page.places.window is None
    assert page.docks.panels["picture"].isVisible()


def test_the_window_of_the_picture_is_remembered(window: Window) -> None:
    window.presses(Key.Key_F11, Held.ControlModifier)
    _waits_until_kept(window)
    again = CodingPage(window.desk)
    window.viewer.shows(again, 1200, 640)
    assert again.places.out
    again.places.bring_back()
    window.page.places.bring_back()
    last = CodingPage(window.desk)
    window.viewer.shows(last, 1200, 640)
    assert not last.places.out


def test_from_its_own_window_to_the_full_screen_and_back(window: Window) -> None:
    window.presses(Key.Key_F11, Held.ControlModifier)
    shown = window.page.places.window
    assert shown is not None
    window.presses(Key.Key_F11, Held.ShiftModifier)
    assert shown.isFullScreen()
    QTest.keyClick(shown, Key.Key_Escape)
    assert window.page.places.window is shown
    assert not shown.isFullScreen()
    window.presses(Key.Key_F11, Held.ControlModifier)
    assert window.page.places.window is None


def test_the_cover_lies_over_every_window(window: Window) -> None:
    window.page.docks.float_panel("moments")
    window.presses(Key.Key_F11, Held.ControlModifier)
    shown = window.page.places.window
    assert shown is not None
    lies = cover(window.desk)
    panel = _panel(window, "moments")
    for one in (shown, panel):
        (blind,) = [blind for blind in one.findChildren(Blind) if blind.isVisible()]
        assert blind.size() == one.size()
    before = len(window.viewer.coding.views())
    QTest.keyClick(panel, Key.Key_2)
    assert len(window.viewer.coding.views()) == before
    lies.go()
    QTest.qWait(10)
    assert [blind for one in (shown, panel) for blind in one.findChildren(Blind)] == []


def test_a_strip_has_no_words_and_its_buttons_have_names(window: Window) -> None:
    bar = _title(window, "timeline")
    assert {button.accessibleName() for button in bar.findChildren(QToolButton)} == {
        "Put it back in its place",
        "Hide this panel",
    }
    assert "Drag to move" in bar.toolTip()


def test_when_no_panel_is_left_it_says_how_to_bring_them_back(window: Window) -> None:
    for key in PANELS:
        window.page.show_panel(key, shown=False)
    window.viewer.waits(lambda: "No panel is left here" in window.words())
    _waits_until_kept(window)
    _does(window, "view.layout")
    window.viewer.waits(lambda: "No panel is left here" not in window.words())


def test_the_second_screen_is_filled_where_there_is_one(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = QRect(1280, 0, 1920, 1080)
    monkeypatch.setattr(picture_window, "other_screen", lambda _here: SimpleNamespace(availableGeometry=lambda: beside))
    window.presses(Key.Key_F11, Held.ControlModifier)
    shown = window.page.places.window
    assert shown is not None
    assert shown.isMaximized()
    assert shown.normalGeometry().intersects(beside)


def test_another_screen_is_one_that_is_not_here(qapp: QApplication) -> None:
    (only,) = qapp.screens()
    assert picture_window.other_screen(only) is None
    assert picture_window.other_screen(None) is only
