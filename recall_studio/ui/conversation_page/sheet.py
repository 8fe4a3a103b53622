"""Shows the page on a conversation, and prints or keeps it when the gate lets it leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.exchange.conversation_page import release_page, shown_page
from recall_studio.ui.lasting import while_there
from recall_studio.ui.leaving_page import LeavingPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.store.writing import Writing
    from recall_studio.ui.desk import Desk

WIDTH, LINES = 800, 34


class PageSheet(LeavingPage):
    """One conversation on one page.

    Args:
        desk: what it works with.
        name: of the recording, or of a conversation that was watched along live.
    """

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(
            desk,
            called=_("Page on {name}", name=name),
            file=f"{name}.pdf",
            width=WIDTH,
            lines=LINES,
            release=self._as_shown,
        )
        self._name = name
        self.notes = QCheckBox(_("With notes and memos"))
        self.notes.setChecked(True)
        self.notes.toggled.connect(self._show)
        head = QHBoxLayout()
        head.addWidget(self.notes, 1)
        self.add_ways_out(head)
        self.body.addLayout(head)
        self.body.addWidget(self.page)
        self._show()

    def _as_shown(self) -> Callable[[Writing], str]:
        return partial(release_page, name=self._name, notes=self.notes.isChecked())

    def _show(self) -> None:
        session = self._desk.session
        read = partial(shown_page, name=self._name, as_seen_by=session.member, notes=self.notes.isChecked())
        if not session.study.writable:
            self.page.setHtml(read(session.study))
            return
        # Where edits are made, since it may take long: half a second for 10,000 moments.
        done, refused = while_there(self, self.page.setHtml), while_there(self, self.refuse)
        session.do(read, done=done, refused=refused)


def show_page(desk: Desk, name: str) -> None:
    """Open the page on a conversation over the window."""
    try:
        desk.window.open_sheet(PageSheet(desk, name))
    except RecallError as error:
        desk.session.complain(error)
