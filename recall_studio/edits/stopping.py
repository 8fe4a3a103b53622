"""Stopping the clock of a conversation that is watched along: because it ended, or because consent was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.observing import LONGEST_MS, clock_at, elapsed_ms
from recall_studio.edits.recall.closing import close_what_is_refused
from recall_studio.store import access, audit, observations

if TYPE_CHECKING:
    from recall_studio.domain.observing import Observation
    from recall_studio.store.writing import Writing


def stop(study: Writing, there: Observation, length_ms: int | None = None) -> int:
    """Stop its clock, within a step; gives how long it lasted, which is never less than what was marked in it.

    Args:
        study: where.
        there: what goes on.
        length_ms: by a steady clock; None for what the computer's clock says.
    """
    by_clock_ms = elapsed_ms(there.started_at, study.clock()) if length_ms is None else length_ms
    lasted_ms = min(max(by_clock_ms, observations.last_ms(study, there.conversation), 1), LONGEST_MS)
    ended_at = clock_at(there.started_at, lasted_ms)
    observations.set_end(study, there.id, ended_at=ended_at, length_ms=lasted_ms)
    audit.write(study, "meekijken_geeindigd", table="live_observation", row=there.id, conversation=there.conversation)
    return lasted_ms


def stop_what_is_refused(study: Writing) -> None:
    """Stop what is no longer allowed, within the step that took consent back.

    That is every clock whose conversation may no longer be watched along, and every recall interview.
    """
    for there in observations.going_on(study):
        if not access.decision(study, Operation.WATCH_ALONG, there.conversation, study.today()).allowed:
            stop(study, there)
    close_what_is_refused(study)
