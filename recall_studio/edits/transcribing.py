"""The transcript: who says what, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.ids import RecordingId
from recall_studio.domain.moments import check_place
from recall_studio.domain.words import N_
from recall_studio.store import access, conversations
from recall_studio.store import turns as turn_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class GivenTurn:
    """What one speaker says in one go; times in ms of the recording, the speaker by role."""

    start_ms: int
    end_ms: int
    speaker: str | None
    text: str


def add_transcript(study: Writing, *, recording: str, turns: Sequence[GivenTurn]) -> int:
    """Add turns to a recording; gives how many.

    Raises:
        UnknownName: there is no such recording.
        BadInput: a turn lies outside it.
        AccessRefused: consent or role do not allow transcribing.
    """
    with study.step(N_("Add transcript"), scope=recording):
        row = conversations.recording(study, recording)
        access.require_place(study, {**row, "live": False})
        for turn in turns:
            check_place(start_ms=turn.start_ms, end_ms=turn.end_ms, duration_ms=row["duration_ms"])
        given = [(turn.start_ms, turn.end_ms, turn.speaker, turn.text) for turn in turns]
        turn_rows.add(study, RecordingId(row["id"]), given)
        return len(given)
