"""The files of a new recording: dragged in or chosen, looked at on workers while the rest is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.adding.file_line import FileLine
from recall_studio.ui.library.dropping import DropZone, patterns
from recall_studio.ui.picking import pick_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from recall_studio.edits.recording import GivenFile
    from recall_studio.ui.tasks import Tasks
    from recall_studio.ui.tokens import Tokens


class FilesPart(QWidget):
    """Holds the files in their order.

    Args:
        tasks: looks at them.
        tokens: the colours.
        known: the name of the recording that has a file of this fingerprint already, if one does.
    """

    changed = Signal()
    """Files came, went, moved, or were looked at."""

    def __init__(self, tasks: Tasks, tokens: Tokens, known: Callable[[str], str | None]) -> None:
        super().__init__()
        self._tasks, self._tokens, self._known = tasks, tokens, known
        self._lines: list[FileLine] = []
        self.zone = DropZone(_("Drag a recording here, or press to choose one"), tokens)
        self.zone.dropped.connect(self.add)
        self.zone.clicked.connect(lambda: pick_files(self, _("Which recording?"), patterns(), self.add))
        self.together = QRadioButton(_("Parts of one conversation, one after the other in this order"))
        self.apart = QRadioButton(_("Separate conversations: the others follow when this one is added"))
        self.together.setChecked(True)
        group = QButtonGroup(self)
        self._how = QWidget()
        how = QHBoxLayout(self._how)
        how.setContentsMargins(0, 0, 0, 0)
        how.setSpacing(20)
        for button in (self.together, self.apart):
            group.addButton(button)
            how.addWidget(button)
            button.toggled.connect(self.changed)
        how.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._list)
        layout.addWidget(self._how)
        layout.addWidget(self.zone)
        self._settle()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in their order."""
        return tuple(line.path for line in self._lines)

    @property
    def looking(self) -> bool:
        """Whether one is still being looked at."""
        return any(line.given is None and not line.trouble for line in self._chosen())

    @property
    def trouble(self) -> str:
        """Why these files cannot be added, or nothing."""
        if not self._lines:
            return _("Choose the recording first.")
        return next((line.trouble for line in self._chosen() if line.trouble), "")

    @property
    def given(self) -> tuple[GivenFile, ...]:
        """What was looked at, of the files that are added now."""
        return tuple(line.given for line in self._chosen() if line.given is not None)

    @property
    def later(self) -> tuple[Path, ...]:
        """The files of the conversations that follow."""
        return self.paths[1:] if self.apart.isChecked() else ()

    @property
    def modified(self) -> datetime | None:
        """When the first file was last written, once it was looked at."""
        return next((line.modified for line in self._lines if line.given is not None), None)

    def add(self, paths: Sequence[Path]) -> None:
        """Add files behind the others, and look at them."""
        for path in paths:
            if path not in self.paths:
                line = FileLine(path, self._tokens, self._known)
                line.settled.connect(self.changed)
                line.removal_asked.connect(lambda line=line: self._remove(line))
                line.move_asked.connect(lambda line=line: self._move_up(line))
                self._lines.append(line)
                self._list.addWidget(line)
                line.look(self._tasks)
        self._settle()

    def stop(self) -> None:
        """Look no further: the page goes away."""
        for line in self._lines:
            line.stop()

    def _chosen(self) -> list[FileLine]:
        return self._lines[:1] if self.apart.isChecked() else self._lines

    def _remove(self, line: FileLine) -> None:
        line.stop()
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.deleteLater()
        self.zone.setFocus()
        self._settle()

    def _move_up(self, line: FileLine) -> None:
        place = self._lines.index(line)
        self._lines.insert(max(place - 1, 0), self._lines.pop(place))
        for one in self._lines:
            self._list.removeWidget(one)
        for one in self._lines:
            self._list.addWidget(one)
        self._settle()

    def _settle(self) -> None:
        several = len(self._lines) > 1
        self._how.setVisible(several)
        self.zone.setText(_("Add another part") if self._lines else _("Drag a recording here, or press to choose one"))
        self.zone.setMinimumHeight(36 if self._lines else 72)
        for number, line in enumerate(self._lines):
            line.show_place(number + 1 if several else 0)
        self.changed.emit()
