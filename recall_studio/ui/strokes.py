"""What was pressed, read from a key event: digits by their place on the keyboard, letters and signs by themselves.

What a keyboard has no key of its own for is read by its place too: `[` on a Belgian one, letters on a Greek one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
_XKB_BEFORE = 8  # X11 and Wayland count eight more than Windows does
_MAC = (  # virtual key codes of macOS, in the order of _ROWS
    (0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D, 0x1B, 0x18),
    (0x0C, 0x0D, 0x0E, 0x0F, 0x11, 0x10, 0x20, 0x22, 0x1F, 0x23, 0x21, 0x1E),
    (0x00, 0x01, 0x02, 0x03, 0x05, 0x04, 0x26, 0x28, 0x25, 0x29, 0x27),
    (0x06, 0x07, 0x08, 0x09, 0x0B, 0x2D, 0x2E, 0x2B, 0x2F, 0x2C),
)
_ROWS = ("1234567890-=", "QWERTYUIOP[]", "ASDFGHJKL;'", "ZXCVBNM,./")
"""What an American keyboard has at each place."""
_FIRSTS = (2, 16, 30, 44)
"""Scan codes of Windows: where each row begins."""
_BY_SCAN = {first + at: sign for first, row in zip(_FIRSTS, _ROWS, strict=True) for at, sign in enumerate(row)}
_BY_MAC = {code: sign for codes, row in zip(_MAC, _ROWS, strict=True) for code, sign in zip(codes, row, strict=True)}
_NO_KEY = {0, _Key.Key_unknown}
_HELD_ALONE = {
    _Key.Key_Shift,
    _Key.Key_Control,
    _Key.Key_Alt,
    _Key.Key_AltGr,
    _Key.Key_Meta,
    _Key.Key_CapsLock,
    _Key.Key_NumLock,
    _Key.Key_ScrollLock,
    _Key.Key_Super_L,
    _Key.Key_Super_R,
    _Key.Key_Multi_key,
}
_HELD = (
    (_Mod.MetaModifier, "Meta+"),
    (_Mod.ControlModifier, "Ctrl+"),
    (_Mod.AltModifier, "Alt+"),
    (_Mod.ShiftModifier, "Shift+"),
)
_BY_ALTGR = "~#{[|`\\^@]}€"
"""Signs of the top row that need AltGr, which Windows does not tell."""
_DEAD = range(_Key.Key_Dead_Grave, _Key.Key_Dead_Longsolidusoverlay + 1)
UNNAMED = "Key #"
"""How a key begins that has no name, as many pedals have: its number on this keyboard follows."""
_FROM_TYPING = {
    _Key.Key_Return,
    _Key.Key_Enter,
    _Key.Key_Backspace,
    _Key.Key_Delete,
    _Key.Key_Insert,
    _Key.Key_Left,
    _Key.Key_Right,
    _Key.Key_Up,
    _Key.Key_Down,
    _Key.Key_Home,
    _Key.Key_End,
    _Key.Key_PageUp,
    _Key.Key_PageDown,
    _Key.Key_Tab,
    _Key.Key_Backtab,
    _Key.Key_Space,
}


def digit_of(event: QKeyEvent, platform: str) -> int | None:
    """The digit of this key, or None.

    The top row is read by its place: on a Belgian or French keyboard it gives digits only with Shift. The keypad
    counts too.

    Args:
        event: the key press.
        platform: what Qt calls the window system: `xcb`, `wayland`, `windows`, `cocoa`, …
    """
    if event.modifiers() & (_Mod.AltModifier | _Mod.MetaModifier | _Mod.GroupSwitchModifier):
        return None
    if _Key.Key_0 <= event.key() <= _Key.Key_9:
        return event.key() - _Key.Key_0
    if event.modifiers() & (_Mod.ShiftModifier | _Mod.KeypadModifier):
        return None
    sign = _at_place(event, platform)
    return int(sign) if sign.isdecimal() and (event.text() or " ") not in _BY_ALTGR else None


def letter_of(event: QKeyEvent, platform: str) -> str | None:
    """The letter of this key, upper case, when no other key is held but Shift.

    A letter of another script counts by its place.
    """
    if event.modifiers() & ~_Mod.ShiftModifier:
        return None
    if _Key.Key_A <= event.key() <= _Key.Key_Z:
        return chr(event.key())
    sign = _at_place(event, platform) if _is_of_other_script(event) else ""
    return sign if sign.isalpha() else None


def names_of(event: QKeyEvent, platform: str) -> tuple[str, ...]:
    """How commands may call this key, as Qt writes it, the likeliest first.

    A sign that needs Shift or AltGr on some keyboards counts without it too, and last what lies at this place of an
    American keyboard.
    """
    if event.key() in _HELD_ALONE:
        return ()
    held = event.modifiers() & ~_Mod.KeypadModifier & ~_Mod.GroupSwitchModifier
    if event.key() in _NO_KEY:
        return (_held_in_words(held) + f"{UNNAMED}{event.nativeScanCode()}",) if event.nativeScanCode() else ()
    names = [] if event.key() in _DEAD else [_name(held, event.key()), *_without_help(event, held, platform)]
    sign = _at_place(event, platform)
    itself = chr(event.key()) if event.key() < 0x80 else ""
    by_place = sign and not itself.isalnum() and (not sign.isalpha() or _is_of_other_script(event))
    if by_place and not event.modifiers() & _Mod.KeypadModifier:
        names.append(_name(held, ord(sign)))
    return tuple(dict.fromkeys(names))


def recorded(event: QKeyEvent, platform: str) -> str:
    """The name under which this key is remembered; nothing for a key that is only held with others.

    A digit is remembered as a digit, also where it needs Shift, and a sign as the sign that it gives.
    """
    names = names_of(event, platform)
    place = _at_place(event, platform)
    digit = digit_of(event, platform)
    if digit is not None:
        return _held_in_words(event.modifiers() & ~_Mod.ShiftModifier) + str(digit)
    if place.isdecimal() and not event.modifiers() & (_Mod.ShiftModifier | _Mod.KeypadModifier):
        return _held_in_words(event.modifiers()) + place
    by_shift = len(names) > 1 and _gives_sign(event) and event.modifiers() & _Mod.ShiftModifier
    return names[1 if by_shift else 0] if names else ""


def is_typing(event: QKeyEvent) -> bool:
    """Whether this key writes or moves in a text field; no command takes it from there."""
    if event.modifiers() & (_Mod.ControlModifier | _Mod.AltModifier | _Mod.MetaModifier):
        return False
    return event.key() in _FROM_TYPING or (event.text().isprintable() and bool(event.text()))


def written(keys: str) -> str:
    """A key sequence as `names_of()` writes it."""
    if UNNAMED in keys:
        return keys
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: str) -> str:
    """A key sequence as the system writes it, such as `Ctrl+Z`; what Qt calls Return has Enter on it."""
    said = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    return said.replace("Enter", "Num Enter").replace("Return", "Enter")


def _without_help(event: QKeyEvent, held: Qt.KeyboardModifier, platform: str) -> list[str]:
    """The sign itself, where Shift (or Option on a Mac) was needed for it."""
    if not _gives_sign(event):
        return []
    names = [_name(held & ~_Mod.ShiftModifier, event.key())] if held & _Mod.ShiftModifier else []
    if platform == "cocoa" and held & _Mod.AltModifier:
        names.append(_name(held & ~_Mod.AltModifier & ~_Mod.ShiftModifier, ord(event.text())))
    return names


def _gives_sign(event: QKeyEvent) -> bool:
    text = event.text()
    return len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace()


def _is_of_other_script(event: QKeyEvent) -> bool:
    """Whether it is a letter that is not written with the Latin alphabet."""
    return 0x250 <= event.key() <= 0xFFFF and chr(event.key()).isalpha()


def _at_place(event: QKeyEvent, platform: str) -> str:
    """What an American keyboard has at the place of this key, or nothing."""
    if platform == "cocoa":
        return _BY_MAC.get(event.nativeVirtualKey(), "")
    if platform == "windows":
        return _BY_SCAN.get(event.nativeScanCode(), "")
    if platform == "xcb" or platform.startswith("wayland"):
        return _BY_SCAN.get(event.nativeScanCode() - _XKB_BEFORE, "")
    return ""


def _held_in_words(held: Qt.KeyboardModifier) -> str:
    return "".join(words for modifier, words in _HELD if held & modifier)


def _name(held: Qt.KeyboardModifier, key: int) -> str:
    combination = QKeyCombination(held, Qt.Key(key))
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)
