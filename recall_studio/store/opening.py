"""Making a study and opening one: project.json, key, application id, migrations, then reader and writer."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput, DiskFull, StudyBusy, StudyDamaged, StudyExists, StudyReadOnly
from recall_studio.domain.ids import MemberId, new_id
from recall_studio.domain.study import Member, Role
from recall_studio.domain.words import _
from recall_studio.store import backups, erasure, keys, project_file, schema
from recall_studio.store.connection import (
    BUSY_TIMEOUT_MS,
    check_application,
    check_is_study,
    connect,
    restore_remedy,
    translated,
)
from recall_studio.store.folder import StudyFolder, find_study, place_error
from recall_studio.store.places import trouble_with
from recall_studio.store.reading import Reading, utc_now
from recall_studio.store.state import device_id
from recall_studio.store.study import Study
from recall_studio.store.writer import Writer
from recall_studio.store.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database

# quick_check reads some 130 MB/s: small studies are checked at every opening, larger ones after a crash.
CHECKED_ALWAYS_BYTES = 8 * 1024 * 1024
CHECKED_AFTER_CRASH_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opening:
    """How to open a study.

    Args:
        passphrase: asked for when the study is encrypted.
        key: of an encrypted study, where `study_key()` gave it before; then no passphrase is asked for.
        acting_as: the code of the member who works in it; None for the first.
        clock: gives the time.
        patience_s: how long an edit waits for another program; None for ever.
        waiting: told True when an edit starts to wait, False when that is over.
        given_up: says whether the user no longer wants to wait.
    """

    passphrase: Callable[[], str] | None = None
    key: bytes | None = field(default=None, repr=False)
    acting_as: str | None = None
    clock: Callable[[], datetime] = utc_now
    patience_s: float | None = None
    waiting: Callable[[bool], None] = lambda _is: None
    given_up: Callable[[], bool] = lambda: False


def open_study(path: Path, how: Opening | None = None) -> Study:
    """Open the study at this path.

    Raises:
        NotAStudy, StudyNewer, StudyDamaged, WrongPassphrase: it cannot be opened.
        UnknownName: there is no member of that code.
    """
    how = how or Opening()
    folder = find_study(path)
    found = project_file.read(folder)
    key = _unlock(found.project, how)
    unclean = _left_open(folder)
    check_is_study(folder.database, encrypted=key is not None)
    db, writable = _connected(folder, key)
    try:
        check_application(db)
        _check_whole(db, folder.database.stat().st_size, unclean=unclean)
        _bring_up_to_date(folder, db, key, how, writable=writable)
        if found.rescued_from is not None and writable:
            project_file.write(folder, found.project)
        db.conn.execute("PRAGMA query_only = ON")
        acting = Reading(db, folder).member(how.acting_as)
        notices = tuple(_notices(folder, found.rescued_from, writable=writable))
        study = Study(db, folder, acting=acting, key=key, clock=how.clock, notices=notices)
    except BaseException:
        db.close()
        raise
    if writable:
        study.start_writing(lambda committed: _writer(folder, key, acting, how, committed))
        _finish_erasing(study, key)
    return study


def _finish_erasing(study: Study, key: bytes | None) -> None:
    """What a killed program left unfinished is done first: until then what was erased can still be read."""
    try:
        if erasure.unfinished(study) is not None:
            study.perform(erasure.finish, key=key)
    except BaseException:
        study.close()
        raise


def study_id(path: Path) -> str:
    """The id that project.json gives the study, known before it is unlocked.

    Raises:
        NotAStudy, StudyDamaged: it cannot be read.
    """
    return project_file.read(find_study(path)).project.study


def is_encrypted(path: Path) -> bool:
    """Whether a study asks for a passphrase.

    Raises:
        NotAStudy, StudyDamaged: it cannot be read.
    """
    return project_file.read(find_study(path)).project.encrypted


def study_key(path: Path, passphrase: Callable[[], str] | None) -> tuple[StudyFolder, bytes | None]:
    """The folder and key of a study whose database may be damaged."""
    folder = find_study(path)
    return folder, _unlock(project_file.read(folder).project, Opening(passphrase=passphrase))


def _unlock(project: project_file.Project, how: Opening) -> bytes | None:
    if not project.encrypted:
        return None
    if how.key is not None:
        return how.key
    given = how.passphrase() if how.passphrase else ""
    return keys.unwrap(project.keys, given)


def _connected(folder: StudyFolder, key: bytes | None) -> tuple[Database, bool]:
    """A connection, and whether the study can be changed: decided once here, for all of the opening.

    Windows says of a read-only share that it can be written to, so only SQLite finds out.
    """
    if folder.writable:
        try:
            db = connect(folder.database, key=key)
        except (StudyReadOnly, DiskFull):
            pass
        except StudyDamaged as error:
            # Also said when only the log cannot be made beside it, as on a full disk: the file itself may be well.
            if not any(sign in str(error.__cause__) for sign in ("unable to open", "disk I/O error")):
                raise
        else:
            if _takes_changes(db):
                return db, True
            db.close()
    return connect(folder.database, key=key, mode="ro"), False


def _takes_changes(db: Database) -> bool:
    """Whether a change could begin. SQLite opens what it may not write to without a word."""
    db.conn.execute("PRAGMA busy_timeout = 0")
    try:
        with translated():
            db.conn.execute("BEGIN IMMEDIATE")  # of a file to read only it makes BEGIN, and goes on
            db.conn.execute("PRAGMA user_version = 0")
            db.conn.execute("ROLLBACK")
    except (StudyReadOnly, DiskFull):
        return False
    except (StudyBusy, StudyDamaged):
        pass  # somebody else is writing, so one can; of damage more is said later
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return True


def _left_open(folder: StudyFolder) -> bool:
    """Whether the last program did not close the study: it was killed, or is still there."""
    wal = folder.database.with_name(folder.database.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _check_whole(db: Database, size_bytes: int, *, unclean: bool) -> None:
    with translated():
        # SQLCipher answers page_size as text.
        pages, page_bytes = (int(db.conn.execute(f"PRAGMA {n}").fetchone()[0]) for n in ("page_count", "page_size"))
        cut = not unclean and size_bytes < pages * page_bytes
        if size_bytes <= (CHECKED_AFTER_CRASH_BYTES if unclean else CHECKED_ALWAYS_BYTES):
            cut = cut or db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
    if cut:
        raise StudyDamaged(_("The database of this study is damaged."), remedy=restore_remedy())


def _bring_up_to_date(folder: StudyFolder, db: Database, key: bytes | None, how: Opening, *, writable: bool) -> None:
    applied = schema.applied_names(db)
    schema.refuse_newer(applied)
    if len(applied) == len(schema.MIGRATIONS):
        if writable:
            schema.repair_triggers(db)
        return
    if not writable:
        raise StudyReadOnly(_("This study is of an older version and its folder is read-only, so it cannot be opened."))
    schema.bring_up_to_date(db, before_change=lambda: backups.make(folder, key, backups.BEFORE_MIGRATION, how.clock()))


def _notices(folder: StudyFolder, rescued_from: Path | None, *, writable: bool) -> Iterator[str]:
    if rescued_from is not None:
        yield _("The file project.json was lost or broken; it was put back from its copy.")
    if not writable:
        yield _("This study is open for reading only: its folder cannot be written to.")
    trouble = trouble_with(folder.root)
    if trouble:
        yield trouble


def _writer(
    folder: StudyFolder, key: bytes | None, acting: Member, how: Opening, committed: Callable[[], None]
) -> Writer:
    db = connect(folder.database, key=key, busy_timeout_ms=0)  # our own patience can say that it waits
    writing = Writing(
        db,
        folder,
        acting=acting,
        device=device_id(),
        clock=how.clock,
        patience_s=how.patience_s,
        waiting=how.waiting,
        given_up=how.given_up,
    )
    return Writer(writing, committed=committed)


@dataclass(frozen=True, slots=True)
class Founding:
    """A study in the making: edits fill it, then it is put in its place.

    Args:
        writing: the connection, outside any step.
        recovery_key: to print once, for an encrypted study.
    """

    writing: Writing
    recovery_key: str | None


@contextmanager
def founding(
    path: Path, *, member: str, passphrase: str | None, clock: Callable[[], datetime] = utc_now
) -> Iterator[Founding]:
    """Make a study beside its place and put it there when all went well; else nothing is left.

    Raises:
        StudyExists: there is something at the path.
        BadInput: the passphrase is too short.
        BadFile, DiskFull: the place cannot be written to.
    """
    if path.exists():
        raise StudyExists(
            _("There is something at “{path}” already.", path=path), remedy=_("Choose another name for the study.")
        )
    made = keys.make_keys(passphrase) if passphrase is not None else None
    beside = StudyFolder(path.absolute().with_name(f".{path.name}.{new_id()[-12:]}"))
    try:
        beside.root.mkdir(parents=True)
        for part in (beside.media, beside.backups):
            part.mkdir()
        project_file.write(beside, project_file.Project(new_id(), made.wrapped if made else ()))
        with closing(connect(beside.database, key=made.study_key if made else None, mode="rwc")) as db:
            schema.bring_up_to_date(db, before_change=lambda: None)
            first = Member(MemberId(new_id()), member, Role.ONDERZOEK, lead=True, participant_id=None)
            writing = Writing(db, beside, acting=first, device=device_id(), clock=clock)
            yield Founding(writing, made.recovery_key if made else None)
        beside.root.rename(path)
    except OSError as error:
        raise place_error(error, path) from error
    finally:
        shutil.rmtree(beside.root, ignore_errors=True)


def change_passphrase(path: Path, *, current: Callable[[], str], new: Callable[[], str]) -> None:
    """Wrap the study key with another passphrase; the recovery key stays.

    The new passphrase is asked for only when the current one is right.

    Raises:
        WrongPassphrase: the current one (or the recovery key) is wrong.
        BadInput: the new one is too short, or the study is not encrypted.
    """
    folder = find_study(path)
    project = project_file.read(folder).project
    if not project.encrypted:
        raise BadInput(_("This study has no passphrase."))
    study_key = keys.unwrap(project.keys, current())
    kept = tuple(entry for entry in project.keys if entry["kind"] != "passphrase")
    wrapped = keys.wrap(study_key, keys.checked(new()), kind="passphrase")
    changed = project_file.Project(project.study, (wrapped, *kept), project.format)
    project_file.write(folder, changed)
    for backup in backups.listed(folder):  # else the old passphrase would still open these
        project_file.write(backup.folder, changed)
