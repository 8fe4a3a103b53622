"""Commands about the study as a whole: take back, add, open another, who works, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def _writable(desk: Desk) -> bool:
    return desk.session.study.writable


STUDYING = (
    Command("study.undo", N_("Undo"), lambda d: d.coding.undo(), ("Ctrl+Z",), "study", _writable, icon="undo"),
    Command(
        "study.redo", N_("Redo"), lambda d: d.coding.redo(), ("Ctrl+Shift+Z", "Ctrl+Y"), "study", _writable, icon="redo"
    ),
    Command(
        "study.add",
        N_("Add a conversation …"),
        lambda d: d.window.add_recording(),
        ("Ctrl+N",),
        "study",
        _writable,
        in_text=True,
        icon="add",
    ),
    Command(
        "study.open",
        N_("Open another study …"),
        lambda d: d.window.leave_study(),
        ("Ctrl+O",),
        "study",
        in_text=True,
        icon="folder",
    ),
    Command("study.member", N_("Who works …"), lambda d: d.window.ask_member(), (), "study", icon="person"),
    Command(
        "study.lock",
        N_("Lock: pause and cover the screen"),
        lambda d: d.window.lock(),
        ("Ctrl+L",),
        "study",
        in_text=True,
        icon="lock",
    ),
    Command("study.quit", N_("Quit"), lambda d: d.window.quit(), ("Ctrl+Q",), "study", in_text=True, icon="close"),
)
