"""The studies that were opened last on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.tokens import Tokens

SHOWN = 5


class RecentStudies(QFrame):
    """One row a study; one that is gone is grey, and can be taken off the list."""

    chosen = Signal(object)
    """The path of a study."""
    forgotten = Signal(str)
    """The path, as it stands in the settings, of a study that is to leave the list."""

    def __init__(self, paths: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(0)
        heading = QLabel(_("Opened last"))
        heading.setProperty("kind", "small")
        heading.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(heading)
        for path in paths[:SHOWN]:
            layout.addWidget(self._row(path, tokens))
        self.setVisible(bool(paths))

    def _row(self, path: str, tokens: Tokens) -> QWidget:
        place = Path(path)
        there = place.exists()
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.addWidget(self._study(place, tokens, there=there))
        where = QLabel(str(place.parent) if there else _("gone"))
        where.setProperty("kind", "small")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        layout.addWidget(where, 1)
        if not there:
            layout.addWidget(self._forget(path, place, tokens))
        return row

    def _study(self, place: Path, tokens: Tokens, *, there: bool) -> QPushButton:
        button = QPushButton(icon("folder", tokens.accent if there else tokens.muted), place.stem)
        button.setProperty("kind", "flat")
        button.setEnabled(there)
        button.setToolTip(str(place))
        button.setAccessibleName(_("Open “{name}”", name=place.stem))
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def _forget(self, path: str, place: Path, tokens: Tokens) -> QPushButton:
        button = QPushButton(icon("close", tokens.muted), "")
        button.setProperty("kind", "flat")
        button.setToolTip(_("Take it off this list"))
        button.setAccessibleName(_("Take “{name}” off this list", name=place.stem))
        button.clicked.connect(lambda: self.forgotten.emit(path))
        return button
