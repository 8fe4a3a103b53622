"""A time that may lie before the begin: where a recording of an interview begins on the clock of the session."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _
from recall_studio.ui.form_field import FormField

MINUS = "−"


class OffsetField(FormField):
    """Typed as people write it, with a minus where the recorder was started before the interview.

    Args:
        name: what is asked.
    """

    chosen = Signal(int)
    """The time that was given, in ms."""

    def __init__(self, name: str) -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, _("With a minus when the recorder was started before the interview."))
        self.ms = 0
        self.show_ms(0)
        self.line.editingFinished.connect(self._finish)

    def show_ms(self, ms: int) -> None:
        """Show this time."""
        self.ms = ms
        self.complain("")
        self.line.setText(in_words(ms))

    def _finish(self) -> None:
        try:
            ms = from_words(self.line.text())
        except BadInput as error:
            self.complain(error.message)
            return
        if ms != self.ms:
            self.show_ms(ms)
            self.chosen.emit(ms)


def in_words(ms: int) -> str:
    """`00:12.340`, with a minus where it lies before."""
    return f"{MINUS if ms < 0 else ''}{format_ms(abs(ms)).removeprefix('00:')}"


def from_words(typed: str) -> int:
    """The time that was meant; negative with a minus before it.

    Raises:
        BadInput: it is no time.
    """
    said = typed.strip()
    return -parse_ms(said[1:]) if said[:1] in ("-", MINUS) else parse_ms(said)
