"""Commands about the codebook: open its editor, and the moments that are still to be coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_
from recall_studio.ui.coding.uncoded import UncodedSheet, go_to_next
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def show_editor(desk: Desk) -> None:
    """Go to the codebook in the workspace Project."""
    desk.window.show_workspace("project/codebook")


def _codes(desk: Desk) -> bool:
    return desk.session.member.role is Role.ONDERZOEK


CODEBOOK = (
    Command(
        "codebook.edit",
        N_("Open the codebook"),
        show_editor,
        ("F9",),
        "study",
        _codes,
        in_text=True,
        icon="codebook",
    ),
    Command(
        "code.next_uncoded",
        N_("Next moment to be coded"),
        go_to_next,
        ("F8",),
        "code",
        _codes,
        workspace="coding",
        icon="next",
    ),
    Command(
        "code.uncoded_list",
        N_("List what is still to be coded …"),
        lambda desk: desk.window.open_sheet(UncodedSheet(desk)),
        ("Shift+F8",),
        "code",
        _codes,
        icon="lanes",
    ),
)
