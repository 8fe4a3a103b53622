"""The front of the start page: what the program is for, three choices, and recent studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.start.choice import ChoiceButton
from recall_studio.ui.start.recent import RecentStudies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.tokens import Tokens

WIDTH = 860
CHOICE_HEIGHT = 168


class FrontPage(QWidget):
    """Says what was chosen, and does nothing by itself."""

    demo_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()

    def __init__(self, recent: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setFixedWidth(WIDTH)
        self.demo = ChoiceButton(
            _("Try the demo study"),
            _("A played conversation of three minutes, with transcript and coding. Press a key and you code."),
            "demo",
            tokens,
            main=not recent,
        )
        self.new = ChoiceButton(
            _("New study"), _("Make a place for your own recordings, and add the first one."), "new", tokens
        )
        self.open = ChoiceButton(
            _("Open a study"), _("A folder on this computer, or drop one here; a packed file too."), "folder", tokens
        )
        self.recent = RecentStudies(recent, tokens)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(20)
        self._layout.addWidget(_heading())
        self._layout.addLayout(self._choices())
        self._layout.addWidget(self.recent)
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what is most likely wanted."""
        self.demo.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recent(self, recent: Sequence[str]) -> None:
        """Show these studies from now on."""
        old, self.recent = self.recent, RecentStudies(recent, self._tokens)
        self.recent.chosen.connect(old.chosen)
        self.recent.forgotten.connect(old.forgotten)
        self._layout.replaceWidget(old, self.recent)
        old.hide()

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for button, asked in ((self.demo, self.demo_asked), (self.new, self.new_asked), (self.open, self.open_asked)):
            button.setMinimumHeight(CHOICE_HEIGHT)
            button.clicked.connect(asked)
            row.addWidget(button, 1)
        return row


def _heading() -> QWidget:
    block = QWidget()
    title = QLabel(_("See again what was said, and code it to the picture"))
    title.setStyleSheet(f"font-size: {round(title.fontInfo().pixelSize() * 1.9)}px; font-weight: 600;")
    title.setWordWrap(True)
    words = QLabel(_("Everything stays on this computer, and every change is kept at once."))
    words.setProperty("kind", "muted")
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in (title, words):
        layout.addWidget(part)
    return block
