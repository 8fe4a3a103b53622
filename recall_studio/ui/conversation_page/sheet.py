"""Shows the page on a conversation, and prints or keeps it when the gate lets it leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.exchange.conversation_page import release_page, shown_page
from recall_studio.ui import paper
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recall_studio.ui.desk import Desk

WIDTH, LINES = 800, 34


class PageSheet(Sheet):
    """One conversation on one page.

    Args:
        desk: what it works with.
        name: of the recording, or of a conversation that was watched along live.
    """

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._name = desk, name
        self.page = QTextBrowser(openLinks=False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setAccessibleName(_("Page on {name}", name=name))
        self.page.setMinimumHeight(self.fontMetrics().height() * LINES)
        # Paper is white in every theme, and the drawing on it is made for that.
        self.page.setStyleSheet("QTextBrowser { background: #ffffff; color: #111111; }")
        self.notes = QCheckBox(_("With notes and memos"))
        self.notes.setChecked(True)
        self.notes.toggled.connect(self._show)
        head = QHBoxLayout()
        head.addWidget(self.notes, 1)
        head.addWidget(word_button(_("Save as PDF or web page …"), self._ask_where))
        head.addWidget(word_button(_("Print …"), self._print, kind="main"))
        self.body.addLayout(head)
        self.body.addWidget(self.page)
        self._show()

    def keep(self, path: Path) -> None:
        """Write the page to this file; a name without an ending becomes a PDF."""
        whole = paper.with_ending(path)

        def write(html: str) -> None:
            paper.keep(whole, html=html, draw=partial(paper.print_pages, html))
            self._desk.session.say(_("The page is in {file}.", file=whole.name))
            self.shut()

        self._release(write)

    def _show(self) -> None:
        session = self._desk.session
        read = partial(shown_page, name=self._name, as_seen_by=session.member, notes=self.notes.isChecked())
        if not session.study.writable:
            self.page.setHtml(read(session.study))
            return
        # Where edits are made, since it may take long: half a second for 10,000 moments.
        done, refused = while_there(self, self.page.setHtml), while_there(self, self._refuse)
        session.do(read, done=done, refused=refused)

    def _release(self, use: Callable[[str], None]) -> None:
        """Hand the page over where it may leave the study; else say why not."""

        def hand_over(html: str) -> None:
            try:
                use(html)
            except RecallError as error:
                self._refuse(error)

        done, refused = while_there(self, hand_over), while_there(self, self._refuse)
        notes = self.notes.isChecked()
        self._desk.session.do(release_page, done=done, refused=refused, name=self._name, notes=notes)

    def _refuse(self, error: RecallError) -> None:
        self._desk.session.complain(error)
        self.shut()

    def _ask_where(self) -> None:
        pick_target(self, _("Save the page"), self.keep, name=f"{self._name}.pdf")

    def _print(self) -> None:
        self._release(lambda html: paper.ask_printer(self, partial(paper.print_pages, html)))


def show_page(desk: Desk, name: str) -> None:
    """Open the page on a conversation over the window."""
    try:
        desk.window.open_sheet(PageSheet(desk, name))
    except RecallError as error:
        desk.session.complain(error)
