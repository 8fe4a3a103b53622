"""The note of a moment: kept by itself while it is written, with a warning when it may say who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import N_, _
from recall_studio.ui.personal_warning import PersonalWarning

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

PAUSE_MS = 600
"""After so long without a key the note is kept."""
LINES, MOST_LINES = 2, 6


class NoteField(QWidget):
    """Writes one moment's note; `written` is told when there is something to keep."""

    written = Signal(str, object)
    """The moment's id, and its note or None."""
    finished = Signal()
    """Enter: the note is done."""

    def __init__(self) -> None:
        super().__init__()
        self._moment = ""
        self._kept = ""
        self._waits = False
        self.editor = _Editor()
        self._warning = PersonalWarning(N_("This seems to hold {what}. A note should not say who somebody is."))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.editor)
        layout.addWidget(self._warning)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.keep)
        self.editor.entered.connect(self._finish)

    def show_note(self, moment: str, note: str | None, *, waits: bool, same: bool) -> None:
        """Show the note of a moment; what is being written stays when it is still the same one.

        Args:
            moment: its id; empty for none.
            note: what is kept.
            waits: the moment itself is not kept yet, so its note has to wait.
            same: it is the moment of before, perhaps kept now and under another id.
        """
        writing = same and self._unkept
        if not same:
            self.keep()
        self._moment, self._waits = moment, waits
        self._kept = note or ""
        if writing:
            self._pause.start()
        elif self.editor.toPlainText() != self._kept:
            self.editor.setPlainText(self._kept)
        self._warning.look(self.editor.toPlainText())

    def keep(self) -> None:
        """Keep what was written; while the moment itself waits, later."""
        self._pause.stop()
        if not self._moment or not self._unkept:
            return
        if self._waits:
            self._pause.start()
            return
        self._kept = self.editor.toPlainText()
        self.written.emit(self._moment, self._kept.strip() or None)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written: the window may be built anew."""
        self.keep()
        super().hideEvent(event)

    @property
    def _unkept(self) -> bool:
        return self.editor.toPlainText() != self._kept

    def _typed(self) -> None:
        self._warning.look(self.editor.toPlainText())
        if self._unkept:
            self._pause.start()

    def _finish(self) -> None:
        self.keep()
        self.editor.clearFocus()
        self.finished.emit()


class _Editor(QPlainTextEdit):
    """Enter is told, Shift+Enter begins a new line."""

    left = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Note"))
        self.setPlaceholderText(_("What was said or done, not who somebody is"))
        self.setToolTip(_("Kept by itself; Enter is done, Shift+Enter a new line, F4 plays and pauses"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES + 18)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * MOST_LINES + 18)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
