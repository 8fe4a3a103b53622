"""The interviews as lines of a table, which of them are wanted, and by what they are sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import N_, _
from recall_studio.ui.finding_back.rows_model import Line
from recall_studio.ui.recall.interview_words import (
    STATE_WORDS,
    State,
    delay_in_words,
    length_of_session,
    state_in_words,
    state_of,
    when_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.recall.held_interviews import HeldInterviews

HEADINGS = (
    N_("Conversation"),
    N_("Who looks back"),
    N_("State"),
    N_("Held on"),
    N_("After"),
    N_("Length"),
    N_("Stops"),
    N_("Still to do"),
)
DIGITS = (13, 26, 16, 18, 10, 9, 7, 12)
HELD = 3
"""The column of when it was held, by which they are sorted at first."""
OPEN = "open"
FILTERS = {"all": N_("All"), **{state.value: STATE_WORDS[state] for state in State}, OPEN: N_("still to do")}
"""What can be asked for, by its key."""


def wanted(held: HeldInterviews, which: str, words: str) -> list[Interview]:
    """The interviews that fit a filter of `FILTERS` and name every word: conversation, person or interviewer."""
    asked = words.casefold().split()
    return [one for one in held.interviews if _fits(held, one, which) and all(word in _said(one) for word in asked)]


def counts(held: HeldInterviews) -> dict[str, int]:
    """How many each filter lets through."""
    return {key: len(wanted(held, key, "")) for key in FILTERS}


def lines(held: HeldInterviews, shown: Iterable[Interview]) -> list[Line]:
    """One line an interview."""
    return [_line(held, one) for one in shown]


def _fits(held: HeldInterviews, one: Interview, which: str) -> bool:
    if which == OPEN:
        return bool(held.open_in(one.id))
    return which == "all" or state_of(one).value == which


def _said(one: Interview) -> str:
    parts = (one.conversation, one.recording, one.recaller, role_in_words(one.recaller_role), one.interviewer)
    return " ".join(parts).casefold()


def _line(held: HeldInterviews, one: Interview) -> Line:
    record, left, begun = held.record_of(one.id), len(held.open_in(one.id)), one.started_at is not None
    stops = len(record.stops) if record is not None and begun else 0
    cells = (
        one.recording,
        f"{role_in_words(one.recaller_role)} {one.recaller}",
        state_in_words(one),
        when_of(one),
        delay_in_words(one.delay_h) if begun else "",
        length_of_session(one),
        str(stops) if begun and record is not None else "",
        _("{n} open", n=left) if left else "",
    )
    order = (
        *(cells[0].casefold(), cells[1].casefold(), list(State).index(state_of(one)), one.started_at or "~"),
        *(one.delay_h if one.delay_h is not None else float("inf"), one.length_ms or -1, stops, left),
    )
    return Line(one.id, cells, one, order)
