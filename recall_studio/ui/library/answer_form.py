"""The form that new answers stand on, while they are given in the grid above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from recall_studio.domain.words import _
from recall_studio.ui.library.form_fields import FormFields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recall_studio.edits.consenting import Form
    from recall_studio.store.reading import Row


class AnswerForm(QFrame):
    """Asks for the form, and for the answers to be recorded."""

    recording_asked = Signal()
    left = Signal()

    def __init__(self, members: Sequence[str], *, collector: str, today: date, last: Row | None) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        title = QLabel(_("New answers"))
        title.setProperty("kind", "heading")
        words = QLabel(
            _("Switch above what was answered otherwise. Only what changes is recorded, beside what was there."),
            wordWrap=True,
        )
        words.setProperty("kind", "muted")
        self.fields = FormFields(members, collector=collector, today=today, last=last, columns=2)
        leave, self.do_record = QPushButton(_("Cancel")), QPushButton(_("Record"))
        self.do_record.setProperty("kind", "main")
        leave.clicked.connect(self.left)
        self.do_record.clicked.connect(self.recording_asked)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.do_record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for part in (title, words, self.fields):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def form(self) -> Form | None:
        """The form; None when something is the matter, which has the keyboard then."""
        made = self.fields.form()
        if made is None:
            self.fields.take_focus()
        return made
