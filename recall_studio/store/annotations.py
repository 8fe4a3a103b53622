"""Moments: the hot path of the program. What is read is what the viewer may see."""

from __future__ import annotations

import json
from itertools import starmap
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.ids import AnnotationId, new_id
from recall_studio.domain.moments import Moment
from recall_studio.domain.study import Layer
from recall_studio.store.writing import insert_sql

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from recall_studio.domain.ids import (
        CodebookVersionId,
        CodeId,
        ConversationId,
        MemberId,
        RecallSessionId,
        RecordingId,
    )
    from recall_studio.domain.study import Member, Round
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

# What is watched along live has no recording: its conversation stands for it, and is looked up only then.
PLACE_ID = "coalesce(a.recording_id, a.conversation_id)"
PLACE_NAME = "coalesce(recording.name, (SELECT name FROM conversation WHERE conversation.id = a.conversation_id))"
_MOMENTS = (
    f"SELECT a.id, {PLACE_ID}, {PLACE_NAME} AS place, member.code, a.layer, a.round, code.key, a.start_ms, a.end_ms, "
    "a.pressed_ms, a.speaker, a.certainty, a.modifiers, a.note, codebook_version.version, a.running, a.clock_at "
    "FROM annotation AS a LEFT JOIN recording ON recording.id = a.recording_id JOIN member ON member.id = a.coder "
    "LEFT JOIN code ON code.id = a.code_id JOIN codebook_version ON codebook_version.id = a.codebook_version "
)
_ORDER = "ORDER BY place, a.start_ms, a.end_ms IS NULL DESC, a.end_ms, member.code, code.key, a.id"
_COLUMNS = (
    "id",
    "conversation_id",
    "recording_id",
    "recall_session_id",
    "layer",
    "round",
    "coder",
    "code_id",
    "codebook_version",
    "start_ms",
    "end_ms",
    "running",
    "pressed_ms",
    "clock_at",
    "speaker",
    "certainty",
    "modifiers",
    "note",
    "created_at",
)
_RUNNING = Moment._fields.index("running")
_INSERT = insert_sql("annotation", _COLUMNS)


def moments(
    study: Reading,
    *,
    as_seen_by: Member,
    recording: RecordingId | None = None,
    ids: Collection[str] | None = None,
) -> list[Moment]:
    """The moments that this member may see, by recording and time.

    Args:
        study: where.
        as_seen_by: who looks; in an independent round only the own moments are there.
        recording: of this one, or of the conversation that is watched along live; None for all.
        ids: only these, as `Changes` names them; what is gone or not seen is not in the answer.
    """
    return _made_of(moment_rows(study, as_seen_by=as_seen_by, recording=recording, ids=ids))


def moment_rows(
    study: Reading,
    *,
    as_seen_by: Member,
    recording: RecordingId | None = None,
    ids: Collection[str] | None = None,
) -> list[tuple[Any, ...]]:
    """The same as tuples in the order of the fields of `Moment`: for 100,000 moments a third quicker."""
    where, params = unseen(study, as_seen_by, "a")
    sql, given = f"{_MOMENTS} WHERE {where} AND {unrestricted(as_seen_by)}", [*params]
    if recording is not None:
        sql, given = f"{sql} AND {where_lies(study, recording)}", [*given, recording]
    if ids is not None:  # one text for any number of them, so that the statement stays prepared
        sql, given = f"{sql} AND a.id IN (SELECT value FROM json_each(?))", [*given, json.dumps(list(ids))]
    return study.tuples(f"{sql} {_ORDER}", given)


def where_lies(study: Reading, place: RecordingId, alias: str = "a") -> str:
    """The condition on what lies in a recording, or in the conversation whose id stands for one: it takes the id."""
    if study.value("SELECT 1 FROM recording WHERE id = ?", (place,)):
        return f"{alias}.recording_id = ?"
    return f"{alias}.conversation_id = ? AND {alias}.recording_id IS NULL"


def moments_after(
    study: Reading, *, as_seen_by: Member, recording: RecordingId, after: tuple[int, str], most: int
) -> list[Moment]:
    """So many of the moments of a recording that this member may see, by start and id: to read many piece by piece.

    Args:
        study: where.
        as_seen_by: who looks; in an independent round only the own moments are there.
        recording: of this one, or of the conversation that is watched along live.
        after: start in ms and id of the last one that was read; `(-1, "")` for the first ones.
        most: how many.
    """
    where, params = unseen(study, as_seen_by, "a")
    rows = study.tuples(
        f"{_MOMENTS} WHERE {where} AND {unrestricted(as_seen_by)} AND {where_lies(study, recording)} "
        "AND (a.start_ms, a.id) > (?, ?) ORDER BY a.start_ms, a.id LIMIT ?",
        [*params, recording, *after, most],
    )
    return _made_of(rows)


def _made_of(rows: Iterable[tuple[Any, ...]]) -> list[Moment]:
    return list(starmap(Moment, ((*row[:_RUNNING], bool(row[_RUNNING]), *row[_RUNNING + 1 :]) for row in rows)))


def unseen(study: Reading, viewer: Member, alias: str, *, column: str = "coder") -> tuple[str, tuple[str, ...]]:
    """The condition that hides other coders' work from a viewer while an independent round runs."""
    return ("1", ()) if study.sees_others(viewer) else (f"{alias}.{column} = ?", (viewer.id,))


def unrestricted(viewer: Member) -> str:
    """The condition that hides moments of a restricted code from all but the lead."""
    hidden = ", ".join(f"'{key}'" for key in sorted(RESTRICTED))
    return "1" if viewer.lead else f"(code.key IS NULL OR code.key NOT IN ({hidden}))"


def counts(study: Reading, *, as_seen_by: Member, round_now: Round) -> list[tuple[str, str, int, int]]:
    """How many moments this member may see: recording's name, coder, ended ones of this round, running of any."""
    where, params = unseen(study, as_seen_by, "a")
    return study.tuples(
        f"SELECT {PLACE_NAME} AS place, member.code, count(*) FILTER (WHERE NOT running AND a.round = ?), sum(running) "
        "FROM annotation AS a LEFT JOIN recording ON recording.id = a.recording_id JOIN member ON member.id = a.coder "
        f"LEFT JOIN code ON code.id = a.code_id WHERE {where} AND {unrestricted(as_seen_by)} "
        "GROUP BY place, member.code ORDER BY place, member.code",
        (round_now.value, *params),
    )


def places(study: Reading, recording: RecordingId) -> set[tuple[str, str, int, int | None]]:
    """What stands where in a recording: coder, code, start_ms, end_ms of every moment."""
    return set(
        study.tuples(
            "SELECT member.code, code.key, start_ms, end_ms FROM annotation AS a "
            f"JOIN member ON member.id = a.coder JOIN code ON code.id = a.code_id WHERE {where_lies(study, recording)}",
            (recording,),
        )
    )


def insert(study: Writing, rows: Iterable[Sequence[Any]]) -> None:
    """Add moments, each as `row_of()` makes it."""
    study.execute_many(_INSERT, rows)


def change(study: Writing, moment: AnnotationId, values: Mapping[str, Any]) -> None:
    """Give a moment other values in some of its columns."""
    sets = ", ".join(f'"{name}" = ?' for name in values)
    study.execute(f"UPDATE annotation SET {sets} WHERE id = ?", (*values.values(), moment))


def remove(study: Writing, moments: Iterable[AnnotationId]) -> None:
    """Take moments away; marks on them go along."""
    study.execute_many("DELETE FROM annotation WHERE id = ?", [(moment,) for moment in moments])


def layer_of(session: RecallSessionId | None) -> Layer:
    """What a recording is of: a conversation, or the recall interview of a session."""
    return Layer.GESPREK if session is None else Layer.NAGESPREK


def row_of(
    study: Writing,
    *,
    conversation: ConversationId,
    recording: RecordingId | None,
    coder: MemberId,
    code: CodeId | None,
    codebook_version: CodebookVersionId,
    round_now: Round,
    start_ms: int,
    end_ms: int | None,
    pressed_ms: int | None,
    note: str | None,
    running: bool = False,
    speaker: str | None = None,
    certainty: int | None = None,
    modifiers: str = "{}",
    clock_at: str | None = None,
    session: RecallSessionId | None = None,
) -> tuple[AnnotationId, tuple[Any, ...]]:
    """A moment in the conversation, or in the recall interview of a session, as a row to insert, and its id."""
    made = AnnotationId(new_id())
    return made, (
        *(made, conversation, recording, session),
        *(layer_of(session).value, round_now.value),
        coder,
        code,
        codebook_version,
        start_ms,
        end_ms,
        int(running),
        pressed_ms,
        clock_at,
        *(speaker, certainty, modifiers, note),
        study.now(),
    )
