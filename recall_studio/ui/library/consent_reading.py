"""The consent of one conversation as it is shown: every answer in force with its form, and what that means now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Condition, Operation, Purpose, Status, answer_in_force, status_on
from recall_studio.domain.ids import ConversationId
from recall_studio.store import access, consents, conversations
from recall_studio.ui.library.consent_words import OPERATIONS, PURPOSES

if TYPE_CHECKING:
    from recall_studio.domain.consent import Decision
    from recall_studio.domain.study import PersonRole
    from recall_studio.store.reading import Reading, Row

LIVE_OPERATIONS = (Operation.WATCH_ALONG, Operation.EXPORT)
"""What can be done with a conversation of which nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer in force: what it means today, and the form it stands on (None when nobody asked)."""

    status: Status
    condition: Condition
    form: Row | None

    @property
    def yes(self) -> bool:
        """Whether it allows something."""
        return self.status in (Status.GEGEVEN, Status.ANDERE_GRONDSLAG)


@dataclass(frozen=True, slots=True)
class Asked:
    """A person in the conversation, and their answers by purpose."""

    pseudonym: str
    role: PersonRole
    answers: dict[Purpose, Given]


@dataclass(frozen=True, slots=True)
class ConsentState:
    """All that the page on consent shows."""

    name: str
    people: tuple[Asked, ...]
    decisions: dict[Operation, Decision]
    delete_after: str | None
    purposes: tuple[Purpose, ...] = tuple(PURPOSES)


def read_consent(study: Reading, recording: str) -> ConsentState:
    """Read it, for the day it is.

    Raises:
        UnknownName: there is no such recording.
    """
    row = conversations.place(study, recording)
    conversation, today = ConversationId(row["conversation_id"]), study.today()
    answers = consents.answers(study, conversation)
    forms = {form["number"]: form for form in consents.given_forms(study, conversation)}
    names = {one["id"]: one["pseudonym"] for one in conversations.participants(study)}
    people = []
    for person in conversations.recorded(study, conversation):
        given = {}
        for purpose in PURPOSES:
            answer = answer_in_force(
                answers, participant=person.participant_id, purpose=purpose, conversation=conversation
            )
            condition = answer.condition if answer else Condition.GEEN
            given[purpose] = Given(status_on(answer, today), condition, forms.get(answer.number) if answer else None)
        people.append(Asked(names[person.participant_id], person.role, given))
    media = conversations.media_files(study, row["id"])
    return ConsentState(
        recording,
        tuple(people),
        {
            operation: access.decision(study, operation, conversation, today, recorded=not row["live"])
            for operation in (LIVE_OPERATIONS if row["live"] else OPERATIONS)
        },
        min((file["delete_after"] for file in media), default=None),
        tuple(purpose for purpose in PURPOSES if not (row["live"] and purpose is Purpose.OPNAME)),
    )
