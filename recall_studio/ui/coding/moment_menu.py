"""The menu on the selected moments, for the mouse: the same commands as by key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from recall_studio.ui.key_choices import key_shown

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.desk import Desk

OFFERED = (
    ("moment.play", "moment.note"),
    ("moment.begin_here", "moment.end_here", "moment.split", "moment.duplicate", "moment.merge"),
    ("recall.card", "recall.prepare"),
    ("moment.recode", "code.discuss", "moment.remove"),
)
"""The commands, in groups."""


def offer(desk: Desk, over: QWidget, at: QPoint) -> None:
    """Show the menu at a place on the screen; what cannot be done now is grey."""
    known = {command.key: command for command in desk.commands}
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in OFFERED:
        for command in (known[key] for key in group if key in known):
            words = f"{command.words}\t{key_shown(command, desk.preferences.settings)}".rstrip("\t")
            menu.addAction(words, partial(command.run, desk)).setEnabled(command.when(desk))
        menu.addSeparator()
    menu.popup(at)
