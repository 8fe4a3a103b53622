"""The one door by which data leave the program: whoever opens it holds a `Release`. All files come, or none."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.store.folder import place_error, sync_folder
from recall_studio.store.logs import LOGGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recall_studio.domain.access import Release

MANIFEST = "manifest.json"


def write(release: Release, *, to: Path, make: Callable[[Path], object]) -> tuple[Path, ...]:
    """Let files out into a folder, which is made when it is missing.

    Args:
        release: the gate's leave.
        to: the folder. Files of the same name are replaced, others stay.
        make: fills a fresh folder with the files; when it fails, nothing in `to` has changed.

    Returns:
        Where the files are now; the manifest comes last.

    Raises:
        BadFile, DiskFull: the folder cannot be written to; the files that were there before are still there.
    """
    with _staged(to) as staging:
        fresh, old = staging / "new", staging / "old"
        fresh.mkdir()
        old.mkdir()
        make(fresh)
        written = _put(fresh, to, old)
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


def _put(fresh: Path, to: Path, old: Path) -> tuple[Path, ...]:
    """Put the files in their place, the manifest last; on a failure put the old ones back."""
    done: list[Path] = []
    try:
        for file in sorted(fresh.iterdir(), key=lambda file: (file.name == MANIFEST, file.name)):
            target = to / file.name
            if target.exists():
                shutil.copy2(target, old / file.name)
            file.replace(target)
            done.append(target)
        sync_folder(to)
    except BaseException:
        for target in done:
            kept = old / target.name
            if kept.exists():
                kept.replace(target)
            else:
                target.unlink()
        raise
    return tuple(done)
