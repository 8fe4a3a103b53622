"""What the timeline says in words when the mouse rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _, in_words, language
from recall_studio.ui.clock_words import plain_clock, short_clock
from recall_studio.ui.coding.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.moments import CodedRange
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import MomentView


def words_of(view: MomentView) -> str:
    """A moment: its code, its place, of whom it is, and its note."""
    if view.running:
        place = _("{start} · running", start=short_clock(view.start_ms))
    else:
        place = " – ".join(short_clock(ms) for ms in dict.fromkeys((view.start_ms, view.last_ms)))
    lines = [view.label, place if view.own else f"{place} · {view.coder}", view.note or ""]
    return "\n".join(line for line in lines if line)


def said_at(coding: Coding, kind: LaneKind, ms: int, later_ms: int) -> str:
    """What lies at this time in a lane without moments; a mark up to `later_ms - ms` away counts."""
    if kind in (LaneKind.SPEAKERS, LaneKind.TURNS):
        turn = coding.turn_at(ms)
        return ": ".join(part for part in (turn.speaker, turn.text) if part) if turn is not None else ""
    if kind is LaneKind.DISCUSS:
        near = [mark for mark in coding.marks if abs(mark.at_ms - ms) <= later_ms - ms]
        return "\n".join(f"{short_clock(mark.at_ms)} · {mark.note or _('Discuss')}" for mark in near)
    if kind is LaneKind.CODED:
        mine = [made for made in coding.ranges if made.coder == coding.session.member.code]
        here = [made for made in mine if made.start_ms <= ms < made.end_ms]
        return "\n".join(declared(made, coding.session.codebook) for made in here) or _("not declared as coded")
    return ""


def declared(made: CodedRange, book: Codebook) -> str:
    """For which themes a stretch was declared as coded, and until when."""
    themes = dict.fromkeys(book.theme_of(key).key for key in made.codes if key in book.by_key)
    return _(
        "coded: {themes} · until {time}",
        themes=in_words([book.by_key[key].label.in_language(language()) for key in themes]),
        time=plain_clock(made.end_ms),
    )
