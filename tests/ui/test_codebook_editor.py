"""The codebook's editor in the window: what is typed, moved, merged, established, looked at again, taken in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from recall_studio.domain.codebook import CodeStatus, CodeType, Text
from recall_studio.domain.study import Role
from recall_studio.edits.codebook_editing import change_code
from recall_studio.edits.founding import set_member
from recall_studio.store import codebooks
from recall_studio.store.concept import concept_of
from recall_studio.ui.project.codebook import revisit_page
from recall_studio.ui.project.codebook.concept_sheet import ConceptSheet
from recall_studio.ui.project.codebook.files import ImportSheet, export_to, show_import
from recall_studio.ui.project.codebook.section import CodebookSection
from recall_studio.ui.project.codebook.verbs import AddSheet, MergeSheet, SplitSheet, fill_menu
from tests.ui.desk_rig import Rig, rig_on


@pytest.fixture
def section(rig: Rig) -> CodebookSection:
    made = CodebookSection(rig.desk)
    made.resize(1100, 700)
    rig.shows(made)
    return made


def target(rig: Rig, key: str) -> Text:
    return concept_of(rig.session.study).target.code(key).definition


def writes(section: CodebookSection, field: str, text: str) -> None:
    """Write a text in English and leave the field."""
    line = section.form.texts[field].fields["en"]
    line.setFocus()
    if isinstance(line, QLineEdit):
        line.setText(text)
    else:
        assert isinstance(line, QPlainTextEdit)
        line.setPlainText(text)
    section.form.texts[field].keep()


def establishes(rig: Rig, section: CodebookSection, why: str) -> ConceptSheet:
    section.bar.establish.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, ConceptSheet)
    sheet.why.setPlainText(why)
    sheet.main.click()
    rig.waits()
    return sheet


def test_a_definition_keeps_itself_in_the_concept(rig: Rig, section: CodebookSection) -> None:
    section.outline.choose("disc_vraag")
    writes(section, "definition", "Asks by themselves.")
    rig.waits(lambda: target(rig, "disc_vraag").en == "Asks by themselves.")
    assert rig.session.codebook.code("disc_vraag").definition.en != "Asks by themselves."
    item = section.outline.currentItem()
    assert item is not None
    assert item.text(1) == "changed"
    assert "1 change" in section.bar.findChildren(type(section.bar._words))[0].text()


def test_another_code_is_shown_and_what_was_written_stays_with_the_first(rig: Rig, section: CodebookSection) -> None:
    section.outline.choose("disc_vraag")
    field = section.form.texts["definition"].fields["en"]
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Half written")
    section.outline.choose("disc_omgaan")
    rig.waits(lambda: target(rig, "disc_vraag").en == "Half written")
    assert target(rig, "disc_omgaan").en != "Half written"


def test_spelling_kind_theme_and_key_go_where_they_belong(rig: Rig, section: CodebookSection) -> None:
    section.outline.choose("disc_vraag")
    writes(section, "label", "Asks about it")
    rig.waits(lambda: rig.session.codebook.code("disc_vraag").label.en == "Asks about it")
    form = section.form
    form.kind.setCurrentIndex(form.kind.findData(CodeType.INTERVAL))
    form.kind.activated.emit(form.kind.currentIndex())
    form.theme.setCurrentIndex(form.theme.findData("taal"))
    form.theme.activated.emit(form.theme.currentIndex())
    rig.waits(lambda: concept_of(rig.session.study).target.code("disc_vraag").parent == "taal")
    now = rig.session.codebook.code("disc_vraag")
    assert (now.parent, now.code_type) == ("disc", CodeType.POINT)


def test_a_key_that_another_code_has_is_named_while_it_is_typed(rig: Rig, section: CodebookSection) -> None:
    section.outline.choose("disc_vraag")
    chord = section.form.chord
    chord.setFocus()
    chord.selectAll()
    QTest.keyClicks(chord, "D 1")
    assert "disc_ervaring" in section.form._clash.text()
    QTest.keyClick(chord, Qt.Key.Key_Return)
    rig.waits(lambda: bool(rig.said))
    assert chord.text() == "D 2"
    chord.selectAll()
    QTest.keyClicks(chord, "d9")
    QTest.keyClick(chord, Qt.Key.Key_Return)
    rig.waits(lambda: rig.session.codebook.code("disc_vraag").chord == "D 9")


def test_codes_move_by_keys_and_by_mouse(rig: Rig, section: CodebookSection) -> None:
    section.outline.choose("disc_vraag")
    QTest.keyClick(section.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rig.waits(lambda: rig.session.codebook.children("disc")[0].key == "disc_vraag")
    assert section.outline.current() == "disc_vraag"
    section.outline.drop_at("disc_vraag", "taal", below=True, onto=True)
    rig.waits(lambda: concept_of(rig.session.study).target.children("taal")[0].key == "disc_vraag")
    section.outline.drop_at("maat", "disc", below=False, onto=False)
    rig.waits(lambda: rig.session.codebook.themes[0].key == "maat")


def test_a_code_is_added_merged_split_and_brought_back(rig: Rig, section: CodebookSection) -> None:
    editing = section.editing
    add = AddSheet(editing, "disc")
    rig.room.open_sheet(add)
    add.nl.setText("Steun aanbieden")
    add.confirm()
    rig.waits(lambda: section.outline.current() == "disc_steun_aanbieden")
    merge = MergeSheet(editing, editing.book.code("disc_wegwuiven"))
    rig.room.open_sheet(merge)
    merge.into.setCurrentIndex(merge.into.findData("disc_gemiste_opening"))
    merge.confirm()
    rig.waits(lambda: editing.book.code("disc_wegwuiven").replaced_by == "disc_gemiste_opening")
    split = SplitSheet(editing, editing.book.code("disc_vraag"))
    rig.room.open_sheet(split)
    split.labels.setPlainText("Open question\nClosed question")
    split.confirm()
    rig.waits(lambda: len(editing.book.code("disc_vraag").split_into) == 2)
    offered(section, "disc_vraag")["Bring back into use"].trigger()
    rig.waits(lambda: editing.book.code("disc_vraag").status is CodeStatus.ACTIEF)


def offered(section: CodebookSection, key: str) -> dict[str, QAction]:
    menu = section.more.menu()
    menu.clear()
    fill_menu(menu, section.editing, section.editing.book.code(key))
    return {action.text(): action for action in menu.actions()}


def test_a_used_code_is_not_deleted_and_that_is_said(rig: Rig, section: CodebookSection) -> None:
    rig.presses("disc_vraag", at_ms=20_000)
    rig.waits()
    offered(section, "disc_vraag")["Delete (never used)"].trigger()
    rig.waits(lambda: bool(rig.said))
    assert "was used" in rig.said[-1].text


def test_the_concept_is_established_with_a_sentence_and_moments_are_confirmed(
    rig: Rig, section: CodebookSection
) -> None:
    rig.presses("disc_vraag", at_ms=20_000)
    rig.waits()
    before = codebooks.version(rig.session.study)[1]
    section.outline.choose("disc_vraag")
    writes(section, "definition", "Asks by themselves.")
    rig.waits(lambda: bool(section.editing.concept))
    sheet = establishes(rig, section, "")
    assert "sentence" in sheet._asked.complaint
    sheet.why.setPlainText("Coders chose differently.")
    sheet.main.click()
    rig.waits(lambda: not section.editing.concept)
    assert codebooks.version(rig.session.study)[1] != before
    assert "Coders chose differently." in section.versions.list.item(0).text()
    page = section.revisit
    number = page.list.topLevelItemCount()
    assert number >= 1
    assert f"({number})" in section.tabs.tabText(section.tabs.indexOf(page))
    page.list.selectAll()
    page.confirm.click()
    rig.waits(lambda: page.list.topLevelItemCount() == 0)


def test_moments_of_a_merged_code_are_offered_its_successor(rig: Rig, section: CodebookSection) -> None:
    rig.presses("disc_vraag", at_ms=20_000)
    rig.waits()
    merge = MergeSheet(section.editing, section.editing.book.code("disc_vraag"))
    rig.room.open_sheet(merge)
    merge.into.setCurrentIndex(merge.into.findData("disc_gemiste_opening"))
    merge.confirm()
    rig.waits(lambda: bool(section.editing.concept))
    establishes(rig, section, "Same thing.")
    page = section.revisit
    page.list.selectAll()
    assert page.successor.currentData() == "disc_gemiste_opening"
    page.recode.click()
    rig.waits(lambda: page.list.topLevelItemCount() == 0)
    assert "disc_vraag" not in [view.code for view in rig.coding.views() if view.own]


def test_many_moments_to_look_at_again_are_listed_piece_by_piece_and_stay_selected(
    rig: Rig, section: CodebookSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisit_page, "PIECE", 2)
    for at_s in (50, 20, 40, 30, 10):
        rig.presses("disc_vraag", at_ms=at_s * 1000)
    rig.waits()
    section.outline.choose("disc_vraag")
    writes(section, "definition", "Asks by themselves.")
    rig.waits(lambda: bool(section.editing.concept))
    page = section.revisit
    establishes(rig, section, "Coders chose differently.")
    rig.waits(lambda: page.list.topLevelItemCount() >= 5)
    page.list.selectAll()
    chosen = len(page.list.selectedItems())
    page.read()
    assert page._reading.busy
    rig.waits(lambda: not page._reading.busy)
    assert len(page.list.selectedItems()) == chosen == page.list.topLevelItemCount()
    items = [page.list.topLevelItem(row) for row in range(chosen)]
    times = [item.text(1) for item in items if item is not None]
    assert times == sorted(times)
    assert page.confirm.isEnabled()


def test_undo_means_the_editor_while_it_is_in_sight(rig: Rig, section: CodebookSection) -> None:
    rig.presses("disc_vraag", at_ms=20_000)
    rig.waits()
    section.outline.choose("disc_vraag")
    writes(section, "label", "Asks about it")
    rig.waits(lambda: rig.session.codebook.code("disc_vraag").label.en == "Asks about it")
    number = len(rig.coding.views())
    rig.coding.undo()
    rig.waits(lambda: rig.session.codebook.code("disc_vraag").label.en != "Asks about it")
    assert len(rig.coding.views()) == number
    section.hide()
    rig.coding.undo()
    rig.waits(lambda: len(rig.coding.views()) == number - 1)


def test_modifiers_and_groups(rig: Rig, section: CodebookSection) -> None:
    page = section.modifiers
    page.add.click()
    rig.waits(lambda: any(one.key == "kenmerk" for one in section.editing.book.modifiers))
    page.add_value.click()
    cell = page.values.item(page.values.rowCount() - 1, 1)
    assert cell is not None
    cell.setText("soms")
    rig.waits(lambda: [v.key for v in section.editing.book.modifiers[-1].values] == ["ja", "soms"])
    groups = section.groups
    number = len(section.editing.book.exclusive_groups)
    groups.add.click()
    for place in (0, 1):
        groups.codes.item(place).setCheckState(Qt.CheckState.Checked)
    rig.waits(lambda: len(section.editing.book.exclusive_groups) == number + 1)


def test_a_file_goes_out_and_what_it_changes_is_shown_before_it_comes_in(
    rig: Rig, section: CodebookSection, tmp_path: Path
) -> None:
    export_to(section.editing, tmp_path / "boek")
    path = tmp_path / "boek.json"
    rig.session.study.perform(change_code, code="disc_vraag", definition=Text("Eerst iets anders.", "Other first."))
    rig.waits(lambda: bool(section.editing.concept))
    show_import(section.editing, path)
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, ImportSheet)
    sheet.main.click()
    rig.waits(lambda: not section.editing.concept)
    show_import(section.editing, tmp_path / "weg.json")
    assert "weg.json" in rig.said[-1].text


def test_who_does_not_lead_is_told_who_establishes(demo_path: Path, qtbot: QtBot) -> None:
    with rig_on(demo_path, qtbot) as rig:
        rig.session.study.perform(change_code, code="disc_vraag", definition=Text("Anders.", "Otherwise."))
        rig.session.study.perform(set_member, code="Z", role=Role.ONDERZOEK, person=None)
        rig.session.study.acting = rig.session.study.member("Z")
        section = CodebookSection(rig.desk)
        rig.shows(section)
        assert section.bar.establish.isHidden()
        assert "the lead" in section.bar._hint.text()
