"""The command that shows all of a conversation on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.library import shown_library
from recall_studio.ui.conversation_page.sheet import show_page

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def _in_front(desk: Desk) -> str:
    """The name of the conversation that is coded, or selected in the library; nothing when there is none."""
    if desk.window.workspace == "library":
        library = shown_library(desk)
        return library.row.name if library is not None and library.row is not None else ""
    return desk.session.recording.name if desk.session.recording is not None else ""


PAGING = (
    Command(
        "conversation.page",
        N_("Show this conversation on one page"),
        lambda desk: show_page(desk, _in_front(desk)),
        ("Ctrl+P",),
        "study",
        lambda desk: bool(_in_front(desk)),
        in_text=True,
        icon="note",
    ),
)
