"""The window while coders code alone: every workspace, section and sheet is read, and nothing of the other is there.

Workspaces, sections and commands are taken from the program's own lists, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QTabWidget, QWidget

from recall_studio.ui.coding.workspace import CodingWorkspace
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.open_study import WORKSPACES
from recall_studio.ui.project.rounds.asking import AskingSheet
from recall_studio.ui.project.rounds.coders import CodersSection
from recall_studio.ui.project.workspace import SECTIONS
from recall_studio.ui.study_frame import StudyFrame
from tests import two_coders
from tests.two_coders import IDS, OTHER, WORDS, Traces, acting, code_alone, recording_id
from tests.ui.player_hand import Viewer, viewer_on
from tests.ui.reading_window import said_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from recall_studio.ui.desk import Desk

PATIENCE_MS = 60_000  # the sound is read by a process that lets everybody else go first

NOT_RUN = ("study.lock", "study.undo", "study.redo", "view.language", "view.theme", "view.plain")
"""Commands that show nothing of the study, or that would show all of it in another way."""

SHOW_CODING = ("view.search", "view.history", "code.done")
"""Commands whose sheets have no business with other members at all."""

MEMBERS = "project/coders"
"""Where everybody who works in the study is named, whatever the round."""


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory, demo_alone: Path) -> Path:
    """The demo study, in an independent round in which two coders work."""
    path = Path(shutil.copytree(demo_alone, tmp_path_factory.mktemp("blind") / "Demo.recall"))
    code_alone(path)
    return path


@pytest.fixture(scope="module")
def demo_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from recall_studio.exchange.demo import make_demo

    return make_demo(tmp_path_factory.mktemp("demo")).path


@pytest.fixture(autouse=True)
def _no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own dialogs say nothing of the study."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog, *_given: dialog.finished.emit(0))


@contextmanager
def window_on(path: Path, qtbot: QtBot) -> Iterator[tuple[Viewer, StudyFrame, Desk]]:
    """The whole window, for A, with a recording open."""
    with viewer_on(path, qtbot, acting_as="A") as viewer:
        frame = StudyFrame()
        desk = replace(viewer.desk, commands=COMMANDS, window=frame)
        frame.fill(desk, WORKSPACES)
        viewer.shows(frame, 1280, 900)
        frame.show_workspace("coding")
        viewer.opens()
        yield viewer, frame, desk


def walk(viewer: Viewer, frame: StudyFrame, desk: Desk) -> Iterator[tuple[str, list[str]]]:
    """Every view, by where it is found, and what it says."""
    for place in [*(one.key for one in WORKSPACES), *(f"project/{one.key}" for one in SECTIONS)]:
        frame.show_workspace(place)
        viewer.waits()
        for tabs in [one for one in frame.findChildren(QTabWidget) if one.isVisible()]:
            for tab in range(tabs.count()):
                tabs.setCurrentIndex(tab)
                yield f"{place} {tabs.tabText(tab)}", _read(_in_front(frame))
        yield place, _read(_in_front(frame))
    frame.show_workspace("coding")
    coding = desk.coding
    yield (
        "painted",
        [repr(one) for one in (coding.views(), coding.ranges, coding.marks, coding.seen, dict(coding.counts))],
    )
    for command in COMMANDS:
        yield from _shown_by_command(viewer, frame, desk, command.key)


def _shown_by_command(viewer: Viewer, frame: StudyFrame, desk: Desk, key: str) -> Iterator[tuple[str, list[str]]]:
    """What a command shows: a sheet, a page, a question in the bar, facts in the status bar."""
    frame.show_workspace("coding")
    views = desk.coding.views()
    desk.session.select(views[0].id if views else None)
    command = next(one for one in COMMANDS if one.key == key)
    if key in NOT_RUN or not command.when(desk):
        return
    command.run(desk)
    viewer.waits()
    shown = [frame._sheet] if frame._sheet is not None else []
    yield key, [text for one in (*shown, _in_front(frame), frame.status, frame.notices) for text in _read(one)]
    if frame._sheet is not None:
        frame._sheet.shut()


def _read(widget: QWidget) -> list[str]:
    """What a widget says; where members are named, their codes are nothing that was seen of their work."""
    if isinstance(widget, AskingSheet):
        return [text.replace(OTHER, "") for text in said_by(widget)]
    named = [text.replace(OTHER, "") for one in widget.findChildren(CodersSection) for text in said_by(one)]
    return [*said_by(widget, but=CodersSection), *named]


def _in_front(frame: StudyFrame) -> QWidget:
    page = frame._pages.currentWidget()
    assert page is not None
    return page


def told_by_window(path: Path, qtbot: QtBot) -> dict[str, set[str]]:
    """Which traces of the other each view tells."""
    found = two_coders.traces(path)
    with window_on(path, qtbot) as (viewer, frame, desk):
        told = {place: found.of(texts) for place, texts in walk(viewer, frame, desk)}
        told["said"] = found.of([one.text for one in viewer.said])
    return told


def test_no_view_tells_of_the_other(blind: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = Path(shutil.copytree(blind, tmp_path / "Demo.recall"))
    told = told_by_window(path, qtbot)
    for command in COMMANDS:
        if command.key not in SHOW_CODING and command.key in told:
            told[command.key].discard("coder")  # many a page asks who of the members did something
    assert {place: kinds for place, kinds in told.items() if kinds} == {}
    assert {"coding", "library", "project/history", "view.search", "view.history", "painted"} <= told.keys()


def test_when_both_are_ready_the_views_tell_everything(blind: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = Path(shutil.copytree(blind, tmp_path / "Demo.recall"))
    two_coders.reveal(path)
    told = told_by_window(path, qtbot)
    assert told["painted"] >= {"note", "note of a mark", "place", "coder", IDS}
    assert told["coding"] >= {"note", "coder"}
    assert told["view.search"] >= {"note", "place"}
    assert "coder" in told["project/history"]
    assert told["library"] & {"coder", "count", "share"}
    assert "count" in told[MEMBERS]


def test_what_the_other_does_meanwhile_is_not_told(blind: Path, tmp_path: Path, qtbot: QtBot) -> None:
    from recall_studio.edits.tagging import tag_moment

    path = Path(shutil.copytree(blind, tmp_path / "Demo.recall"))
    with window_on(path, qtbot) as (viewer, frame, desk):
        before = [view.id for view in desk.coding.views()]
        heard: list[object] = []
        desk.session.changed.connect(heard.append)
        with acting(path, two_coders.OTHER) as other:
            given = {"recording": "G-001", "coder": two_coders.OTHER, "code": "taal", "start_ms": 2345}
            made = other.perform(tag_moment, **given, note=WORDS["note"]).id  # type: ignore[arg-type]
        viewer.waits(lambda: bool(heard))
        assert [view.id for view in desk.coding.views()] == before
        assert Traces({"annotation": [made]}).of(said_by(frame)) - {"coder"} == set()


def picture_of(viewer: Viewer, frame: StudyFrame) -> QImage:
    """The coding, once all of it is there: the sound, which another process reads, and what is painted later."""
    work = frame.findChild(CodingWorkspace)
    assert work is not None
    heard, timers = viewer.desk.coding.waveform, work.findChildren(QTimer)
    viewer.waits()
    viewer.qtbot.waitUntil(
        lambda: heard.known_ms >= viewer.player.duration_ms and not any(timer.isActive() for timer in timers),
        timeout=PATIENCE_MS,
    )
    return work.grab().toImage()


def test_the_picture_of_the_timeline_is_the_same_with_and_without_the_other(
    demo_alone: Path, blind: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    alone = Path(shutil.copytree(demo_alone, tmp_path / "Alone.recall"))
    code_alone(alone, other_works=False)
    pictures = []
    for path in (alone, blind):
        copy = Path(shutil.copytree(path, tmp_path / f"{path.parent.name}-copy" / "Demo.recall"))
        with window_on(copy, qtbot) as (viewer, frame, _desk):
            pictures.append(picture_of(viewer, frame))
    assert pictures[0] == pictures[1]


def test_the_picture_is_another_when_both_are_ready(blind: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = Path(shutil.copytree(blind, tmp_path / "Demo.recall"))
    pictures = []
    for reveal in (False, True):
        if reveal:
            two_coders.reveal(path)
        with window_on(path, qtbot) as (viewer, frame, _desk):
            pictures.append(picture_of(viewer, frame))
    assert pictures[0] != pictures[1]
    with acting(path, "A") as study:
        assert recording_id(study)
