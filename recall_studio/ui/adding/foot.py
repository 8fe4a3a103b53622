"""The foot of the adding page: what will be possible, what is the matter, and the buttons that add."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from recall_studio.domain.words import _
from recall_studio.ui.kinds import set_kind


class AddingFoot(QFrame):
    """Stays in sight however long the page is."""

    left = Signal()
    adding_asked = Signal()
    coding_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._outlook = ""
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("kind", "muted")
        self.leave, self.add, self.code = (
            QPushButton(_("Cancel")),
            QPushButton(_("Add")),
            QPushButton(_("Add and code")),
        )
        self.code.setToolTip("Ctrl+Enter")
        self.leave.clicked.connect(self.left)
        self.add.clicked.connect(self.adding_asked)
        self.code.clicked.connect(self.coding_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(10)
        layout.addWidget(self.words, 1)
        for button in (self.leave, self.add, self.code):
            layout.addWidget(button)

    def show_outlook(self, words: str, *, may_code: bool) -> None:
        """Say what will be possible; what was the matter is no longer said."""
        self._outlook = words
        self.code.setEnabled(may_code)
        set_kind(self.code, "main" if may_code else "")
        set_kind(self.add, "" if may_code else "main")
        self._say(words, "muted")

    def complain(self, words: str) -> None:
        """Say why it is not added; nothing takes that back."""
        self._free(on=True)
        self._say(words or self._outlook, "danger" if words else "muted")

    def wait(self, words: str) -> None:
        """Say what is waited for; nothing can be pressed meanwhile."""
        self._free(on=False)
        self._say(words, "muted")

    def press(self) -> None:
        """Do the main thing."""
        button = self.code if self.code.isEnabled() else self.add
        button.click()

    def _free(self, *, on: bool) -> None:
        self.add.setEnabled(on)
        self.code.setEnabled(on and self.code.property("kind") == "main")

    def _say(self, words: str, kind: str) -> None:
        self.words.setText(words)
        self.words.setAccessibleName(words)
        set_kind(self.words, kind)
