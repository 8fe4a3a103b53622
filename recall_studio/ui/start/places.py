"""Where studies are proposed to lie: the user's documents, or the program's data where documents are synchronised."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from recall_studio.store.places import trouble_with

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".recall"
_FOLDER = "Recall Studio"
_LONGEST_NAME = 60
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def studies_folder() -> Path:
    """The folder in which new studies are proposed; it need not be there yet."""
    places = list(_candidates())
    return next((place for place in places if trouble_with(place) is None), places[-1])


def _candidates() -> Iterator[Path]:
    for kind in (
        QStandardPaths.StandardLocation.DocumentsLocation,
        QStandardPaths.StandardLocation.GenericDataLocation,
    ):
        found = QStandardPaths.writableLocation(kind)
        if found:
            yield Path(found) / _FOLDER
    yield Path.home() / _FOLDER


def proposed_place(title: str, folder: Path) -> Path:
    """A path in this folder, named after the title, at which there is nothing yet."""
    name = " ".join(_UNFIT.sub(" ", title).split()).strip(" .")[:_LONGEST_NAME].strip() or "Recall"
    place, number = folder / f"{name}{SUFFIX}", 2
    while place.exists():
        place, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return place
