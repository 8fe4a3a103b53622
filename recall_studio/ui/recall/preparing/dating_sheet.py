"""When the conversation was held, asked where the time between it and the interview is not known."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from recall_studio.domain.words import N_, _
from recall_studio.edits.recall.dating import date_conversation
from recall_studio.ui.buttons import word_button
from recall_studio.ui.form_field import FormField
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dates import day_as_typed, parse_day, parse_time
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk

WIDTH = 460
DAY = N_("dd-mm-yyyy")


class DatingSheet(Sheet):
    """Day and time of the conversation.

    Args:
        desk: the window's things.
        interview: about that conversation.
    """

    def __init__(self, desk: Desk, interview: Interview) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._recording = desk, interview.recording
        title = QLabel(_("When was {name} held?", name=interview.conversation))
        title.setProperty("kind", "title")
        words = QLabel(wordWrap=True)
        words.setText(
            _("How long after the conversation somebody looks back is one of the facts of a recall interview.")
        )
        words.setProperty("kind", "muted")
        self.day = QLineEdit(day_as_typed(desk.session.study.today()), placeholderText=_(DAY))
        self.time = QLineEdit(placeholderText=_("for example 10:00"))
        self._day, self._time = FormField(_("Day"), self.day), FormField(_("Time it began"), self.time)
        fields, foot = QHBoxLayout(), QHBoxLayout()
        fields.addWidget(self._day, 1)
        fields.addWidget(self._time, 1)
        foot.addStretch(1)
        foot.addWidget(word_button(_("Cancel"), self.shut))
        foot.addWidget(word_button(_("Keep"), self.keep, kind="main"))
        for part in (title, words):
            self.body.addWidget(part)
        self.body.addLayout(fields)
        self.body.addLayout(foot)
        for line in (self.day, self.time):
            line.returnPressed.connect(self.keep)

    def keep(self) -> None:
        """Keep it; where something makes no sense, say so beside it."""
        day, time = parse_day(self.day.text()), parse_time(self.time.text())
        self._day.complain("" if day else _("Give the day as 12-03-2026."))
        self._time.complain("" if time else _("Give the time as 10:00."))
        if day is None or time is None:
            return
        self._desk.session.do(
            date_conversation,
            done=while_there(self, lambda _made: self.shut()),
            refused=while_there(self, self._refuse),
            recording=self._recording,
            held=datetime.combine(day, time).astimezone(),
        )

    def _refuse(self, error: RecallError) -> None:
        self._day.complain(error.message)
