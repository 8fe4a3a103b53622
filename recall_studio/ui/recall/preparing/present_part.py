"""Who is there besides viewer and interviewer and is a person of the study, with what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.consent import Purpose, Status, answer_in_force, status_on
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import N_, _
from recall_studio.store import consents
from recall_studio.ui.buttons import word_button
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.recall.person_entry import PersonEntry
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from datetime import date

    from recall_studio.domain.ids import ParticipantId
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.store.reading import Reading

LINES = 4
ANSWERS = {
    Status.GEGEVEN: N_("✓ yes"),
    Status.ANDERE_GRONDSLAG: N_("✓ another legal basis"),
    Status.NIET_GEVRAAGD: N_("○ not asked"),
    Status.GEWEIGERD: N_("✕ no"),
    Status.INGETROKKEN: N_("✕ withdrawn"),
    Status.VERLOPEN: N_("✕ has run out"),
}
"""What somebody answered on `nagesprek`, with a sign."""


class PresentPart(QWidget):
    """Lists the viewer and who else is there; what it adds and removes are edits of who shows it.

    Args:
        writable: whether the study can be changed.
    """

    added = Signal(str, object)
    """A pseudonym and a `PersonRole`."""
    removed = Signal(str)
    """A pseudonym."""
    consent_asked = Signal()

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        headings = (_("Person"), _("Role"), _("Answer on “nagesprek”"))
        self.table = RowsTable(_("Who is there"), headings, (16, 20, 26))
        self.table.setMinimumHeight(self.fontMetrics().height() * 2 * LINES)
        entry = PersonEntry(self, person=_("Pseudonym of who else is there"), role=_("Role of who else is there"))
        self.person, self.role, self.add = entry.person, entry.role, entry.add
        entry.added.connect(self.added)
        self.remove = word_button(_("Remove"), self._remove)
        self.consent = word_button(_("Consent…"), self.consent_asked.emit)
        self._writable, self._viewer = writable, ""
        for part in (self.person, self.role, self.add):
            part.setEnabled(writable)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._enable)

    def show_people(self, study: Reading, interview: Interview, on: date) -> None:
        """List who is there, with their answers on this day."""
        self._viewer = interview.recaller
        people = [(interview.recaller_id, interview.recaller, interview.recaller_role, True)]
        people += [(one.participant_id, one.pseudonym, one.role, False) for one in interview.present]
        said = answers_on(study, interview, [one[0] for one in people], on)
        lines = []
        for who, pseudonym, role, looks_back in people:
            words = role_in_words(role)
            what = _("looks back, {role}", role=words) if looks_back else words
            lines.append(Line(pseudonym, (pseudonym, what, _(ANSWERS[said[who]])), pseudonym))
        self.table.show_lines(lines)
        self._enable()

    def _remove(self) -> None:
        for line in self.table.chosen():
            if line.about != self._viewer:
                self.removed.emit(line.about)

    def _enable(self) -> None:
        others = [line for line in self.table.chosen() if line.about != self._viewer]
        self.remove.setEnabled(bool(others) and self._writable)

    def _lay_out(self) -> None:
        hint = QLabel(wordWrap=True)
        hint.setText(_("An interpreter is heard in the interview's recording, so they are asked as well."))
        hint.setProperty("kind", "muted")
        row = QHBoxLayout()
        row.addWidget(self.person, 2)
        row.addWidget(self.role, 2)
        for button in (self.add, self.remove, self.consent):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(in_card(self.table))
        layout.addLayout(row)
        layout.addWidget(hint)


def answers_on(
    study: Reading, interview: Interview, people: list[ParticipantId], on: date
) -> dict[ParticipantId, Status]:
    """What each of these people answered on `nagesprek` of this conversation, as it stands on a day."""
    given = consents.answers(study)
    return {
        one: status_on(
            answer_in_force(given, participant=one, purpose=Purpose.NAGESPREK, conversation=interview.conversation_id),
            on,
        )
        for one in people
    }
