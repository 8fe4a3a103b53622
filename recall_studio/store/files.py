"""Media and cache files of a study. Nobody else opens them, so that encryption at rest later changes one place."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from filelock import FileLock, Timeout

from recall_studio.domain.errors import BadFile, Cancelled, MediaUnusable, StudyBusy
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _
from recall_studio.store.folder import StudyFolder, check_room, sync_folder, written_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recall_studio.domain.progress import Progress
    from recall_studio.store.reading import Row

_BLOCK = 1 << 20
COPY_PATIENCE_S = 10.0
_NONCE_BYTES = 12
_PIECE = ".piece"


def open_given(path: Path) -> BinaryIO:
    """A reader for a file that the user named.

    Raises:
        BadFile: it is missing, a folder, or may not be read.
    """
    if not path.is_file():
        raise BadFile(_("There is no file “{path}”.", path=path))
    try:
        return path.open("rb")
    except OSError as error:
        raise BadFile(_("“{path}” cannot be read: {reason}.", path=path, reason=error.strerror)) from error


def where(folder: StudyFolder, media_file: Row) -> Path | None:
    """Where a media file lies now: the study's own copy, or the place that it was added or linked from."""
    stored, source = media_file["stored_as"], media_file["source"]
    if stored:
        return folder.media / str(stored)
    return Path(source) if source else None


def is_there(folder: StudyFolder, media_file: Row) -> bool:
    """Whether the file is in its place, by its size."""
    place = where(folder, media_file)
    try:
        return place is not None and place.stat().st_size == media_file["size_bytes"]
    except OSError:
        return False


def open_media(folder: StudyFolder, media_file: Row) -> BinaryIO:
    """A reader for a media file of the study; only the gate's `Playable` comes here.

    Raises:
        MediaUnusable: it is not in its place, or may not be read.
    """
    place = where(folder, media_file)
    if place is None or not is_there(folder, media_file):
        raise MediaUnusable(
            _("The file of this recording is not where it was."),
            remedy=_("“recall-studio relink” finds it again in a folder that you name."),
        )
    try:
        return place.open("rb")
    except OSError as error:  # it names the place, which nobody needs to read
        reason = error.strerror
        raise MediaUnusable(_("The file of this recording cannot be read: {reason}.", reason=reason)) from error


@contextmanager
def copying(folder: StudyFolder, progress: Progress = SILENT) -> Iterator[None]:
    """Copy recordings within, one program at a time; what a killed program left half-copied goes first.

    Raises:
        StudyBusy: another program is copying into this study.
        Cancelled: the user stopped waiting for it.
    """
    if not folder.writable:
        yield
        return
    lock = FileLock(folder.root / "copying.lock")
    try:
        lock.acquire(timeout=COPY_PATIENCE_S, cancel_check=lambda: progress.cancelled)
    except Timeout:
        if progress.cancelled:
            raise Cancelled(_("Stopped; nothing was copied.")) from None
        raise StudyBusy(
            _("Another program is copying a recording into this study."), remedy=_("Try again when it is done.")
        ) from None
    try:
        for left in folder.media.glob(".*") if folder.media.is_dir() else ():
            left.unlink()
        yield
    finally:
        lock.release()


def copy_in(folder: StudyFolder, source: Path, *, name: str, progress: Progress = SILENT) -> str:
    """Copy a file into the study, whole or not at all; gives its name in `media/`.

    Raises:
        BadFile: the source cannot be read.
        DiskFull: there is no room.
        Cancelled: the user stopped it.
    """
    folder.media.mkdir(exist_ok=True)
    with open_given(source) as reading:
        size = source.stat().st_size
        check_room(folder.media, size)
        with written_beside(folder.media / name) as beside, beside.open("wb") as writing:
            done = 0
            while block := reading.read(_BLOCK):
                if progress.cancelled:
                    raise Cancelled(_("Stopped; nothing was copied."))
                writing.write(block)
                done += len(block)
                progress.report(done, size)
    return name


def discard(folder: StudyFolder, name: str) -> None:
    """Take away a copy that did not turn out well."""
    (folder.media / name).unlink(missing_ok=True)


def new_piece(folder: StudyFolder, name: str) -> BinaryIO:
    """A file in `media/` for a piece of an interview's sound, which is kept as it comes in; for any thread.

    Args:
        folder: the study's.
        name: as `piece_name()` makes it.

    Raises:
        OSError: it cannot be made.
    """
    folder.media.mkdir(exist_ok=True)
    made = (folder.media / name).open("xb", buffering=0)
    sync_folder(folder.media)
    return made


def piece_name(session: str, piece: str) -> str:
    """What the file of a piece is called: ids and nothing else."""
    return f"{session}.{piece}{_PIECE}"


def pieces(folder: StudyFolder, session: str = "*") -> list[str]:
    """The names of the pieces that lie in `media/`, of one interview or of all, as they were begun."""
    return sorted(place.name for place in folder.media.glob(f"{session}.*{_PIECE}"))


def of_interview(folder: StudyFolder, session: str) -> list[str]:
    """The names of all that lies in `media/` of the sound of an interview, half-written files as well."""
    return sorted(place.name for place in folder.media.glob("*") if place.name.lstrip(".").startswith(session))


def open_piece(folder: StudyFolder, name: str) -> BinaryIO:
    """A reader for a piece of an interview's sound, which is made into a recording; nobody hears it before that.

    Raises:
        BadFile: it is gone, or may not be read.
    """
    try:
        return (folder.media / name).open("rb")
    except OSError as error:
        raise BadFile(_("A piece of the interview's sound cannot be read: {reason}.", reason=error.strerror)) from error


@contextmanager
def written_in(folder: StudyFolder, name: str, *, room_bytes: int) -> Iterator[BinaryIO]:
    """A file in `media/` to write to and seek in, in its place once all went well; in the place of what was there.

    Args:
        folder: the study's.
        name: of the file.
        room_bytes: what it takes at most.

    Raises:
        DiskFull: there is no room.
        BadFile: it cannot be written.
    """
    folder.media.mkdir(exist_ok=True)
    check_room(folder.media, room_bytes)
    with written_beside(folder.media / name) as beside, beside.open("wb+") as writing:
        yield writing


def strays(folder: StudyFolder, known: set[str]) -> list[str]:
    """Names in `media/` that no media file of the study has."""
    if not folder.media.is_dir():
        return []
    found = (place.name for place in folder.media.iterdir() if not place.name.startswith("."))  # dots: being copied
    return sorted(name for name in found if name not in known)


def cached(folder: StudyFolder, key: str, make: Callable[[], bytes]) -> bytes:
    """What was made for this key before, or make it now; in a read-only study it is not kept."""
    before = in_cache(folder, key)
    if before is not None:
        return before
    made = make()
    put_in_cache(folder, key, made)
    return made


def in_cache(folder: StudyFolder, key: str, *, secret: bytes | None = None) -> bytes | None:
    """What was made for this key before, if anything; for any thread.

    Args:
        folder: the study's.
        key: what it is and of what.
        secret: the study key, where it was sealed with that; what cannot be unsealed is not there.
    """
    place = _cache_place(folder, key)
    if not place.exists():
        return None
    kept = place.read_bytes()
    return kept if secret is None else _unsealed(kept, key, secret)


def put_in_cache(folder: StudyFolder, key: str, made: bytes, *, secret: bytes | None = None) -> None:
    """Keep what was made for a key in the place of what was there; not in a read-only study. For any thread.

    Args:
        folder: the study's.
        key: what it is and of what.
        made: the bytes.
        secret: the study key of an encrypted study, to seal what tells of a person.

    Raises:
        DiskFull, BadFile: it cannot be kept.
    """
    if folder.writable:
        folder.cache.mkdir(exist_ok=True)
        kept = made if secret is None else _sealed(made, key, secret)
        with written_beside(_cache_place(folder, key)) as beside:
            beside.write_bytes(kept)


def _sealed(made: bytes, key: str, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_cache_secret(secret)).encrypt(nonce, made, key.encode())


def _unsealed(kept: bytes, key: str, secret: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(kept) <= _NONCE_BYTES:
        return None
    try:
        return AESGCM(_cache_secret(secret)).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], key.encode())
    except InvalidTag:  # damaged, or of another key: it is made again
        return None


def _cache_secret(secret: bytes) -> bytes:
    """A key of the cache's own, so that the key of the database serves one purpose."""
    return hashlib.blake2b(key=secret, digest_size=32, person=b"recall cache").digest()


def _cache_place(folder: StudyFolder, key: str) -> Path:
    return folder.cache / hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
