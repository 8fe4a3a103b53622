"""What a client said in a recall interview is on no screen of the case manager's, unless both switches let it through.

The window is walked as in `test_blind_window.py`: every workspace, tab, section and command. The walk is made again as
a researcher, who sees all of it, to show that it would have found the words.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import PersonRole, Role
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import set_member
from recall_studio.edits.recall import asking
from recall_studio.exchange.demo import make_demo
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import records
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.open_study import WORKSPACES
from recall_studio.ui.recall.perspectives.paper_sheet import PaperSheet
from recall_studio.ui.recall.workspace import RecallWorkspace
from recall_studio.ui.study_frame import StudyFrame
from tests.test_blind_window import walk
from tests.ui.player_hand import Viewer, viewer_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from recall_studio.store.study import Study
    from recall_studio.ui.desk import Desk

PRIVATE, SHARED, CORRECTED = (
    "zwaluwnest van mij alleen",
    "zwaluwnest dat jij mag horen",
    "zwaluwnest zoals het eerst was",
)
WORDS = (PRIVATE, SHARED, CORRECTED)
CLIENT, CASE_MANAGER = "K-417", "M-083"


@pytest.fixture(autouse=True)
def _no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own dialogs say nothing of the study."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog, *_given: dialog.finished.emit(0))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, in which the client said three things that no one else did; X is its case manager."""
    path = make_demo(tmp_path_factory.mktemp("separate")).path
    study = open_study(path, Opening(acting_as="A"))
    try:
        found = records.all_records(study, study.acting)
        of_client = next(one for one in found if one.interview.recaller_role is PersonRole.KLANT)
        first, second = of_client.comments[:2]
        study.perform(asking.change_comment, comment=first.id, text=CORRECTED, shareable=False)
        study.perform(asking.change_comment, comment=first.id, text=PRIVATE)
        study.perform(asking.change_comment, comment=second.id, text=SHARED, shareable=True)
        study.perform(set_member, code="X", role=Role.KLANTMANAGER, person=CASE_MANAGER)
        study.perform(set_member, code="Y", role=Role.GESPREKSLEIDER, person=None)
    finally:
        study.close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "Demo.recall"))


def shares(path: Path, status: Status) -> None:
    """What the client says to the sharing of comments."""
    study = open_study(path, Opening(acting_as="A"))
    try:
        _says(study, status)
    finally:
        study.close()


def _says(study: Study, status: Status) -> None:
    form = Form("f", Method.DIGITAAL, "A", study.today(), condition=Condition.GEEN)
    given = {"person": CLIENT, "purposes": [Purpose.DELEN_COMMENTAAR], "status": status, "form": form}
    study.perform(record_consent, **given)  # type: ignore[arg-type]


@contextmanager
def window_on(path: Path, qtbot: QtBot, member: str) -> Iterator[tuple[Viewer, StudyFrame, Desk]]:
    with viewer_on(path, qtbot, acting_as=member) as viewer:
        frame = StudyFrame()
        desk = replace(viewer.desk, commands=COMMANDS, window=frame)
        frame.fill(desk, WORKSPACES)
        viewer.shows(frame, 1280, 900)
        desk.session.show_plainly(False)  # with all panels, also for who usually has the plain mode
        frame.show_workspace("coding")
        viewer.opens()
        yield viewer, frame, desk


def told_to(path: Path, qtbot: QtBot, member: str) -> dict[str, set[str]]:
    """Which of the words each view tells this member."""
    with window_on(path, qtbot, member) as (viewer, frame, desk):
        told = {place: _found(texts) for place, texts in walk(viewer, frame, desk)}
        timeline = frame.findChild(Timeline)
        lanes = timeline.rows.around.recalled if timeline is not None else ()
        told["lanes"] = _found([one.words for line in lanes for one in line.said])
        told["said"] = _found([one.text for one in viewer.said])
        told["rows"] = _every_row(viewer, frame)
    return {place: words for place, words in told.items() if words}


def _every_row(viewer: Viewer, frame: StudyFrame) -> set[str]:
    """What stands there when each row of the workspace is selected in turn."""
    from tests.ui.reading_window import said_by

    frame.show_workspace("recall")
    recall = frame.findChild(RecallWorkspace)
    assert recall is not None
    texts: list[str] = []
    for interview in recall.held.interviews:
        recall.afterwork.choose(interview.id)
        for table in (recall.interviews.table, recall.afterwork.table, recall.perspectives.table):
            for row in range(table.rows.rowCount()):
                table.selectRow(row)
                viewer.waits()
                texts += said_by(recall)
    return _found(texts)


def _found(texts: list[str]) -> set[str]:
    return {words for words in WORDS for text in texts if words in text}


def test_without_the_consent_nothing_of_the_client_is_on_any_screen(path: Path, qtbot: QtBot) -> None:
    shares(path, Status.INGETROKKEN)
    assert told_to(path, qtbot, "X") == {}


def test_with_the_consent_what_its_own_switch_lets_through_and_nothing_else(path: Path, qtbot: QtBot) -> None:
    shares(path, Status.GEGEVEN)
    told = told_to(path, qtbot, "X")
    assert set().union(*told.values()) == {SHARED}
    assert {"lanes", "rows"} <= told.keys()


def test_a_facilitator_is_told_nothing_without_the_consent(path: Path, qtbot: QtBot) -> None:
    shares(path, Status.INGETROKKEN)
    assert told_to(path, qtbot, "Y") == {}


def test_a_researcher_is_told_everything_so_the_walk_would_have_found_it(path: Path, qtbot: QtBot) -> None:
    told = told_to(path, qtbot, "A")
    assert set().union(*told.values()) >= {PRIVATE, SHARED}
    assert {"lanes", "rows"} <= told.keys()


def test_what_is_shared_goes_from_the_screen_when_it_is_taken_back(path: Path, qtbot: QtBot) -> None:
    shares(path, Status.GEGEVEN)
    with window_on(path, qtbot, "X") as (viewer, frame, _desk):
        timeline = frame.findChild(Timeline)
        assert timeline is not None
        assert SHARED in [one.words for line in timeline.rows.around.recalled for one in line.said]
        other = open_study(path, Opening(acting_as="A"))
        try:
            _says(other, Status.INGETROKKEN)
        finally:
            other.close()
        viewer.waits(lambda: SHARED not in [one.words for line in timeline.rows.around.recalled for one in line.said])


def test_the_page_for_the_case_manager_holds_nothing_else(path: Path, qtbot: QtBot) -> None:
    shares(path, Status.GEGEVEN)
    with window_on(path, qtbot, "A") as (viewer, frame, _desk):
        frame.show_workspace("recall")
        recall = frame.findChild(RecallWorkspace)
        assert recall is not None
        recall.tabs.setCurrentWidget(recall.perspectives)
        viewer.waits(lambda: recall.perspectives.table.rows.rowCount() > 0)
        read: set[str] = set()
        for row in range(recall.perspectives.table.rows.rowCount()):
            recall.perspectives.table.selectRow(row)
            recall.perspectives._print()
            sheet = frame._sheet
            assert isinstance(sheet, PaperSheet)
            for audience, into in ((Audience.KLANTMANAGER, read), (Audience.ONDERZOEK, set())):
                sheet.audience.buttons[audience].click()
                into.update(_found([sheet.page.toPlainText()]))
        assert read == {SHARED}
