"""Arranging a recall interview: with whom, about what, which moments, who is there, and what was done beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import ConversationId, ParticipantId, RecordingId
from recall_studio.domain.recall.kinds import RECALLERS, EventKind
from recall_studio.domain.recall.telling import LONGEST_NAME, check_words
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import _
from recall_studio.edits.recording import GivenPerson, add_persons
from recall_studio.store import access, audit, conversations
from recall_studio.store.recall import happenings, sessions

if TYPE_CHECKING:
    from recall_studio.domain.consent import Recorded
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.plan import InterviewPlan
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

TRIED, READ, PRACTISED = "control_tried", "instruction_read", "practice"
"""What can be noted as done beforehand, besides kinds of event."""
_DONE = {TRIED: "control_tried", READ: "instruction_read", PRACTISED: "practice_clip_done"}
_EVENT_MEANS = {EventKind.INSTRUCTIE.value: READ, EventKind.OEFENFRAGMENT.value: PRACTISED}


def prepare_interview(study: Writing, *, recording: str, recaller: str, plan: InterviewPlan) -> RecallSessionId:
    """Arrange an interview with one person about a recording; the acting member will lead it. Nothing is shown yet.

    Args:
        study: where.
        recording: name of the recording of the conversation.
        recaller: pseudonym of who looks back.
        plan: what is shown and how.

    Raises:
        UnknownName: there is no such recording or person.
        BadInput: nothing was recorded of the conversation, the person is not in it or does not look back in that
            role, or the plan cannot be carried out.
        AccessRefused: consent or role do not allow it.
    """
    with study.step(""):
        place = _recorded(study, recording)
        conversation = ConversationId(place["conversation_id"])
        who = _recaller(study, conversation, recaller)
        plan.check(duration_ms=place["duration_ms"])
        access.require_leading(study, conversation, who.participant_id)
        access.require(study, Operation.RECALL, conversation)
        made = sessions.insert(
            study,
            conversation=conversation,
            recording=RecordingId(place["id"]),
            recaller=who.participant_id,
            role=who.role,
            plan=plan,
        )
        audit.write(study, "nagesprek_voorbereid", table="recall_session", row=made, conversation=conversation)
        return made


def _recorded(study: Writing, recording: str) -> Row:
    place = conversations.place(study, recording)
    if place["live"]:
        raise BadInput(_("Nothing was recorded of “{name}”, so there is nothing to look back at.", name=recording))
    if place["recall_session_id"]:
        raise BadInput(
            _("“{name}” is the recording of a recall interview itself.", name=recording),
            remedy=_("Choose the recording of the conversation."),
        )
    return place


def _recaller(study: Writing, conversation: ConversationId, pseudonym: str) -> Recorded:
    found = conversations.participant(study, pseudonym)["id"]
    for person in conversations.recorded(study, conversation):
        if person.participant_id == found:
            if person.role not in RECALLERS:
                raise BadInput(
                    _(
                        "A recall interview is held with the client or the case manager, not with the {role}.",
                        role=role_in_words(person.role),
                    )
                )
            return person
    raise BadInput(_("“{name}” is not in this conversation, so there is nothing to look back at.", name=pseudonym))


def change_plan(study: Writing, *, session: RecallSessionId, plan: InterviewPlan) -> None:
    """Arrange an interview otherwise, as long as it has not begun.

    Raises:
        UnknownName: it is not there.
        BadInput: it has begun, or the plan cannot be carried out.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = prepared(study, session)
        duration_ms = study.value("SELECT duration_ms FROM recording WHERE id = ?", (row["recording_id"],))
        plan.check(duration_ms=duration_ms)
        sessions.change(study, session, sessions.columns_of(plan))
        sessions.set_moments(study, session, plan)
        audit.write(study, "nagesprek_voorbereid", table="recall_session", row=session)


def add_present(study: Writing, *, session: RecallSessionId, person: str, role: PersonRole) -> str:
    """Note that somebody is there too, such as an interpreter; their `nagesprek` is asked for as well.

    Who is in no conversation of the study becomes a person of it. Of an interview that is over it can be said
    afterwards that they were there; then it is heard only while they too say yes.

    Raises:
        UnknownName: there is no such interview.
        BadInput: the pseudonym cannot be used, they look back in it themselves, are noted already, or it is kept
            apart.
        AccessRefused: the member's role does not lead it, or it goes on and they did not say yes to `nagesprek`.
    """
    with study.step(""):
        row = leadable(study, session)
        if row["set_apart"]:
            raise BadInput(_("This recall interview is kept apart; nothing of it is used or changed."))
        ((found, _given),) = add_persons(study, [GivenPerson(person, role)])
        if found == row["recaller_id"]:
            raise BadInput(_("“{name}” looks back in this interview already.", name=person))
        there = "SELECT 1 FROM recall_present WHERE recall_session_id = ? AND participant_id = ?"
        if study.value(there, (session, found)):
            raise BadInput(_("“{name}” is noted as being there already.", name=person))
        made = sessions.add_present(study, session, found, role)
        if row["started_at"] and not row["ended_at"]:
            access.require_recall(study, session)
        audit.write(study, "nagesprek_aanwezig", table="recall_present", row=made, session=session)
        return made


def remove_present(study: Writing, *, session: RecallSessionId, person: str) -> None:
    """Note that a person is not there after all; only before it begins, for afterwards they were heard.

    Raises:
        UnknownName: there is no such interview or person.
        BadInput: it has begun.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        prepared(study, session)
        found = ParticipantId(conversations.participant(study, person)["id"])
        sessions.remove_present(study, session, found)
        audit.write(study, "nagesprek_aanwezig", table="recall_session", row=session)


def note_done(
    study: Writing,
    *,
    session: RecallSessionId,
    what: EventKind | str,
    instruction_version: str | None = None,
    session_ms: int = 0,
) -> None:
    """Note that the viewer's control was tried, the instruction was given, or the practice clip was watched.

    Args:
        study: where.
        session: the interview.
        what: `control_tried`, `instruction_read` (or the event `instructie`), `practice` (or `oefenfragment`).
        instruction_version: of the text that was read out or shown.
        session_ms: when, on the clock of the session; 0 before it begins.

    Raises:
        UnknownName: it is not there.
        BadInput: that is nothing that is noted, or it is over.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = leadable(study, session)
        key = _EVENT_MEANS.get(str(what), str(what))
        if key not in _DONE:
            raise BadInput(_("“{what}” is nothing that is noted beforehand.", what=str(what)))
        if row["ended_at"]:
            raise BadInput(_("This recall interview is over."))
        columns: Row = {_DONE[key]: 1}
        if instruction_version is not None:
            check_words(instruction_version, most=LONGEST_NAME)
            columns["instruction_version"] = instruction_version
        sessions.change(study, session, columns)
        for event, means in _EVENT_MEANS.items():
            if means == key:
                happenings.insert_event(study, session, {"kind": event, "session_ms": max(0, session_ms)})
        audit.write(study, "nagesprek_gewijzigd", table="recall_session", row=session, columns=sorted(columns))


def discard_prepared(study: Writing, *, session: RecallSessionId) -> None:
    """Take an interview away that was prepared and never begun.

    Raises:
        UnknownName: it is not there.
        BadInput: it has begun; then it is erased, which leaves a trace.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        prepared(study, session)
        sessions.remove(study, session)
        audit.write(study, "nagesprek_weg", table="recall_session", row=session)


def leadable(study: Writing, session: RecallSessionId) -> Row:
    """The row of an interview that the acting member may lead, whatever its consents.

    Raises:
        UnknownName: it is not there.
        AccessRefused: the member's role does not lead it.
    """
    row = sessions.row(study, session)
    if row is None:
        raise UnknownName(
            _("This recall interview is not there."), remedy=_("“recall-studio recall-list” shows those that are.")
        )
    access.require_leading(study, ConversationId(row["conversation_id"]), ParticipantId(row["recaller_id"]))
    return row


def prepared(study: Writing, session: RecallSessionId) -> Row:
    """The row of an interview that has not begun.

    Raises:
        UnknownName, AccessRefused: as for `leadable()`.
        BadInput: it has begun.
    """
    row = leadable(study, session)
    if row["started_at"]:
        raise BadInput(_("This recall interview has begun, so its plan stays as it was."))
    return row
