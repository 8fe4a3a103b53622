"""Commands about the keys themselves: change them, print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

SECTION = "project/keys"
"""The section of the workspace Project where they are changed."""


def change_keys(desk: Desk) -> None:
    """Go to where the keys are changed."""
    desk.window.show_workspace(SECTION)


def print_keys(desk: Desk) -> None:
    """Show the sheet of keys, to print and to keep."""
    from recall_studio.ui.keys_sheet import KeysSheet

    desk.window.open_sheet(KeysSheet(desk))


KEYING = (
    Command("view.keys_change", N_("Change the keys …"), change_keys, ("Ctrl+Alt+K",), in_text=True, icon="keys"),
    Command("view.keys_print", N_("Print the keys …"), print_keys, icon="keys"),
)
