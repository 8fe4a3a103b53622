"""Who looks back in each interview, and what they allow today, as far as the record of consent says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import YES, Purpose, Status, answer_in_force, status_on
from recall_studio.domain.ids import ConversationId, ParticipantId, RecallSessionId
from recall_studio.domain.recall.reading import Voice
from recall_studio.domain.study import PersonRole
from recall_studio.store import consents, conversations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recall_studio.domain.consent import Answer, Recorded
    from recall_studio.store.reading import Reading, Row


def voices_of(study: Reading, session: RecallSessionId | None = None) -> dict[RecallSessionId, Voice]:
    """Who looks back in every interview, or in one of them, and what they allow on this day."""
    rows = study.rows(
        "SELECT id, conversation_id, recaller_id, recaller_role, set_apart FROM recall_session "
        "WHERE ?1 IS NULL OR id = ?1",
        (session,),
    )
    if not rows:
        return {}
    only = None if session is None else ConversationId(rows[0]["conversation_id"])
    answers: dict[ParticipantId, list[Answer]] = {}
    for answer in consents.answers(study, only):
        answers.setdefault(answer.participant_id, []).append(answer)
    recorded = conversations.all_recorded(study) if only is None else {only: conversations.recorded(study, only)}
    return {
        RecallSessionId(row["id"]): _voice(
            row, recorded.get(ConversationId(row["conversation_id"]), []), answers, study.today()
        )
        for row in rows
    }


def taken_back(study: Reading) -> frozenset[tuple[ConversationId, PersonRole]]:
    """As what, in which conversations, somebody has withdrawn what the use of their words rests on.

    What they said of it in other ways than in an interview, such as a score, goes with it.
    """
    said: dict[ParticipantId, list[Answer]] = {}
    for answer in consents.answers(study):
        if answer.purpose in _RESTS_ON:
            said.setdefault(answer.participant_id, []).append(answer)
    return frozenset(
        (conversation, person.role)
        for conversation, there in conversations.all_recorded(study).items()
        for person in there
        for purpose in _RESTS_ON
        if _withdrawn(said.get(person.participant_id, ()), person.participant_id, purpose, conversation, study.today())
    )


_RESTS_ON = (Purpose.OPNAME, Purpose.ONDERZOEK, Purpose.NAGESPREK)


def _withdrawn(
    said: Sequence[Answer], person: ParticipantId, purpose: Purpose, conversation: ConversationId, on: date
) -> bool:
    found = answer_in_force(said, participant=person, purpose=purpose, conversation=conversation)
    return status_on(found, on) is Status.INGETROKKEN


def _voice(
    row: Row, recorded: Sequence[Recorded], answers: Mapping[ParticipantId, Sequence[Answer]], on: date
) -> Voice:
    conversation = ConversationId(row["conversation_id"])
    recaller, role = ParticipantId(row["recaller_id"]), PersonRole(row["recaller_role"])

    def said(person: ParticipantId, purpose: Purpose) -> Status:
        theirs = answers.get(person, ())
        found = answer_in_force(theirs, participant=person, purpose=purpose, conversation=conversation)
        return status_on(found, on)

    return Voice(
        participant_id=recaller,
        role=role,
        kept=all(said(person.participant_id, Purpose.OPNAME) in YES for person in recorded)
        and said(recaller, Purpose.NAGESPREK) in YES
        and said(recaller, Purpose.ONDERZOEK) is not Status.INGETROKKEN,
        shares=said(recaller, Purpose.DELEN_COMMENTAAR) in YES,
        intervisie=said(recaller, Purpose.INTERVISIE) in YES,
        set_apart=bool(row["set_apart"]),
        heard=frozenset(person.participant_id for person in recorded),
        only_one=sum(person.role is role for person in recorded) <= 1,
    )
