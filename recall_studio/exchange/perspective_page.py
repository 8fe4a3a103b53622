"""A perspective card as HTML for paper, without names: for whom it is decides what stands on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.analysis.recall.cards import name_of, seen_places, shows_coding
from recall_studio.analysis.recall.discussed import touches
from recall_studio.analysis.recall.leaving import leaving
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.recall.kinds import CONTENT_WORDS, JUDGEMENT_WORDS, ORIENTATION_WORDS, TimeOrientation
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, language
from recall_studio.store import access, codebooks, conversations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recall_studio.analysis.recall.discussed import Place, Said
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

_STYLE = """
body { font-family: sans-serif; font-size: 11pt; color: #111111; } h1 { font-size: 17pt; margin: 0 0 2px 0; }
h2 { font-size: 12pt; margin: 0 0 6px 0; } p { margin: 2px 0 6px 0; } .muted { color: #555555; font-size: 9pt; }
td { vertical-align: top; padding: 8px 14px 8px 0; }
"""
_OWN = {Audience.KLANT: PersonRole.KLANT, Audience.KLANTMANAGER: PersonRole.KLANTMANAGER}


class CardPlace(NamedTuple):
    """Which card: the name of the recording, and the stretch in ms of its time line."""

    recording: str
    start_ms: int
    end_ms: int


def shown_card(study: Reading, *, at: CardPlace, as_seen_by: Member, audience: Audience) -> str:
    """The card as it is looked at in the study, as it would be before this audience."""
    found = _found(study, at, as_seen_by, audience)
    return _html(found, at, codebooks.codebook(study), audience, coding=shows_coding(as_seen_by, audience))


def release_card(study: Writing, *, at: CardPlace, audience: Audience) -> str:
    """The card as it may leave, on paper or in a file; the gate is asked and the log says so.

    On a page for research somebody's words are a quote, so they stand there with the consent `citaat` alone. Client
    and case manager take their own words home, and of the other's what is shared with them.

    Raises:
        UnknownName: there is no such recording.
        AccessRefused: its people's consent does not let it leave.
    """
    release = access.release(study, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS)
    place = conversations.place(study, at.recording)
    if place["id"] not in release.recordings:
        raise AccessRefused(
            _("“{name}” may not leave the study: the consent for that is missing.", name=at.recording),
            operation=Operation.EXPORT.value,
            subjects=(place["conversation_id"],),
            remedy=_("“recall-studio consent” records an answer."),
        )
    may = leaving(study, as_seen_by=study.acting, release=release)
    comments = {one.id for record in may.records for one in record.comments}
    quotable = set(may.quotable)
    held_back = set()
    found = _found(study, at, study.acting, audience)
    for said in (one for place in found for one in place.said):
        own = _OWN.get(audience)
        if said.comment.id not in comments or (own is None and said.interview.id not in quotable):
            held_back.add(str(said.comment.id))
    coding = shows_coding(study.acting, audience)
    return _html(found, at, codebooks.codebook(study), audience, coding=coding, held_back=held_back)


def _found(study: Reading, at: CardPlace, reader: Member, audience: Audience) -> list[Place]:
    every = seen_places(study, as_seen_by=reader, audience=audience)
    return [
        one
        for one in every
        if name_of(one) == at.recording and touches(one.start_ms, one.end_ms, at.start_ms, at.end_ms)
    ]


def _html(
    found: Collection[Place],
    at: CardPlace,
    book: Codebook,
    audience: Audience,
    *,
    coding: bool,
    held_back: Collection[str] = (),
) -> str:
    about = _times(found) if audience in _OWN else f"{at.recording} · {_clock(at.start_ms, at.end_ms)}"
    columns = [_column(found, role, held_back) for role in _roles(audience)]
    if coding:
        columns.append(_codes(found, book))
    share = 100 // len(columns)
    cells = "".join(f'<td width="{share}%">{column}</td>' for column in columns)
    judged = _judged(found) if coding else ""
    title = escape(_("One moment, seen by each"))
    body = f'<h1>{title}</h1><p class="muted">{escape(about)}</p><table width="100%"><tr>{cells}</tr></table>{judged}'
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html><html lang="{language()}"><head>{head}</head><body>{body}</body></html>'


def _times(found: Collection[Place]) -> str:
    """From when to when, of what stands on the page: no more is told of where somebody else spoke."""
    if not found:
        return ""
    return _clock(min(place.start_ms for place in found), max(place.end_ms for place in found))


def _clock(*times_ms: int) -> str:
    return " – ".join(dict.fromkeys(format_ms(ms).split(".")[0] for ms in times_ms))


def _roles(audience: Audience) -> tuple[PersonRole, PersonRole]:
    """Who it is for comes first."""
    if audience is Audience.KLANTMANAGER:
        return PersonRole.KLANTMANAGER, PersonRole.KLANT
    return PersonRole.KLANT, PersonRole.KLANTMANAGER


def _column(found: Collection[Place], role: PersonRole, held_back: Collection[str]) -> str:
    heading = f"<h2>{escape(role_in_words(role).capitalize())}</h2>"
    said = "".join(_comment(one, held_back) for place in found for one in place.by(role))
    return heading + (said or _muted(_("Nothing stands here.")))


def _comment(one: Said, held_back: Collection[str]) -> str:
    comment = one.comment
    if comment.id in held_back:
        return _muted(_("Said something that may not leave the study."))
    words = comment.text.strip() or comment.text_original.strip() or _("(not written down)")
    return f"<p>“{escape(words)}”</p>" + "".join(map(_muted, _about(one)))


def _muted(words: str) -> str:
    return f'<p class="muted">{escape(words)}</p>'


def _about(one: Said) -> Iterator[str]:
    comment, parts = one.comment, []
    if comment.time_orientation is not TimeOrientation.NOG_TE_BEPALEN:
        parts.append(_(ORIENTATION_WORDS[comment.time_orientation]))
    if comment.content_type is not None:
        parts.append(_(CONTENT_WORDS[comment.content_type]))
    if parts:
        yield " · ".join(parts)


def _codes(found: Collection[Place], book: Codebook) -> str:
    keys = dict.fromkeys(code for place in found for code in place.codes if code in book.by_key)
    lines = "".join(f"<p>{escape(book.by_key[key].label.in_language(language()))}</p>" for key in keys)
    heading = escape(_("Codes of the researchers"))
    return f"<h2>{heading}</h2>" + (lines or _muted(_("none")))


def _judged(found: Collection[Place]) -> str:
    said = dict.fromkeys(
        f"{_(JUDGEMENT_WORDS[one.judgement])}{': ' + one.note if one.note else ''}"
        for place in found
        for one in place.judged
    )
    if not said:
        return ""
    asked = escape(_("Did both see the same?"))
    return f"<p><b>{asked}</b> {escape(' · '.join(said))}</p>"
