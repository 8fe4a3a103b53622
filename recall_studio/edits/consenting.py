"""Recording what people say to each purpose. An answer is never changed: a later one takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import ConversationId, ParticipantId
from recall_studio.domain.words import _
from recall_studio.edits.founding import member_named
from recall_studio.edits.stopping import stop_what_is_refused
from recall_studio.store import audit, consents, conversations
from recall_studio.store.recall import gate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Told:
    """How it was explained: the language, the kind of interpreter, whether the person said it back."""

    language: str | None = None
    interpreter: str | None = None
    teach_back: bool | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Another legal basis than consent: which, where it is written down, who decided on it."""

    basis: str | None = None
    documented_in: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How and when the answers were given; the same for all purposes on one form.

    Args:
        version: of the consent form.
        method: written, oral and recorded, or digital.
        collector: code of the member who asked.
        given_on: the day.
        explicit: whether consent was explicit (GDPR art. 9).
        condition: what the person asks in return.
        valid_until: the last day it holds.
        told: how it was explained.
        grounds: another legal basis than consent.
    """

    version: str
    method: Method
    collector: str
    given_on: date
    explicit: bool = True
    condition: Condition = Condition.GEEN
    valid_until: date | None = None
    told: Told = Told()
    grounds: Grounds = Grounds()


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """What was recorded: ids of the answers, and sentences for the user."""

    ids: tuple[str, ...]
    notices: tuple[str, ...]


def record_consent(
    study: Writing,
    *,
    person: str,
    purposes: Sequence[Purpose],
    status: Status,
    form: Form,
    recording: str | None = None,
) -> ConsentRecorded:
    """Record one person's answer to one or more purposes.

    Args:
        study: where.
        person: pseudonym.
        purposes: what was asked.
        status: the answer; `gegeven`, `geweigerd`, `ingetrokken` or `andere_grondslag`.
        form: how and when.
        recording: only for the conversation of this recording; None for all conversations in this study.

    Raises:
        UnknownName: there is no such person or recording.
        BadInput: form details are missing, dates make no sense, or the person is not in that conversation.
    """
    _check_form(study, form, status)
    with study.step(""):
        participant = conversations.participant(study, person)
        conversation = _conversation(study, participant, recording)
        collector, made = member_named(study, form.collector)
        row = {
            "participant_id": participant["id"],
            "conversation_id": conversation,
            "status": status.value,
            "collector": collector.id,
            "told_delete_after": consents.retention_told(study, ParticipantId(participant["id"])),
            **_form_row(form),
        }
        ids = []
        for purpose in dict.fromkeys(purposes):
            ids.append(consents.add(study, {**row, "purpose": purpose.value}))
            audit.write(
                study,
                "toestemming",
                table="consent",
                row=ids[-1],
                person=person,
                purpose=purpose.value,
                status=status.value,
            )
        stop_what_is_refused(study)
        return ConsentRecorded(tuple(ids), _notices(study, form, status, person, conversation, made=made))


def _check_form(study: Writing, form: Form, status: Status) -> None:
    if status in (Status.NIET_GEVRAAGD, Status.VERLOPEN):
        raise BadInput(_("“{status}” follows by itself and cannot be recorded.", status=status.value))
    if not form.version.strip():
        raise BadInput(_("The version of the consent form is missing."))
    if form.given_on > study.today():
        raise BadInput(_("The date of the answer, {date}, lies in the future.", date=form.given_on.isoformat()))
    if form.valid_until is not None and form.valid_until < form.given_on:
        raise BadInput(_("The last day of the consent lies before the day it was given."))


def _conversation(study: Writing, participant: Row, recording: str | None) -> str | None:
    if recording is None:
        return None
    conversation = str(conversations.place(study, recording)["conversation_id"])
    where = ConversationId(conversation)
    there = {person.participant_id for person in (*conversations.recorded(study, where), *gate.all_heard(study, where))}
    if participant["id"] not in there:
        raise BadInput(
            _("“{person}” is not listed as seen or heard in “{name}”.", person=participant["pseudonym"], name=recording)
        )
    return conversation


def _form_row(form: Form) -> Row:
    return {
        "condition": form.condition.value,
        "explicit": int(form.explicit),
        "form_version": form.version,
        "method": form.method.value,
        "language": form.told.language,
        "interpreter": form.told.interpreter,
        "teach_back": None if form.told.teach_back is None else int(form.told.teach_back),
        "given_at": form.given_on.isoformat(),
        "valid_until": form.valid_until.isoformat() if form.valid_until else None,
        "basis": form.grounds.basis,
        "documented_in": form.grounds.documented_in,
        "decided_by": form.grounds.decided_by,
    }


def _notices(
    study: Writing, form: Form, status: Status, person: str, conversation: str | None, *, made: bool
) -> tuple[str, ...]:
    said = []
    if made:
        said.append(_("“{code}” was not a member of the study yet and has been added.", code=form.collector))
    if status is Status.ANDERE_GRONDSLAG and not form.grounds.basis:
        said.append(
            _("Say with “--basis” and “--documented-in” which legal basis it is and where that is written down.")
        )
    if status is Status.GEGEVEN and _asked_by_case_manager(study, form.collector, person, conversation):
        said.append(_("The case manager in the conversation collected this consent; somebody independent should."))
    return tuple(said)


def _asked_by_case_manager(study: Writing, collector: str, asked: str, conversation: str | None) -> bool:
    """Whether the collector is the case manager of the conversation, or of one of those that the person is in."""
    member = study.member(collector)
    recorded = conversations.people(study)
    theirs = {person["conversation_id"] for person in recorded if person["pseudonym"] == asked}
    for person in recorded:
        of_this = person["conversation_id"] in ({conversation} if conversation else theirs)
        if of_this and person["role"] == "klantmanager":
            own = conversations.participant(study, person["pseudonym"])["id"] == member.participant_id
            if own or person["pseudonym"] == collector:
                return True
    return False
