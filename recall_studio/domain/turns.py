"""A turn of the transcript: what one speaker says in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recall_studio.domain.ids import TurnId


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn; times in ms of the recording's time line, half-open; the speaker by role, never by name."""

    id: TurnId
    start_ms: int
    end_ms: int
    speaker: str | None
    text: str
