"""Writing interviews: what is arranged, who is there, how they begin and end. Whether it may be is decided before."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from recall_studio.domain.ids import RecallMomentId, RecallSessionId, new_id
from recall_studio.domain.recall.interview import PlannedMoment
from recall_studio.domain.recall.plan import InterviewPlan, in_order
from recall_studio.domain.sampling import ChoiceMethod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.ids import ConversationId, ParticipantId, RecordingId
    from recall_studio.domain.study import PersonRole
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

CHILDREN = ("recall_version", "recall_piece", "recall_event", "recall_shown", "recall_moment", "recall_present")
"""What hangs on a session besides its stops."""


def row(study: Reading, session: RecallSessionId) -> Row | None:
    """A session as it stands in the file."""
    return study.row("SELECT * FROM recall_session WHERE id = ?", (session,))


def in_use(study: Reading) -> list[Row]:
    """The sessions that have begun and are not kept apart."""
    return study.rows("SELECT * FROM recall_session WHERE started_at IS NOT NULL AND NOT set_apart ORDER BY id")


def insert(
    study: Writing,
    *,
    conversation: ConversationId,
    recording: RecordingId,
    recaller: ParticipantId,
    role: PersonRole,
    plan: InterviewPlan,
) -> RecallSessionId:
    """Add an interview that the acting member will lead."""
    made = RecallSessionId(new_id())
    study.insert(
        "recall_session",
        {
            "id": made,
            "conversation_id": conversation,
            "recording_id": recording,
            "recaller_id": recaller,
            "recaller_role": role.value,
            "interviewer": study.acting.id,
            "created_at": study.now(),
            **columns_of(plan),
        },
    )
    set_moments(study, made, plan)
    return made


def columns_of(plan: InterviewPlan) -> Row:
    """The columns that a plan fills; its moments are rows of their own."""
    given = {field.name: getattr(plan, field.name) for field in fields(plan) if field.name != "moments"}
    return {name: stored(value) for name, value in given.items()}


def stored(value: Any) -> Any:
    """A value as a column holds it."""
    if isinstance(value, StrEnum):
        return value.value
    return int(value) if isinstance(value, bool) else value


def change(study: Writing, session: RecallSessionId, columns: Mapping[str, Any]) -> None:
    """Give an interview other values in some of its columns."""
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    study.execute(f"UPDATE recall_session SET {sets} WHERE id = ?", (*columns.values(), session))


def set_moments(study: Writing, session: RecallSessionId, plan: InterviewPlan) -> None:
    """Put these planned moments in the place of those that were there, in the order in which they are shown."""
    study.execute("DELETE FROM recall_moment WHERE recall_session_id = ?", (session,))
    for place, (start, end, method, why) in enumerate(in_order(plan.moments, plan.play_order), start=1):
        study.insert(
            "recall_moment",
            {
                "id": new_id(),
                "recall_session_id": session,
                "place": place,
                "start_ms": start,
                "end_ms": end,
                "method": method.value,
                "why": why.strip(),
            },
        )


def moments_of(study: Reading, session: RecallSessionId) -> list[PlannedMoment]:
    """The planned moments, in the order in which they are shown."""
    rows = study.tuples(
        "SELECT id, place, start_ms, end_ms, method, why, reached_at_ms, skipped FROM recall_moment "
        "WHERE recall_session_id = ? ORDER BY place, id",
        (session,),
    )
    return [planned_moment(*values) for values in rows]


def planned_moment(made: str, place: int, start: int, end: int | None, method: str, *rest: Any) -> PlannedMoment:
    """A planned moment from its columns: id, place, start_ms, end_ms, method, why, reached_at_ms, skipped."""
    why, reached, skipped = rest
    return PlannedMoment(RecallMomentId(made), place, start, end, ChoiceMethod(method), why, reached, bool(skipped))


def moment_row(study: Reading, moment: RecallMomentId) -> Row | None:
    """A planned moment as it stands in the file."""
    return study.row("SELECT * FROM recall_moment WHERE id = ?", (moment,))


def reach_moment(study: Writing, moment: RecallMomentId, session_ms: int, *, skipped: bool) -> None:
    """Note that a planned moment came, or was skipped."""
    study.execute(
        "UPDATE recall_moment SET reached_at_ms = ?, skipped = ? WHERE id = ?", (session_ms, int(skipped), moment)
    )


def add_present(study: Writing, session: RecallSessionId, person: ParticipantId, role: PersonRole) -> str:
    """Note that somebody of the study is there."""
    made = new_id()
    study.insert(
        "recall_present",
        {
            "id": made,
            "recall_session_id": session,
            "participant_id": person,
            "role": role.value,
            "created_at": study.now(),
        },
    )
    return made


def remove_present(study: Writing, session: RecallSessionId, person: ParticipantId) -> None:
    """Note that somebody is not there after all."""
    study.execute("DELETE FROM recall_present WHERE recall_session_id = ? AND participant_id = ?", (session, person))


def remove(study: Writing, session: RecallSessionId) -> None:
    """Take an interview away in which nothing was said yet."""
    for table in CHILDREN:
        study.execute(f"DELETE FROM {table} WHERE recall_session_id = ?", (session,))
    study.execute("DELETE FROM recall_session WHERE id = ?", (session,))
