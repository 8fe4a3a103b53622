"""Saying when a conversation was held: without it nobody knows how long after it a recall interview came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.words import _
from recall_studio.store import access, audit, conversations

if TYPE_CHECKING:
    from recall_studio.store.writing import Writing


def date_conversation(study: Writing, *, recording: str, held: datetime) -> None:
    """Say at which instant a conversation began.

    Args:
        study: where.
        recording: name of a recording of the conversation.
        held: when it began, with its time zone.

    Raises:
        UnknownName: there is no such recording.
        BadInput: that is still to come.
        AccessRefused: the member's role does not hold recall interviews about it.
    """
    with study.step(""):
        place = conversations.place(study, recording)
        conversation = ConversationId(place["conversation_id"])
        access.require(study, Operation.RECALL, conversation)
        if held > datetime.fromisoformat(study.now()):
            raise BadInput(_("That day is still to come."))
        conversations.set_held(study, conversation, held_on=f"{held:%Y-%m-%d}", held_at=in_utc(held))
        audit.write(study, "gesprek_gedateerd", table="conversation", row=conversation)


def in_utc(instant: datetime) -> str:
    """An instant as the study keeps it: UTC, ISO 8601, to the second."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
