"""Everything that a database holds, for tests that say nothing may have changed."""

from contextlib import closing
from pathlib import Path
from typing import Any

from recall_studio.store.connection import connect


def anatomy(folder: Path, *, key: bytes | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """What the study's database is made of (as `schema`), and every row of every table."""
    with closing(connect(folder / "study.sqlite", key=key, mode="ro")) as db:
        schema = db.conn.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for name, sql in schema if sql and sql.startswith("CREATE TABLE")]
        rows = {name: db.conn.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    return {"schema": schema, **rows}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name from there."""
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}
