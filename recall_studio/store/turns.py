"""Turns of the transcript. Whether who asks may read them is the gate's word: ask `access.seen_recordings()` first."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.domain.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.ids import RecordingId
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


def of_recording(study: Reading, recording: RecordingId) -> list[Turn]:
    """The turns of the conversation in a recording, by time."""
    rows = study.tuples(
        "SELECT id, start_ms, end_ms, speaker, text FROM turn WHERE recording_id = ? AND layer = 'gesprek' "
        "ORDER BY start_ms, end_ms, id",
        (recording,),
    )
    return list(starmap(Turn, rows))


def add(study: Writing, recording: RecordingId, turns: Iterable[tuple[int, int, str | None, str]]) -> None:
    """Add turns: start_ms, end_ms, speaker's role, text."""
    study.execute_many(
        "INSERT INTO turn(id, recording_id, start_ms, end_ms, speaker, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(new_id(), recording, *turn) for turn in turns],
    )
