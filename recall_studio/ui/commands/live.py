"""Commands of watching along live: add a conversation without a recording, begin, end, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command
from recall_studio.ui.live import acting

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk


def add_live(desk: Desk) -> None:
    """Open the page that adds a conversation without a recording."""
    from recall_studio.ui.live.adding import LivePage

    desk.window.open_page(LivePage(desk))


def _here(can: Callable[[Desk], bool]) -> Callable[[Desk], bool]:
    """In the coding workspace, in full or plain."""
    return lambda desk: desk.place in ("coding", "plain") and can(desk)


LIVE = (
    Command(
        "live.add",
        N_("Add a conversation without a recording"),
        add_live,
        ("Ctrl+Shift+N",),
        "study",
        lambda desk: desk.session.study.writable,
        in_text=True,
        icon="add",
    ),
    Command(
        "live.begin",
        N_("Begin watching along: start its clock"),
        acting.begin,
        ("Ctrl+Shift+B",),
        "code",
        _here(acting.can_begin),
        in_text=True,
        icon="play",
    ),
    Command(
        "live.end",
        N_("The conversation that is watched along has ended"),
        acting.end,
        ("Ctrl+Shift+E",),
        "code",
        _here(acting.can_end),
        in_text=True,
        icon="check",
    ),
    Command(
        "live.go_on",
        N_("The conversation that is watched along still goes on"),
        acting.go_on,
        (),
        "code",
        _here(acting.can_go_on),
        icon="history",
    ),
)
