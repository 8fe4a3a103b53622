"""What of a recall interview is still to be determined afterwards, in the order of its clock. Nothing of it blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import TimeOrientation
from recall_studio.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.ids import RecallStopId
    from recall_studio.domain.recall.interview import Comment, Record


class Open(StrEnum):
    """What can still be open."""

    DELAY = "delay"
    WELLBEING = "wellbeing"
    WORDS = "words"
    TRANSLATION = "translation"
    THEN_NOW = "then_now"
    CONTENT = "content"
    RELATION = "relation"


OPEN_WORDS = {
    Open.DELAY: N_("When the conversation was held, for the time between"),
    Open.WELLBEING: N_("How the viewer was afterwards"),
    Open.WORDS: N_("What was said, in words"),
    Open.TRANSLATION: N_("The translation"),
    Open.THEN_NOW: N_("Then or now"),
    Open.CONTENT: N_("What the comment tells"),
    Open.RELATION: N_("About this event, or in general"),
}


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One thing that is to be determined.

    Attributes:
        what: it is.
        stop: at which stop; None: of the interview as a whole.
        row: the id of the comment, else of the session.
    """

    what: Open
    stop: RecallStopId | None
    row: str


def still_open(record: Record, *, language: str = "nl") -> list[StillOpen]:
    """Everything that is open in an interview that ended; nothing of one that has not begun or still goes on.

    Args:
        record: the interview with everything in it.
        language: in which the study writes: what was said in another one has a translation.
    """
    interview = record.interview
    if interview.ended_at is None or interview.set_apart:
        return []
    said: dict[RecallStopId, list[Comment]] = {}
    for comment in record.comments:
        said.setdefault(comment.stop, []).append(comment)
    found = list(_of_session(record))
    for stop in record.stops:
        for comment in said.get(stop.id, ()):
            found += [StillOpen(what, stop.id, comment.id) for what in _of_comment(comment, language)]
    return found


def _of_session(record: Record) -> Iterator[StillOpen]:
    interview = record.interview
    if interview.delay_h is None:
        yield StillOpen(Open.DELAY, None, interview.id)
    if interview.wellbeing is None:
        yield StillOpen(Open.WELLBEING, None, interview.id)


def _of_comment(comment: Comment, language: str) -> Iterator[Open]:
    said = comment.text.strip()
    if not said and not comment.text_original.strip():
        yield Open.WORDS
    if comment.language != language and comment.text_original.strip() and not said:
        yield Open.TRANSLATION
    if comment.time_orientation is TimeOrientation.NOG_TE_BEPALEN:
        yield Open.THEN_NOW
    if comment.content_type is None:
        yield Open.CONTENT
    if comment.relation is None:
        yield Open.RELATION
