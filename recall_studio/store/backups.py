"""Earlier states of a study's database: made while it is in use, verified, kept N deep, put back whole.

A backup is a folder `backups/<time>-<reason>/` with the database and project.json. It is personal data too.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput, StudyDamaged
from recall_studio.domain.words import _
from recall_studio.store.connection import APPLICATION_ID, connect, translated
from recall_studio.store.folder import StudyFolder, check_room, place_error, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

HOURLY, BEFORE_MIGRATION, BEFORE_RESTORE, AFTER_ERASING = "uur", "migratie", "terugzetten", "gewist"
KEPT = {HOURLY: 12, BEFORE_MIGRATION: 3, BEFORE_RESTORE: 3, AFTER_ERASING: 3}
INTERVAL = timedelta(hours=1)
STAMP = "%Y%m%dT%H%M%S%fZ"  # of the time in a name, UTC
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
    """The backups of a study, newest first; one that vanishes meanwhile is none."""
    found = []
    for place in folder.backups.iterdir() if folder.backups.is_dir() else ():
        with suppress(FileNotFoundError):
            backup = _at(place)
            if backup is not None:
                found.append(backup)
    return sorted(found, key=lambda backup: backup.name, reverse=True)


def _at(place: Path) -> Backup | None:
    """The backup in this folder, if it is one.

    Raises:
        FileNotFoundError: it has just gone.
    """
    stamp, dash, reason = place.name.partition("-")
    backup = StudyFolder(place)
    if not dash or place.name.startswith(".") or not backup.database.is_file():
        return None
    made_at = _stamped(stamp)
    if made_at is None:
        return None
    return Backup(place.name, made_at, reason, backup.database.stat().st_size, backup)


def is_due(folder: StudyFolder, now: datetime) -> bool:
    """Whether no backup was made within an hour; one from a time when the clock was wrong stops none."""
    return all(abs(now - backup.made_at) >= INTERVAL for backup in listed(folder))


def make(folder: StudyFolder, key: bytes | None, reason: str, now: datetime, *, sparing: str = "") -> Backup:
    """Copy the database as it is, read it back, and let the oldest of this kind go, but not the one of a given name.

    Raises:
        DiskFull: there is no room.
        StudyDamaged: the copy cannot be read back, so the database itself is not whole.
    """
    name = f"{now.astimezone(UTC).strftime(STAMP)}-{reason}"
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
    _prune(folder, reason, now, {name, sparing})
    return Backup(
        name, now.astimezone(UTC), reason, (target / folder.database.name).stat().st_size, StudyFolder(target)
    )


def copy_database(source: Path, target: Path, key: bytes | None) -> None:
    """Copy a database that may be in use; the target is overwritten as one transaction."""
    with (
        translated(),
        closing(connect(source, key=key)) as reading,
        closing(connect(target, key=key, mode="rwc")) as to,
    ):
        reading.conn.backup(to.conn, pages=_PAGES_A_TURN, sleep=0.01)
        to.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def verify(database: Path, key: bytes | None, *, mode: str = "ro") -> None:
    """See that a database is a study's and whole.

    Args:
        database: the SQLite file.
        key: the study key.
        mode: `ro` leaves the file as it is, even one that is damaged; `rw` for one that others may write to.

    Raises:
        StudyDamaged: it is not.
    """
    with translated(), closing(connect(database, key=key, mode=mode)) as db:
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


def replace_damaged(folder: StudyFolder, backup: Backup, key: bytes | None, now: datetime) -> Path | None:
    """Put a backup in the place of a database that cannot be read; says where that one was set aside.

    The backup is copied beside it first: where that fails, say on a full disk, nothing has moved.

    Raises:
        StudyDamaged: the backup itself is damaged; nothing was changed.
        DiskFull, BadFile: it could not be copied; nothing was changed.
    """
    verify(backup.folder.database, key)
    beside = folder.root / f".{now.astimezone(UTC).strftime(STAMP)}-{folder.database.name}"
    try:
        copy_database(backup.folder.database, beside, key)
        verify(beside, key)
        aside = _set_aside(folder, now)
        beside.replace(folder.database)
        sync_folder(folder.root)
        if not folder.project.exists():
            shutil.copy2(backup.folder.project, folder.project)
    except OSError as error:
        raise place_error(error, folder.root) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)
    return aside


def _set_aside(folder: StudyFolder, now: datetime) -> Path | None:
    """Move a damaged database out of the way, with its log, and never over anything."""
    aside = folder.root / f"damaged-{now.astimezone(UTC).strftime(STAMP)}"
    parts = [folder.database.with_name(folder.database.name + suffix) for suffix in ("", "-wal", "-shm")]
    there = [part for part in parts if part.exists()]
    if not there:
        return None
    aside.mkdir()
    for part in there:
        part.rename(aside / part.name)
    return aside


def keep_only(folder: StudyFolder, name: str) -> None:
    """Destroy every backup but this one, and what was left half made."""
    for place in folder.backups.iterdir():
        if place.name == name:
            continue
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def _prune(folder: StudyFolder, reason: str, now: datetime, spared: set[str]) -> None:
    """Let the oldest of a kind go, and what a killed program left half made; those of the future wait for it."""
    same = [backup for backup in listed(folder) if backup.reason == reason and backup.made_at <= now]
    for backup in same[KEPT.get(reason, 3) :]:
        if backup.name not in spared:
            shutil.rmtree(backup.folder.root, ignore_errors=True)  # another program may have been first
    for half in folder.backups.glob(".*"):
        begun = _stamped(half.name.removeprefix(".").partition("-")[0])
        # What has no stamp is not ours; what is younger may be another program's, still at work.
        if begun is not None and abs(now - begun) >= INTERVAL:
            if half.is_dir():
                shutil.rmtree(half, ignore_errors=True)
            else:
                half.unlink(missing_ok=True)


def _stamped(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
