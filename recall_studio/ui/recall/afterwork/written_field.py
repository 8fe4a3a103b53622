"""A text of a record: kept when it is left, so that one correction is one version; it warns of what names somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import N_
from recall_studio.ui.personal_warning import PersonalWarning

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent

PAUSE_MS = 8_000
"""Who writes and then does nothing for so long is done for now."""


class WrittenField(QWidget):
    """Several lines of text.

    Args:
        name: what is written.
        placeholder: what belongs there.
        lines: how high it is.
    """

    written = Signal(str)
    """What stands there, once it is another text than was kept."""

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 3) -> None:
        super().__init__()
        self._kept = ""
        self.editor = _Editor()
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(placeholder)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self._warning = PersonalWarning(N_("This seems to hold {what}. A text should not say who somebody is."))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.editor)
        layout.addWidget(self._warning)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.keep)
        self.setFocusProxy(self.editor)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.editor.toPlainText()

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being written stays."""
        writing = self.editor.hasFocus() and self.text != self._kept
        self._kept = text
        if not writing and self.text != text:
            self.editor.setPlainText(text)
            self._pause.stop()
        self._warning.look(self.text)

    def keep(self) -> None:
        """Tell what was written, if it is another text."""
        self._pause.stop()
        if self.text != self._kept:
            self._kept = self.text
            self.written.emit(self._kept)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written: another row comes."""
        self.keep()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._warning.look(self.text)
        if self.text != self._kept:
            self._pause.start()


class _Editor(QPlainTextEdit):
    """Says when it is left."""

    left = Signal()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
