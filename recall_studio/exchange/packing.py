"""A whole study in one file, to bring it elsewhere: a ZIP with database, project.json and media, each with its hash.

The database goes along whole: coding, notes and transcript of all recordings, also of those whose consent is missing;
only where their files lie is blanked. Media go along, as they are, where consent allows it. An encrypted database stays
encrypted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, TYPE_CHECKING, Any

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadFile, BadInput, Cancelled, StudyExists
from recall_studio.domain.ids import new_id
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _, in_words
from recall_studio.edits.recall import sounding
from recall_studio.store import access, backups, conversations, files, packed
from recall_studio.store.folder import StudyFolder, check_room, place_error, sync_folder, written_beside
from recall_studio.store.recall import instructing

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from recall_studio.domain.access import Release
    from recall_studio.domain.progress import Progress
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study

SCHEMA = "recall-studio/pack-1"
LIST = "pack.json"
_BLOCK = 1 << 20
_LONGEST_LIST = 16 << 20  # bytes; a list of a hundred thousand files is shorter
_CALM = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, ArithmeticError, RuntimeError)
"""What zipfile and json raise at bytes that make no sense."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into the file."""

    size_bytes: int
    media: int
    notices: tuple[str, ...]


def pack_study(study: Study, *, to: Path, with_media: bool = True, progress: Progress = SILENT) -> Packed:
    """Put the study into one file.

    Args:
        study: which.
        to: the file to make; an earlier pack is replaced when all went well, another file never.
        with_media: with the copies of recordings.
        progress: in bytes.

    Raises:
        AccessRefused: the member's role does not allow it.
        BadInput: the file would lie inside a study.
        BadFile, DiskFull: the place cannot be written to, or there is another file.
        Cancelled: the user stopped it; nothing was made.
    """
    check_target(to, is_pack, kind=_("packed study"))
    release = study.perform(access.release, operation=Operation.MOVE, purpose=access.MOVING)
    chosen, notices = media_to_pack(conversations.media_files(study), study.folder, release) if with_media else ([], [])
    spoken = [row for row in instructing.sounds(study) if with_media and files.is_there(study.folder, row)]
    chosen = [*chosen, *(study.folder.media / row["stored_as"] for row in spoken)]
    if with_media and sounding.known_files(study):
        notices.append(
            _(
                "The sound of a recall interview is still in pieces and stays here. "
                "Once the interview is over, “recall-studio recall-sound-finish” joins it; then pack again."
            )
        )
    write_pack(study, release, to=to, name=study.folder.root.name, media=chosen, progress=progress)
    return Packed(to.stat().st_size, len(chosen), tuple(notices))


def write_pack(
    study: Study,
    release: Release,
    *,
    to: Path,
    name: str,
    media: Sequence[Path],
    progress: Progress,
    prepare: Callable[[Path], object] = lambda _copy: None,
) -> None:
    """Write a study into one file; for any thread.

    Args:
        study: whose database and key.
        release: the gate's leave.
        to: the file to make, which `check_target()` looked at.
        name: of the folder that it becomes elsewhere.
        media: copies of recordings that go along.
        progress: in bytes.
        prepare: changes the copy of the database before it leaves; it knows no path of media any more.

    Raises:
        DiskFull, BadFile: it cannot be written.
        Cancelled: the user stopped it; nothing was made.
    """
    total = sum(place.stat().st_size for place in media) + study.folder.database.stat().st_size
    with tempfile.TemporaryDirectory(dir=_scratch(study)) as scratch, written_beside(to) as beside:
        check_room(beside.parent, total)
        database = Path(scratch) / study.folder.database.name
        backups.copy_database(study.folder.database, database, study.key)
        packed.forget_sources(database, study.key)
        prepare(database)
        with zipfile.ZipFile(beside, "w", allowZip64=True) as archive:
            writer = _Writer(archive, total, progress)
            writer.add(database, "study.sqlite", zipfile.ZIP_DEFLATED)
            writer.add(study.folder.project, "project.json", zipfile.ZIP_DEFLATED)
            for place in media:
                writer.add(place, f"media/{place.name}", zipfile.ZIP_STORED)
            writer.close(name, release)


def check_target(to: Path, is_ours: Callable[[Path], bool], *, kind: str) -> None:
    """See that nothing but an earlier file of the same kind would be lost.

    Args:
        to: the file to make.
        is_ours: says of a file whether it is of that kind.
        kind: the kind, in words.

    Raises:
        BadInput: it lies inside a study, whose files are nobody's to replace.
        BadFile: its folder is missing, or it is something else.
    """
    parent = to.absolute().parent
    if not parent.is_dir():
        raise BadFile(_("There is no folder “{path}”.", path=parent))
    if any(_is_study(folder) for place in {parent, parent.resolve()} for folder in (place, *place.parents)):
        raise BadInput(_("“{path}” lies inside a study; pack it to a place outside.", path=to))
    if to.is_dir():
        raise BadFile(_("“{path}” is a folder; name the file to make.", path=to))
    if to.exists() and not is_ours(to):
        raise BadFile(
            _("“{path}” is there already and is not a {kind}, so it is not replaced.", path=to, kind=kind),
            remedy=_("Choose another name."),
        )


def _is_study(folder: Path) -> bool:
    study = StudyFolder(folder)
    return folder.suffix.lower() == ".recall" or (study.project.exists() and study.database.exists())


def is_pack(place: Path) -> bool:
    """Whether the file is one of ours; what cannot be read is not."""
    try:
        with zipfile.ZipFile(place) as archive:
            return bool(_told(archive)["schema"] == SCHEMA)
    except (OSError, *_DAMAGED):
        return False


def _told(archive: zipfile.ZipFile) -> Any:
    """What the list in a packed file tells; never more of it than fits in memory."""
    with archive.open(LIST) as reading:
        return json.loads(reading.read(_LONGEST_LIST))


def _scratch(study: Study) -> Path:
    """A folder inside the study for what must not lie anywhere else."""
    study.folder.cache.mkdir(exist_ok=True)
    return study.folder.cache


def media_to_pack(
    all_media: Iterable[Row], folder: StudyFolder, release: Release, *, among: Container[str] | None = None
) -> tuple[list[Path], list[str]]:
    """The copies of recordings that go along, and sentences about those that do not.

    Args:
        all_media: the media files of the study.
        folder: of the study.
        release: the gate's leave.
        among: ids of the recordings that are wanted; None for all.
    """
    chosen, linked = [], []
    for media in all_media:
        if media["recording_id"] not in release.recordings or (
            among is not None and media["recording_id"] not in among
        ):
            continue
        place = files.where(folder, media)
        if media["stored_as"] and place is not None and files.is_there(folder, media):
            chosen.append(place)
        else:
            linked.append(media["recording"])
    said = []
    if release.left_out:
        names = in_words(list(release.left_out))
        said.append(_("Left out, because consent is missing: {names}.", names=names))
    if linked:
        names = in_words(list(dict.fromkeys(linked)))
        said.append(_("Not packed, because the file does not lie in the study: {names}.", names=names))
    return chosen, said


class _Writer:
    """Adds files to the archive and keeps the list of them."""

    def __init__(self, archive: zipfile.ZipFile, total: int, progress: Progress) -> None:
        self._archive = archive
        self._total = total
        self._progress = progress
        self._done = 0
        self._list: list[dict[str, object]] = []

    def add(self, place: Path, name: str, compression: int) -> None:
        """Copy one file in, and keep its hash."""
        info = zipfile.ZipInfo(name, _CALM)
        info.compress_type = compression
        digest = hashlib.sha256()
        with files.open_given(place) as reading, self._archive.open(info, "w", force_zip64=True) as writing:
            while block := reading.read(_BLOCK):
                if self._progress.cancelled:
                    raise Cancelled(_("Stopped; nothing was packed."))
                digest.update(block)
                writing.write(block)
                self._done += len(block)
                self._progress.report(self._done, self._total)
        self._list.append({"name": name, "size": place.stat().st_size, "sha256": digest.hexdigest()})

    def close(self, name: str, release: Release) -> None:
        """Write the list, which makes the file whole."""
        told = {"schema": SCHEMA, "study": name, "packed_at": release.released_at, "by": release.released_by}
        told |= {"audit_head": release.audit_head, "files": self._list}  # type: ignore[dict-item]
        self._archive.writestr(zipfile.ZipInfo(LIST, _CALM), json.dumps(told, indent=1))


def unpack_study(file: Path, *, to: Path, progress: Progress = SILENT) -> Path:
    """Make a study from a packed file; gives its path.

    Args:
        file: made by `pack_study()`.
        to: the folder to put the study in, under the name it had; or a name that ends in `.recall`.
        progress: in bytes.

    Raises:
        BadFile: it is no packed study, or damaged.
        StudyExists: there is something of that name already.
        DiskFull: there is no room.
        Cancelled: the user stopped it; nothing was made.
    """
    with files.open_given(file) as reader:
        try:
            with zipfile.ZipFile(reader) as archive:
                return _unpack(archive, file, to, progress)
        except _DAMAGED as error:
            raise BadFile(_("“{path}” is not a packed study, or is damaged.", path=file)) from error
        except OSError as error:
            raise place_error(error, to) from error


def _unpack(archive: zipfile.ZipFile, file: Path, to: Path, progress: Progress) -> Path:
    told = _told(archive)
    if told["schema"] != SCHEMA:
        raise BadFile(_("“{path}” was packed by another version of the program.", path=file))
    target = to if to.suffix == ".recall" else to / PureWindowsPath(str(told["study"])).name
    if target.exists():
        raise StudyExists(_("There is something at “{path}” already.", path=target))
    entries = [(str(entry["name"]), str(entry["sha256"]), int(entry["size"])) for entry in told["files"]]
    if any(size < 0 for _name, _hash, size in entries):  # it would take from the room that is asked for
        raise BadFile(_("“{path}” is not a packed study, or is damaged.", path=file))
    total = sum(size for _name, _hash, size in entries)
    target.parent.mkdir(parents=True, exist_ok=True)
    check_room(target.parent, total)
    beside = StudyFolder(target.absolute().with_name(f".{target.name}.{new_id()[-12:]}"))
    try:
        beside.root.mkdir()
        beside.media.mkdir()
        done = 0
        for name, sha256, size in entries:
            with archive.open(name) as reading:
                found = _extract(reading, _inside(beside, name, file), size, progress)
            if found != sha256:
                raise BadFile(_("“{path}” is damaged: a file in it is not the one that was packed.", path=file))
            done += size
            progress.report(done, total)
        if not (beside.database.exists() and beside.project.exists()):
            raise BadFile(_("“{path}” is not a packed study, or is damaged.", path=file))
        sync_folder(beside.media)
        sync_folder(beside.root)
        beside.root.rename(target)
        sync_folder(target.absolute().parent)
    finally:
        shutil.rmtree(beside.root, ignore_errors=True)
    return target


def _inside(folder: StudyFolder, name: str, file: Path) -> Path:
    """Where a packed file goes; names that lead elsewhere are refused."""
    parts = PurePosixPath(name).parts
    plain = name in ("study.sqlite", "project.json")
    recording = len(parts) == 2 and parts[0] == "media" and parts[1] not in (".", "..") and not set(name) & set("\\:")
    if not plain and not recording:
        raise BadFile(_("“{path}” holds a file that does not belong in a study.", path=file))
    return folder.root.joinpath(*parts)


def _extract(reading: IO[bytes], place: Path, size: int, progress: Progress) -> str:
    """Write one file to the disk; gives its hash, or nothing as soon as more comes than there is room for."""
    digest, left = hashlib.sha256(), size
    with place.open("xb") as writing:
        while block := reading.read(_BLOCK):
            if progress.cancelled:
                raise Cancelled(_("Stopped; nothing was unpacked."))
            left -= len(block)
            if left < 0:
                return ""
            digest.update(block)
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest() if left == 0 else ""
