"""What a copy of the database that leaves the study must not tell: where files lie on somebody's computer."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from recall_studio.store.connection import connect, translated
from recall_studio.store.schema import install_triggers

if TYPE_CHECKING:
    from pathlib import Path


def forget_sources(database: Path, key: bytes | None) -> None:
    """Blank where media files lay or lie: such a path may hold somebody's name. Only for a copy, never for a study.

    The copy is no study in use, so there is no step to write in: the guard of the table stands aside meanwhile. The
    file is then rebuilt, so that the old text does not linger in a page that nothing refers to.

    Args:
        database: the copy.
        key: the study key.
    """
    with translated(), closing(connect(database, key=key)) as db:
        with db.atomic():
            db.conn.execute('DROP TRIGGER "update_media_file"')
            db.conn.execute("UPDATE media_file SET source = '' WHERE source IS NOT NULL")
            install_triggers(db)
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
