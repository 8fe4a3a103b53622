"""The one door by which data leave the program: whoever opens it holds a `Release`. All files come, or none."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile
from recall_studio.domain.ids import new_id
from recall_studio.domain.words import _, in_words
from recall_studio.exchange import manifest
from recall_studio.store.folder import place_error, sync_folder
from recall_studio.store.logs import LOGGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recall_studio.domain.access import Release


def write(release: Release, *, to: Path, make: Callable[[Path], object]) -> tuple[Path, ...]:
    """Let files out into a folder, which is made when it is missing.

    Args:
        release: the gate's leave.
        to: the folder. Files of the export before, by its manifest, are replaced or go; others stay.
        make: fills a fresh folder with the files; when it fails, nothing in `to` has changed.

    Returns:
        Where the files are now; the manifest comes last.

    Raises:
        BadFile, DiskFull: the folder cannot be written to, or a file of somebody's own has the name of a new one;
            the files that were there before are still there.
    """
    with _staged(to) as staging:
        fresh, old = staging / "new", staging / "old"
        fresh.mkdir()
        old.mkdir()
        make(fresh)
        earlier = manifest.listed_in(to)
        _refuse_foreign(fresh, to, earlier)
        written = _put(fresh, to, old, earlier)
    LOGGER.info("%d files left for %s, audit %s", len(written), release.purpose, release.audit_head)
    return written


@contextmanager
def _staged(to: Path) -> Iterator[Path]:
    """A fresh folder on the same disk, gone afterwards.

    It lies in the target, not beside it: beside a home folder or at the root of a stick there is no place to write.
    """
    made = [folder for folder in (to, *to.parents) if not folder.exists()]
    staging = to / f".{new_id()[-12:]}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        staging.mkdir()
        yield staging
    except BaseException as error:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):  # somebody put something there in the meantime
            for folder in made:
                folder.rmdir()
        if isinstance(error, OSError):
            raise place_error(error, to) from error
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(fresh: Path, to: Path, earlier: frozenset[str]) -> None:
    """See that no file is replaced that an export did not write.

    Raises:
        BadFile: one would be; nothing has changed.
    """
    names = sorted(file.name for file in fresh.iterdir() if file.name not in earlier and (to / file.name).exists())
    if names:
        said = in_words([f"“{name}”" for name in names])
        raise BadFile(
            _(
                "In “{folder}” is something that no earlier export wrote, so it is not replaced: {names}.",
                folder=to,
                names=said,
            ),
            remedy=_("Export into another folder."),
        )


def _put(fresh: Path, to: Path, old: Path, earlier: frozenset[str]) -> tuple[Path, ...]:
    """Put the files in their place and take those of the export before away; on a failure put the old ones back.

    The manifest comes last: until then that of the export before still says what is to go.
    """
    done: list[Path] = []
    files = sorted(fresh.iterdir(), key=lambda file: (file.name == manifest.NAME, file.name))
    gone = sorted(earlier - {file.name for file in files})
    try:
        for file in files:
            if file.name == manifest.NAME:
                _set_aside(gone, to, old)
            target = to / file.name
            if target.exists():
                shutil.copy2(target, old / file.name)
            file.replace(target)
            done.append(target)
        sync_folder(to)
    except BaseException:
        for target in done:
            if not (old / target.name).exists():
                target.unlink()
        for kept in old.iterdir():
            kept.replace(to / kept.name)
        raise
    return tuple(done)


def _set_aside(names: list[str], to: Path, old: Path) -> None:
    """Take files away, for as long as it may still be undone."""
    for name in names:
        if (to / name).is_file():
            (to / name).replace(old / name)
