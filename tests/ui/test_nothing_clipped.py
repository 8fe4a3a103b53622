"""The main screens, small and common, in both languages: no words are wider or higher than what they stand on.

Workspaces, sections and commands are taken from the program's own lists, so that a new screen is looked at too.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton, QTabBar, QTabWidget, QWidget

from recall_studio.domain.words import speak
from recall_studio.ui.beside import Beside
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.elided import ElidedLabel, WrappedLabel
from recall_studio.ui.open_study import WORKSPACES
from recall_studio.ui.piecemeal import Piecemeal
from recall_studio.ui.project.workspace import SECTIONS
from recall_studio.ui.recall.workspace import RecallWorkspace
from recall_studio.ui.study_frame import StudyFrame
from recall_studio.ui.theme import dress
from recall_studio.ui.tokens import LIGHT
from tests.ui.player_hand import Viewer, viewer_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from recall_studio.ui.desk import Desk

Worded = QLabel | QPushButton | QCheckBox

SIZES = ((1280, 720), (1440, 900))
SHOWN_BY = (
    "view.search",
    "view.keys",
    "view.keys_change",
    "view.history",
    "view.preferences",
    "view.plain",
    "code.done",
    "code.uncoded_list",
    "conversation.page",
    "memo.write",
    "round.ready",
    "round.close",
    "together.share",
    "together.fetch",
    "together.assign",
    "library.consent",
    "library.erase",
    "study.add",
    "live.add",
)
"""The commands that show a sheet, a page or another mode."""
ROUNDING_PX = 1


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """The letters and the air of the real window."""
    before = qapp.styleSheet(), qapp.palette(), qapp.style().objectName()
    dress(qapp, LIGHT)
    yield
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setStyle(before[2])


@pytest.fixture(autouse=True)
def _no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog, *_given: dialog.finished.emit(0))


def squeezed(root: QWidget) -> list[str]:
    """The visible words below a widget that have not the room they need, each with its kind."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # a clock may just have said more
    found: list[Worded] = [*root.findChildren(QLabel), *root.findChildren(QPushButton), *root.findChildren(QCheckBox)]
    wrong = [one for one in found if _is_seen(one) and one.text() and _lacks_room(one)]
    told = [f"{type(one).__name__} “{one.text()}”: {one.size().toTuple()}" for one in wrong]
    for bar in root.findChildren(QTabBar):
        told += [f"tab “{bar.tabText(tab)}”" for tab in range(bar.count()) if _is_seen(bar) and _is_cut(bar, tab)]
    return told


def _is_seen(widget: QWidget) -> bool:
    """Panels behind the tab of another are visible to Qt, and lie outside the window."""
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _lacks_room(widget: Worded) -> bool:
    if isinstance(widget, ElidedLabel | WrappedLabel):
        return False  # it ends its words itself, and says all of them in its tooltip
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + ROUNDING_PX < widget.heightForWidth(widget.width())
    wanted = widget.sizeHint()
    return widget.width() + ROUNDING_PX < wanted.width() or widget.height() + ROUNDING_PX < _lines_of(widget)


def _lines_of(widget: Worded) -> int:
    """How high the words alone are, in px, without the air around them."""
    return widget.fontMetrics().height() if "<" not in widget.text() else 0


def _is_cut(bar: QTabBar, tab: int) -> bool:
    place = bar.tabRect(tab)
    return bar.fontMetrics().horizontalAdvance(bar.tabText(tab)) > place.width() or place.right() > bar.width()


@contextmanager
def window_on(path: Path, qtbot: QtBot, size: tuple[int, int]) -> Iterator[tuple[Viewer, StudyFrame, Desk]]:
    """The whole window, for A, with a recording open."""
    with viewer_on(path, qtbot, acting_as="A") as viewer:
        frame = StudyFrame()
        desk = replace(viewer.desk, commands=COMMANDS, window=frame)
        frame.fill(desk, WORKSPACES)
        viewer.shows(frame, *size)
        frame.show_workspace("coding")
        viewer.opens()
        yield viewer, frame, desk


def walk(viewer: Viewer, frame: StudyFrame, desk: Desk) -> Iterator[str]:
    """Show each screen after the other; yields what it is called."""
    for place in [*(one.key for one in WORKSPACES), *(f"project/{one.key}" for one in SECTIONS)]:
        frame.show_workspace(place)
        viewer.waits()
        yield place
        for tabs in [one for one in frame.findChildren(QTabWidget) if one.isVisible()]:
            for tab in range(tabs.count()):
                tabs.setCurrentIndex(tab)
                viewer.waits()
                yield f"{place}: {tabs.tabText(tab)}"
    frame.show_workspace("coding")
    own = [view.id for view in desk.coding.views() if view.own]
    for chosen in (own[:1], own[:3]):
        desk.session.choose(chosen)
        viewer.waits()
        yield f"coding, {len(chosen)} selected"
    for key in SHOWN_BY:
        yield from _shown_by(viewer, frame, desk, key)


def _shown_by(viewer: Viewer, frame: StudyFrame, desk: Desk, key: str) -> Iterator[str]:
    command = next(one for one in COMMANDS if one.key == key)
    frame.show_workspace("library" if key.startswith(("library", "study", "live")) else "coding")
    viewer.waits()
    assert command.when(desk), key
    command.run(desk)
    viewer.waits()
    yield key
    if frame._sheet is not None:
        frame._sheet.shut()
    desk.session.show_plainly(plain=False)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_no_words_are_squeezed(demo_path: Path, qtbot: QtBot, tongue: str, size: tuple[int, int]) -> None:
    speak(tongue)
    with window_on(demo_path, qtbot, size) as (viewer, frame, desk):
        wrong = {place: squeezed(frame) for place in walk(viewer, frame, desk)}
    assert {place: words for place, words in wrong.items() if words} == {}
    assert len(wrong) > len(WORKSPACES) + len(SECTIONS) + len(SHOWN_BY)


def _is_calm(frame: StudyFrame) -> bool:
    reading = any(one.busy for one in frame.findChildren(Beside))
    return not reading and not any(one.busy for one in frame.findChildren(Piecemeal))


@pytest.fixture
def _large_letters(qapp: QApplication) -> Iterator[None]:
    """Twice as large as usual."""
    before, large = qapp.font(), qapp.font()
    large.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(large)
    dress(qapp, LIGHT)
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("_large_letters")
def test_no_words_of_the_recall_workspace_are_squeezed_with_large_letters(demo_path: Path, qtbot: QtBot) -> None:
    speak("nl")
    with window_on(demo_path, qtbot, (1440, 900)) as (viewer, frame, _desk):
        frame.show_workspace("recall")
        recall = frame.findChild(RecallWorkspace)
        assert recall is not None
        wrong = {}
        for part in (recall.interviews, recall.afterwork, recall.perspectives):
            recall.tabs.setCurrentWidget(part)
            viewer.waits(lambda: _is_calm(frame))
            wrong[type(part).__name__] = squeezed(recall)
    assert wrong == {"InterviewsPart": [], "AfterworkPart": [], "PerspectivesPart": []}


def test_a_squeezed_word_is_found(demo_path: Path, qtbot: QtBot) -> None:
    with window_on(demo_path, qtbot, SIZES[0]) as (viewer, frame, _desk):
        frame.show_workspace("project/keys")
        viewer.waits()
        button = next(one for one in frame.findChildren(QPushButton) if one.isVisible() and len(one.text()) > 8)
        label = next(one for one in frame.findChildren(QLabel) if one.isVisible() and one.text() == "Keys as in")
        assert squeezed(frame) == []
        button.setFixedWidth(button.sizeHint().width() - 8)
        label.setFixedWidth(label.sizeHint().width() // 2)
        assert [words.split("“")[0].strip() for words in squeezed(frame)] == ["QLabel", "QPushButton"]
