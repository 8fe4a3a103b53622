"""Closing recall interviews: because they end, or because consent was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Purpose, Status, answer_in_force, status_on
from recall_studio.domain.ids import ConversationId, ParticipantId, RecallSessionId
from recall_studio.domain.observing import elapsed_ms
from recall_studio.domain.recall.kinds import EndedReason, EventKind
from recall_studio.store import audit, consents
from recall_studio.store.recall import gate, happenings, interviews, sessions

if TYPE_CHECKING:
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

LONGEST_MS = 24 * 3_600_000
"""An interview that lasts longer than a day was left running by mistake."""
_LASTING = (EventKind.RUST, EventKind.GELUID_WEG)


def close(
    study: Writing,
    session: RecallSessionId,
    *,
    length_ms: int,
    reason: EndedReason | None,
    columns: Row | None = None,
) -> None:
    """Close a session that goes on, within a step; what lasts ends with it.

    Args:
        study: where.
        session: which.
        length_ms: how long it lasted by a steady clock; never less than what was kept of it.
        reason: why it ended early, if it did.
        columns: what else is kept of it.
    """
    last_ms = happenings.last_ms(study, session)
    lasted_ms = max(min(length_ms, LONGEST_MS), last_ms)
    happenings.end_what_lasts(study, session, [kind.value for kind in _LASTING], lasted_ms)
    why = reason.value if reason else None
    given = {"ended_at": study.now(), "length_ms": lasted_ms, "ended_reason": why, **(columns or {})}
    sessions.change(study, session, given)
    audit.write(study, "nagesprek_geeindigd", table="recall_session", row=session, reason=why, length_ms=lasted_ms)


def close_what_is_refused(study: Writing) -> None:
    """Close every interview that may no longer go on, and keep apart those of who took consent back, within the step.

    What the other party said stays where it is; the consent for showing it is asked for anew each time.
    """
    for session in interviews.going_on(study):
        if not gate.decided(study, session, study.today()).allowed:
            row = sessions.row(study, session) or {}
            lasted_ms = elapsed_ms(row["started_at"], study.clock())
            close(study, session, length_ms=lasted_ms, reason=EndedReason.INTREKKING)
    for row in sessions.in_use(study):
        if _took_back(study, row):
            sessions.change(study, RecallSessionId(row["id"]), {"set_apart": 1})
            audit.write(study, "nagesprek_apart", table="recall_session", row=row["id"])


def _took_back(study: Writing, row: Row) -> bool:
    """Whether who looks back in an interview has withdrawn what it rests on."""
    conversation, person = ConversationId(row["conversation_id"]), ParticipantId(row["recaller_id"])
    answers = consents.answers_of(study, [person])
    return any(
        status_on(
            answer_in_force(answers, participant=person, purpose=purpose, conversation=conversation), study.today()
        )
        is Status.INGETROKKEN
        for purpose in (Purpose.NAGESPREK, Purpose.OPNAME)
    )
