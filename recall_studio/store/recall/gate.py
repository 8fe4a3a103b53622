"""What the rules say of recall interviews: of holding one, and of hearing the recording of one. It opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation, Recorded
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.ids import ConversationId, ParticipantId, RecallSessionId
from recall_studio.domain.study import SETUP_WORDS, PersonRole, Role, SetupItem, StudyKind
from recall_studio.domain.words import _, in_words
from recall_studio.store import conversations, deciding, people
from recall_studio.store.recall import sessions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from recall_studio.domain.consent import Decision
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row

_HEARD = (
    "SELECT id, conversation_id, recaller_id, recaller_role FROM recall_session UNION ALL "
    "SELECT s.id, conversation_id, participant_id, p.role FROM recall_present AS p "
    "JOIN recall_session AS s ON s.id = p.recall_session_id"
)


def heard_in(study: Reading, session: RecallSessionId) -> list[Recorded]:
    """Who can be heard in an interview besides the interviewer: who looks back, and the others who are there."""
    rows = study.tuples(f"SELECT recaller_id, recaller_role FROM ({_HEARD}) WHERE id = ?", (session,))
    return [Recorded(ParticipantId(person), PersonRole(role)) for person, role in rows]


def all_heard(study: Reading, conversation: ConversationId) -> list[Recorded]:
    """Who can be heard in the interviews about a conversation, besides their interviewers."""
    rows = study.tuples(
        f"SELECT DISTINCT recaller_id, recaller_role FROM ({_HEARD}) WHERE conversation_id = ?", (conversation,)
    )
    return [Recorded(ParticipantId(person), PersonRole(role)) for person, role in rows]


def _all_heard(study: Reading) -> dict[RecallSessionId, deciding.Heard]:
    found: dict[RecallSessionId, tuple[ConversationId, list[Recorded]]] = {}
    for session, conversation, person, role in study.tuples(_HEARD):
        _where, heard = found.setdefault(RecallSessionId(session), (ConversationId(conversation), []))
        heard.append(Recorded(ParticipantId(person), PersonRole(role)))
    return dict(found)


def decided(study: Reading, session: RecallSessionId, on: date) -> Decision:
    """Whether an interview may be held on a day: all recorded persons and all who are there allow it."""
    return deciding.decision(
        study, Operation.RECALL, _conversation(study, session), on, in_interview=heard_in(study, session)
    )


def hearing(
    study: Reading, session: RecallSessionId, operation: Operation, on: date, themes: Collection[str] = ()
) -> Decision:
    """Whether the recording of an interview may be worked with on a day.

    Args:
        study: where.
        session: the interview.
        operation: as what the work counts, such as coding for research.
        on: the day.
        themes: that are about to be coded.
    """
    heard = heard_in(study, session)
    return deciding.decision(study, operation, _conversation(study, session), on, themes, in_interview=heard)


def heard_by(study: Reading, member: Member, operation: Operation, on: date) -> Mapping[str, Row]:
    """The recordings of interviews, by name, that a member may work with on a day."""
    rows = conversations.interviews(study)
    if not rows:
        return {}
    found = deciding.interview_decisions(study, operation, _all_heard(study), on)
    return {
        row["name"]: row
        for row in rows
        if (said := found.get(RecallSessionId(row["recall_session_id"]))) is not None
        and said.allowed
        and may_hear(study, member, RecallSessionId(row["recall_session_id"]))
    }


def may_hear(study: Reading, member: Member, session: RecallSessionId) -> bool:
    """Whether a member's role lets them hear an interview: researchers, and the case manager who looked back in it.

    What is kept apart nobody hears.
    """
    row = sessions.row(study, session)
    if row is None or row["set_apart"]:
        return False
    own = member.participant_id is not None and member.participant_id == row["recaller_id"]
    return member.role is Role.ONDERZOEK or (member.role is Role.KLANTMANAGER and own)


def may_lead(member: Member, recaller: ParticipantId) -> bool:
    """Whether a member's role lets them hold an interview with a person: researchers, case managers with themselves."""
    own = member.participant_id is not None and member.participant_id == recaller
    return member.role is Role.ONDERZOEK or (member.role is Role.KLANTMANAGER and own)


def open_items(study: Reading) -> list[SetupItem]:
    """What is still to be arranged before anything is shown to others; nothing where a study is for practice."""
    if study.facts().kind is StudyKind.OEFENEN:
        return []
    return [SetupItem(item["key"]) for item in people.setup_items(study) if not item["done"]]


def why_not_shown(study: Reading) -> str:
    """A sentence that says what must be arranged before a recording is shown to others; empty when all is."""
    items = open_items(study)
    if not items:
        return ""
    return _(
        "Nothing is shown to others before this is arranged: {items}.",
        items=in_words([_(SETUP_WORDS[item]) for item in items]),
    )


def require_shown(study: Reading, conversation: ConversationId) -> None:
    """See that all is arranged that showing to others asks for.

    Raises:
        AccessRefused: something is not; the sentence says what.
    """
    sentence = why_not_shown(study)
    if sentence:
        raise AccessRefused(
            sentence,
            operation=Operation.RECALL.value,
            subjects=(conversation,),
            remedy=_("“recall-studio setup” marks an item as arranged."),
        )


def _conversation(study: Reading, session: RecallSessionId) -> ConversationId:
    return ConversationId(study.value("SELECT conversation_id FROM recall_session WHERE id = ?", (session,)))
