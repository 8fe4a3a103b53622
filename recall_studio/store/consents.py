"""The consent record: append-only."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Answer, Condition, Purpose, Status
from recall_studio.domain.ids import ConversationId, ParticipantId, new_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_ANSWER = 'number, participant_id, purpose, conversation_id, status, "condition", explicit, valid_until'


def answers(study: Reading, conversation: ConversationId | None = None) -> list[Answer]:
    """The answers of the people in a conversation, or of everybody, oldest first."""
    rows = study.rows(
        f"SELECT {_ANSWER} FROM consent WHERE ?1 IS NULL OR participant_id IN "
        "(SELECT participant_id FROM recorded_person WHERE conversation_id = ?1) ORDER BY number",
        (conversation,),
    )
    return [_answer(row) for row in rows]


def answers_of(study: Reading, people: Iterable[ParticipantId]) -> list[Answer]:
    """The answers of these people, oldest first."""
    rows = study.rows(
        f"SELECT {_ANSWER} FROM consent WHERE participant_id IN (SELECT value FROM json_each(?)) ORDER BY number",
        (json.dumps(sorted(people)),),
    )
    return [_answer(row) for row in rows]


def _answer(row: Row) -> Answer:
    conversation, until = row["conversation_id"], row["valid_until"]
    return Answer(
        row["number"],
        ParticipantId(row["participant_id"]),
        Purpose(row["purpose"]),
        ConversationId(conversation) if conversation else None,
        Status(row["status"]),
        Condition(row["condition"]),
        bool(row["explicit"]),
        date.fromisoformat(until) if until else None,
    )


def given_forms(study: Reading, conversation: ConversationId) -> list[Row]:
    """Every answer of the people in a conversation with its form, oldest first; `asked_by` is a member's code."""
    return study.rows(
        "SELECT consent.number, participant.pseudonym, purpose, consent.conversation_id, status, "
        '"condition", explicit, '
        "form_version, method, language, teach_back, given_at, valid_until, told_delete_after, "
        "member.code AS asked_by FROM consent JOIN participant ON participant.id = consent.participant_id "
        "JOIN member ON member.id = collector WHERE consent.participant_id IN "
        "(SELECT participant_id FROM recorded_person WHERE conversation_id = ?1) "
        "AND (consent.conversation_id IS NULL OR consent.conversation_id = ?1) ORDER BY consent.number",
        (conversation,),
    )


def last_form(study: Reading) -> Row | None:
    """The form of the last answer that was recorded: form_version, method and language."""
    return study.row("SELECT form_version, method, language FROM consent ORDER BY number DESC LIMIT 1")


def snapshot(study: Reading, conversations: Iterable[ConversationId]) -> str:
    """A hash over all answers of the people in these conversations: the same answers, the same hash."""
    seen = [
        study.tuples(
            f"SELECT {_ANSWER} FROM consent WHERE participant_id IN "
            "(SELECT participant_id FROM recorded_person WHERE conversation_id = ?) ORDER BY number",
            (conversation,),
        )
        for conversation in sorted(conversations)
    ]
    return hashlib.sha256(json.dumps(seen, separators=(",", ":")).encode()).hexdigest()


def add(study: Writing, row: Row) -> str:
    """Add an answer; gives its id."""
    made = {"id": new_id(), **row, "recorded_by": study.acting.id, "recorded_at": study.now()}
    study.insert("consent", made)
    return str(made["id"])


def retention_told(study: Reading, participant: ParticipantId) -> str | None:
    """The earliest destruction date of the recordings that this person is in."""
    found = study.value(
        "SELECT min(delete_after) FROM media_file JOIN recording ON recording.id = recording_id "
        "JOIN recorded_person USING (conversation_id) WHERE participant_id = ?",
        (participant,),
    )
    return None if found is None else str(found)
