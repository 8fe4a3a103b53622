"""The numbers of a group of recall interviews: all of them, those of a role, or those that one interviewer led."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.recall import measures
from recall_studio.analysis.recall.alerts import USUAL, alerts
from recall_studio.analysis.recall.discussed import BOTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.analysis.recall.alerts import Alert, Limits
    from recall_studio.analysis.recall.measures import Delays, Effort, Prompts, Stops, ThenNow
    from recall_studio.analysis.recall.shares import Share
    from recall_studio.domain.recall.interview import Record
    from recall_studio.domain.study import PersonRole


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands in one row of table T-12.

    Args:
        role: of who looks back; None for both.
        interviewer: the code of who leads; None for all.
        interviews: how many.
        delays: M-09.
        stops: M-10.
        prompts: M-11.
        then_now: M-12.
        spontaneity: M-13.
        effort: M-19.
        alerts: what asks attention (US-19).
    """

    role: PersonRole | None
    interviewer: str | None
    interviews: int
    delays: Delays
    stops: Stops
    prompts: Prompts
    then_now: ThenNow
    spontaneity: Share
    effort: Effort
    alerts: tuple[Alert, ...]


def figures(
    records: Sequence[Record],
    *,
    role: PersonRole | None = None,
    interviewer: str | None = None,
    limits: Limits = USUAL,
) -> Figures:
    """The numbers of those of the interviews that have this role and interviewer."""
    theirs = [
        record
        for record in records
        if role in (None, record.interview.recaller_role) and interviewer in (None, record.interview.interviewer)
    ]
    return Figures(
        role=role,
        interviewer=interviewer,
        interviews=len(theirs),
        delays=measures.delays(theirs, threshold_h=limits.delay_h),
        stops=measures.stops(theirs),
        prompts=measures.prompts(theirs),
        then_now=measures.then_now(theirs),
        spontaneity=measures.spontaneity(theirs),
        effort=measures.effort(theirs),
        alerts=tuple(alerts(theirs, limits)),
    )


def by_role(records: Sequence[Record], limits: Limits = USUAL) -> tuple[Figures, ...]:
    """Client first; a role in which nobody looked back has no row."""
    rows = (figures(records, role=role, limits=limits) for role in BOTH)
    return tuple(row for row in rows if row.interviews)


def by_interviewer(records: Sequence[Record], limits: Limits = USUAL) -> tuple[Figures, ...]:
    """Each interviewer by each role, by code; what an interviewer did not do has no row."""
    found: defaultdict[str, set[PersonRole]] = defaultdict(set)
    for record in records:
        found[record.interview.interviewer].add(record.interview.recaller_role)
    return tuple(
        figures(records, role=role, interviewer=interviewer, limits=limits)
        for interviewer in sorted(found)
        for role in BOTH
        if role in found[interviewer]
    )
