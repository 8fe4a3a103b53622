"""The sheet with what a viewer gets on paper: languages, whom to call, the instruction in sound, print and save."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from recall_studio.domain.resources import resource
from recall_studio.domain.study import PersonRole
from recall_studio.store.recall import instructing, interviews
from recall_studio.store.state import state_folder
from recall_studio.ui import paper
from recall_studio.ui.recall.papers import (
    PapersSheet,
    print_contact_card,
    print_instruction,
    print_take_home,
    show_papers_of,
)
from tests.ui.desk_rig import Rig

ARABIC = Path(__file__).parents[2] / "data" / "languages" / "ar.json"


def opened(rig: Rig) -> PapersSheet:
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, PapersSheet)
    return sheet


def test_the_instruction_is_shown_in_the_language_and_for_the_role(rig: Rig) -> None:
    print_instruction(rig.desk, "nl", PersonRole.KLANT)
    sheet = opened(rig)
    assert "Uw uitkering verandert hier niet door." in sheet.page.toPlainText()
    sheet.role.setCurrentIndex(sheet.role.findData("klantmanager"))
    assert "uitkering" not in sheet.page.toPlainText()
    sheet.language.setCurrentIndex(sheet.language.findData("en"))
    assert "It is not a test." in sheet.page.toPlainText()


def test_a_language_of_ones_own_stands_in_the_list_from_right_to_left(rig: Rig) -> None:
    folder = state_folder() / "languages"
    folder.mkdir(exist_ok=True)
    shutil.copy(ARABIC, folder / "ar.json")
    (folder / "tr.json").write_text("{}", encoding="utf-8")
    print_take_home(rig.desk, "ar", code="K-417")
    sheet = opened(rig)
    assert sheet.tongue.right_to_left
    block = sheet.page.document().firstBlock()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert "K-417" in sheet.page.toPlainText()
    assert any("tr.json" in label.text() for label in sheet.findChildren(QLabel))


def test_what_is_filled_in_stands_on_the_card_at_once_and_next_time(rig: Rig) -> None:
    print_contact_card(rig.desk, "nl")
    sheet = opened(rig)
    sheet.contact.fields["phone"].setText("010 000 00 00")
    sheet.contact.fields["phone"].editingFinished.emit()
    rig.qtbot.waitUntil(lambda: "010 000 00 00" in sheet.page.toPlainText())
    print_contact_card(rig.desk, "nl")
    assert opened(rig).contact.fields["phone"].text() == "010 000 00 00"


def test_the_instruction_in_sound_is_brought_in_and_taken_away(rig: Rig) -> None:
    print_instruction(rig.desk, "nl")
    part = opened(rig).instruction
    before = part.said.text()
    assert part.away.isHidden()
    part.bring_in(resource("recall/practice.mp4"))
    rig.qtbot.waitUntil(lambda: not part.away.isHidden(), timeout=10_000)
    assert part.said.text() != before
    assert instructing.sound(rig.session.study, "nl") is not None
    part.away.click()
    rig.qtbot.waitUntil(lambda: part.said.text() == before, timeout=10_000)


@pytest.mark.parametrize(("name", "begins"), [("blad", b"%PDF"), ("blad.html", b"<!DOCTYPE")])
def test_it_is_saved(rig: Rig, tmp_path: Path, name: str, begins: bytes) -> None:
    print_instruction(rig.desk, "nl")
    opened(rig).keep(tmp_path / name)
    kept = paper.with_ending(tmp_path / name).read_bytes()
    assert kept.startswith(begins)
    assert len(kept) > 500


def test_the_papers_of_an_interview_speak_its_language_and_name_its_code(rig: Rig) -> None:
    manager = interviews.of_study(rig.session.study, rig.session.member)[1]
    show_papers_of(rig.desk, manager)
    sheet = opened(rig)
    assert "uitkering" not in sheet.page.toPlainText()  # for a case manager
    sheet.which.setCurrentIndex(sheet.which.findData("take_home"))
    assert manager.recaller in sheet.page.toPlainText()
