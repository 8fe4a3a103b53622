"""Taking consent back, and recording new answers of the people in a conversation: each in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Method, Status, answer_in_force, status_on
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import ConversationId, ParticipantId
from recall_studio.domain.words import _
from recall_studio.edits.adding import record_each
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.store import consents, conversations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.consent import Purpose
    from recall_studio.edits.adding import GivenAnswers
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

_YES = (Status.GEGEVEN, Status.ANDERE_GRONDSLAG)


def withdraw(study: Writing, *, recording: str, person: str, purposes: Sequence[Purpose]) -> tuple[str, ...]:
    """Take a person's yes to these purposes back, as widely as it was given: for this conversation, or for all.

    What was no yes stays as it is. The form is that of the answer, as of today; who works took it back.

    Args:
        study: where.
        recording: the recording of the conversation.
        person: pseudonym.
        purposes: what is taken back.

    Returns:
        The ids of the answers that were recorded.

    Raises:
        UnknownName: there is no such recording or person.
        BadInput: there was no yes to any of it.
    """
    made: list[str] = []
    with study.step(""):
        for purpose in dict.fromkeys(purposes):
            form = _form_in_force(study, recording, person, purpose)
            if form is not None:
                own = form["conversation_id"] is not None
                taken_back = Form(form["form_version"], Method(form["method"]), study.acting.code, study.today())
                made += record_consent(
                    study,
                    person=person,
                    purposes=[purpose],
                    status=Status.INGETROKKEN,
                    form=taken_back,
                    recording=recording if own else None,
                ).ids
        if not made:
            raise BadInput(_("“{person}” said yes to none of this, so nothing was taken back.", person=person))
    return tuple(made)


def _form_in_force(study: Writing, recording: str, person: str, purpose: Purpose) -> Row | None:
    """The form of the yes that counts today; None when there is none."""
    conversation = ConversationId(str(conversations.place(study, recording)["conversation_id"]))
    answer = answer_in_force(
        consents.answers(study, conversation),
        participant=ParticipantId(conversations.participant(study, person)["id"]),
        purpose=purpose,
        conversation=conversation,
    )
    if answer is None or status_on(answer, study.today()) not in _YES:
        return None
    forms = {form["number"]: form for form in consents.given_forms(study, conversation)}
    return forms[answer.number]


def record_answers(study: Writing, *, recording: str, answers: Sequence[GivenAnswers], form: Form) -> tuple[str, ...]:
    """Record what people of a conversation answered on one form, for this conversation; gives sentences for the user.

    Raises:
        UnknownName, BadInput: as for `record_consent()`; then nothing of it is kept.
    """
    with study.step(""):
        return tuple(dict.fromkeys(record_each(study, answers, form, recording)))
