"""A study that may be read and not changed: all of the workspace opens, and nothing offers what cannot be kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.edits.recall.leading import begin_interview
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.store.folder import StudyFolder
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.commands.listing import COMMANDS
from tests.store.anatomy import anatomy
from tests.ui.recall.workspace_rig import CLIENT, Window, window_on


@pytest.fixture
def window(demo_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """On the demo study, with an interview that is prepared and one that goes on."""
    study = open_study(demo_path, Opening())
    made = [
        study.perform(prepare_interview, recording="G-001", recaller=CLIENT, plan=InterviewPlan()) for _ in range(2)
    ]
    study.perform(begin_interview, session=made[1])
    study.close()
    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    with window_on(demo_path, qtbot) as opened:
        assert not opened.study.writable
        yield opened


def offered(window: Window) -> set[str]:
    """The words on the buttons that can be pressed in the part that is shown."""
    part = window.recall.tabs.currentWidget()
    return {one.text() for one in part.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()}


def test_every_part_and_every_interview_opens_and_nothing_is_written(window: Window, demo_path: Path) -> None:
    before, recall = anatomy(demo_path), window.recall
    rows = recall.interviews.table.rows.lines
    assert len(rows) == 4
    for one in rows:
        recall.tabs.setCurrentWidget(recall.interviews)
        recall.interviews.choose(one.about.id)
        recall.interviews.table.activated.emit(recall.interviews.table.currentIndex())
        window.waits()
        assert not window.frame.page_open
    for number in range(recall.tabs.count()):
        recall.tabs.setCurrentIndex(number)
        window.waits()
    assert anatomy(demo_path) == before


def test_none_is_prepared_held_or_thrown_away(window: Window) -> None:
    recall = window.recall
    lead = next(one for one in COMMANDS if one.key == "recall.lead")
    prepare = next(one for one in COMMANDS if one.key == "recall.prepare")
    assert not prepare.when(window.desk)
    for one in recall.interviews.table.rows.lines:
        recall.interviews.choose(one.about.id)
        window.waits()
        assert offered(window).isdisjoint({"Hold the interview…", "Go on with the interview…", "Prepare…", "Discard…"})
        assert not lead.when(window.desk)
        recall.lead()
        assert not window.frame.page_open


def test_who_may_change_it_holds_what_is_prepared(demo_path: Path, qtbot: QtBot) -> None:
    """The control: the same command in a study that can be changed, on an interview that can be held."""
    lead = next(one for one in COMMANDS if one.key == "recall.lead")
    with window_on(demo_path, qtbot) as window:
        made = window.prepares()
        window.recall.interviews.choose(made)
        assert lead.when(window.desk)
        window.recall.interviews.choose(window.record().interview.id)  # it ended
        assert not lead.when(window.desk)
