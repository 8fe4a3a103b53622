"""Watching along with a conversation of which nothing is recorded: its clock, and the instants of what was marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.ids import ConversationId, ObservationId

LONGEST_MS = 24 * 60 * 60 * 1000
"""No conversation lasts longer; until it has ended this is how far it can be marked."""


@dataclass(frozen=True, slots=True)
class Observation:
    """That a member watches along, or did.

    Args:
        id: of the observation.
        conversation: with which one.
        member: the code of who began it.
        started_at, ended_at: UTC, ISO 8601; it goes on while it has no end.
        length_ms: how long it lasted by a steady clock; None while it goes on.
    """

    id: ObservationId
    conversation: ConversationId
    member: str
    started_at: str
    ended_at: str | None = None
    length_ms: int | None = None

    @property
    def goes_on(self) -> bool:
        """Whether its clock runs."""
        return self.ended_at is None


def elapsed_ms(started_at: str, now: datetime) -> int:
    """How long ago it began, in ms; never below 0, also when the computer's clock was set back."""
    return max(0, round((now - datetime.fromisoformat(started_at)).total_seconds() * 1000))


def clock_at(started_at: str, ms: int) -> str:
    """The instant so many ms after the start, in UTC, ISO 8601 with milliseconds."""
    return in_utc(datetime.fromisoformat(started_at) + timedelta(milliseconds=ms))


def in_utc(moment: datetime) -> str:
    """An instant as the study keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def check_live_place(*, start_ms: int, end_ms: int | None, length_ms: int) -> None:
    """See that what is marked live lies within the conversation; its last instant counts, for it may end with a mark.

    Raises:
        BadInput: it has not begun, lies outside, or ends before it starts.
    """
    if length_ms == 0:
        raise BadInput(
            _("This conversation has not begun yet: nothing can be marked in it."),
            remedy=_("“Begin” starts its clock."),
        )
    if end_ms is not None and end_ms <= start_ms:
        raise BadInput(
            _("The end {end} is not after the start {start}.", end=format_ms(max(end_ms, 0)), start=format_ms(start_ms))
        )
    last = start_ms if end_ms is None else end_ms
    if start_ms < 0 or last > length_ms:
        raise BadInput(
            _(
                "{time} lies outside the conversation, which lasted {duration}.",
                time=format_ms(max(last, 0)),
                duration=format_ms(length_ms),
            )
        )
