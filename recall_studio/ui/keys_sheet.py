"""The page of keys before it is printed or kept as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.ui import paper
from recall_studio.ui.buttons import word_button
from recall_studio.ui.key_choices import keys_now
from recall_studio.ui.keys_page import COLUMNS, keep_page, page_html, print_page
from recall_studio.ui.picking import pick_target
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

    from recall_studio.ui.desk import Desk

WIDTH, HEIGHT = 1080, 560
COLUMN_LETTERS = 36
"""How many average letters a column takes while it is looked at; on paper all stand beside each other."""


class KeysSheet(Sheet):
    """Shows the page; it is printed with the system's own dialog, or kept as PDF or web page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        now, study = keys_now(desk), desk.session.study.facts().title
        self.html = page_html(now, study)
        title = QLabel(_("The keys on one page"))
        title.setProperty("kind", "title")
        page = QTextBrowser(openLinks=False)
        page.setFrameShape(QTextBrowser.Shape.NoFrame)
        page.setProperty("kind", "plain")
        page.setAccessibleName(_("The keys on one page"))
        page.setMinimumHeight(HEIGHT)
        fit = WIDTH // (page.fontMetrics().averageCharWidth() * COLUMN_LETTERS)
        page.setHtml(page_html(now, study, max(1, min(COLUMNS, fit))))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(word_button(_("Save as PDF or web page …"), self._ask_where))
        head.addWidget(word_button(_("Print …"), self._ask_printer, kind="main"))
        self.body.addLayout(head)
        self.body.addWidget(page)

    def keep(self, path: Path) -> None:
        """Write the page to this file; a name without an ending becomes a PDF."""
        whole = paper.with_ending(path)
        try:
            keep_page(self.html, whole)
        except RecallError as error:
            self._desk.session.complain(error)
        else:
            self._desk.session.say(_("The keys are in {file}.", file=whole.name))
        self.shut()

    def print_on(self, printer: QPagedPaintDevice) -> None:
        """Print the page on this printer."""
        print_page(self.html, printer)

    def _ask_where(self) -> None:
        pick_target(self, _("Save the keys"), self.keep, name=_("keys.pdf"))

    def _ask_printer(self) -> None:
        paper.ask_printer(self, self.print_on, orientation=paper.LYING)
