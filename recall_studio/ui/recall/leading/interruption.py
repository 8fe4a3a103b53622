"""Where an interview was when the program was left: the last instant and the last picture that are known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.observing import elapsed_ms

if TYPE_CHECKING:
    from datetime import datetime

    from recall_studio.domain.recall.interview import Record

MOST_HOURS = 12
"""So long after its begin an interview can be continued: half of the day that its clock has is then left."""


def can_go_on(record: Record, now: datetime) -> bool:
    """Whether it can be continued: one that was left too long ago is ended."""
    started_at = record.interview.started_at
    return started_at is not None and elapsed_ms(started_at, now) <= MOST_HOURS * 3_600_000


def last_known_ms(record: Record) -> int:
    """The last instant of the session that something is known of, in ms on its clock."""
    known = [0, *(stop.resumed_ms or stop.session_ms for stop in record.stops)]
    known += [prompt.session_ms for prompt in record.prompts]
    known += [comment.session_ms for comment in record.comments]
    known += [one.session_ms + (one.end_ms - one.start_ms) * 100 // one.rate_percent for one in record.shown]
    known += [one.until_ms or one.session_ms for one in record.happened]
    return max(known)


def last_place_ms(record: Record) -> int:
    """Where the recording was, in ms: at the stop where it stands, else at the end of what was shown last."""
    last = record.stops[-1] if record.stops else None
    if last is not None and last.resumed_ms is None:
        return last.position_ms
    if record.shown:
        return record.shown[-1].end_ms
    return last.position_ms if last is not None else 0
