"""Going back to a backup: content becomes what it was then; records stay, for they are never undone.

A withdrawn consent, a person or recording that came later, a role, the audit log: all of that is kept as it is now.
What was erased since does not come back, from whatever backup.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC
from typing import TYPE_CHECKING

from recall_studio.store import audit, backups, erasure, schema
from recall_studio.store.connection import connect, translated
from recall_studio.store.schema import TABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recall_studio.store.backups import Backup
    from recall_studio.store.writing import Writing

_GOES_BACK = tuple(table.name for table in TABLES if table.kind in (Kind.JOURNAL, Kind.CONTENT))


def put_back(study: Writing, *, backup: Backup, key: bytes | None) -> None:
    """Put the content and the journal of a backup back, after a backup of the present state.

    All of it is one transaction: nobody can write between the backup of the present and the change.

    Raises:
        StudyDamaged: the backup is damaged; nothing was changed.
        StudyBusy, DiskFull, StudyReadOnly: it could not be done; nothing was changed.
    """
    backups.verify(backup.folder.database, key)
    with _attached(study, backup, key) as went, study.transaction():
        now = study.clock()
        backups.make(study.folder, key, backups.BEFORE_RESTORE, now, sparing=backup.name)
        schema.drop_triggers(study.db)
        study.execute("PRAGMA defer_foreign_keys = ON")
        for table in _GOES_BACK:
            study.execute(f'DELETE FROM main."{table}"')
            study.execute(f'INSERT INTO main."{table}" SELECT * FROM earlier."{table}"')
        if went is not None:
            erasure.forget_again(study, went)
        audit.write(study, "teruggezet", backup=backup.name)
        schema.install_triggers(study.db)


@contextmanager
def _attached(study: Writing, backup: Backup, key: bytes | None) -> Iterator[dict[str, list[str]] | None]:
    """A copy of the backup, brought up to this version's schema, beside the study's own tables.

    Gives what went from it because it was erased since; None when it holds nothing of the kind.
    """
    study.folder.backups.mkdir(exist_ok=True)
    copy = study.folder.backups / f".{study.clock().astimezone(UTC).strftime(backups.STAMP)}-earlier.sqlite"
    try:
        backups.copy_database(backup.folder.database, copy, key)
        with closing(connect(copy, key=key)) as db:
            schema.bring_up_to_date(db, before_change=lambda: None)
            went = erasure.erase_again(db, erasure.buried(study))
        with translated():
            study.db.conn.execute("ATTACH DATABASE ? AS earlier KEY ?", (str(copy), f"x'{key.hex()}'" if key else ""))
        try:
            yield went
        finally:
            study.db.conn.execute("DETACH DATABASE earlier")
    finally:
        _discard(copy)


def _discard(copy: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
