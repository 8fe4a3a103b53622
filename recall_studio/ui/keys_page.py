"""All keys on one page, to lie beside the keyboard: written as HTML that a browser and Qt's own text both lay out."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF

from recall_studio.domain.words import _, language
from recall_studio.ui import paper
from recall_studio.ui.key_groups import BETWEEN, code_groups, command_groups

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice, QTextDocument

    from recall_studio.ui.key_choices import KeysNow
    from recall_studio.ui.key_groups import Group

COLUMNS = 4
_IN_BROWSER = "body { font-family: sans-serif; font-size: 11px; }"
NARROWEST, WIDEST, STEP = 1000, 3000, 100
"""How wide the page is in px of its letters: the narrowest that holds everything has the largest letters."""
_STYLE = """
h1 { font-size: x-large; margin: 0; } h2 { font-size: large; margin: 10px 0 2px 0; }
h3 { font-size: medium; margin: 8px 0 2px 0; } td { padding: 1px 0; vertical-align: top; }
.key { font-weight: bold; white-space: nowrap; text-align: right; } .column { padding-right: 22px; }
"""


def page_html(now: KeysNow, title: str, columns: int = COLUMNS) -> str:
    """The page: the codes in columns, then the commands.

    Args:
        now: the keys.
        title: of the study.
        columns: how many stand beside each other.
    """
    heading = _("Keys of {study}", study=title)
    hint = _("A letter for the theme, then a number. Ctrl on the last key puts a second code on the same stretch.")
    of_codes, of_commands = escape(_("Codes")), escape(_("Commands"))
    codes = f"<h2>{of_codes}</h2><p>{escape(hint)}</p>{_table(code_groups(now), columns)}"
    commands = f"<h2>{of_commands}</h2>{_table(command_groups(now), columns)}"
    head = f'<meta charset="utf-8"><title>{escape(heading)}</title><style>{_STYLE}</style>'
    body = f"<h1>{escape(heading)}</h1>{codes}{commands}"
    return f'<!DOCTYPE html><html lang="{language()}"><head>{head}</head><body>{body}</body></html>'


def laid_out(html: str, width: float, height: float) -> QTextDocument:
    """The page as Qt's text on one sheet of paper of these proportions, with letters as large as fit."""
    document = paper.text_of(html)
    document.setDocumentMargin(0)
    for wide in range(NARROWEST, WIDEST + 1, STEP):
        document.setPageSize(QSizeF(wide, wide * height / width))
        if document.pageCount() == 1:
            break
    return document


def keep_page(html: str, path: Path) -> None:
    """Write the page as a web page where the name ends so, and as PDF otherwise.

    Raises:
        BadFile, DiskFull: the place cannot be written to.
    """
    in_browser = html.replace("</style>", f"{_IN_BROWSER}</style>")
    paper.keep(path, html=in_browser, draw=partial(print_page, html), orientation=paper.LYING)


def print_page(html: str, device: QPagedPaintDevice) -> None:
    """Draw the page on one sheet of this paper."""
    area = device.pageLayout().paintRectPoints()
    laid_out(html, area.width(), area.height()).print_(device)


def _line(words: str, keys: str) -> str:
    each = "<br>".join(f"<nobr>{escape(key)}</nobr>" for key in keys.split(BETWEEN))
    return f'<tr><td width="58%">{escape(words)}</td><td class="key">{each}</td></tr>'


def _table(groups: Sequence[Group], number: int) -> str:
    """The groups in columns, the shortest first to be filled."""
    columns: list[list[str]] = [[] for _place in range(number)]
    filled = [0] * number
    for heading, rows in groups:
        place = filled.index(min(filled))
        filled[place] += len(rows) + 2
        lines = "".join(_line(words, keys) for words, keys in rows)
        columns[place].append(f'<h3>{escape(heading)}</h3><table width="100%">{lines}</table>')
    width = 100 // number
    cells = "".join(f'<td class="column" width="{width}%">{"".join(column)}</td>' for column in columns)
    return f'<table width="100%"><tr>{cells}</tr></table>'
