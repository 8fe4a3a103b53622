"""How a recall interview is named in the window: how it stands, who looks back at what, how long after."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import N_, _, decimal, ngettext
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.library.dates import moment_in_words

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Interview

SURE_H = 10
"""Below so many hours the delay is said with a decimal."""
DAYS_FROM_H = 96
"""From so many hours on it is said in days."""


class State(Enum):
    """How an interview stands."""

    PREPARED = "prepared"
    GOES_ON = "goes_on"
    ENDED = "ended"
    SET_APART = "set_apart"


STATE_WORDS = {
    State.PREPARED: N_("prepared"),
    State.GOES_ON: N_("going on"),
    State.ENDED: N_("ended"),
    State.SET_APART: N_("set apart"),
}
STATE_SIGNS = {State.PREPARED: "○", State.GOES_ON: "▶", State.ENDED: "✓", State.SET_APART: "✕"}
"""Beside the words, so that a glance is enough."""
STATE_KINDS = {State.PREPARED: "neutral", State.GOES_ON: "warning", State.ENDED: "good", State.SET_APART: "danger"}
"""Which badge of the style sheet it is."""


def state_of(interview: Interview) -> State:
    """How it stands."""
    if interview.set_apart:
        return State.SET_APART
    if interview.started_at is None:
        return State.PREPARED
    return State.GOES_ON if interview.goes_on else State.ENDED


def state_in_words(interview: Interview) -> str:
    """How it stands, with its sign."""
    state = state_of(interview)
    return f"{STATE_SIGNS[state]} {_(STATE_WORDS[state])}"


def who_of(interview: Interview) -> str:
    """`client K-417`: who looks back, by role and pseudonym."""
    return f"{role_in_words(interview.recaller_role)} {interview.recaller}"


def title_of(interview: Interview) -> str:
    """`Recall interview with client K-417 · G-001`."""
    return _("Recall interview with {who} · {name}", who=who_of(interview), name=interview.recording)


def when_of(interview: Interview) -> str:
    """When it was held; nothing while it is prepared only."""
    return moment_in_words(interview.started_at) if interview.started_at else ""


def delay_in_words(hours: float | None) -> str:
    """`26 h`, `3.5 h` or `5 days`: how long after the conversation."""
    if hours is None:
        return _("time unknown")
    if abs(hours) >= DAYS_FROM_H:
        return ngettext("{n} day", "{n} days", round(hours / 24))
    return _("{hours} h", hours=decimal(hours, 1 if abs(hours) < SURE_H else 0))


def length_of_session(interview: Interview) -> str:
    """How long it lasted; nothing while it did not end."""
    return plain_clock(interview.length_ms) if interview.length_ms is not None else ""
