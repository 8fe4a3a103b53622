"""Moments: the hot path of the program. What is read is what the viewer may see."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.ids import AnnotationId, new_id
from recall_studio.domain.moments import Moment
from recall_studio.domain.study import Layer
from recall_studio.store.writing import insert_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from recall_studio.domain.ids import CodebookVersionId, CodeId, ConversationId, MemberId, RecordingId
    from recall_studio.domain.study import Member, Round
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

_MOMENTS = (
    "SELECT a.id, a.recording_id, recording.name, member.code, a.layer, a.round, code.key, a.start_ms, a.end_ms, "
    "a.pressed_ms, a.speaker, a.certainty, a.modifiers, a.note, codebook_version.version FROM annotation AS a "
    "JOIN recording ON recording.id = a.recording_id JOIN member ON member.id = a.coder "
    "LEFT JOIN code ON code.id = a.code_id JOIN codebook_version ON codebook_version.id = a.codebook_version "
)
_ORDER = "ORDER BY recording.name, a.start_ms, a.end_ms IS NULL DESC, a.end_ms, member.code, code.key, a.id"
_COLUMNS = (
    "id",
    "conversation_id",
    "recording_id",
    "layer",
    "round",
    "coder",
    "code_id",
    "codebook_version",
    "start_ms",
    "end_ms",
    "pressed_ms",
    "note",
    "created_at",
)
_INSERT = insert_sql("annotation", _COLUMNS)


def moments(study: Reading, *, as_seen_by: Member, recording: RecordingId | None = None) -> list[Moment]:
    """The moments that this member may see, of one recording or of all, by recording and time."""
    return list(starmap(Moment, moment_rows(study, as_seen_by=as_seen_by, recording=recording)))


def moment_rows(study: Reading, *, as_seen_by: Member, recording: RecordingId | None = None) -> list[tuple[Any, ...]]:
    """The same as tuples in the order of the fields of `Moment`: for 100,000 moments a third quicker."""
    where, params = unseen(study, as_seen_by, "a")
    if not as_seen_by.lead:
        hidden = ", ".join(f"'{key}'" for key in sorted(RESTRICTED))
        where += f" AND (code.key IS NULL OR code.key NOT IN ({hidden}))"
    sql = f"{_MOMENTS} WHERE {where}" + (" AND a.recording_id = ? " if recording else " ") + _ORDER
    return study.tuples(sql, (*params, recording) if recording else params)


def unseen(study: Reading, viewer: Member, alias: str) -> tuple[str, tuple[str, ...]]:
    """The condition that hides other coders' work from a viewer while an independent round runs."""
    return ("1", ()) if study.sees_others(viewer) else (f"{alias}.coder = ?", (viewer.id,))


def places(study: Reading, recording: RecordingId) -> set[tuple[str, str, int, int | None]]:
    """What stands where in a recording: coder, code, start_ms, end_ms of every moment."""
    return set(
        study.tuples(
            "SELECT member.code, code.key, start_ms, end_ms FROM annotation AS a "
            "JOIN member ON member.id = a.coder JOIN code ON code.id = a.code_id WHERE a.recording_id = ?",
            (recording,),
        )
    )


def insert(study: Writing, rows: Iterable[Sequence[Any]]) -> None:
    """Add moments, each as `row_of()` makes it."""
    study.execute_many(_INSERT, rows)


def row_of(
    study: Writing,
    *,
    conversation: ConversationId,
    recording: RecordingId,
    coder: MemberId,
    code: CodeId,
    codebook_version: CodebookVersionId,
    round_now: Round,
    start_ms: int,
    end_ms: int | None,
    pressed_ms: int | None,
    note: str | None,
) -> tuple[AnnotationId, tuple[Any, ...]]:
    """A moment in the conversation as a row to insert, and its id."""
    made = AnnotationId(new_id())
    return made, (
        made,
        conversation,
        recording,
        Layer.GESPREK.value,
        round_now.value,
        coder,
        code,
        codebook_version,
        start_ms,
        end_ms,
        pressed_ms,
        note,
        study.now(),
    )
