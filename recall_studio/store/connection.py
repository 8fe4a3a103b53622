"""Connections to a study's database, built by ourselves: encrypted or not, durable, guarded."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import sqlcipher3
from sqlite_utils import Database

from recall_studio.domain.errors import DiskFull, NotAStudy, RecallError, StudyBusy, StudyDamaged, StudyReadOnly
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x52_45_43_4C  # "RECL"
SQLITE_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES, _APPLICATION_ID_AT = 100, slice(68, 72)  # of a plain file, as SQLite's file format has it
BUSY_TIMEOUT_MS = 2_000  # of readers; they wait for nobody but a checkpoint or a restore


def connect(path: Path, *, key: bytes | None, mode: str = "rw", busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Database:
    """A connection to the file.

    Args:
        path: the SQLite file.
        key: the study key, or None for a plain file.
        mode: `rw`, `rwc` (make it), or `ro` (also from a folder that cannot be written to).
        busy_timeout_ms: how long SQLite itself waits for a lock.

    Raises:
        StudyDamaged: the file cannot be opened.
    """
    with translated():
        connection = _open(path, mode)
        try:
            if key is not None:
                connection.execute("PRAGMA cipher_log_level = NONE")  # it would print to stderr
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # raw: argon2id did the stretching
            connection.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE reaches the journal
            connection.execute("PRAGMA temp_store = MEMORY")  # nothing of the study on the system's disk
            connection.execute("PRAGMA secure_delete = ON")
            if mode != "ro":
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")  # a lost tag is worse than 0.4 ms
                # A Mac's fsync stops at the disk's own cache, which a loss of power empties. Elsewhere they do nothing.
                connection.execute("PRAGMA fullfsync = ON")
                connection.execute("PRAGMA checkpoint_fullfsync = ON")
        except BaseException:
            connection.close()
            raise
    return Database(connection, execute_plugins=False)


def _open(path: Path, mode: str) -> sqlcipher3.Connection:
    """Open by URI, so that a missing file is never made by accident."""
    query = f"mode={mode}"
    wal = path.with_name(path.name + "-wal")
    if mode == "ro" and not (wal.exists() and wal.stat().st_size):
        query += "&immutable=1"  # a WAL database in a folder without write access opens only so
    # The authority stays empty: else “//server/share” would name one, and SQLite refuses it. Quoted as bytes, since a
    # folder above the study may have a name that is not UTF-8.
    place = quote(os.fsencode(path.absolute().as_posix()))
    uri = f"file://{'' if place.startswith('/') else '/'}{place}?{query}"
    return sqlcipher3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)


def check_is_study(path: Path, *, encrypted: bool) -> None:
    """See that the file can be a study's database before SQLite touches it.

    An empty file would open as a valid, empty database; a plain file of another kind must be named as such, and
    another program's database must not even get our journal mode.

    Raises:
        StudyDamaged: the file is missing, empty, cut off or zeroed at its start.
        NotAStudy: it is something else.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEADER_BYTES)
    except FileNotFoundError:
        raise StudyDamaged(_("The database of this study is missing."), remedy=restore_remedy()) from None
    except OSError as error:
        raise StudyDamaged(_("The database of this study cannot be read.")) from error
    if not head[: len(SQLITE_MAGIC)].strip(b"\0"):
        raise StudyDamaged(_("The database of this study is empty."), remedy=restore_remedy())
    if encrypted:
        return
    if head.startswith(SQLITE_MAGIC) and len(head) < _HEADER_BYTES:
        raise StudyDamaged(_("The database of this study is damaged."), remedy=restore_remedy())
    if not head.startswith(SQLITE_MAGIC) or int.from_bytes(head[_APPLICATION_ID_AT], "big") != APPLICATION_ID:
        raise NotAStudy(_("This is not a Recall Studio study."), remedy=restore_remedy())


def check_application(db: Database) -> None:
    """See that the database is a study's.

    Raises:
        NotAStudy: another program made it.
        StudyDamaged: it cannot be read.
    """
    with translated():
        if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAStudy(_("This is not a Recall Studio study."))


def restore_remedy() -> str:
    """What to do with a damaged study."""
    return _("Put the latest backup back with “recall-studio restore”; the damaged file is set aside.")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite says into a sentence; what is our own mistake passes."""
    try:
        yield
    except sqlcipher3.Error as error:
        sentence = _sentence(str(error))
        if sentence is None:
            raise
        raise sentence from error


def _sentence(said: str) -> RecallError | None:
    if "is full" in said:
        return DiskFull(
            _("There is no room on the disk: the change was not kept."), remedy=_("Make room and try again.")
        )
    if "locked" in said:
        return StudyBusy(_("Another program is writing to this study."), remedy=_("Try again when it is done."))
    if "readonly" in said or "read-only" in said or "query_only" in said:
        return StudyReadOnly(_("This study cannot be changed: its folder is read-only."))
    if any(sign in said for sign in ("malformed", "not a database", "disk I/O error", "unable to open")):
        return StudyDamaged(_("The database of this study is damaged."), remedy=restore_remedy())
    return None
