"""What a member has seen of a recording: tracked by itself, only to find the unseen. It says nothing of coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.domain.intervals import union

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

_OF = "FROM seen_range WHERE recording_id = ? AND member = ?"


def of_recording(study: Reading, member: Member, recording: RecordingId) -> list[Stretch]:
    """The stretches that a member has seen: sorted, apart, none empty."""
    return union(study.tuples(f"SELECT start_ms, end_ms {_OF}", (recording, member.id)))


def unbroken_to(study: Reading, member: Member, recording: RecordingId, start_ms: int) -> int:
    """Up to where a member saw a recording without a gap from here, in ms; here itself where they did not."""
    stretches = of_recording(study, member, recording)
    return next((end for start, end in stretches if start <= start_ms < end), start_ms)


def add(study: Writing, member: Member, recording: RecordingId, stretches: Iterable[Stretch]) -> None:
    """Join stretches to what a member has seen; overlapping and touching ones become one row."""
    there = {
        (start, end): row
        for row, start, end in study.tuples(f"SELECT id, start_ms, end_ms {_OF}", (recording, member.id))
    }
    wanted = union((*there, *stretches))
    gone = [(row,) for stretch, row in there.items() if stretch not in wanted]
    study.execute_many("DELETE FROM seen_range WHERE id = ?", gone)
    study.execute_many(
        "INSERT INTO seen_range(id, recording_id, member, start_ms, end_ms) VALUES (?, ?, ?, ?, ?)",
        [(new_id(), recording, member.id, *stretch) for stretch in wanted if stretch not in there],
    )
