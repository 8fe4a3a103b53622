"""Keys by their place: Belgian, French, German and Greek keyboards on every window system, pedals and media keys."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from recall_studio.ui.strokes import digit_of, is_typing, letter_of, names_of, recorded, shown, written

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE = Held.NoModifier

PLACES = [  # window system, scan code and virtual key code of the place of "[" and of "2" on an American keyboard
    ("windows", (0x1A, 0), (0x03, 0)),
    ("xcb", (0x1A + 8, 0), (0x03 + 8, 0)),
    ("wayland", (0x1A + 8, 0), (0x03 + 8, 0)),
    ("cocoa", (0, 0x21), (0, 0x13)),
]


def event(key: int, held: Qt.KeyboardModifier = NONE, *, scan: int = 0, virtual: int = 0, text: str = "") -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0, text)


@pytest.mark.parametrize(("system", "bracket", "_two"), PLACES)
def test_a_sign_that_the_keyboard_has_no_key_for_is_found_at_its_place(
    system: str, bracket: tuple[int, int], _two: tuple[int, int]
) -> None:
    pressed = event(Key.Key_Dead_Circumflex, scan=bracket[0], virtual=bracket[1])
    assert names_of(pressed, system) == ("[",)


@pytest.mark.parametrize(("system", "_bracket", "two"), PLACES)
def test_alt_and_a_digit_need_no_shift_on_a_belgian_keyboard(
    system: str, _bracket: tuple[int, int], two: tuple[int, int]
) -> None:
    pressed = event(Key.Key_Eacute, Held.AltModifier, scan=two[0], virtual=two[1])
    assert "Alt+2" in names_of(pressed, system)
    assert recorded(pressed, system) == "Alt+2"
    bare = event(Key.Key_Eacute, scan=two[0], virtual=two[1], text="é")
    assert digit_of(bare, system) == 2
    assert recorded(bare, system) == "2"


def test_what_a_key_gives_comes_before_its_place() -> None:
    comma = event(Key.Key_Comma, scan=58, text=",")  # lies at the place of M on a Belgian keyboard
    assert names_of(comma, "xcb") == (",",)
    minus = event(Key.Key_Minus, scan=61, text="-")  # at the place of / on a German one
    assert names_of(minus, "xcb")[0] == "-"


def test_german_y_and_z_are_what_they_say() -> None:
    assert letter_of(event(Key.Key_Z, scan=29, text="z"), "xcb") == "Z"
    assert names_of(event(Key.Key_Z, Held.ControlModifier, scan=29), "xcb") == ("Ctrl+Z",)


def test_french_a_and_q_are_what_they_say() -> None:
    assert letter_of(event(Key.Key_A, scan=24, text="a"), "xcb") == "A"
    assert names_of(event(Key.Key_M, scan=47, text="m"), "xcb") == ("M",)


def test_a_letter_of_another_script_counts_by_its_place() -> None:
    delta = event(0x394, scan=40, text="δ")
    assert letter_of(delta, "xcb") == "D"
    assert "Ctrl+D" in names_of(event(0x394, Held.ControlModifier, scan=40), "xcb")
    assert letter_of(event(Key.Key_Eacute, scan=11, text="é"), "xcb") is None


def test_a_sign_by_altgr_is_no_digit_on_windows() -> None:
    assert digit_of(event(Key.Key_At, scan=3, text="@"), "windows") is None


def test_a_sign_by_option_on_a_mac_is_the_sign() -> None:
    pressed = event(Key.Key_5, Held.AltModifier | Held.ShiftModifier, virtual=0x17, text="[")
    assert "[" in names_of(pressed, "cocoa")


def test_the_keypad_has_no_place_on_the_top_row() -> None:
    assert digit_of(event(Key.Key_End, Held.KeypadModifier, scan=87), "xcb") is None
    assert names_of(event(Key.Key_Slash, Held.KeypadModifier, scan=106, text="/"), "xcb") == ("/",)


@pytest.mark.parametrize("key", [*range(Key.Key_F13, Key.Key_F24 + 1), Key.Key_MediaTogglePlayPause, Key.Key_Tools])
def test_a_pedal_is_a_key(key: int) -> None:
    pressed = event(key, scan=191)
    name = recorded(pressed, "xcb")
    assert name
    assert name in names_of(pressed, "xcb")
    assert written(name) == name
    assert not is_typing(pressed)


def test_a_key_without_a_name_is_known_by_its_number() -> None:
    pressed = event(Key.Key_unknown, Held.ControlModifier, scan=202)
    assert recorded(pressed, "xcb") == "Ctrl+Key #202"
    assert written("Ctrl+Key #202") in names_of(pressed, "xcb")
    assert shown("Ctrl+Key #202") == "Ctrl+Key #202"


@pytest.mark.parametrize("key", [Key.Key_Shift, Key.Key_Control, Key.Key_AltGr, Key.Key_CapsLock, Key.Key_unknown])
def test_a_key_that_is_only_held_is_none(key: Qt.Key) -> None:
    assert recorded(event(key), "xcb") == ""


def test_a_sign_is_remembered_without_the_shift_that_it_needs() -> None:
    assert recorded(event(Key.Key_Question, Held.ShiftModifier, text="?"), "xcb") == "?"
    assert recorded(event(Key.Key_Left, Held.ShiftModifier), "xcb") == "Shift+Left"
    assert recorded(event(Key.Key_2, Held.ShiftModifier, scan=11, text="2"), "xcb") == "2"


def test_what_writes_stays_in_the_text_field() -> None:
    assert is_typing(event(Key.Key_L, text="l"))
    assert is_typing(event(Key.Key_Space, Held.ShiftModifier, text=" "))
    assert is_typing(event(Key.Key_Backspace))
    assert not is_typing(event(Key.Key_L, Held.ControlModifier, text="\x0c"))
    assert not is_typing(event(Key.Key_F4))


def test_the_key_with_enter_on_it_is_called_enter() -> None:
    assert shown("Ctrl+Return") == "Ctrl+Enter"
    assert shown("Ctrl+Enter") == "Ctrl+Num Enter"
