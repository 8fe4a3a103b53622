"""The keys editor: look up, press a key, see who has it, take it over, set back; codes and pinned digits likewise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.study import Role
from recall_studio.store.settings import load
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.keys import KeyRouter
from recall_studio.ui.keys_editor import KeysEditor
from recall_studio.ui.keys_editor_rows import ALSO, KEYS, WORDS
from tests.ui.desk_rig import Rig, rig_on

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE = Held.NoModifier


class Editing:
    """A user at the editor; the key router of the window listens too."""

    def __init__(self, rig: Rig, qapp: QApplication) -> None:
        self.rig = rig
        rig.desk = replace(rig.desk, commands=COMMANDS)
        rig.room.workspace = "project"
        self.editor = KeysEditor(rig.desk)
        self.editor.setParent(rig.room)
        self.editor.resize(1000, 700)
        rig.room.resize(1000, 700)
        rig.shows(rig.room)
        self.router = KeyRouter(rig.desk)
        qapp.installEventFilter(self.router)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.editor.panel.field.click()
        QTest.keyClick(self.editor.panel.field, key, held)
        self.rig.waits()

    def sees(self, name: str) -> list[str]:
        place = self.editor.model.place_of(name)
        return [self.editor.model.index(place, column).data() for column in (WORDS, KEYS, ALSO)]

    def reads(self) -> str:
        return " ".join(label.text() for label in self.editor.panel.findChildren(QLabel) if label.isVisible())

    def clicks(self, named: str) -> None:
        buttons = self.editor.findChildren(QPushButton)
        next(b for b in buttons if b.isVisible() and named in (b.text(), b.accessibleName())).click()
        self.rig.waits()


@pytest.fixture
def user(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Editing]:
    with rig_on(demo_path, qtbot) as rig:
        editing = Editing(rig, qapp)
        yield editing
        qapp.removeEventFilter(editing.router)


def test_every_command_and_every_code_in_use_has_a_row(user: Editing) -> None:
    for command in COMMANDS:
        assert user.sees(command.key)[0] == command.words
    assert user.sees("code disc_vraag")[1] == "D 2    2"


def test_a_row_is_found_by_words_area_and_key(user: Editing) -> None:
    for typed, name in (("undo", "study.undo"), ("ctrl+r", "play.loop"), ("discrimination D 2", "code disc_vraag")):
        user.editor.search.setText(typed)
        assert user.editor.model.place_of(name) >= 0
        assert user.editor.model.rowCount() < 12
        assert user.editor.row is not None
    user.editor.search.setText("nothing is called this")
    assert user.editor.row is None
    assert not user.editor.panel.isVisible()


def test_a_free_key_is_pressed_and_holds_at_once(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_F13)
    assert user.sees("play.loop")[1].startswith("Ctrl+R    F13")
    assert load().keys == {"play.loop": ("Ctrl+R", "F13")}


def test_a_key_that_somebody_has_is_asked_about_and_left(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_Z, Held.ControlModifier)
    assert "Ctrl+Z is the key of Undo." in user.reads()
    assert load().keys == {}
    user.clicks("Leave it")
    assert "is the key of" not in user.reads()
    assert load().keys == {}


def test_a_key_that_somebody_has_is_taken_over(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_Z, Held.ControlModifier)
    user.clicks("Take it over")
    assert load().keys == {"study.undo": (), "play.loop": ("Ctrl+R", "Ctrl+Z")}
    assert user.sees("study.undo")[1] == "  •"


def test_a_key_is_taken_away_and_set_back(user: Editing) -> None:
    user.editor.choose("play.toggle")
    user.clicks("Take Space away")
    assert load().keys == {"play.toggle": ()}
    assert "No key" in user.reads()
    user.clicks("As usual")
    assert load().keys == {}
    user.editor.choose("play.loop")
    user.presses(Key.Key_F14)
    user.clicks("All as usual")
    assert load().keys == {}


def test_keys_that_do_two_things_are_seen_in_the_table(user: Editing) -> None:
    user.rig.preferences.change(keys={"play.loop": ("N",)})
    assert user.sees("play.loop")[2] == "Mark a moment without a code"
    assert user.sees("code.uncoded")[2] == "Repeat from here, up to here, no longer"
    user.editor.choose("play.loop")
    assert "also: Mark a moment without a code" in user.reads()
    assert not user.editor.table.isColumnHidden(ALSO)
    user.rig.preferences.change(keys={})
    assert user.editor.table.isColumnHidden(ALSO)


def test_esc_asks_for_no_key(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_Escape)
    assert not user.editor.panel.field.listens
    assert load().keys == {}


def test_the_window_does_nothing_with_the_key_that_is_pressed_for_a_command(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_K, Held.ControlModifier)
    assert user.rig.room.sheets == []
    assert "Search everything" in user.reads()


def test_a_preset_fills_the_keys_and_own_choices_stay(user: Editing) -> None:
    user.rig.preferences.change(keys={"play.loop": ("F15",)})
    box = user.editor.editors["key_preset"]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("elan"))
    box.activated.emit(box.currentIndex())
    assert user.sees("play.picture_back")[1] == "Ctrl+Left    ,"
    assert user.sees("play.loop")[1] == "F15  •"


def test_a_theme_takes_another_letter_with_all_its_codes(user: Editing) -> None:
    user.editor.choose("code disc")
    user.presses(Key.Key_X)
    assert user.sees("code disc")[1] == "X"
    assert user.sees("code disc_vraag")[1] == "X 2    2"
    user.presses(Key.Key_T)
    assert "T is the key of Language; it would get X." in user.reads()
    user.clicks("Take it over")
    book = user.rig.session.codebook
    assert (book.by_key["disc_vraag"].chord, book.by_key["taal_tolk"].chord) == ("T 2", "X 4")


def test_a_code_takes_another_number(user: Editing) -> None:
    version = user.rig.session.codebook.version
    user.editor.choose("code disc_vraag")
    user.presses(Key.Key_9)
    assert user.sees("code disc_vraag")[1] == "D 9    2"
    assert user.rig.session.codebook.version == version
    user.presses(Key.Key_A)
    assert "A code has a number from 1 to 9" in user.reads()
    user.clicks("Leave it")
    user.clicks("Take D 9 away")
    assert user.rig.session.codebook.by_key["disc_vraag"].chord == ""


def test_a_command_takes_the_letter_of_a_theme_which_gets_another(user: Editing) -> None:
    user.editor.choose("play.loop")
    user.presses(Key.Key_D)
    assert "the theme “Discrimination”" in user.reads()
    user.clicks("Take it over")
    assert "D" in load().keys["play.loop"]
    assert user.rig.session.codebook.by_key["disc"].chord not in ("", "D")
    assert user.sees("play.loop")[2] == ""


def test_a_code_is_pinned_under_another_digit(user: Editing) -> None:
    user.editor.choose("code taal_tolk")
    digit = user.editor.panel.digit
    for wanted, seen in (("1", "T 4    1"), ("", "T 4")):
        digit.setCurrentIndex(digit.findData(wanted))
        digit.activated.emit(digit.currentIndex())
        assert user.sees("code taal_tolk")[1] == seen
    assert user.sees("code disc_vraag")[1] == "D 2    2"


def test_holding_is_a_tick_here_too(user: Editing) -> None:
    box = user.editor.editors["hold_to_code"]
    assert isinstance(box, QCheckBox)
    box.click()
    assert load().hold_to_code


def test_it_is_done_by_keyboard_alone(user: Editing) -> None:
    table = user.editor.table
    table.setFocus()
    user.editor.choose("play.toggle")
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Return)
    assert user.editor.panel.field.listens
    QTest.keyClick(user.editor.panel.field, Key.Key_Space, Held.ShiftModifier)
    assert load().keys == {"play.toggle_writing": ("F4", "Ctrl+Space", "Shift+Space")}
    user.editor.panel.field.click()
    QTest.keyClick(user.editor.panel.field, Key.Key_Tab)
    assert not user.editor.panel.field.listens


def test_who_is_no_researcher_changes_no_keys_of_codes(user: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    chair = replace(user.rig.session.member, role=Role.GESPREKSLEIDER)
    monkeypatch.setattr(type(user.rig.session), "member", chair)
    user.editor.choose("code disc")
    assert not user.editor.panel.field.isEnabled()
    user.editor.choose("play.loop")
    user.presses(Key.Key_D)
    assert "Only researchers change the keys of codes." in user.reads()
    assert not user.editor.panel.take.isVisible()
