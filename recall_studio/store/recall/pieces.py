"""The sound of interviews: its pieces while it is recorded, and the recording that it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import RecallSessionId, RecordingId, new_id
from recall_studio.store import conversations
from recall_studio.store.recall import sessions

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Shown
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


def insert(study: Writing, session: RecallSessionId, row: Row) -> str:
    """Keep that a piece has begun (session_ms, rate_hz, channels, stored_as)."""
    made = new_id()
    study.insert("recall_piece", {"id": made, "recall_session_id": session, **row, "created_at": study.now()})
    return made


def names(study: Reading, session: RecallSessionId) -> list[str]:
    """The files of an interview's pieces, as they were begun."""
    sql = "SELECT stored_as FROM recall_piece WHERE recall_session_id = ? ORDER BY session_ms, id"
    return [name for (name,) in study.tuples(sql, (session,))]


def all_names(study: Reading) -> list[str]:
    """The files of all pieces."""
    return [name for (name,) in study.tuples("SELECT stored_as FROM recall_piece")]


def remove(study: Writing, session: RecallSessionId) -> None:
    """Forget an interview's pieces: they are a recording now."""
    study.execute("DELETE FROM recall_piece WHERE recall_session_id = ?", (session,))


def over(study: Reading) -> dict[RecallSessionId, str]:
    """The interviews that have ended, and what sound they have."""
    rows = study.tuples("SELECT id, sound FROM recall_session WHERE ended_at IS NOT NULL")
    return {RecallSessionId(session): sound for session, sound in rows}


def all_sessions(study: Reading) -> set[str]:
    """The ids of all interviews."""
    return {session for (session,) in study.tuples("SELECT id FROM recall_session")}


def stop_times(study: Reading, session: RecallSessionId) -> list[int]:
    """When it was stopped, on the clock of the session, in order."""
    sql = "SELECT session_ms FROM recall_stop WHERE recall_session_id = ? ORDER BY session_ms, id"
    return [session_ms for (session_ms,) in study.tuples(sql, (session,))]


def shown(study: Reading, session: RecallSessionId) -> list[Shown]:
    """What was played to the viewer, in the order of the session."""
    from recall_studio.domain.recall.interview import Shown

    sql = (
        "SELECT start_ms, end_ms, session_ms, rate_percent FROM recall_shown "
        "WHERE recall_session_id = ? ORDER BY session_ms, id"
    )
    return [Shown(*values) for values in study.tuples(sql, (session,))]


def recording_of(study: Reading, session: RecallSessionId) -> Row | None:
    """The interview's own recording: its id, name and duration_ms."""
    return study.row("SELECT id, name, duration_ms FROM recording WHERE recall_session_id = ?", (session,))


def last_day(study: Reading, recording: RecordingId) -> str | None:
    """The day on which the recording that is looked back at must be destroyed; None when it was already."""
    days = [media["delete_after"] for media in conversations.media_files(study, recording)]
    return min(days) if days else None


def set_recording(study: Writing, session: RecallSessionId, *, name: str, media: Row, columns: Row) -> RecordingId:
    """Give an interview its own recording, in the place of its pieces.

    Args:
        study: where.
        session: the interview.
        name: of the recording.
        media: its media file, with `duration_ms`.
        columns: what is kept of it in the session: `sound` and `sound_offset_ms`.
    """
    row = sessions.row(study, session) or {}
    made = conversations.add_recording(
        study, conversation=row["conversation_id"], name=name, duration_ms=media["duration_ms"], session=session
    )
    conversations.add_media_file(study, {"kind": "nagesprek", "recording_id": made, **media})
    sessions.change(study, session, columns)
    remove(study, session)
    return made
