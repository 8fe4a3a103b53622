"""The sheets of working together: what they say, what they ask, and what they leave alone."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recall_studio.domain.packages import Choice, Fate
from recall_studio.domain.study import Round
from recall_studio.domain.words import speak
from recall_studio.edits.collecting import collect_package
from recall_studio.edits.tagging import change_moment, tag_moment
from recall_studio.edits.undoing import undo
from recall_studio.exchange.assigning import assign_study
from recall_studio.exchange.coder_package import is_package, read_package, share_coding
from recall_studio.exchange.packing import is_pack, unpack_study
from recall_studio.store.opening import open_study
from recall_studio.store.study import Study
from recall_studio.ui.commands.together import TOGETHER
from recall_studio.ui.sheet import Sheet
from recall_studio.ui.together.assigning import AssigningSheet
from recall_studio.ui.together.codes_part import CodesPart
from recall_studio.ui.together.entries_model import BECOMES, HERE, THERE
from recall_studio.ui.together.fetching import FetchingSheet
from recall_studio.ui.together.look_part import LookPart
from recall_studio.ui.together.section import TogetherSection
from recall_studio.ui.together.sharing import SharingSheet
from recall_studio.ui.together.working import WorkingSheet
from tests.store.studies import enter, with_step
from tests.ui.desk_rig import Rig, rig_on


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with rig_on(demo_path, qtbot) as rig:
        rig.room.show()
        yield rig


@pytest.fixture
def of_b(demo_path: Path, tmp_path: Path) -> Path:
    """The copy of B, who coded in the demo before."""
    with closing(open_study(demo_path)) as study:
        assign_study(study, coder="B", to=tmp_path / "b.zip")
    made = unpack_study(tmp_path / "b.zip", to=tmp_path / "b")
    with closing(open_study(made)) as study:
        study.perform(tag_moment, recording="G-001", coder="B", code="disc_vraag", start_ms=700, note="een lach")
    return made


def shared(path: Path, name: str = "b.codeerwerk") -> Path:
    """The work of B as a file; another computer made it."""
    here = os.environ["RECALL_STUDIO_STATE"]
    os.environ["RECALL_STUDIO_STATE"] = f"{here}-of-b"
    try:
        with closing(open_study(path)) as study:
            share_coding(study, to=path.parent / name)
    finally:
        os.environ["RECALL_STUDIO_STATE"] = here
    return path.parent / name


def opened(rig: Rig, kind: type[WorkingSheet]) -> Sheet:
    sheet = kind(rig.desk)  # type: ignore[call-arg]  # each of ours takes the desk alone
    rig.room.open_sheet(sheet)
    return sheet


def words_on(sheet: Sheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet))


def fetching(rig: Rig, file: Path) -> FetchingSheet:
    sheet = opened(rig, FetchingSheet)
    assert isinstance(sheet, FetchingSheet)
    sheet.read(file)
    rig.qtbot.waitUntil(lambda: sheet.part is not None and not sheet.is_working)
    return sheet


def closes(rig: Rig, sheet: Sheet) -> None:
    with rig.qtbot.waitSignal(sheet.closed):
        pass
    rig.waits()


# Sharing.


def test_sharing_says_what_goes_along_and_makes_the_file(rig: Rig, tmp_path: Path) -> None:
    sheet = opened(rig, SharingSheet)
    assert isinstance(sheet, SharingSheet)
    rig.qtbot.waitUntil(sheet.choose.isEnabled)
    assert [number.text() for number in sheet.numbers] == ["18", "6", "1", "0", "0"]
    assert "has no passphrase" in words_on(sheet)
    sheet.share_to(tmp_path / "van A")
    closes(rig, sheet)
    assert is_package(tmp_path / "van A.codeerwerk")
    assert "18 moments" in rig.said[-1].text


def test_a_place_that_cannot_be_written_is_said_on_the_sheet(rig: Rig, tmp_path: Path) -> None:
    sheet = opened(rig, SharingSheet)
    assert isinstance(sheet, SharingSheet)
    rig.qtbot.waitUntil(sheet.choose.isEnabled)
    sheet.share_to(tmp_path / "weg" / "x.codeerwerk")
    rig.qtbot.waitUntil(lambda: "There is no folder" in words_on(sheet))
    assert sheet.choose.isEnabled()
    assert sheet.isVisible()


# Fetching.


def test_the_empty_sheet_explains_the_next_step(rig: Rig) -> None:
    sheet = opened(rig, FetchingSheet)
    assert isinstance(sheet, FetchingSheet)
    assert "Your colleague makes the file" in words_on(sheet)
    assert not sheet.go.isVisible()


def test_what_would_change_is_shown_and_taken_in(rig: Rig, of_b: Path) -> None:
    before = len(rig.coding.views())
    sheet = fetching(rig, shared(of_b))
    part = sheet.part
    assert isinstance(part, LookPart)
    (entry,) = part.model.entries
    assert entry.fate is Fate.ADDED
    assert [part.model.index(0, column).data() for column in (HERE, THERE, BECOMES)] == [
        "—",
        "Professional asks about discrimination · 00:00.7 · een lach",
        "Comes in",
    ]
    assert "Coding work of B" in words_on(sheet)
    sheet.go.click()
    closes(rig, sheet)
    rig.qtbot.waitUntil(lambda: len(rig.coding.views()) == before + 1)  # they are read piece by piece
    assert "The work of B is here: 1 row" in rig.said[-1].text
    again = fetching(rig, of_b.parent / "b.codeerwerk")
    assert not again.go.isEnabled()
    assert "fetching it changes nothing" in words_on(again)


def test_what_differs_stands_side_by_side_with_a_tick(rig: Rig, of_b: Path) -> None:
    study = rig.session.study
    moment = study.value(
        "SELECT annotation.id FROM annotation JOIN member ON member.id = coder WHERE member.code = 'B' LIMIT 1"
    )
    with closing(open_study(of_b)) as theirs:
        theirs.perform(change_moment, moment=moment, note="daar")
    with_step(study, lambda writing: writing.execute("UPDATE annotation SET note = 'hier' WHERE id = ?", (moment,)))
    rig.waits()
    sheet = fetching(rig, shared(of_b))
    part = sheet.part
    assert isinstance(part, LookPart)
    entry = part.model.entries[0]  # what wants to be looked at comes first
    assert (entry.id, entry.fate) == (moment, Fate.DIFFERENT)
    assert (part.here.text().splitlines()[-1], part.there.text().splitlines()[-1]) == ("hier", "daar")
    tick = part.model.index(0, BECOMES)
    assert tick.flags() & Qt.ItemFlag.ItemIsUserCheckable
    part.model.setData(tick, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert part.theirs == (moment,)
    sheet.go.click()
    closes(rig, sheet)
    rig.qtbot.waitUntil(lambda: study.value("SELECT note FROM annotation WHERE id = ?", (moment,)) == "daar")


def test_codes_that_differ_are_asked_about_one_by_one(rig: Rig, of_b: Path) -> None:
    with closing(open_study(of_b)) as theirs:
        with_step(theirs, _redefine)
    sheet = fetching(rig, shared(of_b))
    part = sheet.part
    assert isinstance(part, CodesPart)
    assert "elke vraag" in words_on(sheet)
    assert not sheet.go.isEnabled()
    box = part.boxes["disc_vraag"]
    box.setCurrentIndex(box.findData(Choice.SKIP.value))
    box.activated.emit(box.currentIndex())
    assert sheet.go.isEnabled()
    sheet.go.click()
    rig.qtbot.waitUntil(lambda: isinstance(sheet.part, LookPart) and not sheet.is_working)
    assert isinstance(sheet.part, LookPart)
    moments = [entry.fate for entry in sheet.part.model.entries if entry.table == "annotation"]
    assert set(moments) == {Fate.LEFT_OUT}


def _redefine(writing: object) -> None:
    writing.execute(  # type: ignore[attr-defined]
        "UPDATE code SET definition_nl = 'elke vraag', definition_en = 'elke vraag' WHERE key = 'disc_vraag'"
    )


def test_a_blind_round_shows_nothing_not_even_how_much(rig: Rig, of_b: Path) -> None:
    enter(rig.session.study, Round.ONAFHANKELIJK)
    rig.waits()
    sheet = fetching(rig, shared(of_b))
    part = sheet.part
    assert isinstance(part, LookPart)
    assert part.model.rowCount() == 0
    assert not part.list.isVisible()
    assert not part.counts.isVisible()
    assert "seen once the round is over" in words_on(sheet)
    assert "een lach" not in words_on(sheet)


def test_another_file_is_refused_in_words(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "brief").write_text("lieve oma", encoding="utf-8")
    sheet = opened(rig, FetchingSheet)
    assert isinstance(sheet, FetchingSheet)
    sheet.read(tmp_path / "brief")
    rig.qtbot.waitUntil(lambda: "holds no coding work" in words_on(sheet))
    assert sheet.zone.isEnabled()


def test_a_click_beside_the_card_throws_nothing_away(rig: Rig, of_b: Path) -> None:
    sheet = fetching(rig, shared(of_b))
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().topLeft())
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


# Preparing.


def test_preparing_lists_what_may_leave_and_makes_the_file(rig: Rig, tmp_path: Path) -> None:
    sheet = opened(rig, AssigningSheet)
    assert isinstance(sheet, AssigningSheet)
    rig.qtbot.waitUntil(lambda: sheet.chosen == ["G-001"])
    assert sheet.prepare.isEnabled()
    for code, complaint in (("A", "That is you"), ("B C", "cannot be the name"), ("C", "")):
        sheet.coder.setEditText(code)
        assert complaint in sheet.coder_field.complaint
        assert sheet.prepare.isEnabled() is not bool(complaint)
    sheet.recordings.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not sheet.prepare.isEnabled()
    sheet.recordings.item(0).setCheckState(Qt.CheckState.Checked)
    sheet.prepare_to(tmp_path / "c.zip")
    closes(rig, sheet)
    assert is_pack(tmp_path / "c.zip")
    assert "is ready for C" in rig.said[-1].text


# The section, the commands, the words.


def test_the_section_begins_each_part_and_lists_what_was_fetched(rig: Rig, of_b: Path) -> None:
    rig.desk.commands = TOGETHER
    section = TogetherSection(rig.desk)
    rig.shows(section)
    assert section.nothing.isVisible()
    for key, kind in (
        ("together.assign", AssigningSheet),
        ("together.share", SharingSheet),
        ("together.fetch", FetchingSheet),
    ):
        section.buttons[key].click()
        assert isinstance(rig.room.sheets[-1], kind)
        rig.waits()
        rig.room.sheets[-1].shut()
    study = rig.session.study
    _collect(study, shared(of_b))
    rig.qtbot.waitUntil(section.list.isVisible)
    line = section.list.topLevelItem(0)
    assert line is not None
    assert line.text(0) == "B"
    study.perform(undo)
    rig.qtbot.waitUntil(section.nothing.isVisible)


def _collect(study: Study, file: Path) -> None:
    package = read_package(file, study=study.facts().id, key=study.key)
    study.perform(collect_package, package=package)


def test_it_speaks_dutch(rig: Rig, of_b: Path) -> None:
    speak("nl")
    sheet = fetching(rig, shared(of_b))
    assert "Codeerwerk ophalen" in words_on(sheet)
    assert sheet.go.text() == "Ophalen"
