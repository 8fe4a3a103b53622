"""Which recordings have lost their files, and finding those again in a folder: all that moved there at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.words import _, ngettext
from recall_studio.edits.relinking import relink_these
from recall_studio.store import conversations, files
from recall_studio.ui.adding.copying import copy_waiting
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from recall_studio.domain.progress import Progress
    from recall_studio.edits.relinking import Relinked
    from recall_studio.ui.desk import Desk


class FindingFiles(QObject):
    """Looks on workers: a drive of the network may take its time to say that a file is there.

    `gone` holds the ids of recordings without their files, once that is `known`.
    """

    looked = Signal()
    """`gone` may be another now."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self.gone: frozenset[str] = frozenset()
        self.known = False

    def look(self, media: Sequence[dict[str, Any]]) -> None:
        """See which of these media files are not in their place."""
        folder = self._session.study.folder
        self._desk.tasks.run(
            _("Looking for the files"),
            lambda _progress: frozenset(str(m["recording_id"]) for m in media if not files.is_there(folder, m)),
            done=while_there(self, self._take),
            quiet=True,
        )

    def ask(self, parent: QWidget) -> None:
        """Ask in which folder the missing files are, and look there."""
        pick_folder(parent, _("In which folder are the files now?"), self.find_in)

    def find_in(self, folder: Path) -> None:
        """Look for all missing files below this folder."""
        media = conversations.media_files(self._session.study)

        def work(progress: Progress) -> Relinked:
            return relink_these(self._session.study, media, folder=folder, progress=progress)

        self._desk.tasks.run(_("Looking for the files"), work, done=while_there(self, self._found))

    def _take(self, gone: frozenset[str]) -> None:
        if not self.known:
            copy_waiting(self._desk)  # that of last time may have been stopped half-way
        self.gone, self.known = gone, True
        self.looked.emit()

    def _found(self, found: Relinked) -> None:
        if not found.found:
            self._session.say(_("None of the missing files is in that folder."), "warning")
            return
        self._session.say(
            ngettext("{n} recording was found again.", "{n} recordings were found again.", len(found.found))
        )
        copy_waiting(self._desk)
