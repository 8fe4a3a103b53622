"""Which recall interviews may leave the study, and whose words among them. The rules are `domain.consent`'s."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.consent import (
    YES,
    Operation,
    Purpose,
    Status,
    answer_in_force,
    status_on,
    touches_special_categories,
)
from recall_studio.store import codebooks, consents
from recall_studio.store.recall import gate, interviews, records, restricted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recall_studio.domain.access import Release
    from recall_studio.domain.consent import Answer
    from recall_studio.domain.ids import CodeId, RecallCommentId, RecallSessionId
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave of recall interviews.

    Args:
        records: those that leave, by recording and begin; comments with a restricted code are not in them.
        quotable: of which of them the viewer's own words may leave.
        held: interviews that have begun and do not leave.
        keys: the keys of codes by their id, without restricted ones.
    """

    records: tuple[Record, ...]
    quotable: frozenset[RecallSessionId]
    held: int
    keys: Mapping[CodeId, str]

    @property
    def unquoted(self) -> int:
        """Interviews with comments that leave without their words."""
        return sum(bool(one.comments) and one.interview.id not in self.quotable for one in self.records)


def held_any(study: Reading, as_seen_by: Member) -> bool:
    """Whether there are interviews at all that this member may know of."""
    return bool(interviews.of_study(study, as_seen_by))


def leaving(study: Reading, *, as_seen_by: Member, release: Release) -> Leaving:
    """The interviews that may leave: they have begun, their recording leaves, and all who are heard in them consent.

    What was set apart never leaves. A viewer's words are a quote, so they ask for `citaat` besides (domain.md §5.1).
    """
    keys = {code: key for key, code in codebooks.ids(study).items() if key not in RESTRICTED}
    apart, readable = restricted.comments(study), records.all_records(study, as_seen_by)
    may = [one for one in readable if _may_leave(study, one.interview, release.recordings)]
    known = interviews.of_study(study, as_seen_by)
    return Leaving(
        records=tuple(sorted((_without(one, apart) for one in may), key=_order)),
        quotable=_quotable(study, [one.interview for one in may]),
        held=sum(one.started_at is not None for one in known) - len(may),
        keys=keys,
    )


def _may_leave(study: Reading, interview: Interview, recordings: Collection[str]) -> bool:
    return (
        interview.started_at is not None
        and not interview.set_apart
        and interview.recording_id in recordings
        and gate.hearing(study, interview.id, Operation.EXPORT, study.today()).allowed
    )


def _order(record: Record) -> tuple[str, str, str]:
    return (record.interview.recording, record.interview.started_at or "", record.interview.id)


def _without(record: Record, apart: Collection[RecallCommentId]) -> Record:
    return replace(record, comments=tuple(one for one in record.comments if one.id not in apart))


def _quotable(study: Reading, held: Collection[Interview]) -> frozenset[RecallSessionId]:
    answers = consents.answers_of(study, {one.recaller_id for one in held})
    special = touches_special_categories(theme.key for theme in codebooks.codebook(study).themes if theme.on)
    return frozenset(one.id for one in held if _may_be_quoted(study, one, answers, special=special))


def _may_be_quoted(study: Reading, interview: Interview, answers: list[Answer], *, special: bool) -> bool:
    found = answer_in_force(
        answers,
        participant=interview.recaller_id,
        purpose=Purpose.CITAAT,
        conversation=interview.conversation_id,
    )
    if found is None or status_on(found, study.today()) not in YES:
        return False
    return found.explicit or not special or found.status is Status.ANDERE_GRONDSLAG
