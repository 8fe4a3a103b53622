"""What a copy of the database that leaves the study must not tell: where files lie on somebody's computer.

Nor of pieces of an interview's sound: those are joined where they were recorded, and do not come along.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from recall_studio.store.connection import connect, translated
from recall_studio.store.schema import drop_triggers, install_triggers

if TYPE_CHECKING:
    from pathlib import Path


def forget_sources(database: Path, key: bytes | None) -> None:
    """Blank where media files lay or lie: such a path may hold somebody's name. Only for a copy, never for a study.

    Pieces of sound are forgotten: elsewhere they would be missed, and taken for an interview in which nobody spoke.

    The copy is no study in use, so there is no step to write in: the guards stand aside meanwhile. The
    file is then rebuilt, so that the old text does not linger in a page that nothing refers to.

    Args:
        database: the copy.
        key: the study key.
    """
    with translated(), closing(connect(database, key=key)) as db:
        with db.atomic():
            drop_triggers(db)
            db.conn.execute("UPDATE media_file SET source = '' WHERE source IS NOT NULL")
            db.conn.execute("DELETE FROM recall_piece")
            install_triggers(db)
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
