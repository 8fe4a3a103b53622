"""The page of keys before it is printed or kept as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.key_choices import keys_now
from recall_studio.ui.keys_page import COLUMNS, keep_page, laid_out, page_html
from recall_studio.ui.picking import pick_target
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

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
        whole = path if path.suffix else path.with_suffix(".pdf")
        try:
            keep_page(self.html, whole)
        except RecallError as error:
            self._desk.session.complain(error)
        else:
            self._desk.session.say(_("The keys are in {file}.", file=whole.name))
        self.shut()

    def print_on(self, printer: QPrinter) -> None:
        """Print the page on this printer."""
        area = printer.pageLayout().paintRectPoints()
        laid_out(self.html, area.width(), area.height()).print_(printer)

    def _ask_where(self) -> None:
        pick_target(self, _("Save the keys"), self.keep, name=_("keys.pdf"))

    def _ask_printer(self) -> None:
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter()
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(lambda: self.print_on(self._printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # never exec(): the player goes on
