"""Where the parts of a study lie: `Name.recall/` with its database, media, cache, backups and project.json."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile, DiskFull, NotAStudy
from recall_studio.domain.ids import new_id
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPARE_BYTES = 32 * 1024 * 1024  # left free on the disk, for the database to go on


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """The folder of a study and the names in it."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "study.sqlite"

    @property
    def project(self) -> Path:
        """What must be known before the database can be opened."""
        return self.root / "project.json"

    @property
    def media(self) -> Path:
        """Copies of recordings."""
        return self.root / "media"

    @property
    def cache(self) -> Path:
        """What can be made again; may be deleted at any time."""
        return self.root / "cache"

    @property
    def backups(self) -> Path:
        """Earlier states of the database."""
        return self.root / "backups"

    @property
    def writable(self) -> bool:
        """Whether this user may change the study."""
        return os.access(self.root, os.W_OK) and (not self.database.exists() or os.access(self.database, os.W_OK))


def find_study(path: Path) -> StudyFolder:
    """The study at this path; a path to its database or project.json is understood too.

    Raises:
        NotAStudy: there is nothing, or something else.
    """
    root = path.parent if path.name in ("study.sqlite", "project.json") and path.is_file() else path
    folder = StudyFolder(root.absolute())
    if not root.exists():
        raise NotAStudy(_("There is no study at “{path}”.", path=path), remedy=_("Make one with “recall-studio new”."))
    if not (folder.project.exists() or folder.database.exists() or folder.project.with_suffix(".json.bak").exists()):
        raise NotAStudy(_("“{path}” is not a Recall Studio study.", path=path))
    if _is_backup(root):
        raise NotAStudy(
            _("“{path}” is a backup of a study; it is kept as it is and not opened.", path=path),
            remedy=_("Put it back in its study with “recall-studio restore”."),
        )
    return folder


def _is_backup(root: Path) -> bool:
    """Whether this folder lies among the backups of a study. Work in it would go when the backup is thinned out."""
    home = root.resolve().parent
    study = StudyFolder(home.parent)
    return home == study.backups and (study.database.exists() or study.project.exists())


def sync_folder(folder: Path) -> None:
    """See that what was renamed in this folder stays after a loss of power (where the system can)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """A path beside the target to write a file to; put in its place, whole, when all went well.

    Raises:
        BadFile: the place cannot be written to.
        DiskFull: there is no room.
    """
    beside = target.with_name(f".{target.name}.{new_id()[-12:]}")
    try:
        yield beside
        with beside.open("rb+") as handle:
            os.fsync(handle.fileno())
        beside.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise place_error(error, target) from error
    finally:
        with suppress(OSError):  # where nothing can be written nothing can be removed: the sentence above counts
            beside.unlink(missing_ok=True)


def place_error(error: OSError, place: Path) -> BadFile | DiskFull:
    """The sentence for a place that cannot be written to."""
    if error.errno in (28, 122):  # ENOSPC, EDQUOT
        return DiskFull(
            _("There is no room on the disk of “{path}”.", path=place), remedy=_("Make room and try again.")
        )
    reason = error.strerror or type(error).__name__
    return BadFile(_("“{path}” cannot be written: {reason}.", path=place, reason=reason))


def check_room(place: Path, needed_bytes: int) -> None:
    """See that a file of this size fits on the disk.

    Raises:
        DiskFull: it does not.
    """
    free = shutil.disk_usage(place).free
    if free < needed_bytes + SPARE_BYTES:
        raise DiskFull(
            _(
                "There is too little room: {needed} MB are needed and {free} MB are free.",
                needed=-(-(needed_bytes + SPARE_BYTES) // 1_000_000),
                free=free // 1_000_000,
            ),
            remedy=_("Make room, or link the recording instead of copying it."),
        )
