"""What happens in an interview, row by row, as it is written: stops, prompts, comments, what was shown, the rest.

Reading what was said goes through `records`, which asks who reads.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recall_studio.domain.ids import RecallCommentId, RecallPromptId, RecallStopId, new_id
from recall_studio.store.recall.sessions import stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.ids import RecallMomentId, RecallSessionId
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_SESSION_OF = {
    "recall_session": "SELECT id FROM recall_session WHERE id = ?",
    "recall_stop": "SELECT recall_session_id FROM recall_stop WHERE id = ?",
    "recall_prompt": "SELECT recall_session_id FROM recall_prompt JOIN recall_stop ON recall_stop.id = recall_stop_id "
    "WHERE recall_prompt.id = ?",
    "recall_comment": "SELECT recall_session_id FROM recall_comment JOIN recall_stop ON recall_stop.id = "
    "recall_stop_id WHERE recall_comment.id = ?",
    "recall_event": "SELECT recall_session_id FROM recall_event WHERE id = ?",
    "recall_moment": "SELECT recall_session_id FROM recall_moment WHERE id = ?",
}


def session_of(study: Reading, table: str, row: str) -> str | None:
    """The session that a row of one of these tables belongs to."""
    found = study.value(_SESSION_OF[table], (row,))
    return None if found is None else str(found)


def row_of(study: Reading, table: str, row: str) -> Row | None:
    """A row as it stands in the file."""
    return study.row(f'SELECT * FROM "{table}" WHERE id = ?', (row,)) if table in _SESSION_OF else None


def change(study: Writing, table: str, row: str, columns: Mapping[str, Any]) -> None:
    """Give a row other values in some of its columns."""
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    study.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*columns.values(), row))


def last_ms(study: Reading, session: RecallSessionId) -> int:
    """The latest instant of the session at which something happened; its clock never stands before it."""
    found = study.value(
        "SELECT max(at_ms) FROM ("
        "SELECT max(coalesce(resumed_ms, session_ms)) AS at_ms FROM recall_stop WHERE recall_session_id = ?1 "
        "UNION ALL SELECT max(coalesce(until_ms, session_ms)) FROM recall_event WHERE recall_session_id = ?1 "
        "UNION ALL SELECT max(session_ms + (end_ms - start_ms) * 100 / rate_percent) FROM recall_shown "
        "WHERE recall_session_id = ?1 "
        "UNION ALL SELECT max(reached_at_ms) FROM recall_moment WHERE recall_session_id = ?1 "
        "UNION ALL SELECT max(p.session_ms) FROM recall_prompt AS p JOIN recall_stop ON recall_stop.id = "
        "p.recall_stop_id WHERE recall_session_id = ?1 "
        "UNION ALL SELECT max(c.session_ms) FROM recall_comment AS c JOIN recall_stop ON recall_stop.id = "
        "c.recall_stop_id WHERE recall_session_id = ?1)",
        (session,),
    )
    return int(found or 0)


def standing_stop(study: Reading, session: RecallSessionId) -> Row | None:
    """The last stop of a session after which the recording did not go on."""
    return study.row(
        "SELECT * FROM recall_stop WHERE recall_session_id = ? AND resumed_ms IS NULL "
        "ORDER BY session_ms DESC, id DESC LIMIT 1",
        (session,),
    )


def insert_stop(
    study: Writing,
    session: RecallSessionId,
    *,
    position_ms: int,
    session_ms: int,
    initiator: str,
    moment: RecallMomentId | None,
    rate_percent: int,
) -> RecallStopId:
    """Keep that the recording was stopped."""
    made = RecallStopId(new_id())
    study.insert(
        "recall_stop",
        {
            "id": made,
            "recall_session_id": session,
            "position_ms": position_ms,
            "session_ms": session_ms,
            "initiator": initiator,
            "recall_moment_id": moment,
            "rate_percent": rate_percent,
            "created_at": study.now(),
        },
    )
    return made


def insert_prompt(study: Writing, stop: RecallStopId, row: Row) -> RecallPromptId:
    """Keep a question (type, text, card, session_ms), behind those that were asked at this stop before."""
    made = RecallPromptId(new_id())
    study.insert(
        "recall_prompt",
        {
            "id": made,
            "recall_stop_id": stop,
            "seq": _next(study, "recall_prompt", stop),
            **row,
            "created_at": study.now(),
        },
    )
    return made


def insert_comment(study: Writing, stop: RecallStopId, row: Row) -> RecallCommentId:
    """Keep what was said (columns of the table), behind what was said at this stop before."""
    made = RecallCommentId(new_id())
    study.insert(
        "recall_comment",
        {
            "id": made,
            "recall_stop_id": stop,
            "seq": _next(study, "recall_comment", stop),
            **row,
            "created_at": study.now(),
        },
    )
    return made


def _next(study: Reading, table: str, stop: RecallStopId) -> int:
    return int(study.value(f"SELECT coalesce(max(seq), 0) + 1 FROM {table} WHERE recall_stop_id = ?", (stop,)))


def insert_event(study: Writing, session: RecallSessionId, row: Row) -> str:
    """Keep that something else happened (kind, session_ms, position_ms)."""
    made = new_id()
    study.insert("recall_event", {"id": made, "recall_session_id": session, **row, "created_at": study.now()})
    return made


def end_what_lasts(study: Writing, session: RecallSessionId, kinds: Sequence[str], until_ms: int) -> None:
    """Keep that what lasts of these kinds is over."""
    study.execute(
        "UPDATE recall_event SET until_ms = ? WHERE recall_session_id = ? AND until_ms IS NULL "
        "AND kind IN (SELECT value FROM json_each(?))",
        (until_ms, session, json.dumps(list(kinds))),
    )


def last_shown(study: Reading, session: RecallSessionId) -> Row | None:
    """The stretch that was played last."""
    return study.row(
        "SELECT * FROM recall_shown WHERE recall_session_id = ? ORDER BY session_ms DESC, id DESC LIMIT 1", (session,)
    )


def insert_shown(study: Writing, session: RecallSessionId, row: Row) -> str:
    """Keep that a stretch was played (start_ms, end_ms, session_ms, rate_percent)."""
    made = new_id()
    study.insert("recall_shown", {"id": made, "recall_session_id": session, **row})
    return made


def extend_shown(study: Writing, shown: str, end_ms: int) -> None:
    """Keep that a stretch went on."""
    study.execute("UPDATE recall_shown SET end_ms = ? WHERE id = ?", (end_ms, shown))


def comment_columns(fields: Mapping[str, Any]) -> Row:
    """The columns that the fields of a comment fill; `codes` are ids."""
    columns: Row = {}
    for name, value in fields.items():
        if name in _STRETCHES:
            columns |= dict(zip(_STRETCHES[name], value or (None, None), strict=True))
        elif name == "codes":
            columns["codes"] = json.dumps(list(value))
        elif name == "prompt":
            columns["recall_prompt_id"] = value
        else:
            columns[name] = stored(value)
    return columns


_STRETCHES = {"sound": ("sound_from_ms", "sound_to_ms"), "applies": ("applies_from_ms", "applies_to_ms")}
