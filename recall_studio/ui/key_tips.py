"""Tool tips that name the key of a command as the user has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from typing_extensions import override

from recall_studio.ui.key_choices import key_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from recall_studio.ui.desk import Desk


class KeyTip(QObject):
    """The tool tip of a widget: words and the key of a command; it follows the user's choice of keys.

    Args:
        widget: whose tip it is; it lives as long.
        desk: the window's things.
        command: the key of the command.
        words: what the tip says before the key; the command's own words when nothing is given.
    """

    def __init__(self, widget: QWidget, desk: Desk, command: str, words: str = "") -> None:
        super().__init__(widget)
        self._widget, self._desk, self._command, self._words = widget, desk, command, words
        desk.preferences.changed.connect(self._say)
        self._say()

    def say(self, words: str) -> None:
        """Say something else before the key from now on."""
        self._words = words
        self._say()

    def _say(self, _changed: object = None) -> None:
        command = next((one for one in self._desk.commands if one.key == self._command), None)
        words = self._words or (command.words if command else "")
        self._show(words, key_shown(command, self._desk.preferences.settings) if command else "")

    def _show(self, words: str, key: str) -> None:
        self._widget.setToolTip(f"{words} ({key})" if key else words)


class KeyBeside(KeyTip):
    """The words on a button, with the key of its command beside them."""

    def __init__(self, button: QAbstractButton, desk: Desk, command: str, words: str) -> None:
        self._button = button
        super().__init__(button, desk, command, words)

    @override
    def _show(self, words: str, key: str) -> None:
        self._button.setText(f"{words}   {key}".rstrip())


def key_of(desk: Desk, command: str) -> str:
    """The key that is shown now for the command of this name, or nothing."""
    found = next((one for one in desk.commands if one.key == command), None)
    return key_shown(found, desk.preferences.settings) if found else ""
