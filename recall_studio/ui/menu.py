"""The menu at the foot of the rail, made from the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from recall_studio.domain.words import _
from recall_studio.ui.commands.command import AREAS
from recall_studio.ui.icons import icon
from recall_studio.ui.key_choices import key_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk


def menu_of(commands: Sequence[Command], desk: Desk) -> QMenu:
    """One submenu an area; what cannot be done now is grey when the menu opens."""
    menu = QMenu()
    for area, heading in AREAS.items():
        part = menu.addMenu(_(heading))
        for command in commands:
            if command.area == area:
                part.addAction(_action(command, desk, part))
        part.aboutToShow.connect(lambda part=part: _enable(part, desk))
    return menu


def _action(command: Command, desk: Desk, menu: QMenu) -> QAction:
    # Its words come when the menu opens. The key is shown, not bound: the key router alone listens to keys.
    action = QAction(menu)
    if command.icon:
        action.setIcon(icon(command.icon, desk.tokens.muted))
    action.setData(command)
    action.triggered.connect(lambda _on=False: command.run(desk))
    return action


def _enable(menu: QMenu, desk: Desk) -> None:
    for action in menu.actions():
        command: Command = action.data()
        action.setEnabled(command.when(desk))
        key = key_shown(command, desk.preferences.settings)
        action.setText(f"{command.words}\t{key}" if key else command.words)
