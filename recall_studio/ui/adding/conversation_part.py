"""What is known of the conversation: its name, when it was, of what kind, and how long the recording is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.errors import BadInput
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.words import N_, _
from recall_studio.ui.form_field import FormField
from recall_studio.ui.library.dates import day_as_typed, day_in_words, parse_day, parse_time
from recall_studio.ui.library.form_fields import DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CHANNELS = {"": "", "kamer": N_("in a room"), "telefoon": N_("by phone"), "beeldbellen": N_("video call")}
KINDS = (N_("Intake"), N_("Progress conversation"), N_("Diagnosis conversation"))
WAVES = ("T0", "T1", "T2")
STRETCHES = {"name": 3, "day": 3, "time": 2, "type": 5, "channel": 3, "wave": 2, "keep": 4, "storage": 4}
"""The fields in their order, and how wide each is beside the others."""
LARGE = 24
"""The height of a line from which all fields no longer fit beside each other, in px."""


class ConversationPart(QWidget):
    """Fields of one conversation.

    Args:
        name: proposed.
        taken: names that are in use.
        types, waves: that were given before.
        last_day: until which a recording may be kept at the most.
    """

    edited = Signal()

    def __init__(
        self, name: str, *, taken: Collection[str], types: Iterable[str], waves: Iterable[str], last_day: date
    ) -> None:
        super().__init__()
        self._taken, self._last_day = taken, last_day
        self._may_come = False
        self.name = QLineEdit(name)
        self.day, self.time = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(_(DAY))
        self.time.setPlaceholderText(_("hh:mm"))
        self.type = _open_choice([*types, *(_(kind) for kind in KINDS)])
        self.channel = QComboBox()
        for key, words in CHANNELS.items():
            self.channel.addItem(_(words) if words else "", key)
        self.wave = _open_choice([*waves, *WAVES])
        self.keep_until = QLineEdit()
        self.keep_until.setPlaceholderText(_("at the most {day}", day=day_in_words(last_day)))
        self.storage = QComboBox()
        self.storage.addItem(_("Copy into the study"), False)
        self.storage.addItem(_("Leave where it is"), True)
        self._fields = {
            "name": FormField(_("Name"), self.name),
            "day": FormField(_("Held on"), self.day),
            "time": FormField(_("At"), self.time),
            "type": FormField(_("Kind of conversation"), self.type),
            "channel": FormField(_("How"), self.channel),
            "wave": FormField(_("Wave"), self.wave),
            "keep": FormField(_("Keep until"), self.keep_until),
            "storage": FormField(_("File"), self.storage),
        }
        self.proposal = QPushButton()
        self.proposal.setProperty("kind", "flat")
        self.proposal.hide()
        self._proposed: datetime | None = None
        self.proposal.clicked.connect(self._accept)
        for field in (self.name, self.day, self.time, self.keep_until):
            field.textEdited.connect(self._edit)
        self._lay_out()

    def without_recording(self) -> None:
        """There is no file to keep, and it may still be to come."""
        self._may_come = True
        for key in ("keep", "storage"):
            self._fields[key].hide()

    @property
    def held(self) -> date | datetime | None:
        """The day, or the instant where the time is known too."""
        day, time = parse_day(self.day.text()), parse_time(self.time.text())
        return datetime.combine(day, time).astimezone() if day is not None and time is not None else day

    @property
    def last_day(self) -> date | None:
        """Until when it is kept, where that was filled in."""
        return parse_day(self.keep_until.text())

    def propose(self, moment: datetime | None) -> None:
        """Offer the time that the file says of itself; it may be that of a copy, so it is not taken by itself."""
        self._proposed = moment
        self.proposal.setVisible(moment is not None and not self.day.text())
        if moment is not None:
            words = f"{day_in_words(moment.date())} {moment:%H:%M}"
            self.proposal.setText(_("The file says {moment}: take that", moment=words))

    def check(self, today: date) -> bool:
        """Say beside each field what is the matter with it; whether all is well."""
        day, time = parse_day(self.day.text()), parse_time(self.time.text())
        self._fields["name"].complain(self._name_trouble())
        self._fields["day"].complain(_day_trouble(self.day.text(), day, latest=date.max if self._may_come else today))
        no_time = bool(self.time.text().strip()) and time is None
        self._fields["time"].complain(_("As 10:30.") if no_time else "")
        self._fields["keep"].complain(self._keep_trouble(today))
        troubled = [field for field in self._fields.values() if field.complaint]
        if troubled:
            troubled[0].editor.setFocus()
        return not troubled

    def _name_trouble(self) -> str:
        name = self.name.text().strip()
        try:
            checked(name, what=_("recording"))
        except BadInput as error:
            return f"{error.message} {error.remedy}".strip()
        return _("There is a recording “{name}” already.", name=name) if name in self._taken else ""

    def _keep_trouble(self, today: date) -> str:
        typed, day = self.keep_until.text(), self.last_day
        if not typed.strip():
            return ""
        if day is None:
            return _("Give the day as 12-03-2026.")
        if day < today:
            return _("That day is over.")
        return (
            _("The study keeps nothing after {day}.", day=day_in_words(self._last_day)) if day > self._last_day else ""
        )

    def _accept(self) -> None:
        if self._proposed is not None:
            self.day.setText(day_as_typed(self._proposed.date()))
            self.time.setText(f"{self._proposed:%H:%M}")
            self.proposal.hide()
            self._edit()
            self.time.setFocus()

    def _edit(self) -> None:
        for field in self._fields.values():
            field.complain("")
        if self.day.text():
            self.proposal.hide()
        self.edited.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        columns = len(STRETCHES) if self.fontMetrics().height() < LARGE else len(STRETCHES) // 2
        for place, (key, stretch) in enumerate(STRETCHES.items()):
            grid.addWidget(self._fields[key], place // columns, place % columns)
            grid.setColumnStretch(place % columns, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(grid)
        row = QGridLayout()
        row.addWidget(self.proposal, 0, 0)
        row.setColumnStretch(1, 1)
        layout.addLayout(row)


def _day_trouble(typed: str, day: date | None, *, latest: date) -> str:
    if not typed.strip():
        return ""
    if day is None:
        return _("Give the day as 12-03-2026.")
    return _("That day is still to come.") if day > latest else ""


def _open_choice(offered: Iterable[str]) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.addItems(list(dict.fromkeys(offered)))
    box.setCurrentText("")
    return box
