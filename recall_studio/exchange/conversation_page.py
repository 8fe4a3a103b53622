"""The page on a conversation as HTML that a browser and Qt's own text both lay out, and the way it leaves."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from recall_studio.analysis.conversation_page import conversation_page
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.memos import kind_in_words
from recall_studio.domain.study import role_in_words
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, decimal, in_words, language, ngettext
from recall_studio.exchange.page_lanes import lanes_svg
from recall_studio.store import access, codebooks
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from recall_studio.analysis.conversation_page import CodeCount, ConversationPage
    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

LANES_PX = 660
"""How wide the picture of the lanes is on the page; it is drawn twice as fine."""
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; } h1 { font-size: 16pt; margin: 0 0 2px 0; }
h2 { font-size: 11pt; margin: 14px 0 4px 0; } p { margin: 2px 0; } .muted { color: #555555; }
table { border-collapse: collapse; } td, th { padding: 2px 10px 2px 0; text-align: left; vertical-align: top; }
th { border-bottom: 1px solid #999999; } .number { text-align: right; }
"""


def page_html(page: ConversationPage, book: Codebook, *, notes: bool) -> str:
    """The page.

    Args:
        page: what stands on it.
        book: gives the codes their names.
        notes: with the notes and memos.
    """
    svg = base64.b64encode(lanes_svg(page).encode()).decode()
    parts = [
        f"<h1>{escape(page.name)}</h1>",
        f'<p class="muted">{escape(_head(page))}</p>',
        f"<p>{escape(_people(page))}</p>",
        f"<p>{escape(_coded(page))}</p>",
        f'<p><img width="{LANES_PX}" src="data:image/svg+xml;base64,{svg}"></p>',
        _counts(page),
        _marked(page, book, notes=notes),
        *([_noted(page, book), _memos(page)] if notes else []),
    ]
    head = f'<meta charset="utf-8"><title>{escape(page.name)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html><html lang="{language()}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def shown_page(study: Reading, *, name: str, as_seen_by: Member, notes: bool) -> str:
    """The page as it is looked at in the study.

    Raises:
        UnknownName: there is no such recording or conversation, or it may not be seen.
    """
    page = conversation_page(study, name, as_seen_by=as_seen_by)
    return page_html(page, codebooks.codebook(study), notes=notes)


def release_page(study: Writing, *, name: str, notes: bool) -> str:
    """The page as it may leave, on paper or in a file; the gate is asked and the log says so.

    Raises:
        UnknownName: there is no such recording or conversation, or it may not be seen.
        AccessRefused: its people's consent does not let it leave.
    """
    page = conversation_page(study, name, as_seen_by=study.acting)
    release = access.release(study, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS, notes=notes)
    if page.row["id"] not in release.recordings:
        raise AccessRefused(
            _("“{name}” may not leave the study: the consent for that is missing.", name=name),
            operation=Operation.EXPORT.value,
            subjects=(page.row["conversation_id"],),
            remedy=_("“recall-studio consent” records an answer."),
        )
    return page_html(page, codebooks.codebook(study), notes=notes)


def write_page(study: Study, name: str, *, to: Path, notes: bool) -> None:
    """Write the page as a web page.

    Raises:
        UnknownName, AccessRefused: as for `release_page()`.
        BadFile, DiskFull: the place cannot be written to.
    """
    html = study.perform(release_page, name=name, notes=notes)
    with written_beside(to) as beside:
        beside.write_text(html, encoding="utf-8")


def _head(page: ConversationPage) -> str:
    row = page.row
    length = _("watched along live") if page.live else format_ms(page.duration_ms).split(".")[0]
    told = (row["held_on"], row["type"], row["channel"], row["wave"], row["case"], length)
    return " · ".join(str(one) for one in told if one)


def _people(page: ConversationPage) -> str:
    return in_words([f"{role_in_words(one.role)} {one.pseudonym}" for one in page.people])


def _coded(page: ConversationPage) -> str:
    if page.live:
        return _("Nothing was recorded, so nothing is declared as coded.")
    if not page.coders:
        return _("Nobody has declared anything as coded yet: what is not there is unknown.")
    said = []
    for part in page.coders:
        themes = in_words([theme.label.in_language(language()) for theme in part.themes])
        share = decimal(100 * part.coded_ms / page.duration_ms, 0)
        said.append(_("{coder} coded {share} % for {themes}.", coder=part.coder, share=share, themes=themes))
    return " ".join(said)


def _counts(page: ConversationPage) -> str:
    if not page.counts:
        return ""
    heads = [_("Code"), *(part.coder for part in page.coders), _("Per 10 minutes"), _("Marked in all")]
    rows = [_count_cells(one) for one in page.counts]
    hint = escape(
        _("A number counts what lies in the time that was declared as coded; — is not looked for, so unknown.")
    )
    title = _heading(_("How often"))
    return f"{title}{_table(heads, rows)}<p class='muted'>{hint}</p>"


def _count_cells(one: CodeCount) -> list[str]:
    rates = [measured.rate_10min for measured in one.measured]
    known = [rate for rate in rates if rate is not None]
    rate = " / ".join("—" if rate is None else decimal(rate) for rate in rates) if known else "—"
    numbers = ["—" if measured.n is None else str(measured.n) for measured in one.measured]
    return [_name(one.code), *numbers, rate, str(one.found)]


def _marked(page: ConversationPage, book: Codebook, *, notes: bool) -> str:
    title = ngettext("{n} moment to discuss", "{n} moments to discuss", len(page.marked))
    moments = {one.id: one for lane in page.lanes for one in lane.moments}
    rows = []
    for mark in page.marked:
        code = moments[mark.moment_id].code if mark.moment_id in moments else None
        note = [(mark.note or "") if notes else ""]
        rows.append([_clock(mark.at_ms), _name(book.by_key[code]) if code else "", mark.member, *note])
    if not rows:
        return _heading(title)
    return _heading(title) + _table([_("Time"), _("Code"), _("By"), _("Note")], rows)


def _noted(page: ConversationPage, book: Codebook) -> str:
    if not page.noted:
        return ""
    rows = [
        [_span(one), _name(book.by_key[one.code]) if one.code else "", one.coder, one.note or ""] for one in page.noted
    ]
    return _heading(_("Notes")) + _table([_("Time"), _("Code"), _("Coder"), _("Note")], rows)


def _memos(page: ConversationPage) -> str:
    if not page.memos:
        return ""
    rows = [
        ["" if one.start_ms is None else _clock(one.start_ms), kind_in_words(one.kind), one.member, one.text]
        for one in page.memos
    ]
    return _heading(_("Memos")) + _table([_("Time"), _("Kind"), _("By"), _("Memo")], rows)


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    lines = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def _span(one: Moment) -> str:
    return f"{_clock(one.start_ms)}–{_clock(one.end_ms)}" if one.end_ms is not None else _clock(one.start_ms)


def _clock(ms: int) -> str:
    return format_ms(ms).split(".")[0]


def _name(code: Code) -> str:
    return code.label.in_language(language())
