"""When an interview began, by the clock on the wall: its day and its time, told together."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from recall_studio.domain.words import N_, _
from recall_studio.ui.library.dates import day_as_typed, local_clock, parse_day, parse_time

DAY = N_("dd-mm-yyyy")


class BeganField(QWidget):
    """Two lines; what makes no sense is said below them."""

    chosen = Signal(object)
    """A `datetime` with its time zone."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "")
        self.day = QLineEdit(placeholderText=_(DAY))
        self.time = QLineEdit(placeholderText=_("for example 10:00"))
        self.day.setAccessibleName(_("Day on which it began"))
        self.time.setAccessibleName(_("Time it began"))
        self.wrong = QLabel(wordWrap=True)
        self.wrong.setProperty("kind", "danger")
        self.wrong.hide()
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day, 0, 0)
        row.addWidget(self.time, 0, 1)
        row.addWidget(self.wrong, 1, 0, 1, 2)
        self.setFocusProxy(self.day)
        for line in (self.day, self.time):
            line.editingFinished.connect(self._finish)

    def show_instant(self, utc: str | None) -> None:
        """Show when it was, as it is kept; what is being written stays."""
        local = local_clock(utc) if utc else None
        self._shown = (day_as_typed(local.date()), f"{local:%H:%M}") if local else ("", "")
        if not (self.day.hasFocus() or self.time.hasFocus()):
            self.day.setText(self._shown[0])
            self.time.setText(self._shown[1])
            self._complain("")

    def _finish(self) -> None:
        if (self.day.text(), self.time.text()) == self._shown:
            self._complain("")
            return
        day, time = parse_day(self.day.text()), parse_time(self.time.text())
        if day is None or time is None:
            self._complain(_("Give the day as 12-03-2026.") if day is None else _("Give the time as 10:00."))
            return
        self._complain("")
        self._shown = (self.day.text(), self.time.text())
        self.chosen.emit(datetime.combine(day, time).astimezone())

    def _complain(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
