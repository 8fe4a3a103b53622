"""Why a study does not open, and what to do about it from the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import NotAStudy, StudyBusy, StudyDamaged, StudyNewer, UnknownName
from recall_studio.domain.words import _
from recall_studio.ui.session import Said

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.keeping import Restored

_STUDY_FILES = ("study.sqlite", "project.json")


def refusal(error: RecallError) -> Said:
    """The sentence for a study that does not open; its remedy is one of the window, not of the command line."""
    return Said(error.message, "error", _remedy(error))


def _remedy(error: RecallError) -> str:
    if isinstance(error, NotAStudy):
        return _("A study is a folder whose name ends in “.recall”.")
    if isinstance(error, StudyNewer):
        return _("Install the newest version of the program; the study itself is well.")
    if isinstance(error, StudyDamaged):
        return _("Its latest backup can be put back; what is there now is set aside, not thrown away.")
    if isinstance(error, StudyBusy):
        return _("Close it there first.")
    if isinstance(error, UnknownName):
        return _("Say again who works in it.")
    return error.remedy


def restore_latest(path: Path, passphrase: str | None) -> Restored:
    """Put the latest backup back, on a worker.

    Raises:
        RecallError: as `edits.keeping.restore()`.
    """
    from recall_studio.edits.keeping import restore
    from recall_studio.store.opening import Opening

    return restore(path, name="latest", how=Opening(passphrase=lambda: passphrase or ""))


def is_packed(path: Path) -> bool:
    """Whether this can only be a whole study in one file."""
    return path.is_file() and path.name not in _STUDY_FILES


def unpacked(file: Path, to: Path, progress: Progress) -> Path:
    """Make a study from a packed file below this folder, on a worker; gives its path.

    Raises:
        RecallError: as `exchange.packing.unpack_study()`.
    """
    from recall_studio.exchange.packing import unpack_study

    to.mkdir(parents=True, exist_ok=True)
    return unpack_study(file, to=to, progress=progress)
