"""A page over the workspace, such as the one that adds a conversation: Esc leaves a field first, then the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from recall_studio.ui.keys import OWN_ESCAPE, takes_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class Page(QWidget):
    """Has the keyboard itself while none of its fields has it, so that Esc always reaches it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(OWN_ESCAPE, True)
        self._first: QWidget | None = None

    def begin_at(self, first: QWidget) -> None:
        """Give the keyboard to this field when the page opens."""
        self._first = first

    def leave(self) -> None:
        """Go back to the workspace."""
        raise NotImplementedError

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Once, the keyboard goes on to the first field."""
        first, self._first = self._first, None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one level up."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self and takes_text(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.leave()
