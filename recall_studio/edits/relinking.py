"""Finding the files of recordings again after they were moved: by size and fingerprint, never by name alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile, MediaUnusable
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _
from recall_studio.media import fingerprint
from recall_studio.store import audit, conversations, files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recall_studio.domain.progress import Progress
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Relinked:
    """Names of the recordings whose files were found again, and of those that are still missing."""

    found: tuple[str, ...]
    missing: tuple[str, ...]


def relink(study: Study, *, folder: Path, progress: Progress = SILENT) -> Relinked:
    """Find missing media again below a folder, by size and fingerprint, never by name alone.

    Raises:
        BadFile: the folder is missing.
        Cancelled: the user stopped it; what was found before stays.
    """
    return relink_these(study, conversations.media_files(study), folder=folder, progress=progress)


def relink_these(study: Study, media_files: Sequence[Row], *, folder: Path, progress: Progress = SILENT) -> Relinked:
    """As `relink()`, of these media files; for any thread, since nothing is read from the study.

    Raises:
        BadFile: the folder is missing.
        Cancelled: the user stopped it; what was found before stays.
    """
    if not folder.is_dir():
        raise BadFile(_("There is no folder “{path}”.", path=folder))
    lost = [m for m in media_files if not is_whole(study, m)]
    sizes = {media["size_bytes"] for media in lost}
    candidates = [place for place in sorted(folder.rglob("*")) if place.is_file() and place.stat().st_size in sizes]
    found = []
    for number, media in enumerate(lost):
        progress.report(number, len(lost))
        place = next((place for place in candidates if _is_same(place, media, progress)), None)
        if place is not None:
            study.perform(_set_source, media=media, source=str(place.absolute()))
            found.append(media["recording"])
    missing = tuple(m["recording"] for m in lost if m["recording"] not in found)
    return Relinked(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(missing)))


def is_whole(study: Reading, media: Row) -> bool:
    """Whether a media file is in its place and, by its size, beginning and end, still the one that was added."""
    place = files.where(study.folder, media)
    return place is not None and files.is_there(study.folder, media) and _begins_and_ends_as(place, media)


def _is_same(place: Path, media: Row, progress: Progress) -> bool:
    if not _begins_and_ends_as(place, media):
        return False
    with files.open_given(place) as reader:
        return fingerprint.full_fingerprint(reader, progress=progress) == str(media["full_fingerprint"])


def _begins_and_ends_as(place: Path, media: Row) -> bool:
    """Whether the quick fingerprint fits; what cannot be read does not."""
    try:
        with files.open_given(place) as reader:
            return fingerprint.quick_fingerprint(reader) == str(media["quick_fingerprint"])
    except (BadFile, MediaUnusable):
        return False


def _set_source(study: Writing, *, media: Row, source: str) -> None:
    with study.step(""):
        conversations.set_place(study, media_file=media["id"], stored_as=None, source=source)
        audit.write(study, "opname_teruggevonden", table="media_file", row=media["id"])
