"""The codebook beside the picture: numbers, what runs, searching, tagging by mouse and Enter, pins, the card."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recall_studio.domain.words import speak
from recall_studio.player.engine import State
from recall_studio.ui.coding.code_card import CodeCard
from recall_studio.ui.coding.codebook_model import CODE_ROW, CodeRow
from recall_studio.ui.coding.codebook_tree import CodebookTree
from recall_studio.ui.coding.pinning import pin
from tests.ui.desk_rig import Rig

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def tree(rig: Rig) -> CodebookTree:
    made = CodebookTree(rig.desk)
    made.resize(360, 600)
    rig.shows(made)
    return made


def row(tree: CodebookTree, code: str) -> CodeRow:
    found: CodeRow = tree.model.index_of(code).data(CODE_ROW)
    return found


def shown(tree: CodebookTree) -> list[str]:
    index, keys = tree.model.index(0, 0), []
    while index.isValid():
        keys.append(index.data(CODE_ROW).key)
        index = tree.tree.indexBelow(index)
    return keys


def test_themes_and_codes_in_use_stand_there_in_order(rig: Rig, tree: CodebookTree) -> None:
    keys = shown(tree)
    assert keys[:3] == ["disc", "disc_ervaring", "disc_vraag"]
    assert len(keys) == 3 + 17
    assert "leef" not in keys


def test_own_moments_are_counted_and_a_theme_counts_its_codes(rig: Rig, tree: CodebookTree) -> None:
    before = row(tree, "disc_vraag").count, row(tree, "disc").count
    rig.presses("disc_vraag", at_ms=30_000)
    assert (row(tree, "disc_vraag").count, row(tree, "disc").count) == (before[0] + 1, before[1] + 1)
    rig.waits()
    assert row(tree, "disc").count == sum(view.own and view.theme == "disc" for view in rig.coding.views())


def test_only_the_rows_that_changed_are_told(rig: Rig, tree: CodebookTree) -> None:
    told: list[str] = []
    tree.model.dataChanged.connect(lambda first, _last: told.append(first.data(CODE_ROW).key))
    rig.presses("disc_vraag", at_ms=30_000)
    rig.waits()
    assert set(told) == {"disc", "disc_vraag"}


def test_what_runs_says_for_how_long(rig: Rig, tree: CodebookTree) -> None:
    rig.presses("maat_behoefte", at_ms=30_000)
    rig.waits()
    rig.player.at_ms = 37_500
    rig.playing.moved.emit(37_500)
    assert row(tree, "maat_behoefte").running_ms == 7_500
    assert row(tree, "disc_vraag").running_ms is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("opening", "disc_gemiste_opening"),
        ("gemiste open", "disc_gemiste_opening"),
        ("missed", "disc_gemiste_opening"),
        ("taal_tolk", "taal_tolk"),
        ("T4", "taal_tolk"),
        ("weggewuifd", "disc_wegwuiven"),
    ],
)
def test_searching(rig: Rig, tree: CodebookTree, typed: str, found: str) -> None:
    rig.coding.search_asked.emit()
    assert tree.search.hasFocus()
    QTest.keyClicks(tree.search, typed)
    assert found in shown(tree)
    assert tree.tree.current() is not None


def test_enter_tags_at_the_picture_at_which_the_search_began(rig: Rig, tree: CodebookTree) -> None:
    rig.player.state, rig.player.at_ms = State.PLAYING, 30_000
    rig.coding.search_asked.emit()
    rig.player.at_ms = 33_000
    QTest.keyClicks(tree.search, "missed")
    QTest.keyClick(tree.search, Key.Key_Return)
    rig.waits()
    assert ("disc_gemiste_opening", 30_000, None) in rig.sees()
    assert tree.search.text() == ""
    assert not tree.search.hasFocus()


def test_paused_it_tags_at_the_picture_on_the_screen(rig: Rig, tree: CodebookTree) -> None:
    rig.coding.search_asked.emit()
    rig.player.at_ms = 33_000
    QTest.keyClicks(tree.search, "missed")
    QTest.keyClick(tree.search, Key.Key_Return)
    rig.waits()
    assert ("disc_gemiste_opening", 33_000, None) in rig.sees()


def test_arrows_go_through_what_was_found(rig: Rig, tree: CodebookTree) -> None:
    tree.search.setFocus()
    QTest.keyClicks(tree.search, "taal")
    first = tree.tree.current()
    QTest.keyClick(tree.search, Key.Key_Down)
    second = tree.tree.current()
    QTest.keyClick(tree.search, Key.Key_Up)
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert tree.tree.current() == first


def test_what_nobody_finds_becomes_a_provisional_code_at_enter(rig: Rig, tree: CodebookTree) -> None:
    QTest.keyClicks(tree.search, "Zwijgt lang")
    assert tree.new.under.text() == "Discrimination ▾"
    QTest.keyClick(tree.search, Key.Key_Down)
    assert tree.new.under.text() == "Language ▾"
    QTest.keyClick(tree.search, Key.Key_Return)
    rig.waits(lambda: "taal_zwijgt_lang" in [view.code for view in rig.coding.views()])
    code = rig.session.codebook.code("taal_zwijgt_lang")
    assert (code.provisional, code.parent, code.label.en) == (True, "taal", "Zwijgt lang")
    row = tree.model.index_of("taal_zwijgt_lang").data(CODE_ROW)
    assert row.is_provisional
    assert tree.new.isHidden()


def test_a_code_of_the_search_is_given_to_the_moment_that_waits_for_one(rig: Rig, tree: CodebookTree) -> None:
    rig.coding.mark_uncoded()
    rig.waits()
    number, waits = len(rig.coding.views()), next(view.id for view in rig.coding.views() if view.code is None)
    rig.session.select(waits)
    QTest.keyClicks(tree.search, "missed")
    QTest.keyClick(tree.search, Key.Key_Return)
    rig.waits(lambda: rig.coding.views()[rig.coding.index.row(waits)].code == "disc_gemiste_opening")
    assert len(rig.coding.views()) == number


def test_escape_empties_the_field_and_gives_the_keys_back(tree: CodebookTree) -> None:
    tree.search.setFocus()
    QTest.keyClicks(tree.search, "taal")
    QTest.keyClick(tree.search, Key.Key_Escape)
    assert tree.search.text() == ""
    assert not tree.search.hasFocus()
    assert len(shown(tree)) == 20


def place(tree: CodebookTree, code: str) -> QPoint:
    return tree.tree.visualRect(tree.model.index_of(code)).center()


def test_a_double_click_tags_at_the_picture_of_its_first(rig: Rig, tree: CodebookTree) -> None:
    view, at = tree.tree.viewport(), place(tree, "disc_vraag")
    rig.player.at_ms = 30_000
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    rig.player.at_ms = 30_400
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
    rig.waits()
    assert any(start in (30_000, 30_400) for _code, start, _end in rig.sees(code="disc_vraag"))
    assert not tree.tree.hasFocus()


def test_pins_are_shown_and_change_places(rig: Rig, tree: CodebookTree) -> None:
    assert row(tree, "disc_vraag").pinned == "2"
    assert row(tree, "maat_regels").pinned == ""
    pin(rig.session, rig.preferences, "maat_regels", 2)
    assert row(tree, "maat_regels").pinned == "2"
    assert row(tree, "disc_vraag").pinned == ""
    pin(rig.session, rig.preferences, "maat_regels", 1)
    assert (row(tree, "maat_regels").pinned, row(tree, "disc_ervaring").pinned) == ("1", "2")


def test_the_heading_counts_the_codes(rig: Rig, tree: CodebookTree) -> None:
    assert "17 of 41 codes on" in tree._title.text()


def test_labels_are_in_the_language_spoken(rig: Rig) -> None:
    speak("nl")
    tree = CodebookTree(rig.desk)
    rig.shows(tree)
    assert row(tree, "disc_vraag").label == "Klantmanager vraagt naar discriminatie"


def test_pointing_at_a_code_shows_its_card(rig: Rig, tree: CodebookTree, qtbot: QtBot) -> None:
    card = CodeCard()
    card.resize(340, 90)
    rig.shows(card)
    tree.pointed_at.connect(lambda key: card.show_code(rig.session.codebook.by_key.get(key or "")))
    tree.tree.entered.emit(tree.model.index_of("disc_gemiste_opening"))
    assert "no substantive response" in card._words.text()
    height = card._words.height()
    card._turn("#")
    assert "Example:" in card._words.text()
    card._turn("#")
    assert card._words.height() == height
