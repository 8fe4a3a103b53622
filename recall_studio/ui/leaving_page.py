"""A sheet with one page of the study, which is printed or kept when the gate lets it leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.ui import paper
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QHBoxLayout

    from recall_studio.store.writing import Writing
    from recall_studio.ui.desk import Desk


class LeavingPage(Sheet):
    """The page, and what lets it out; who makes one fills `page` and lays it out.

    Args:
        desk: what it works with.
        called: what the page is called, for who hears it.
        file: the name that is proposed for its file.
        width: in px.
        lines: how high the page is at the least.
        release: gives the edit that lets the page leave as it is shown now, as HTML.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        called: str,
        file: str,
        width: int,
        lines: int,
        release: Callable[[], Callable[[Writing], str]],
    ) -> None:
        super().__init__(width=width)
        self._desk, self._file, self._let_out = desk, file, release
        self.page = QTextBrowser(openLinks=False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setAccessibleName(called)
        self.page.setMinimumHeight(self.fontMetrics().height() * lines)
        # Paper is white in every theme, and what is drawn on it is made for that.
        self.page.setStyleSheet("QTextBrowser { background: #ffffff; color: #111111; }")

    def add_ways_out(self, row: QHBoxLayout) -> None:
        """The buttons that keep and print it."""
        row.addWidget(word_button(_("Save as PDF or web page …"), self._ask_where))
        row.addWidget(word_button(_("Print …"), self._print, kind="main"))

    def keep(self, path: Path) -> None:
        """Write the page to this file; a name without an ending becomes a PDF."""
        whole = paper.with_ending(path)

        def write(html: str) -> None:
            paper.keep(whole, html=html, draw=partial(paper.print_pages, html))
            self._desk.session.say(_("The page is in {file}.", file=whole.name))
            self.shut()

        self._release(write)

    def refuse(self, error: RecallError) -> None:
        """Say why not, and go."""
        self._desk.session.complain(error)
        self.shut()

    def _release(self, use: Callable[[str], None]) -> None:
        """Hand the page over where it may leave the study; else say why not."""

        def hand_over(html: str) -> None:
            try:
                use(html)
            except RecallError as error:
                self.refuse(error)

        done, refused = while_there(self, hand_over), while_there(self, self.refuse)
        self._desk.session.do(self._let_out(), done=done, refused=refused)

    def _ask_where(self) -> None:
        pick_target(self, _("Save the page"), self.keep, name=self._file)

    def _print(self) -> None:
        self._release(lambda html: paper.ask_printer(self, partial(paper.print_pages, html)))
