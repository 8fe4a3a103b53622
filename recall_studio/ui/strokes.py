"""What was pressed, read from a key event: digits by their place on the keyboard, letters and signs by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_Mod = Qt.KeyboardModifier
_XKB_FIRST = 10  # key codes of X11 and Wayland: 10 to 18 are 1 to 9, 19 is 0
_WINDOWS_FIRST = 2  # scan codes of Windows: 2 to 10 are 1 to 9, 11 is 0
_MAC = (0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D)  # virtual key codes of macOS, 1 to 9 and 0


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
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    if event.modifiers() & (_Mod.ShiftModifier | _Mod.KeypadModifier):
        return None
    return _by_place(event, platform)


def _by_place(event: QKeyEvent, platform: str) -> int | None:
    if platform == "cocoa":
        place = _MAC.index(event.nativeVirtualKey()) if event.nativeVirtualKey() in _MAC else -1
    elif platform == "windows":
        place = event.nativeScanCode() - _WINDOWS_FIRST
    elif platform == "xcb" or platform.startswith("wayland"):
        place = event.nativeScanCode() - _XKB_FIRST
    else:
        place = -1
    return (place + 1) % 10 if 0 <= place <= 9 else None


def letter_of(event: QKeyEvent) -> str | None:
    """The letter of this key, upper case, when no other key is held but Shift."""
    if event.modifiers() & ~_Mod.ShiftModifier or not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return None
    return chr(event.key())


def names_of(event: QKeyEvent) -> tuple[str, ...]:
    """How commands may call this key, as Qt writes it; a sign that needs Shift on some keyboards also without it."""
    held = event.modifiers() & ~_Mod.KeypadModifier & ~_Mod.GroupSwitchModifier
    names = [_name(held, event.key())]
    sign = event.text()
    if sign and held & _Mod.ShiftModifier and sign.isprintable() and not sign.isalnum() and not sign.isspace():
        names.append(_name(held & ~_Mod.ShiftModifier, event.key()))
    return tuple(names)


def written(keys: str) -> str:
    """A key sequence as `names_of()` writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def _name(held: Qt.KeyboardModifier, key: int) -> str:
    combination = QKeyCombination(held, Qt.Key(key))
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)
