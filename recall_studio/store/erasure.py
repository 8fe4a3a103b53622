"""Erasing for good: rows, files, the journal, and every backup. It is no step, and nothing brings it back.

First the rows go, in one transaction that also says which files are to follow; then the database is rebuilt, files and
backups go, and the log says that it was done. What was killed on the way is finished at the next opening.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from typing import TYPE_CHECKING

from recall_studio.domain.erasing import Doomed, Going
from recall_studio.domain.errors import StudyBusy
from recall_studio.domain.packages import OWNER
from recall_studio.domain.words import N_, _
from recall_studio.store import audit, backups, collected, files, schema
from recall_studio.store.annotations import unrestricted
from recall_studio.store.connection import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlite_utils import Database

    from recall_studio.domain.erasing import Reason
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

BEGUN, DONE = "wissen", "gewist"
LABEL = N_("Erase")
WIPED = "gewist-"
"""What the names of erased conversations and persons begin with; their rows stay, for the proof of consent."""
_PATIENCE_S, _PAUSE_S = 10.0, 0.05

_TAPES, _TALKS, _PEOPLE, _SESSIONS = (
    f"(SELECT value FROM json_each(:{name}))" for name in ("tapes", "talks", "people", "sessions")
)
_IN_SESSION = f"recall_session_id IN {_SESSIONS}"
_AT_STOP = f"recall_stop_id IN (SELECT id FROM recall_stop WHERE {_IN_SESSION})"
_THERE = f"(SELECT recall_session_id FROM recall_present WHERE participant_id IN {_PEOPLE})"
_PLACE = f"(recording_id IN {_TAPES} OR conversation_id IN {_TALKS})"
_ANNOTATION = f"({_PLACE} OR {_IN_SESSION})"
_CASE = f"(client_id IN {_PEOPLE} OR case_manager_id IN {_PEOPLE})"
_ABOUT = (
    *(_TAPES, _TALKS, _PEOPLE),
    f"(SELECT id FROM annotation WHERE {_ANNOTATION})",
    f"(SELECT id FROM selection WHERE {_PLACE})",
    f'(SELECT id FROM "case" WHERE {_CASE})',
)
_MEMO = "(" + " OR ".join(f"about_row IN {rows}" for rows in _ABOUT) + ")"
_MARK = f"({_PLACE} OR annotation_id IN (SELECT id FROM annotation WHERE {_ANNOTATION}))"
# What is judged from an interview says what was said in it, and a score of who looked back is theirs.
_JUDGED = (
    f"recording_id IN {_TAPES} OR recording_id IN (SELECT recording_id FROM recall_session WHERE id IN {_SESSIONS})"
)
_RATED = (
    f"conversation_id IN {_TALKS} OR (conversation_id, rater) IN "
    f"(SELECT conversation_id, recaller_role FROM recall_session WHERE id IN {_SESSIONS})"
)
_LINKED = (
    f"annotation_id IN (SELECT id FROM annotation WHERE {_ANNOTATION}) OR "
    f"recall_comment_id IN (SELECT id FROM recall_comment WHERE {_AT_STOP})"
)
# Of an interview whose sound alone goes, or in which somebody who goes was there, the rest stays.
_SOUND_OF = f"recall_session_id IN (SELECT recall_session_id FROM recording WHERE id IN {_TAPES})"
_PIECE = f"({_IN_SESSION} OR {_SOUND_OF} OR recall_session_id IN {_THERE})"
_SOUNDED = (
    f"SELECT id FROM recall_session WHERE id IN {_SESSIONS} OR id IN {_THERE} "
    f"OR id IN (SELECT recall_session_id FROM recording WHERE id IN {_TAPES})"
)
_ERASED = (  # what hangs on something goes before it
    ("comment_link", _LINKED),
    ("congruence", _JUDGED),
    ("global_rating", _RATED),
    ("memo", _MEMO),
    ("discuss_mark", _MARK),
    ("annotation", _ANNOTATION),
    ("selection", f"({_PLACE} OR participant_id IN {_PEOPLE})"),
    ("coded_range", f"recording_id IN {_TAPES}"),
    ("seen_range", f"recording_id IN {_TAPES}"),
    ("turn", f"recording_id IN {_TAPES}"),
    ("media_file", f"recording_id IN {_TAPES}"),
    ("recall_version", _IN_SESSION),
    ("recall_piece", _PIECE),
    ("recall_event", _IN_SESSION),
    ("recall_comment", _AT_STOP),
    ("recall_prompt", _AT_STOP),
    ("recall_stop", _IN_SESSION),
    ("recall_shown", _IN_SESSION),
    ("recall_moment", _IN_SESSION),
    ("recall_present", f"({_IN_SESSION} OR participant_id IN {_PEOPLE})"),
    ("recall_session", f"id IN {_SESSIONS}"),
    ("live_observation", f"conversation_id IN {_TALKS}"),
    ("recording", f"id IN {_TAPES}"),
    ("recorded_person", f"(conversation_id IN {_TALKS} OR participant_id IN {_PEOPLE})"),
)
_HUSHED = f"id IN (SELECT recall_session_id FROM recording WHERE id IN {_TAPES}) OR id IN {_THERE}"
_INTERVIEWS = (
    "SELECT conversation.name || ' · ' || pseudonym FROM recall_session AS s "
    "JOIN conversation ON conversation.id = s.conversation_id JOIN participant ON participant.id = recaller_id "
    f"WHERE s.id IN {_SESSIONS} ORDER BY conversation.name, pseudonym"
)
_BURIED = ("recording", "conversation", "participant", "recall_session")


def doomed(
    study: Reading,
    *,
    recordings: Iterable[str] = (),
    conversations: Iterable[str] = (),
    participants: Iterable[str] = (),
    sessions: Iterable[str] = (),
) -> Doomed:
    """All that goes along with these ids: a person's conversations, their recordings, and what is left empty.

    A recall interview goes with the recording that it is about, and with it its own; of one in which somebody was
    there who goes, such as an interpreter, the recording goes.
    """
    people, talks = _unique(participants), _unique(conversations)
    sql = f"SELECT conversation_id FROM recorded_person WHERE participant_id IN {_PEOPLE}"
    talks = _unique((*talks, *_column(study, sql, Doomed(participants=people))))
    sql = f"SELECT id FROM recording WHERE conversation_id IN {_TALKS}"
    tapes = _unique((*recordings, *_column(study, sql, Doomed(conversations=talks))))
    sql = f"SELECT id FROM recall_session WHERE recording_id IN {_TAPES} OR conversation_id IN {_TALKS}"
    interviews = _unique((*sessions, *_column(study, sql, Doomed(tapes, talks))))
    sql = f"SELECT id FROM recording WHERE {_IN_SESSION} OR recall_session_id IN {_THERE}"
    tapes = _unique((*tapes, *_column(study, sql, Doomed(participants=people, sessions=interviews))))
    sql = (
        f"SELECT conversation_id FROM recording WHERE id IN {_TAPES} EXCEPT "
        f"SELECT conversation_id FROM recording WHERE id NOT IN {_TAPES} EXCEPT "
        "SELECT conversation_id FROM live_observation EXCEPT "
        f"SELECT conversation_id FROM recall_session WHERE id NOT IN {_SESSIONS}"
    )
    empty = _column(study, sql, Doomed(tapes, sessions=interviews))
    return Doomed(tapes, _unique((*talks, *empty)), people, interviews)


def going(study: Reading, what: Doomed, *, as_seen_by: Member) -> Going:
    """What will go, as far as this member may know."""
    blind = not study.sees_others(as_seen_by)
    media = study.rows(f"SELECT * FROM media_file WHERE recording_id IN {_TAPES}", _params(what))
    copies = [one for one in media if one["stored_as"]]

    def count(table: str, which: str, who: str = "") -> int:
        mine = f" AND {who} = :me" if blind and who else ""
        sql = f"SELECT count(*) FROM {table} WHERE {which}{mine}"
        return int(study.value(sql, {**_params(what), "me": as_seen_by.id}))

    restricted = f"{_ANNOTATION} AND {unrestricted(as_seen_by)}"
    return Going(
        names=_unique(
            (*_names(study, "conversation", what.conversations), *_names(study, "recording", what.recordings))
        ),
        moments=count("annotation LEFT JOIN code ON code.id = code_id", restricted, "coder"),
        hidden=blind,
        turns=count("turn", f"recording_id IN {_TAPES}"),
        memos=count("memo", _MEMO, "member"),
        marks=count("discuss_mark", _MARK, "member"),
        files=len(copies),
        bytes=sum(one["size_bytes"] for one in copies),
        linked=tuple(str(one["source"]) for one in media if not one["stored_as"] and one["source"]),
        backups=len(backups.listed(study.folder)),
        interviews=_unique(_column(study, _INTERVIEWS, what)),
        comments=count("recall_comment", _AT_STOP),
        whole=bool(what.conversations),
    )


def erase(study: Writing, what: Doomed, reason: Reason) -> None:
    """Take the rows away, in one transaction; what must follow is done by `finish()`.

    Nothing that was done up to now can be taken back afterwards: the journal would hold what is gone.
    """
    copies = _column(study, f"SELECT stored_as FROM media_file WHERE recording_id IN {_TAPES}", what)
    copies += _column(study, f"SELECT stored_as FROM recall_piece WHERE {_PIECE}", what)
    # A program that was killed may have left sound that no row tells of.
    copies += [name for one in _column(study, _SOUNDED, what) for name in files.of_interview(study.folder, one)]
    scopes = (*_names(study, "conversation", what.conversations), *_names(study, "recording", what.recordings))
    with study.step(LABEL):
        _forget_reasons(study, what)
        _bury(study, what, reason)
        collected.forget(study, {table: _ids(study, table, which, what) for table, which in _ERASED if table in OWNER})
        study.execute("PRAGMA defer_foreign_keys = ON")  # an interview and its recording name each other
        _quieten(study, what)
        for table, which in _ERASED:
            study.execute(f'DELETE FROM "{table}" WHERE {which}', _params(what))
        _wipe(study, what)
        study.execute(
            "UPDATE step SET scope = NULL WHERE scope IN (SELECT value FROM json_each(?))", (json.dumps(scopes),)
        )
        ids: dict[str, object] = {f"{table}s": rows for table, rows in zip(_BURIED, _each(what), strict=True)}
        ids["files"] = [name for name in copies if name]
        audit.write(study, BEGUN, table=None, row=None, reason=reason.value, **ids)
        _empty_journal(study)


def finish(study: Writing, *, key: bytes | None) -> bool:
    """Do what must follow on the rows: files, a database without old pages, one fresh backup, and the log.

    Args:
        study: where.
        key: the study key.

    Returns:
        Whether there was anything to finish.

    Raises:
        StudyBusy: another program reads the study all the time; what is left is done at the next opening.
        DiskFull: there is no room to rebuild the database.
    """
    begun = unfinished(study)
    if begun is None:
        return False
    detail = json.loads(begun["detail"])
    for name in detail["files"]:
        files.discard(study.folder, name)
    shutil.rmtree(study.folder.cache, ignore_errors=True)
    for aside in study.folder.root.glob("damaged-*"):
        shutil.rmtree(aside, ignore_errors=True)
    _rebuild(study)
    fresh = backups.make(study.folder, key, backups.AFTER_ERASING, study.clock())
    backups.keep_only(study.folder, fresh.name)
    with study.step(""):
        for table in _BURIED:
            for row in detail.get(f"{table}s", ()):
                audit.write(study, DONE, table=table, row=row)
    return True


def unfinished(study: Reading) -> Row | None:
    """The row of the log that began an erasure which was not finished."""
    return study.row(
        "SELECT number, detail FROM audit WHERE action = ?1 AND number > "
        "(SELECT coalesce(max(number), 0) FROM audit WHERE action = ?2) ORDER BY number DESC LIMIT 1",
        (BEGUN, DONE),
    )


def tombstones(study: Reading) -> list[Row]:
    """What was erased, the latest first: at, table, reason."""
    return study.rows('SELECT at, "table", reason FROM tombstone ORDER BY number DESC')


def buried(study: Reading) -> Doomed:
    """All that was ever erased, by its tombstones."""
    sql = 'SELECT id FROM tombstone WHERE "table" = ?'
    return Doomed(*(tuple(row for (row,) in study.tuples(sql, (table,))) for table in _BURIED))


def erase_again(db: Database, what: Doomed) -> dict[str, list[str]] | None:
    """Take from a copy of an earlier state what was erased since, of the tables that can be put back.

    Args:
        db: the copy, with the schema of now; its guards go too.
        what: was erased.

    Returns:
        The ids that went, by the tables that packages carry; None when all of it was erased before that state.
    """
    given = _params(what)
    everything = json.dumps([row for rows in _each(what) for row in rows])
    since = "SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT id FROM tombstone)"
    if db.conn.execute(since, (everything,)).fetchone() is None:
        return None
    went: dict[str, list[str]] = {}
    with db.atomic():
        schema.drop_triggers(db)
        for table, which in (one for one in _ERASED if one[0] in schema.CONTENT):
            if table in OWNER:
                sql = f'SELECT id FROM "{table}" WHERE {which}'
                went[table] = [row for (row,) in db.conn.execute(sql, given)]
            db.conn.execute(f'DELETE FROM "{table}" WHERE {which}', given)
        db.conn.execute("DELETE FROM change")
    return went


def forget_again(study: Writing, went: Mapping[str, Collection[str]]) -> None:
    """After such a copy was put back: its journal is empty as after erasing, and nothing remembers what went."""
    collected.forget(study, went)
    _empty_journal(study)


def _forget_reasons(study: Writing, what: Doomed) -> None:
    """Blank why somebody may code a conversation again. The record of rounds lets nobody else change its lines."""
    about = f"reason IS NOT NULL AND conversation_id IN {_TALKS}"
    if study.value(f"SELECT 1 FROM round_state WHERE {about}", _params(what)):
        schema.drop_triggers(study.db)
        study.execute(f"UPDATE round_state SET reason = '' WHERE {about}", _params(what))
        schema.install_triggers(study.db)


def _bury(study: Writing, what: Doomed, reason: Reason) -> None:
    """Leave a tombstone for everything that has a place in a backup elsewhere: its id, its hash, why and when."""
    media = _column(study, f"SELECT id FROM media_file WHERE recording_id IN {_TAPES}", what)
    for table, rows in (*zip(_BURIED, _each(what), strict=True), ("media_file", media)):
        for row in rows:
            stone = {"id": row, "table": table, "row_hash": hashlib.sha256(row.encode()).hexdigest()}
            study.insert("tombstone", {**stone, "at": study.now(), "reason": reason.value})


def _quieten(study: Writing, what: Doomed) -> None:
    """Of an interview that stays and whose sound goes: say so, and forget what tells of somebody who was there."""
    study.execute(f"UPDATE recall_session SET sound = 'geen', sound_offset_ms = 0 WHERE {_HUSHED}", _params(what))
    at_stop = f"recall_stop_id IN (SELECT id FROM recall_stop WHERE recall_session_id IN {_THERE})"
    study.execute(f"UPDATE recall_comment SET translated_by = '' WHERE {at_stop}", _params(what))
    study.execute(
        "UPDATE recall_version SET before = json_remove(before, '$.translated_by') "
        f"WHERE recall_session_id IN {_THERE}",
        _params(what),
    )


def _wipe(study: Writing, what: Doomed) -> None:
    """Blank the rows that stay because consent refers to them."""
    study.execute(
        "UPDATE conversation SET name = :wiped || substr(id, -12), case_id = NULL, held_on = NULL, held_at = NULL, "
        f"type = NULL, channel = NULL, wave = NULL WHERE id IN {_TALKS}",
        {**_params(what), "wiped": WIPED},
    )
    study.execute(
        f'UPDATE conversation SET case_id = NULL WHERE case_id IN (SELECT id FROM "case" WHERE {_CASE})', _params(what)
    )
    study.execute(f'DELETE FROM "case" WHERE {_CASE}', _params(what))
    study.execute(f"UPDATE member SET participant_id = NULL WHERE participant_id IN {_PEOPLE}", _params(what))
    study.execute(
        f"UPDATE participant SET pseudonym = :wiped || substr(id, -12) WHERE id IN {_PEOPLE}",
        {**_params(what), "wiped": WIPED},
    )


def _empty_journal(study: Writing) -> None:
    """Forget all images of rows. One empty line stays, so that the numbers go on and every reader notices."""
    last = study.value("SELECT max(number) FROM change")
    study.execute("DELETE FROM change")
    study.execute(
        """INSERT INTO change(number, step, "table", row) VALUES (?, (SELECT max(number) FROM step), 'study',
        (SELECT id FROM study))""",
        ((last or 0) + 1,),
    )
    study.execute("UPDATE study SET undo_barrier = (SELECT max(number) FROM step)")


def _rebuild(study: Writing) -> None:
    """Write the database anew without its free pages, and empty the write-ahead log, which held them too."""
    with translated():
        study.db.conn.execute("VACUUM")
    started = time.monotonic()
    while study.value("PRAGMA wal_checkpoint(TRUNCATE)"):  # 1: a reader still stands on older pages
        if time.monotonic() - started > _PATIENCE_S:
            raise StudyBusy(
                _("Another program reads this study, so what was erased is still in its log."),
                remedy=_("Close the other program; it is finished when the study is opened next."),
            )
        time.sleep(_PAUSE_S)


def _each(what: Doomed) -> tuple[tuple[str, ...], ...]:
    return what.recordings, what.conversations, what.participants, what.sessions


def _params(what: Doomed) -> dict[str, str]:
    tapes, talks, people, sessions = (json.dumps(ids) for ids in _each(what))
    return {"tapes": tapes, "talks": talks, "people": people, "sessions": sessions}


def _column(study: Reading, sql: str, what: Doomed) -> list[str]:
    return [value for (value,) in study.tuples(sql, _params(what))]


def _ids(study: Reading, table: str, which: str, what: Doomed) -> list[str]:
    return _column(study, f'SELECT id FROM "{table}" WHERE {which}', what)


def _names(study: Reading, table: str, ids: tuple[str, ...]) -> list[str]:
    sql = f"SELECT name FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name"
    return [name for (name,) in study.tuples(sql, (json.dumps(ids),))]


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
