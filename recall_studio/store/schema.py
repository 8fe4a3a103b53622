"""The schema: its migrations, which kind each table is of, and the triggers that keep the journal.

A migration is a function with a sentence, added at the end; a released one is never edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from typing import TYPE_CHECKING

import sqlcipher3
from sqlite_utils import Migrations

from recall_studio.domain.errors import StudyNewer
from recall_studio.domain.words import _, in_words
from recall_studio.store.connection import APPLICATION_ID, translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

migrations = Migrations("recall_studio")


@migrations()
def m0001_first_schema(db: Database) -> None:
    """Everything a study needs, from consent to memo."""
    _run_script(db, "v1.sql")


@migrations()
def m0002_coding_together(db: Database) -> None:
    """A codebook that is being changed, work fetched from colleagues, conversations watched along live."""
    _run_script(db, "v2.sql")


@migrations()
def m0003_recall_interviews(db: Database) -> None:
    """Recall interviews with their stops, prompts and comments, and what is judged from them."""
    _run_script(db, "v3.sql")


MIGRATIONS = (m0001_first_schema.__name__, m0002_coding_together.__name__, m0003_recall_interviews.__name__)
"""The names of all migrations, oldest first."""


class Kind(Enum):
    """What may happen to the rows of a table."""

    CONTENT = "content"  # journalled, can be undone
    RECORD = "record"  # changed by edits only, corrected by a new record, never undone
    APPENDED = "appended"  # a record whose rows never change and never go
    JOURNAL = "journal"  # the journal itself


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its kind."""

    name: str
    kind: Kind


TABLES = (
    Table("step", Kind.JOURNAL),
    Table("change", Kind.JOURNAL),
    Table("audit", Kind.APPENDED),
    Table("tombstone", Kind.APPENDED),
    Table("consent", Kind.APPENDED),
    Table("codebook_version", Kind.APPENDED),
    Table("round_state", Kind.APPENDED),
    Table("study", Kind.RECORD),
    Table("setup_item", Kind.RECORD),
    Table("member", Kind.RECORD),
    Table("participant", Kind.RECORD),
    Table("case", Kind.RECORD),
    Table("conversation", Kind.RECORD),
    Table("recorded_person", Kind.RECORD),
    Table("recording", Kind.RECORD),
    Table("media_file", Kind.RECORD),
    Table("recall_session", Kind.RECORD),
    Table("recall_present", Kind.RECORD),
    Table("recall_moment", Kind.RECORD),
    Table("recall_shown", Kind.RECORD),
    Table("recall_stop", Kind.RECORD),
    Table("recall_prompt", Kind.RECORD),
    Table("recall_comment", Kind.RECORD),
    Table("recall_event", Kind.RECORD),
    Table("recall_piece", Kind.RECORD),
    Table("recall_version", Kind.RECORD),
    Table("instruction_sound", Kind.RECORD),
    Table("seen_range", Kind.RECORD),
    Table("live_observation", Kind.RECORD),
    Table("code", Kind.CONTENT),
    Table("modifier", Kind.CONTENT),
    Table("exclusive_group", Kind.CONTENT),
    Table("concept", Kind.CONTENT),
    Table("collected", Kind.CONTENT),
    Table("annotation", Kind.CONTENT),
    Table("coded_range", Kind.CONTENT),
    Table("selection", Kind.CONTENT),
    Table("turn", Kind.CONTENT),
    Table("discuss_mark", Kind.CONTENT),
    Table("memo", Kind.CONTENT),
    Table("comment_link", Kind.CONTENT),
    Table("congruence", Kind.CONTENT),
    Table("global_rating", Kind.CONTENT),
)
CONTENT = tuple(table.name for table in TABLES if table.kind is Kind.CONTENT)


def bring_up_to_date(db: Database, *, before_change: Callable[[], object]) -> None:
    """Apply the migrations that the file does not have yet.

    Rebuilding a table silently drops its triggers, so: back up, drop them, migrate, install them from what is there;
    all in one transaction, so that a migration that fails leaves the file guarded as it was. Foreign keys are off
    meanwhile, else rebuilding a table would take along what refers to it, and are checked before the commit.

    Args:
        db: a connection that may write.
        before_change: makes the backup; called only when there is something to migrate in a file with data.

    Raises:
        StudyNewer: the file holds migrations that this program does not know.
    """
    with translated():
        applied = [migration.name for migration in migrations.applied(db)]
        pending = [migration.name for migration in migrations.pending(db)]
        refuse_newer(applied)
        if not pending:
            return
        if applied:
            before_change()
        db.conn.execute("PRAGMA foreign_keys = OFF")
        try:
            with db.atomic():
                drop_triggers(db)
                migrations.apply(db)
                db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                install_triggers(db)
                if db.conn.execute("PRAGMA foreign_key_check").fetchone():
                    raise sqlcipher3.IntegrityError("a migration left rows that refer to nothing")
        finally:
            db.conn.execute("PRAGMA foreign_keys = ON")


def refuse_newer(applied: list[str]) -> None:
    """See that the program knows every migration in the file.

    Raises:
        StudyNewer: it does not.
    """
    unknown = [name for name in applied if name not in MIGRATIONS]
    if unknown:
        raise StudyNewer(
            _("A newer version of Recall Studio made this study: it holds {theirs}.", theirs=in_words(unknown))
            + " "
            + _("This program knows up to {ours}.", ours=MIGRATIONS[-1]),
            remedy=_("Open it with a newer version of Recall Studio."),
        )


def applied_names(db: Database) -> list[str]:
    """The migrations that the file has had."""
    with translated():
        return [migration.name for migration in migrations.applied(db)]


def install_triggers(db: Database) -> None:
    """Make the guards and the journal's triggers anew, from the columns that the tables have now."""
    with translated(), db.atomic():
        drop_triggers(db)
        for table in TABLES:
            for statement in _triggers(table, [column.name for column in db.table(table.name).columns]):
                db.conn.execute(statement)


def wanted_triggers() -> set[str]:
    """The names of all triggers that a study must have."""
    return {f"{event}_{table.name}" for table in TABLES if table.kind is not Kind.JOURNAL for event in _EVENTS}


def repair_triggers(db: Database) -> None:
    """Make the triggers anew when some are not there: a program that was killed may have left the file unguarded.

    Args:
        db: a connection that may write, to a file that has had all migrations.
    """
    with translated():
        present = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if present != wanted_triggers():
        install_triggers(db)


def drop_triggers(db: Database) -> None:
    """Take all triggers away, within a transaction that installs them again."""
    for trigger in db.triggers:
        db.conn.execute(f'DROP TRIGGER "{trigger.name}"')


_GUARD = """SELECT raise(ABORT, 'write outside a step')
  WHERE NOT coalesce((SELECT open FROM step ORDER BY number DESC LIMIT 1), 0);"""
_EVENTS = {"insert": ("NEW", False, True), "update": ("NEW", True, True), "delete": ("OLD", True, False)}


def _triggers(table: Table, columns: list[str]) -> list[str]:
    """The statements that make a table's triggers; the journal itself has none."""
    if table.kind is Kind.JOURNAL:
        return []
    made = []
    for event, (row, had_before, has_after) in _EVENTS.items():
        body = _GUARD
        if table.kind is Kind.APPENDED and event != "insert":
            body = "SELECT raise(ABORT, 'this record is never changed');"
        if table.kind is Kind.CONTENT:
            before = _image("OLD", columns) if had_before else "NULL"
            after = _image("NEW", columns) if has_after else "NULL"
            body += f"""INSERT INTO change(step, "table", row, before, after)
              VALUES ((SELECT max(number) FROM step), '{table.name}', {row}.id, {before}, {after});"""
        made.append(f'CREATE TRIGGER "{event}_{table.name}" AFTER {event} ON "{table.name}" BEGIN {body} END')
    return made


def _image(row: str, columns: list[str]) -> str:
    """A row as JSON. No content table has a REAL column: json_object() would round it to 15 digits."""
    pairs = (f"'{name}', {row}.\"{name}\"" for name in columns)
    return f"json_object({', '.join(pairs)})"


def _run_script(db: Database, name: str) -> None:
    for statement in _statements(files("recall_studio.store").joinpath(name).read_text(encoding="utf-8")):
        db.conn.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of a script without comments; none of ours holds a semicolon or two dashes in a text."""
    bare = "\n".join(line.split("--")[0] for line in script.splitlines())
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
