"""Commands about the study as a whole: take back, add, open another, who works, lock, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command
from recall_studio.ui.desk import Leaving

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def add_recording(desk: Desk) -> None:
    """Open the page that adds a conversation."""
    from recall_studio.ui.adding.page import AddingPage

    desk.window.open_page(AddingPage(desk, ()))


def lock(desk: Desk) -> None:
    """Pause, and cover the window."""
    from recall_studio.ui.covering import cover

    desk.playing.player.pause()
    desk.session.covered.emit()
    cover(desk)


def _writable(desk: Desk) -> bool:
    return desk.session.study.writable


STUDYING = (
    Command("study.undo", N_("Undo"), lambda desk: desk.coding.undo(), ("Ctrl+Z",), "study", _writable, icon="undo"),
    Command(
        "study.redo",
        N_("Redo"),
        lambda desk: desk.coding.redo(),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "study",
        _writable,
        icon="redo",
    ),
    Command(
        "study.add", N_("Add a conversation"), add_recording, ("Ctrl+N",), "study", _writable, in_text=True, icon="add"
    ),
    Command(
        "study.open",
        N_("Open another study"),
        lambda desk: desk.window.leave(Leaving.START),
        ("Ctrl+O",),
        "study",
        in_text=True,
        icon="folder",
    ),
    Command(
        "study.member",
        N_("Somebody else works"),
        lambda desk: desk.window.leave(Leaving.MEMBER),
        (),
        "study",
        icon="person",
    ),
    Command(
        "study.lock",
        N_("Lock: pause and cover the window"),
        lock,
        ("Ctrl+L",),
        "study",
        in_text=True,
        icon="lock",
    ),
    Command(
        "study.quit",
        N_("Quit"),
        lambda desk: desk.window.leave(Leaving.QUIT),
        ("Ctrl+Q",),
        "study",
        in_text=True,
        icon="close",
    ),
)
