"""A text of the codebook in both languages side by side, kept by itself while it is written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from recall_studio.domain.codebook import Text
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent

FRAME_PX = 20
PAUSE_MS = 600
"""After so long without a key the text is kept."""
_TONGUES = ("nl", "en")


class TextPair(QWidget):
    """Two fields; `written` is told when there is something to keep.

    Args:
        name: what is written, for who hears it.
        lines: how many lines are seen; 1 for a single line.
    """

    written = Signal(object)
    """The `Text` in both languages."""

    def __init__(self, name: str, *, lines: int = 1) -> None:
        super().__init__()
        self._kept = Text()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.fields = {tongue: _line(name, tongue) if lines == 1 else _Box(name, tongue, lines) for tongue in _TONGUES}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for field in self.fields.values():
            layout.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.textChanged.connect(self._typed)
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(self.keep)
            else:
                field.left.connect(self.keep)

    def show_text(self, text: Text, *, same: bool) -> None:
        """Show a text; what is being written stays when it is still of the same code."""
        if same and self._unkept:
            self._kept = text
            return
        self._pause.stop()
        self._kept = text
        for tongue, field in self.fields.items():
            wanted = getattr(text, tongue)
            if _said(field) != wanted:
                _say(field, wanted)

    def keep(self) -> None:
        """Keep what was written."""
        self._pause.stop()
        if self._unkept:
            self._kept = self._now()
            self.written.emit(self._kept)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written: the window may be built anew."""
        self.keep()
        super().hideEvent(event)

    @property
    def _unkept(self) -> bool:
        return self._now() != self._kept

    def _now(self) -> Text:
        return Text(*(_said(self.fields[tongue]).strip() for tongue in _TONGUES))

    def _typed(self) -> None:
        if self._unkept:
            self._pause.start()


class _Box(QPlainTextEdit):
    """A few lines; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, name: str, tongue: str, lines: int) -> None:
        super().__init__()
        self.setAccessibleName(_named(name, tongue))
        self.setTabChangesFocus(True)
        self._least = lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self, _size: object = None) -> None:
        """As high as what is written: nobody scrolls in a small field."""
        shown = max(self._least, math.ceil(self.document().size().height()))  # of plain text counted in lines
        height = self.fontMetrics().lineSpacing() * shown + FRAME_PX
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _line(name: str, tongue: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(_named(name, tongue))
    return line


def _named(name: str, tongue: str) -> str:
    tongues = {"nl": _("Dutch"), "en": _("English")}
    return f"{name}, {tongues[tongue]}"


def _said(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _say(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setCursorPosition(0)
    else:
        field.setPlainText(text)
