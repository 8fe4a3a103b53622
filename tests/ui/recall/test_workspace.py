"""The list of interviews: what is known of each, what is asked for, and what comes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.study import Member, Role
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import set_member
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.recall.empty import EmptyRecall
from recall_studio.ui.recall.interview_words import State, state_of
from recall_studio.ui.recall.new_interview import NewInterview
from recall_studio.ui.recall.preparing.page import PreparationPage
from tests.edits.setting import Clock, Lab
from tests.ui.recall.workspace_rig import CASE_MANAGER, CLIENT, Window, window_on


def cells(window: Window, column: int) -> list[str]:
    return [line.cells[column] for line in window.recall.interviews.table.rows.lines]


def sheet(window: Window) -> NewInterview:
    shown = window.frame._sheet
    assert isinstance(shown, NewInterview)
    return shown


def test_every_interview_is_listed_the_latest_first_with_who_looked_back_and_how_long_after(window: Window) -> None:
    assert cells(window, 1) == [f"case manager {CASE_MANAGER}", f"client {CLIENT}"]
    assert cells(window, 4) == ["5 days", "26 h"]
    stops = {one.interview.recaller: len(one.stops) for one in window.recall.held.records.values()}
    assert cells(window, 6) == [str(stops[CASE_MANAGER]), str(stops[CLIENT])]


def test_one_that_is_prepared_is_listed_and_filtered_by_its_state(window: Window) -> None:
    window.prepares()
    assert len(cells(window, 0)) == 3
    chip = window.recall.interviews.chips["prepared"]
    assert chip.isVisible()
    chip.click()
    assert [one[2:] for one in cells(window, 2)] == ["prepared"]
    assert [one.about.recaller for one in window.recall.interviews.table.rows.lines] == [CLIENT]
    assert cells(window, 4) == [""]  # nobody knows yet how long after it will be


def test_words_find_interviews_by_person_conversation_and_role(window: Window) -> None:
    for words, found in (("k-417", 1), ("g-001", 2), ("case manager", 1), ("zwaluw", 0)):
        window.recall.interviews.words.setText(words)
        assert len(cells(window, 0)) == found


@pytest.mark.parametrize("column", [1, 4, 6])
def test_a_click_on_a_heading_sorts(window: Window, column: int) -> None:
    table, by = window.recall.interviews.table, {}
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.horizontalHeader().setSortIndicator(column, order)
        by[order] = [line.order[column] for line in table.rows.lines]
    assert by[Qt.SortOrder.AscendingOrder] == sorted(by[Qt.SortOrder.AscendingOrder])
    assert by[Qt.SortOrder.DescendingOrder] == by[Qt.SortOrder.AscendingOrder][::-1]


def test_entering_one_that_ended_opens_its_afterwork(window: Window) -> None:
    window.recall.interviews.table.selectRow(1)
    window.recall.interviews.table.activated.emit(window.recall.interviews.table.currentIndex())
    assert window.recall.tabs.currentWidget() is window.recall.afterwork
    record = window.recall.afterwork.record
    assert record is not None
    assert record.interview.recaller == CLIENT


def test_entering_one_that_is_prepared_goes_on_preparing(window: Window) -> None:
    session = window.prepares()
    window.recall.interviews.choose(session)
    window.recall.interviews.table.activated.emit(window.recall.interviews.table.currentIndex())
    assert isinstance(window.frame._pages.currentWidget(), PreparationPage)


def test_preparing_asks_who_looks_back_and_makes_it(window: Window) -> None:
    window.frame.show_workspace("library")
    window.waits()
    window.does("recall.prepare")
    asked = sheet(window)
    assert asked.place.currentText() == "G-001"
    assert [asked.viewer.itemText(n) for n in range(asked.viewer.count())] == [
        f"client {CLIENT}",
        f"case manager {CASE_MANAGER}",
    ]
    asked.viewer.setCurrentIndex(1)
    asked.make.click()
    window.waits()
    page = window.frame._pages.currentWidget()
    assert isinstance(page, PreparationPage)
    assert page.interview.recaller == CASE_MANAGER
    assert state_of(page.interview) is State.PREPARED


def test_where_consent_is_missing_the_reason_stands_there_by_role_and_nothing_is_made(window: Window) -> None:
    form = Form("f", Method.DIGITAAL, "A", window.study.today(), condition=Condition.GEEN)
    asked_of = {"person": CASE_MANAGER, "purposes": [Purpose.NAGESPREK]}
    window.performs(record_consent, form=form, status=Status.GEWEIGERD, **asked_of)
    window.does("recall.prepare")
    asked = sheet(window)
    assert "the case manager said no to “nagesprek”" in asked.said.text()
    assert CASE_MANAGER not in asked.said.text()
    assert not asked.make.isEnabled()
    assert asked.consent.isVisible()


def test_throwing_a_preparation_away_is_asked_first(window: Window) -> None:
    session = window.prepares()
    window.recall.interviews.choose(session)
    window.recall.interviews.details.discard.click()
    window.waits()
    assert len(window.interviews()) == 3
    window.frame.notices._act.click()
    window.viewer.waits(lambda: len(window.recall.held.interviews) == 2)
    assert len(window.interviews()) == 2
    assert len(cells(window, 0)) == 2


def test_the_library_says_who_looked_back(window: Window) -> None:
    window.frame.show_workspace("library")
    window.waits()
    from recall_studio.ui.library import recordings_model as columns
    from recall_studio.ui.library.workspace import LibraryWorkspace

    library = window.frame.findChild(LibraryWorkspace)
    assert library is not None
    model = library.table.model()
    assert model.index(0, columns.RECALL).data() == "client (26 h) and case manager (5 days)"
    assert not library.table.isColumnHidden(columns.RECALL)


@pytest.fixture
def empty_study(tmp_path: Path) -> Path:
    lab = Lab(tmp_path / "Leeg.recall", Clock())
    lab.make()
    return lab.path


@pytest.fixture
def empty(empty_study: Path, qtbot: QtBot) -> Iterator[Window]:
    with window_on(empty_study, qtbot) as made:
        yield made


def test_a_study_without_interviews_says_what_one_is_and_offers_the_next_step(empty: Window) -> None:
    part = empty.recall.interviews
    assert part.empty.isVisible()
    part.empty.begin.click()
    empty.waits()
    assert "Add a conversation first" in sheet(empty).said.text()
    for tab in range(empty.recall.tabs.count()):
        empty.recall.tabs.setCurrentIndex(tab)
        empty.waits()
        assert empty.recall.tabs.currentWidget().isVisible()


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.ONDERZOEK, ["Interviews", "Afterwork", "Perspectives", "Impressions", "Quality"]),
        (Role.KLANTMANAGER, ["Interviews", "Afterwork", "Perspectives"]),
        (Role.GESPREKSLEIDER, ["Interviews", "Perspectives"]),
        (Role.PRIVACYBEHEER, ["Interviews"]),
    ],
)
def test_what_is_there_follows_the_role(demo_path: Path, qtbot: QtBot, role: Role, tabs: list[str]) -> None:
    add_member_of(demo_path, role)
    with window_on(demo_path, qtbot, acting_as="X") as window:
        shown = window.recall.findChildren(QTabWidget)[0]
        there = [shown.tabText(n).partition("  ")[0] for n in range(shown.count()) if shown.isTabVisible(n)]
        assert there == tabs
        assert window.recall.new.isVisibleTo(window.frame) is (role in (Role.ONDERZOEK, Role.KLANTMANAGER))


def test_of_the_clients_interview_a_case_manager_works_on_nothing(demo_path: Path, qtbot: QtBot) -> None:
    add_member_of(demo_path, Role.KLANTMANAGER)
    with window_on(demo_path, qtbot, acting_as="X") as window:
        window.recall.tabs.setCurrentWidget(window.recall.afterwork)
        offered = window.recall.afterwork.which
        assert [offered.itemText(n) for n in range(offered.count())] != []
        assert all(CLIENT not in offered.itemText(n) for n in range(offered.count()))
        lines = {line.about.recaller: line.cells for line in window.recall.interviews.table.rows.lines}
        assert lines[CASE_MANAGER][6] != ""
        assert (lines[CLIENT][6], lines[CLIENT][7]) == ("", "")  # how often the client stopped is theirs
        window.recall.interviews.table.selectRow(1)
        details = window.recall.interviews.details
        assert not details.afterwork.isVisible()
        assert not details.code.isVisible()
        record = next(one for one in window.recall.held.records.values() if one.interview.recaller == CLIENT)
        assert [stop.number for stop in record.stops] == list(range(1, len(record.stops) + 1))


def add_member_of(path: Path, role: Role) -> Member:
    study = open_study(path, Opening(acting_as="A"))
    try:
        person = CASE_MANAGER if role is Role.KLANTMANAGER else None
        return study.perform(set_member, code="X", role=role, person=person)
    finally:
        study.close()


def test_what_an_interview_is_can_be_read_to_its_last_line_where_there_is_none(window: Window) -> None:
    empty = EmptyRecall(window.desk)
    window.viewer.shows(empty, 900, 500)
    window.waits()
    (words,) = [one for one in empty.findChildren(QLabel) if one.wordWrap()]
    assert words.height() >= words.heightForWidth(words.width())
