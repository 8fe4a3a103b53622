"""Commands of memos: write one about what is in front, show all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from recall_studio.domain.memos import About, Subject
from recall_studio.domain.words import N_, _
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.library import shown_library
from recall_studio.ui.memos.memos_view import MemosView
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

WIDTH = 900


def write_about_this(desk: Desk) -> None:
    """Show the memos on what is in front, the selected moment or the conversation, and begin one."""
    about = _in_front(desk)
    if about is None:
        show_all(desk, begin=True)
        return
    sheet = Sheet(width=WIDTH)
    title = QLabel(_("Memos on this moment") if about.subject is Subject.MOMENT else _("Memos on this conversation"))
    title.setProperty("kind", "title")
    view = MemosView(desk, about)
    view.setMinimumHeight(desk.window.whole.fontMetrics().height() * 18)
    sheet.body.addWidget(title)
    sheet.body.addWidget(view)
    desk.window.open_sheet(sheet)
    view.begin()


def show_all(desk: Desk, *, begin: bool = False) -> None:
    """Go to the memos of the project."""
    desk.window.show_workspace("project/memos")
    if not begin:
        return
    for view in desk.window.whole.findChildren(MemosView):
        view.begin()


def _show(desk: Desk) -> None:
    show_all(desk)


def _in_front(desk: Desk) -> About | None:
    session = desk.session
    if desk.window.workspace == "coding" and session.recording is not None:
        moment = desk.coding.view(session.selection or "")
        if moment is not None and not moment.pending:
            return About(Subject.MOMENT, moment.id)
        return About(Subject.CONVERSATION, session.recording.conversation)
    library = shown_library(desk)
    if desk.window.workspace == "library" and library is not None and library.row is not None:
        return About(Subject.CONVERSATION, library.row.conversation)
    return None


MEMOS = (
    Command(
        "memo.write",
        N_("Write a memo about this"),
        write_about_this,
        ("Ctrl+Shift+M",),
        "study",
        lambda desk: desk.session.study.writable,
        icon="note",
    ),
    Command("memo.all", N_("Show all memos"), _show, icon="note"),
)
