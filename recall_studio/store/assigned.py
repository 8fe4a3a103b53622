"""A copy of the database that is made ready for one coder: what is not theirs to have goes from it, to the last byte.

Every table of the schema is named here; one that is not lets nothing through.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.domain.packages import COLUMNS, OWNER, row_hash
from recall_studio.domain.rounds import NO_PART
from recall_studio.domain.words import N_
from recall_studio.store import audit, collected
from recall_studio.store.connection import connect, translated
from recall_studio.store.folder import StudyFolder
from recall_studio.store.reading import Reading
from recall_studio.store.schema import TABLES, drop_triggers, install_triggers
from recall_studio.store.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database

LABEL = N_("Prepare the study for a colleague")

_RECORDINGS = "recording_id IN (SELECT value FROM json_each(:recordings))"
_CONVERSATIONS = (
    "conversation_id IN (SELECT conversation_id FROM recording WHERE id IN (SELECT value FROM json_each(:recordings)))"
)
_ALL, _NONE = "1", "0"

_OF_INTERVIEWS = (
    *("comment_link", "congruence", "global_rating", "recall_version", "recall_piece", "recall_event"),
    *("recall_comment", "recall_prompt", "recall_stop", "recall_shown", "recall_moment", "recall_present"),
    *("recall_session", "instruction_sound"),
)
"""Recall interviews stay where they were held, with all that was said and judged of them: a coder needs none of it."""

STAYS: Mapping[str, str] = {
    "annotation": f"coder = :coder AND {_RECORDINGS}",
    "discuss_mark": f"member = :coder AND {_RECORDINGS} "
    "AND (annotation_id IS NULL OR annotation_id IN (SELECT id FROM annotation))",
    "coded_range": f"coder = :coder AND {_RECORDINGS}",
    "seen_range": f"member = :coder AND {_RECORDINGS}",
    "selection": f"member = :coder AND {_RECORDINGS}",
    "turn": _RECORDINGS,
    **dict.fromkeys(_OF_INTERVIEWS, _NONE),
    "media_file": _RECORDINGS,
    "live_observation": _NONE,
    "recorded_person": _CONVERSATIONS,
    "consent": "(conversation_id IS NULL OR " + _CONVERSATIONS + ") "
    "AND participant_id IN (SELECT participant_id FROM recorded_person)",
    "round_state": f"conversation_id IS NULL OR {_CONVERSATIONS}",
    "recording": _RECORDINGS.replace("recording_id", "id"),
    "conversation": "id IN (SELECT conversation_id FROM recording)",
    "case": "id IN (SELECT case_id FROM conversation)",
    "memo": "member = :coder AND CASE about_table WHEN 'annotation' THEN about_row IN (SELECT id FROM annotation) "
    "WHEN 'recording' THEN about_row IN (SELECT id FROM recording) "
    "WHEN 'conversation' THEN about_row IN (SELECT id FROM conversation) "
    "WHEN 'case' THEN about_row IN (SELECT id FROM \"case\") ELSE about_table IN ('study', 'code') END",
    "participant": 'id IN (SELECT participant_id FROM recorded_person) OR id IN (SELECT client_id FROM "case") OR '
    'id IN (SELECT case_manager_id FROM "case") OR id IN (SELECT participant_id FROM member)',
    "member": _ALL,
    "study": _ALL,
    "setup_item": _ALL,
    "codebook_version": _ALL,
    "code": _ALL,
    "modifier": _ALL,
    "exclusive_group": _ALL,
    "concept": "kind = 'version'",
    "collected": _NONE,
    "change": _NONE,
    "step": _NONE,
    "audit": _NONE,
    "tombstone": _NONE,
}
"""What stays of each table, in the order in which the rest is taken away: each looks at what went before it."""

_BLANKED = (
    f"UPDATE round_state SET reason = CASE WHEN state = 'klaar' AND reason IS NOT NULL THEN '{NO_PART}' END",
    "UPDATE setup_item SET reference = NULL",
    "UPDATE member SET reaction_ms = 0 WHERE id <> :coder",
    "UPDATE member SET number = (SELECT min(number) - 1 FROM member) WHERE id = :coder",
    "UPDATE study SET undo_barrier = 0, contact = '{}'",  # whom a viewer of an interview can call
)
"""What others wrote beside the coding; and the coder comes first among the members."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who the copy is for and what of.

    Args:
        coder: the member's id.
        recordings: ids of those that go along.
        audit_head: the last seal of the audit log that the copy comes from.
        at: when it is made.
    """

    coder: str
    recordings: Collection[str]
    audit_head: str
    at: datetime


def make_ready(database: Path, key: bytes | None, assignment: Assignment) -> None:
    """Take from a copy what is not for this coder, and let its journal and audit log begin anew.

    Args:
        database: the copy; never a study in use.
        key: the study key.
        assignment: who it is for.
    """
    given = {"coder": assignment.coder, "recordings": json.dumps(list(assignment.recordings))}
    with translated(), closing(connect(database, key=key)) as db:
        seen = collected.seen(Reading(db, StudyFolder(database.parent)))
        db.conn.execute("PRAGMA foreign_keys = OFF")
        with db.atomic():
            drop_triggers(db)
            _forget(db, given)
            _begin_journal(db, seen, assignment)
            install_triggers(db)
        db.conn.execute("PRAGMA foreign_keys = ON")
        _note(db, database, assignment)
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget(db: Database, given: Mapping[str, str]) -> None:
    names = [table.name for table in TABLES]
    for name in (*(name for name in names if name not in STAYS), *STAYS):
        db.conn.execute(f'DELETE FROM "{name}" WHERE NOT coalesce(({STAYS.get(name, _NONE)}), 0)', given)
    for statement in _BLANKED:
        db.conn.execute(statement, given)


def _begin_journal(db: Database, seen: Mapping[str, int], assignment: Assignment) -> None:
    """One empty step a computer, so that the numbers of its steps go on: later work must not look older."""
    at = assignment.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for device, seq in seen.items():
        db.conn.execute(
            "INSERT INTO step(id, device, seq, label, author, at, open) VALUES (?, ?, ?, ?, ?, ?, 0)",
            (new_id(), device, seq, LABEL, assignment.coder, at),
        )
    db.conn.execute("UPDATE study SET undo_barrier = coalesce((SELECT max(number) FROM step), 0)")


def _note(db: Database, database: Path, assignment: Assignment) -> None:
    """Say in the new audit log where it comes from, and remember what the coder's own work looked like."""
    folder = StudyFolder(database.parent)
    acting = next(member for member in Reading(db, folder).members() if member.id == assignment.coder)
    device = str(db.conn.execute("SELECT device FROM step ORDER BY number DESC LIMIT 1").fetchone()[0])
    writing = Writing(db, folder, acting=acting, device=device, clock=lambda: assignment.at)
    with writing.step(LABEL):
        audit.write(writing, "klaargezet", table="member", row=acting.id, head=assignment.audit_head)
        rows = {table: _hashes(writing, table, acting.id) for table in OWNER}
        if any(rows.values()):
            known = collected.Earlier("", collected.GIVEN, 0, writing.now(), rows, {})
            collected.remember(writing, acting.id, known)
    with writing.step(""):
        writing.execute("UPDATE study SET undo_barrier = (SELECT max(number) FROM step WHERE open = 0)")


def _hashes(study: Reading, table: str, coder: str) -> dict[str, str]:
    rows = collected.rows_of(study, table, coder)
    return {row["id"]: row_hash({name: row[name] for name in COLUMNS[table]}) for row in rows}
