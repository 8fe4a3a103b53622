"""Keys: codes and commands come first, text fields before both; digits are read by their place."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store.settings import Settings
from recall_studio.ui.coding.chords import key_map
from recall_studio.ui.commands.coding import CODING
from recall_studio.ui.commands.command import ALSO_WHILE_LEADING, LEADING, Command, can_meet
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.commands.moments import MOMENTS
from recall_studio.ui.desk import Desk
from recall_studio.ui.key_choices import by_key
from recall_studio.ui.key_presets import PRESETS
from recall_studio.ui.keys import KeyRouter, takes_text
from recall_studio.ui.sheet import Sheet
from recall_studio.ui.strokes import digit_of, letter_of, names_of, written
from recall_studio.ui.tokens import LIGHT
from tests.ui.coding_hand import Hand, hand_on

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE = Held.NoModifier


class Room(QWidget):
    """A window with one of each kind of field."""

    workspace = "coding"
    page_open = False

    def __init__(self) -> None:
        super().__init__()
        self.fields = (QLineEdit(), QTextEdit(), QPlainTextEdit(), QSpinBox(), QDateTimeEdit(), QComboBox())
        self.fields[-1].setEditable(True)
        self.button, self.list = QPushButton("b"), QListView()
        self.list.setModel(QStringListModel(["one", "two"], self.list))
        layout = QVBoxLayout(self)
        for widget in (*self.fields, self.button, self.list):
            layout.addWidget(widget)

    @property
    def whole(self) -> QWidget:
        return self


class Bench:
    """A router over a room, with what was done."""

    def __init__(self, hand: Hand, qtbot: QtBot) -> None:
        self.hand, self.room, self.done = hand, Room(), list[str]()
        qtbot.addWidget(self.room)
        self.room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.room.setFocus()
        self.room.show()
        self.room.activateWindow()
        qtbot.waitUntil(self.room.isActiveWindow)
        own = (
            Command("play.toggle", "t", lambda _d: self.done.append("toggle"), ("Space",)),
            Command("play.anywhere", "a", lambda _d: self.done.append("anywhere"), ("F4", "Ctrl+Space"), in_text=True),
            Command("play.ahead", "h", lambda _d: self.done.append("ahead"), ("Right",)),
            Command("play.never", "n", lambda _d: self.done.append("never"), ("X",), when=lambda _d: False),
            Command("other.x", "x", lambda _d: self.done.append("x"), ("X",)),
            Command("library.y", "y", lambda _d: self.done.append("y"), ("Y",), workspace="library"),
        )
        self.desk = Desk(
            session=hand.session,
            playing=cast("Any", SimpleNamespace(player=hand.player)),
            coding=hand.coding,
            tasks=hand.tasks,
            preferences=hand.preferences,
            tokens=LIGHT,
            commands=(*own, *CODING, *MOMENTS),
            window=cast("Any", self.room),
        )
        self.router = KeyRouter(self.desk)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, into: QWidget | None = None) -> None:
        QTest.keyClick(into or self.room, key, held)


@pytest.fixture
def bench(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        bench = Bench(hand, qtbot)
        qapp.installEventFilter(bench.router)
        yield bench
        qapp.removeEventFilter(bench.router)


def test_a_chord_takes_the_time_of_its_first_key(bench: Bench) -> None:
    bench.hand.player.at_ms = 30_000
    bench.press(Key.Key_D)
    bench.hand.player.at_ms = 31_500
    bench.press(Key.Key_2)
    bench.hand.waits()
    assert ("disc_vraag", 30_000, None) in bench.hand.sees()


def test_the_theme_is_shown_while_its_letter_waits(bench: Bench) -> None:
    told: list[str | None] = []
    bench.hand.coding.chord_changed.connect(told.append)
    bench.press(Key.Key_T)
    bench.press(Key.Key_Escape)
    bench.press(Key.Key_D)
    bench.press(Key.Key_0)
    bench.hand.waits()
    assert told == ["taal", None, "disc", None]
    assert bench.hand.sees(code="disc") == [("disc", 0, None)]


def test_a_letter_alone_goes_by(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bench.hand.sees()
    bench.router._patience.setInterval(20)
    bench.press(Key.Key_D)
    with bench.hand.qtbot.waitSignal(bench.hand.coding.chord_changed):
        pass
    bench.press(Key.Key_Escape)
    assert bench.hand.sees() == before


def test_a_number_is_a_pinned_code(bench: Bench) -> None:
    bench.hand.player.at_ms = 30_000
    bench.press(Key.Key_2)
    bench.hand.waits()
    assert ("disc_vraag", 30_000, None) in bench.hand.sees()


def test_ctrl_on_the_last_key_puts_it_beside(bench: Bench) -> None:
    chosen = next(view for view in bench.hand.coding.views() if view.own and view.end_ms is not None)
    bench.hand.session.select(chosen.id)
    bench.press(Key.Key_T)
    bench.press(Key.Key_2, Held.ControlModifier)
    bench.hand.waits()
    assert ("taal_niet_begrijpen", chosen.start_ms, chosen.end_ms) in bench.hand.sees()


def test_a_number_without_a_code_is_said(bench: Bench) -> None:
    bench.press(Key.Key_D)
    bench.press(Key.Key_9)
    assert bench.hand.said[-1].text == "No code has the key D 9."


@pytest.mark.parametrize("field", range(6))
def test_no_letter_no_digit_and_no_space_fires_in_a_text_field(bench: Bench, field: int) -> None:
    widget, before = bench.room.fields[field], bench.hand.sees()
    widget.setFocus()
    for key in (Key.Key_D, Key.Key_2, Key.Key_Space, Key.Key_N, Key.Key_Delete):
        bench.press(key, into=widget)
    bench.hand.waits()
    assert bench.done == []
    assert bench.hand.sees() == before
    bench.press(Key.Key_F4, into=widget)
    bench.press(Key.Key_Space, Held.ControlModifier, into=widget)
    assert bench.done == ["anywhere", "anywhere"]


def test_what_is_typed_arrives(bench: Bench) -> None:
    line = bench.room.fields[0]
    line.setFocus()
    QTest.keyClicks(line, "d2 n*")
    assert line.text() == "d2 n*"


def test_escape_gives_the_keys_back(bench: Bench) -> None:
    line = bench.room.fields[0]
    line.setFocus()
    bench.press(Key.Key_Escape, into=line)
    assert not line.hasFocus()
    bench.press(Key.Key_Space)
    assert bench.done == ["toggle"]


def test_escape_then_lets_the_selection_go(bench: Bench) -> None:
    bench.hand.session.select(bench.hand.coding.views()[0].id)
    bench.press(Key.Key_Escape)
    assert bench.hand.session.selection is None


def test_space_plays_unless_a_control_was_reached_by_tab(bench: Bench) -> None:
    bench.room.button.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.press(Key.Key_Space, into=bench.room.button)
    assert bench.done == ["toggle"]
    bench.room.list.setFocus()
    bench.press(Key.Key_Backtab, Held.ShiftModifier, into=bench.room.list)
    assert bench.room.button.hasFocus()
    with bench.hand.qtbot.waitSignal(bench.room.button.clicked):
        bench.press(Key.Key_Space, into=bench.room.button)
    assert bench.done == ["toggle"]


def test_a_button_that_got_the_keyboard_because_another_widget_went_is_not_pressed(bench: Bench) -> None:
    line = bench.room.fields[-1]
    line.setFocus()
    line.hide()
    assert bench.room.button.hasFocus()
    bench.press(Key.Key_Space, into=bench.room.button)
    assert bench.done == ["toggle"]


def test_in_a_list_sideways_plays_and_up_and_down_go_through_it(bench: Bench) -> None:
    view = bench.room.list
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    bench.press(Key.Key_Right, into=view)
    bench.press(Key.Key_Down, into=view)
    assert bench.done == ["ahead"]
    assert view.currentIndex().row() == 1


def test_up_and_down_go_through_the_moments(bench: Bench) -> None:
    bench.press(Key.Key_Down)
    assert bench.hand.session.selection == bench.hand.coding.views()[0].id


def test_delete_removes_the_selected_moment_of_ones_own(bench: Bench) -> None:
    own = next(view for view in bench.hand.coding.views() if view.own)
    other = next(view for view in bench.hand.coding.views() if not view.own)
    for view in (own, other):
        bench.hand.session.select(view.id)
        bench.press(Key.Key_Delete)
        bench.hand.waits()
    assert bench.hand.coding.view(own.id) is None
    assert bench.hand.coding.view(other.id) is not None


def test_n_marks_a_moment_without_a_code_and_the_star_one_to_discuss(bench: Bench) -> None:
    bench.hand.player.at_ms = 3_210
    bench.press(Key.Key_N)
    bench.hand.waits()
    assert (None, 3_210, None) in bench.hand.sees()
    bench.press(Key.Key_Asterisk, Held.ShiftModifier)
    bench.hand.waits()
    assert any(view.discuss and view.start_ms == 3_210 for view in bench.hand.coding.views())


def test_a_command_that_cannot_be_done_leaves_its_key_to_another(bench: Bench) -> None:
    bench.press(Key.Key_X)
    bench.press(Key.Key_Y)
    assert bench.done == ["x"]


def test_elsewhere_letters_are_no_codes(bench: Bench) -> None:
    before = bench.hand.sees()
    bench.room.workspace = "library"
    bench.press(Key.Key_2)
    bench.press(Key.Key_Y)
    bench.room.workspace, bench.room.page_open = "coding", True
    bench.press(Key.Key_2)
    bench.hand.waits()
    assert bench.hand.sees() == before
    assert bench.done == ["y"]


def test_nothing_fires_under_a_sheet(bench: Bench) -> None:
    sheet = Sheet(width=200)
    button = QPushButton("in it")
    sheet.body.addWidget(button)
    sheet.open_over(bench.room)
    button.setFocus()
    bench.press(Key.Key_X, into=button)
    assert bench.done == []
    sheet.shut()


def event(
    key: Qt.Key, held: Qt.KeyboardModifier = NONE, *, scan: int = 0, virtual: int = 0, text: str = ""
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0, text)


AZERTY = [
    Key.Key_Ampersand,
    Key.Key_Eacute,
    Key.Key_QuoteDbl,
    Key.Key_Apostrophe,
    Key.Key_ParenLeft,
    Key.Key_section,
    Key.Key_Egrave,
    Key.Key_Exclam,
    Key.Key_Ccedilla,
    Key.Key_Agrave,
]


@pytest.mark.parametrize(("place", "key"), list(enumerate(AZERTY)))
def test_the_top_row_of_a_belgian_keyboard_gives_digits(place: int, key: Qt.Key) -> None:
    digit = (place + 1) % 10
    mac = (0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D)[place]
    assert digit_of(event(key, scan=10 + place), "xcb") == digit
    assert digit_of(event(key, scan=10 + place), "wayland") == digit
    assert digit_of(event(key, scan=2 + place), "windows") == digit
    assert digit_of(event(key, virtual=mac), "cocoa") == digit
    assert digit_of(event(key, Held.ControlModifier, scan=10 + place), "xcb") == digit
    assert digit_of(event(Key(Key.Key_0 + digit), Held.ShiftModifier, scan=10 + place), "xcb") == digit


def test_a_sign_above_a_digit_is_no_digit() -> None:
    assert digit_of(event(Key.Key_Asterisk, Held.ShiftModifier, scan=17), "xcb") is None
    assert digit_of(event(Key.Key_At, Held.GroupSwitchModifier, scan=11), "xcb") is None
    assert digit_of(event(Key.Key_1, Held.AltModifier, scan=10), "xcb") is None


def test_the_keypad_counts() -> None:
    assert digit_of(event(Key.Key_7, Held.KeypadModifier, scan=79), "xcb") == 7
    assert digit_of(event(Key.Key_Home, Held.KeypadModifier, scan=79), "xcb") is None


def test_letters_go_by_what_they_are() -> None:
    assert letter_of(event(Key.Key_A, scan=24, text="a"), "xcb") == "A"
    assert letter_of(event(Key.Key_A, Held.ControlModifier), "xcb") is None


def test_a_sign_is_found_with_and_without_shift() -> None:
    assert written("*") in names_of(event(Key.Key_Asterisk, Held.ShiftModifier, text="*"), "xcb")
    assert written("Shift+Left") in names_of(event(Key.Key_Left, Held.ShiftModifier), "xcb")
    assert written("Left") not in names_of(event(Key.Key_Left, Held.ShiftModifier), "xcb")


def test_a_list_of_choices_is_no_text(qtbot: QtBot) -> None:
    choices, read = QComboBox(), QTextEdit()
    qtbot.addWidget(choices)
    qtbot.addWidget(read)
    read.setReadOnly(True)
    assert not takes_text(choices)
    assert not takes_text(read)


@pytest.mark.parametrize("preset", [preset.key for preset in PRESETS])
def test_no_two_commands_have_the_same_key_in_the_same_place(preset: str) -> None:
    twice = [
        (keys, one.key, other.key)
        for keys, commands in by_key(COMMANDS, Settings(key_preset=preset)).items()
        for one, other in combinations(commands, 2)
        if can_meet(one, other)
    ]
    assert twice == []


def test_while_an_interview_is_led_only_its_own_keys_and_a_few_others_count() -> None:
    here = Command("a", "A", print, workspace=LEADING)
    other, allowed = Command("b", "B", print), Command(min(ALSO_WHILE_LEADING), "C", print)
    assert [can_meet(here, one) for one in (here, other, allowed)] == [True, False, True]
    assert can_meet(other, Command("d", "D", print, workspace="coding"))


def test_no_command_of_coding_has_the_letter_of_a_theme() -> None:
    from dataclasses import replace

    book = default_codebook()
    letters = key_map(replace(book, codes=tuple(replace(code, on=True) for code in book.codes))).themes
    keys = by_key([command for command in COMMANDS if command.workspace in ("", "coding")], Settings())
    assert sorted(set(keys) & set(letters)) == []


def test_command_names_differ() -> None:
    assert [name for name, times in Counter(command.key for command in COMMANDS).items() if times > 1] == []
