"""Small pictures of the recordings, made on a worker through the gate and kept in the study's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from recall_studio.domain.words import _
from recall_studio.store import access, files
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.analysis.library import LibraryRow
    from recall_studio.domain.progress import Progress
    from recall_studio.store.study import Study
    from recall_studio.ui.tasks import Tasks

WIDTH = 480
"""In pixels: wide enough for the details panel at twice the usual resolution."""
EARLY_MS = 20_000
"""The first seconds of a recording are often black, or an empty room."""


class Thumbnails(QObject):
    """Makes each picture once, and only of recordings whose picture may be shown."""

    made = Signal(str, object)
    """The id of a recording, and its picture as a `QPixmap`."""

    def __init__(self, study: Study, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._study, self._tasks = study, tasks
        self._asked: set[str] = set()

    def want(self, rows: Iterable[LibraryRow]) -> None:
        """See that there is a picture of each of these that may be shown."""
        for row in rows:
            if row.shown and row.has_picture and row.id not in self._asked:
                self._asked.add(row.id)
                self._make(row)

    def _make(self, row: LibraryRow) -> None:
        at_ms = min(EARLY_MS, row.duration_ms // 10)
        self._tasks.run(
            _("Making a small picture"),
            lambda progress: thumbnail_of(self._study, row, at_ms, progress),
            done=while_there(self, lambda jpeg: self._show(row.id, jpeg)),
            refused=lambda _error: None,  # the row stays grey; whoever opens the recording hears why
            quiet=True,
        )

    def _show(self, recording: str, jpeg: bytes) -> None:
        picture = QPixmap()
        if picture.loadFromData(jpeg):
            self.made.emit(recording, picture)


def thumbnail_of(study: Study, row: LibraryRow, at_ms: int, progress: Progress) -> bytes:
    """A JPEG of a recording, from the cache or made now, on a worker.

    Raises:
        AccessRefused: it may not be shown.
        MediaUnusable: its file is gone, or cannot be read.
    """

    def make() -> bytes:
        from recall_studio.media.stills import thumbnail

        playable = study.perform(access.play, recording=row.id)[0]
        with playable.open() as reader:
            return thumbnail(reader, at_ms=at_ms, width=WIDTH)

    del progress  # one picture takes no longer than anybody needs to change their mind
    return files.cached(study.folder, f"thumbnail-1 {row.parts[0]}", make)
