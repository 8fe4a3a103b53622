"""A text of several pages on paper: as Qt lays it out, on a printer or as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

WIDTH_PX = 700
"""How wide a page is in px of its letters; what is wider is drawn smaller."""
LETTER_PX = 12
_MARGINS = QMarginsF(40, 40, 40, 40)


def print_pages(html: str, paper: QPagedPaintDevice) -> None:
    """Draw the text on this paper, page by page, each with its number."""
    area = paper.pageLayout().paintRectPoints()
    document = QTextDocument()
    letters = QFont("sans-serif")
    letters.setPixelSize(LETTER_PX)
    document.setDefaultFont(letters)
    document.setHtml(html)
    document.setPageSize(QSizeF(WIDTH_PX, WIDTH_PX * area.height() / area.width()))
    document.print_(paper)


def write_pdf(html: str, path: Path) -> None:
    """Write the text as PDF, in A4."""
    writer = QPdfWriter(str(path))
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS))
    print_pages(html, writer)


def ask_printer(parent: QWidget, html: str) -> None:
    """Let the user choose a printer and print; the window goes on meanwhile."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: print_pages(html, printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
