"""What a viewer gets on paper: the instruction, a card with whom to call, a sheet to take home. Never a name of theirs.

HTML that a browser and Qt's own text both lay out, in A4, and from right to left where the language is written so.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from recall_studio.domain.recall.contact import FIELDS
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recall_studio.domain.recall.contact import Contact
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.domain.study import PersonRole

_STYLE = """
@page { size: A4; margin: 18mm; }
body { font-family: sans-serif; color: #111111; background: #ffffff; }
h1 { font-size: 28pt; margin: 0 0 22px 0; } h2 { font-size: 16pt; margin: 22px 0 5px 0; }
p { font-size: 14pt; margin: 0 0 7px 0; } td { padding: 9px 8px 4px 8px; } table { margin: 20px 0 20px 0; }
.large { font-size: 26pt; margin: 0 0 30px 0; } .strong { font-weight: bold; }
.line { border-bottom: 1px solid #555555; }
"""
_BLANK = "\u00a0" * 44
"""A line to write on: Qt gives an empty cell no width."""


def instruction_html(tongue: Tongue, role: PersonRole) -> str:
    """The instruction in large letters, for who looks back in this role."""
    said = tongue.instruction_for(role)
    paragraphs = [_paragraph(tongue, text, "large") for text in said[:-1]]
    return _page(
        tongue,
        tongue.instruction_title,
        [*paragraphs, _paragraph(tongue, said[-1], "large strong")],
    )


def contact_html(tongue: Tongue, contact: Contact) -> str:
    """The card with whom to call; what the study has not filled in is a line to write on."""
    card = tongue.contact
    parts = [_paragraph(tongue, text) for text in card.text]
    return _page(tongue, card.title, [*parts, _contact(tongue, contact), _paragraph(tongue, card.someone_else)])


def take_home_html(tongue: Tongue, contact: Contact, role: PersonRole, *, code: str = "") -> str:
    """The sheet to take home: what was done, what becomes of it, what may be asked, and how to withdraw.

    Args:
        tongue: in which language.
        contact: whom to call.
        role: as what the viewer looked back.
        code: their pseudonym, which they say when they call; a line to write on when it is empty.
    """
    sheet = tongue.take_home
    sections = (
        (sheet.done_title, sheet.done),
        (sheet.kept_title, (*sheet.kept, tongue.no_effect.of(role))),
        (sheet.rights_title, sheet.rights),
        (sheet.withdraw_title, sheet.withdraw),
    )
    parts = [_heading(tongue, title) + "".join(_paragraph(tongue, one) for one in said) for title, said in sections]
    return _page(tongue, sheet.title, [*parts, _contact(tongue, contact, (sheet.code, code))])


def write_paper(path: Path, html: str) -> None:
    """Write a sheet as a web page.

    Raises:
        BadFile, DiskFull: the place cannot be written to.
    """
    with written_beside(path) as beside:
        beside.write_text(html, encoding="utf-8")


def _page(tongue: Tongue, title: str, parts: Iterable[str]) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    above = f'<h1{_side(tongue)}><span style="font-size: 28pt">{escape(title)}</span></h1>'  # Qt heeds no size of h1
    whole = f'<html lang="{escape(tongue.key)}" dir="{_direction(tongue)}">'
    return f"<!DOCTYPE html>{whole}<head>{head}</head><body{_side(tongue)}>{above}{''.join(parts)}</body></html>"


def _direction(tongue: Tongue) -> str:
    return "rtl" if tongue.right_to_left else "ltr"


def _side(tongue: Tongue) -> str:
    """On every block, since Qt does not hand it down."""
    return f' dir="{_direction(tongue)}"'


def _heading(tongue: Tongue, words: str) -> str:
    return f"<h2{_side(tongue)}>{escape(words)}</h2>"


def _paragraph(tongue: Tongue, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<p{_side(tongue)}{named}>{escape(words)}</p>"


def _contact(tongue: Tongue, contact: Contact, first: tuple[str, str] | None = None) -> str:
    labels = {name: str(getattr(tongue.contact, name)) for name in FIELDS}
    told = [(labels[name], text) for name, text in contact.lines().items()]
    rows = "".join(_row(tongue, label, text) for label, text in ([first] if first else []) + told)
    return f'<table dir="ltr" width="100%" cellspacing="0">{rows}</table>'


def _row(tongue: Tongue, label: str, text: str) -> str:
    """A label and what is filled in, or a line to write on; Qt lays cells out from left to right in any language."""
    align = ' align="right"' if tongue.right_to_left else ""
    side = "rtl" if any(bidirectional(letter) in ("R", "AL") for letter in text) else "ltr"  # a number is never turned
    cells = [
        f'<td width="30%"{align}><p{_side(tongue)}>{escape(label)}</p></td>',
        f'<td class="line"{align}><p dir="{side}"{align}>{escape(text) or _BLANK}</p></td>',
    ]
    return f"<tr>{''.join(reversed(cells) if tongue.right_to_left else cells)}</tr>"
