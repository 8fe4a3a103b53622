"""The library: what stands in the table, what may be done with it, and the way to code it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Operation, Purpose, Status
from recall_studio.domain.study import StudyKind
from recall_studio.edits.coding import declare_range
from recall_studio.edits.consenting import record_consent
from recall_studio.store import conversations
from recall_studio.store.opening import open_study
from recall_studio.ui.adding.page import AddingPage
from recall_studio.ui.library.consent_page import ConsentPage
from recall_studio.ui.library.recordings_model import CODED, CONSENT, LENGTH, NAME, WHO, RecordingsModel
from tests.ui.library_rig import TODAY, LibraryRig, add, drop, library_of, make_study

ALL = (Purpose.OPNAME, Purpose.ONDERZOEK, Purpose.INTERVISIE)
Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, clip: Path, other_clip: Path, sound: Path) -> Path:
    path = make_study(tmp_path_factory.mktemp("made"))
    add(path, clip, "G-1", ALL, wave="T1", day=date(2026, 3, 12))
    add(path, other_clip, "G-2", (Purpose.OPNAME,), wave="T0", day=date(2026, 3, 10))
    add(path, sound, "G-3", wave="T0", day=date(2026, 3, 11))
    return path


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "Studie.recall"))


@pytest.fixture
def user(study: Path, qtbot: QtBot) -> Iterator[LibraryRig]:
    with library_of(study, qtbot) as rig:
        yield rig


def cell(user: LibraryRig, name: str, column: int) -> str:
    model = user.library.table.model()
    assert isinstance(model, RecordingsModel)
    row = next(row for row in model.rows if row.name == name)
    return str(model.index(model.line_of(row.id), column).data())


def test_the_latest_conversation_comes_first(user: LibraryRig) -> None:
    assert user.names == ["G-1", "G-3", "G-2"]


def test_cells_say_what_is_known(user: LibraryRig) -> None:
    assert [cell(user, "G-1", column) for column in (NAME, LENGTH, WHO)] == ["G-1", "0:03", "K-G-1 × M-100"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("G-1", "✓ research · intervisie"),
        ("G-2", "waiting for K-G-2 and M-100"),
        ("G-3", "quarantine · waiting for K-G-3 and M-100"),
    ],
)
def test_consent_is_said_in_a_few_words(user: LibraryRig, name: str, words: str) -> None:
    assert cell(user, name, CONSENT) == words


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        ("all", ["G-1", "G-3", "G-2"]),
        ("to_code", ["G-1"]),
        ("consent", ["G-3", "G-2"]),
        ("quarantine", ["G-3"]),
    ],
)
def test_filters_let_through_what_they_count(user: LibraryRig, filter_: str, names: list[str]) -> None:
    chip = user.library.filters.chips[filter_]
    chip.click()
    assert user.names == names
    assert filter_ == "all" or chip.text().endswith(str(len(names)))


def test_words_search_in_name_person_and_kind(user: LibraryRig) -> None:
    user.library.filters.words.setText("k-g-2 intake")
    assert user.names == ["G-2"]


def test_grouping_puts_headings_over_all_columns(user: LibraryRig) -> None:
    user.library.filters.groups.setCurrentIndex(2)
    assert user.names == ["[T0]", "G-3", "G-2", "[T1]", "G-1"]
    assert user.library.table.columnSpan(0, 0) > 1


def test_a_click_on_a_heading_sorts(user: LibraryRig) -> None:
    user.library.table.sortByColumn(LENGTH, Qt.SortOrder.AscendingOrder)
    assert user.names[0] == "G-2"


def test_enter_codes_what_is_selected(user: LibraryRig) -> None:
    user.chooses("G-1")
    user.library.table.setFocus()
    user.presses_key(Key.Key_Return)
    assert user.session.recording is not None
    assert (user.session.recording.name, user.frame.workspace) == ("G-1", "coding")


def test_what_may_not_be_coded_leads_to_its_consent(user: LibraryRig) -> None:
    user.chooses("G-2")
    user.library.code()
    assert "consent is missing" in user.frame.notices.words
    assert user.session.recording is None


def test_a_range_that_was_coded_moves_one_bar(user: LibraryRig) -> None:
    changed: list[int] = []
    user.library.table.model().dataChanged.connect(lambda first, _last: changed.append(first.row()))
    user.session.do(declare_range, recording="G-1", coder="A", start_ms=0, end_ms=3000)
    user.until(lambda: cell(user, "G-1", CODED) == "A 100%")
    assert set(changed) == {0}
    assert user.library.filters.chips["to_code"].isHidden()


def test_what_changes_out_of_sight_is_read_when_it_is_shown(user: LibraryRig) -> None:
    user.frame.show_workspace("coding")
    user.session.study.perform(declare_range, recording="G-1", coder="A", start_ms=0, end_ms=3000)
    user.qtbot.wait(50)
    assert cell(user, "G-1", CODED) == "A 0%"
    user.frame.show_workspace("library")
    assert cell(user, "G-1", CODED) == "A 100%"


def test_a_picture_comes_for_what_may_be_shown_alone(user: LibraryRig) -> None:
    model = user.library.table.model()
    assert isinstance(model, RecordingsModel)
    user.until(lambda: any(model.picture(row.id) for row in model.rows))
    assert [row.name for row in model.rows if model.picture(row.id)] == ["G-1"]


def test_the_selection_stays_with_its_recording(user: LibraryRig) -> None:
    user.chooses("G-2")
    user.library.filters.groups.setCurrentIndex(2)
    user.library.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert user.library.row is not None
    assert user.library.row.name == "G-2"


def test_slash_searches_and_escape_gives_the_keys_back(user: LibraryRig) -> None:
    user.library.table.setFocus()
    user.presses_key(Key.Key_Slash)
    assert QApplication.focusWidget() is user.library.filters.words


def test_files_are_dropped_anywhere(user: LibraryRig, clip: Path) -> None:
    drop(user.library, clip)
    assert user.page(AddingPage).files.paths == (clip,)


def test_a_withdrawal_takes_picture_and_coding_away(user: LibraryRig) -> None:
    user.session.do(
        record_consent,
        person="K-G-1",
        purposes=[Purpose.ONDERZOEK],
        status=Status.INGETROKKEN,
        form=TODAY,
        recording="G-1",
    )
    user.until(lambda: cell(user, "G-1", CONSENT) == "withdrawn")
    user.chooses("G-1")
    assert not user.library.details.code.isEnabled()


def test_missing_files_are_found_again_all_at_once(tmp_path: Path, clip: Path, other_clip: Path, qtbot: QtBot) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    path = make_study(tmp_path)
    for name, file in (("G-1", clip), ("G-2", other_clip)):
        add(path, Path(shutil.copy(file, here)), name, ALL, link=True)
    here.rename(there)
    with library_of(path, qtbot) as user:
        user.until(lambda: len(user.library.finding.gone) == 2)
        assert user.library.details.find_file.isVisible()
        user.library.finding.find_in(there)
        user.until(lambda: not user.library.finding.gone)
        assert not user.library.details.find_file.isVisible()


def test_a_copy_that_was_stopped_goes_on_next_time(tmp_path: Path, clip: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    add(path, clip, "G-1")
    study = open_study(path)
    for person in ("K-G-1", "M-100"):
        study.perform(record_consent, person=person, purposes=list(ALL), status=Status.GEGEVEN, form=TODAY)
    study.close()
    with library_of(path, qtbot) as user:
        user.until(lambda: all(media["stored_as"] for media in conversations.media_files(user.study)))


def test_an_empty_study_says_what_comes_first(tmp_path: Path, qtbot: QtBot) -> None:
    with library_of(make_study(tmp_path), qtbot) as user:
        assert user.library.empty.zone.isVisible()
        assert not user.library.table.isVisible()


@pytest.mark.parametrize(("kind", "shown"), [(StudyKind.OEFENEN, True), (StudyKind.ONDERZOEK, False)])
def test_practice_is_marked(tmp_path: Path, qtbot: QtBot, kind: StudyKind, shown: bool) -> None:
    with library_of(make_study(tmp_path, kind=kind), qtbot) as user:
        marks = [label for label in user.library.top_bar().findChildren(QLabel) if label.text() == "PRACTICE"]
        assert marks[0].isVisible() is shown


def test_consent_is_taken_back_in_three_clicks(user: LibraryRig) -> None:
    user.chooses("G-1")
    user.library.details.consent.click()  # one
    page = user.page(ConsentPage)
    QTest.mouseClick(page.grid.cell("K-G-1", Purpose.ONDERZOEK), Qt.MouseButton.LeftButton)  # two
    page.card.withdraw.click()  # three
    user.until(lambda: page.grid.cell("K-G-1", Purpose.ONDERZOEK).status is Status.INGETROKKEN)
    assert page.grid.cell("K-G-1", Purpose.OPNAME).status is Status.GEGEVEN


def test_everything_is_taken_back_in_three_clicks(user: LibraryRig) -> None:
    page = user.looks_at_consent("G-1")  # one
    page.card.withdraw_all.click()  # two
    page.card.do_withdraw.click()  # three
    user.until(lambda: all(page.grid.cell("K-G-1", one).status is Status.INGETROKKEN for one in ALL))
    assert page.grid.cell("M-100", Purpose.OPNAME).status is Status.GEGEVEN


def test_a_general_yes_is_taken_back_for_all_conversations(user: LibraryRig) -> None:
    user.session.study.perform(
        record_consent, person="K-G-1", purposes=[Purpose.ARCHIEF], status=Status.GEGEVEN, form=TODAY
    )
    page = user.looks_at_consent("G-1")
    page.withdraw("K-G-1", [Purpose.ARCHIEF])
    user.until(lambda: page.grid.cell("K-G-1", Purpose.ARCHIEF).status is Status.INGETROKKEN)


def test_new_answers_are_recorded_beside_the_old(user: LibraryRig) -> None:
    page = user.looks_at_consent("G-2")
    page.change()
    page.grid.cell("K-G-2", Purpose.ONDERZOEK).give(Status.GEGEVEN)
    page.grid.cell("M-100", Purpose.ONDERZOEK).give(Status.GEGEVEN)
    page.form.fields.version.setText("v4")
    page.form.do_record.click()
    user.until(lambda: meaning(page, Operation.CODE) == ("allowed", ""))
    assert page.grid.cell("K-G-2", Purpose.OPNAME).status is Status.GEGEVEN


def meaning(page: ConsentPage, operation: Operation) -> tuple[str, str]:
    badge, why = page.meaning.lines[operation]
    return badge.text(), why.text()


def test_answers_cannot_be_switched_by_accident(user: LibraryRig) -> None:
    page = user.looks_at_consent("G-1")
    cell_ = page.grid.cell("K-G-1", Purpose.OPNAME)
    user.until(cell_.hasFocus)
    user.presses_key(Key.Key_Space)
    assert cell_.status is Status.GEGEVEN


def test_escape_leaves_the_page(user: LibraryRig) -> None:
    user.looks_at_consent("G-1")
    user.presses_key(Key.Key_Escape)
    assert not user.frame.page_open


def test_a_page_on_consent_names_each_refusal(user: LibraryRig) -> None:
    page = user.looks_at_consent("G-2")
    assert meaning(page, Operation.CODE) == (
        "not allowed",
        "there is no consent “onderzoek” of the client and there is no consent “onderzoek” of the case manager",
    )
