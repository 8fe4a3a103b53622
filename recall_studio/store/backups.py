"""Earlier states of a study's database: made while it is in use, verified, kept N deep, put back whole.

A backup is a folder `backups/<time>-<reason>/` with the database and project.json. It is personal data too.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput, StudyDamaged
from recall_studio.domain.words import _
from recall_studio.store.connection import APPLICATION_ID, check_is_study, connect, translated
from recall_studio.store.folder import StudyFolder, check_room, place_error, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

HOURLY, BEFORE_MIGRATION, BEFORE_RESTORE = "uur", "migratie", "terugzetten"
KEPT = {HOURLY: 12, BEFORE_MIGRATION: 3, BEFORE_RESTORE: 3}
INTERVAL = timedelta(hours=1)
_STAMP = "%Y%m%dT%H%M%S%fZ"
_PAGES_A_TURN = 4096


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier state that can be put back."""

    name: str
    made_at: datetime
    reason: str
    size_bytes: int
    folder: StudyFolder


def listed(folder: StudyFolder) -> list[Backup]:
    """The backups of a study, newest first."""
    found = []
    for place in folder.backups.iterdir() if folder.backups.is_dir() else ():
        stamp, dash, reason = place.name.partition("-")
        backup = StudyFolder(place)
        if not dash or place.name.startswith(".") or not backup.database.is_file():
            continue
        try:
            made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(place.name, made_at, reason, backup.database.stat().st_size, backup))
    return sorted(found, key=lambda backup: backup.name, reverse=True)


def is_due(folder: StudyFolder, now: datetime) -> bool:
    """Whether the newest backup is more than an hour away (also when the clock was set back)."""
    newest = next(iter(listed(folder)), None)
    return newest is None or abs(now - newest.made_at) >= INTERVAL


def make(folder: StudyFolder, key: bytes | None, reason: str, now: datetime) -> Backup:
    """Copy the database as it is, read it back, and let the oldest of this kind go.

    Raises:
        DiskFull: there is no room.
        StudyDamaged: the copy cannot be read back, so the database itself is not whole.
    """
    name = f"{now.astimezone(UTC).strftime(_STAMP)}-{reason}"
    beside, target = StudyFolder(folder.backups / f".{name}"), folder.backups / name
    try:
        folder.backups.mkdir(exist_ok=True)
        check_room(folder.backups, folder.database.stat().st_size)
        beside.root.mkdir()
        copy_database(folder.database, beside.database, key)
        verify(beside.database, key)
        shutil.copy2(folder.project, beside.project)
        beside.root.rename(target)
        sync_folder(folder.backups)
    except OSError as error:
        raise place_error(error, folder.backups) from error
    finally:
        shutil.rmtree(beside.root, ignore_errors=True)
    _prune(folder, reason)
    return next(backup for backup in listed(folder) if backup.name == name)


def copy_database(source: Path, target: Path, key: bytes | None) -> None:
    """Copy a database that may be in use; the target is overwritten as one transaction."""
    with (
        translated(),
        closing(connect(source, key=key)) as reading,
        closing(connect(target, key=key, mode="rwc")) as to,
    ):
        reading.conn.backup(to.conn, pages=_PAGES_A_TURN, sleep=0.01)
        to.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def verify(database: Path, key: bytes | None) -> None:
    """See that a database is a study's and whole.

    Raises:
        StudyDamaged: it is not.
    """
    with translated(), closing(connect(database, key=key)) as db:
        whole = db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not whole or db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StudyDamaged(_("This copy of the study is damaged."))


def named(folder: StudyFolder, name: str) -> Backup:
    """The backup of this name, or at this path, or the newest for `latest`.

    Raises:
        BadInput: there is none.
    """
    backups = listed(folder)
    wanted = name.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
    for backup in backups:
        if wanted in (backup.name, "latest"):
            return backup
    raise BadInput(_("This study has no backup “{name}”.", name=name), remedy=_("“recall-studio backups” lists them."))


def restore(folder: StudyFolder, backup: Backup, key: bytes | None, now: datetime) -> Path | None:
    """Put a backup back. The present state is kept: as a backup when it can be read, else set aside.

    Args:
        folder: the study.
        backup: the state to go back to.
        key: the study key.
        now: the time, for names.

    Returns:
        Where a damaged database was set aside, or None.

    Raises:
        StudyDamaged: the backup itself is damaged; nothing was changed.
    """
    verify(backup.folder.database, key)
    aside = None
    try:
        check_is_study(folder.database, encrypted=key is not None)
        verify(folder.database, key)
        make(folder, key, BEFORE_RESTORE, now)
    except StudyDamaged:
        aside = _set_aside(folder, now)
    copy_database(backup.folder.database, folder.database, key)  # into the live file: other programs see it whole
    if not folder.project.exists():
        shutil.copy2(backup.folder.project, folder.project)
    return aside


def _set_aside(folder: StudyFolder, now: datetime) -> Path | None:
    """Move a damaged database out of the way, with its log, and never over anything."""
    aside = folder.root / f"damaged-{now.astimezone(UTC).strftime(_STAMP)}"
    aside.mkdir()
    for suffix in ("", "-wal", "-shm"):
        part = folder.database.with_name(folder.database.name + suffix)
        if part.exists():
            part.rename(aside / part.name)
    return aside


def _prune(folder: StudyFolder, reason: str) -> None:
    same = [backup for backup in listed(folder) if backup.reason == reason]
    for backup in same[KEPT.get(reason, 3) :]:
        shutil.rmtree(backup.folder.root)
