"""Where something is marked: in a recording, or in a conversation that is watched along live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.moments import check_place
from recall_studio.domain.observing import check_live_place, clock_at
from recall_studio.store import observations

if TYPE_CHECKING:
    from recall_studio.domain.ids import MemberId
    from recall_studio.store.reading import Reading, Row


def check_within(place: Row, *, start_ms: int, end_ms: int | None) -> None:
    """See that a moment lies inside the place, a row of `conversations.place()`.

    Raises:
        BadInput: it does not, or does not run forward.
    """
    if place["live"]:
        check_live_place(start_ms=start_ms, end_ms=end_ms, length_ms=place["duration_ms"])
    else:
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=place["duration_ms"])


def recording_in(place: Row) -> RecordingId | None:
    """The recording that a place is; None for a conversation that is watched along."""
    return None if place["live"] else RecordingId(place["id"])


def instant_at(study: Reading, place: Row, member: MemberId, start_ms: int) -> str | None:
    """When that is by the clock, in UTC, for what a member marks live; None in a recording."""
    if not place["live"]:
        return None
    watched = observations.of_conversation(study, ConversationId(place["conversation_id"]), member)
    return clock_at(watched.started_at, start_ms) if watched else None
