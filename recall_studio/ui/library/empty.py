"""The library of a study without recordings: what comes first, and a place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon
from recall_studio.ui.library.dropping import DropZone

if TYPE_CHECKING:
    from recall_studio.ui.tokens import Tokens

WIDTH = 560


class EmptyLibrary(QWidget):
    """Says what to do, and offers it."""

    def __init__(self, tokens: Tokens, *, writable: bool) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icon("film", tokens.muted).pixmap(QSize(48, 48)))
        title = QLabel(_("No conversation yet"))
        title.setProperty("kind", "title")
        words = QLabel(_("Add a recording, say who can be seen and what they allow, and code it."))
        words.setProperty("kind", "muted")
        self.zone = DropZone(_("Drag a recording here, or click to choose one"), tokens)
        self.zone.setFixedSize(WIDTH, 120)
        self.zone.setEnabled(writable)
        self.live = QPushButton(_("There is no recording: colleagues watch along live"))
        self.live.setProperty("kind", "flat")
        self.live.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.live.setEnabled(writable)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for part in (picture, title, words, self.zone, self.live):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
