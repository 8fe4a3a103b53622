"""A page on paper, as PDF or as web page, in A4: what draws it is given by who makes the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog

from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtWidgets import QWidget

    Draw = Callable[[QPagedPaintDevice], object]

UPRIGHT, LYING = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
WIDTH_PX = 700
"""How wide a page is in px of its letters; what is wider is drawn smaller."""
LETTER_PX = 12
MARGINS_PT = {UPRIGHT: 40, LYING: 28}


def text_of(html: str) -> QTextDocument:
    """A page as Qt's text, in the letters of paper."""
    document = QTextDocument()
    letters = QFont("sans-serif")
    letters.setPixelSize(LETTER_PX)
    document.setDefaultFont(letters)
    document.setHtml(html)
    return document


def print_pages(html: str, paper: QPagedPaintDevice) -> None:
    """Draw a text on this paper, page by page."""
    area, document = paper.pageLayout().paintRectPoints(), text_of(html)
    document.setPageSize(QSizeF(WIDTH_PX, WIDTH_PX * area.height() / area.width()))
    document.print_(paper)


def with_ending(path: Path) -> Path:
    """The file that is meant: a name without an ending becomes a PDF."""
    return path if path.suffix else path.with_suffix(".pdf")


def keep(path: Path, *, html: str, draw: Draw, orientation: QPageLayout.Orientation = UPRIGHT) -> None:
    """Write a page as web page where the name ends so, and as PDF otherwise.

    Args:
        path: where.
        html: the web page.
        draw: draws it on the PDF.
        orientation: of the paper.

    Raises:
        BadFile, DiskFull: the place cannot be written to.
    """
    with written_beside(path) as beside:
        if path.suffix.casefold() in (".html", ".htm"):
            beside.write_text(html, encoding="utf-8")
            return
        beside.touch()  # raises where nothing can be written; Qt would only say so to the log
        margin, size = MARGINS_PT[orientation], QPageSize(QPageSize.PageSizeId.A4)
        writer = QPdfWriter(str(beside))
        writer.setPageLayout(QPageLayout(size, orientation, QMarginsF(margin, margin, margin, margin)))
        draw(writer)


def ask_printer(parent: QWidget, draw: Draw, *, orientation: QPageLayout.Orientation = UPRIGHT) -> None:
    """Let the user choose a printer and print; the window goes on meanwhile."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    printer.setPageOrientation(orientation)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: draw(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # never exec(): the player goes on
