"""One page on one conversation: who, what was coded by whom, counts, what is to be discussed, notes and memos.

What a viewer may not see is not on it, and nobody's name is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.measuring import Coding
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.intervals import difference, total_ms, union
from recall_studio.domain.study import PersonRole
from recall_studio.store import access, codebooks, conversations, marks, memos, ranges
from recall_studio.store.annotations import moments as moments_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recall_studio.analysis.measuring import Measured
    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.memos import Memo
    from recall_studio.domain.moments import CodedRange, Moment
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the conversation."""

    pseudonym: str
    role: PersonRole


@dataclass(frozen=True, slots=True)
class CoderPart:
    """What a coder declared: for which themes, and how much of the conversation, in ms."""

    coder: str
    themes: tuple[Code, ...]
    coded_ms: int


@dataclass(frozen=True, slots=True)
class PageLane:
    """The moments of one theme, by start; `theme` is None for those without a code."""

    theme: Code | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code was found, by each coder in the order of `ConversationPage.coders`; missing where nobody looked.

    A code that was found outside all declared time stands here too: `found` counts every moment that was seen.
    """

    code: Code
    measured: tuple[Measured, ...]
    found: int


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """All that stands on the page.

    Args:
        name: of the conversation.
        row: type, channel, wave, case, held_on and held_at of it, None where not known.
        people: who is in it.
        duration_ms: of the recording; of what was watched along live, how far it was marked.
        live: whether it was watched along, and nothing is recorded.
        coders: who declared what.
        lanes: the moments by theme, in the codebook's order.
        uncoded: what nobody whose coding is seen declared as coded.
        counts: codes that somebody looked for or found.
        marked: what is to be discussed, by time.
        noted: moments with a note, by time.
        memos: on the conversation and its moments.
    """

    name: str
    row: Row
    people: tuple[Person, ...]
    duration_ms: int
    live: bool
    coders: tuple[CoderPart, ...]
    lanes: tuple[PageLane, ...]
    uncoded: tuple[Stretch, ...]
    counts: tuple[CodeCount, ...]
    marked: tuple[Mark, ...]
    noted: tuple[Moment, ...]
    memos: tuple[Memo, ...]


def conversation_page(study: Reading, name: str, *, as_seen_by: Member) -> ConversationPage:
    """The page on a recording or a conversation that was watched along live.

    Args:
        study: where.
        name: of the recording or conversation.
        as_seen_by: who looks; in an independent round only the own coding is on it.

    Raises:
        UnknownName: there is none of that name, or consent and role do not let this member see it.
    """
    place = conversations.place(study, name)
    if name not in access.seen_recordings(study, as_seen_by):
        conversations.place(study, "")  # says that there is none: what may not be seen is not there
    where, book = RecordingId(place["id"]), codebooks.codebook(study)
    every = moments_of(study, as_seen_by=as_seen_by, recording=where)
    moments = [one for one in every if one.code not in RESTRICTED]
    declared = ranges.coded_ranges(study, as_seen_by=as_seen_by, recording=where)
    whole = [(0, place["duration_ms"])]
    parts = tuple(_parts(declared, book))
    kept = {one.id for one in moments}
    return ConversationPage(
        name=name,
        row=place,
        people=_people(study, ConversationId(place["conversation_id"])),
        duration_ms=_length(place, moments),
        live=place["live"],
        coders=parts,
        lanes=tuple(_lanes(moments, book)),
        uncoded=tuple(difference(whole, [(one.start_ms, one.end_ms) for one in declared])),
        counts=tuple(_counts(moments, declared, parts, book)),
        marked=tuple(
            one
            for one in marks.of_recording(study, as_seen_by, where)
            if one.moment_id is None or one.moment_id in kept
        ),
        noted=tuple(one for one in moments if one.note),
        memos=tuple(_memos(study, as_seen_by, place, kept)),
    )


def _length(place: Row, moments: list[Moment]) -> int:
    """How long the conversation is; of one that still runs, up to what was marked last."""
    last = max((one.end_ms or one.start_ms for one in moments), default=0)
    return max(last + 1, 1) if place["live"] else int(place["duration_ms"])


def _people(study: Reading, conversation: ConversationId) -> tuple[Person, ...]:
    rows = [row for row in conversations.people(study) if row["conversation_id"] == conversation]
    return tuple(Person(row["pseudonym"], PersonRole(row["role"])) for row in rows)


def _parts(declared: list[CodedRange], book: Codebook) -> Iterable[CoderPart]:
    for coder in dict.fromkeys(one.coder for one in declared):
        own = [one for one in declared if one.coder == coder]
        themes = dict.fromkeys(book.theme_of(key) for one in own for key in one.codes if key in book.by_key)
        yield CoderPart(coder, tuple(themes), total_ms(union((one.start_ms, one.end_ms) for one in own)))


def _lanes(moments: list[Moment], book: Codebook) -> Iterable[PageLane]:
    by_theme: dict[str | None, list[Moment]] = defaultdict(list)
    for one in moments:
        by_theme[book.theme_of(one.code).key if one.code else None].append(one)
    for theme in book.themes:
        if theme.key in by_theme:
            yield PageLane(theme, tuple(by_theme[theme.key]))
    if None in by_theme:
        yield PageLane(None, tuple(by_theme[None]))


def _counts(
    moments: list[Moment], declared: list[CodedRange], parts: tuple[CoderPart, ...], book: Codebook
) -> Iterable[CodeCount]:
    codings = {part.coder: _coding(part.coder, moments, declared) for part in parts}
    looked_for = {key for one in declared for key in one.codes}
    for code in book.codes:
        found = sum(one.code == code.key and not one.running for one in moments)
        if code.key not in RESTRICTED and (found or (code.key in looked_for and not code.is_theme)):
            yield CodeCount(code, tuple(codings[part.coder].measured(code.key) for part in parts), found)


def _coding(coder: str, moments: list[Moment], declared: list[CodedRange]) -> Coding:
    """What one coder did, as the exports measure it."""
    made = Coding([((one.start_ms, one.end_ms), frozenset(one.codes)) for one in declared if one.coder == coder])
    for one in moments:
        if one.coder == coder and one.code is not None and not one.running:
            made.starts[one.code].append(one.start_ms)
            if one.end_ms is not None:
                made.stretches[one.code].append((one.start_ms, one.end_ms))
    return made


def _memos(study: Reading, viewer: Member, place: Row, kept: Collection[str]) -> Iterable[Memo]:
    for one in memos.memos(study, as_seen_by=viewer):
        if one.about.id == place["conversation_id"] or one.about.id in kept:
            yield one
