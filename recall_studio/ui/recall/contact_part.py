"""The fields with whom a viewer can call, which the study fills in once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from recall_studio.domain.recall.contact import FIELDS, LONGEST, contact_of
from recall_studio.domain.words import N_, _
from recall_studio.edits.recall.instructing import set_contact
from recall_studio.store.recall import instructing

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

NAMES = {
    "organisation": N_("Organisation"),
    "person": N_("Ask for"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "hours": N_("When"),
}


class ContactPart(QWidget):
    """A line per field; each is kept when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fields = {name: QLineEdit(maxLength=LONGEST) for name in FIELDS}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(_("Fill in once whom viewers can call; what stays empty is a line to write on."), wordWrap=True)
        hint.setProperty("kind", "small")
        layout.addWidget(hint, 0, 0, 1, len(FIELDS))
        kept = instructing.contact(desk.session.study).lines()
        for column, (name, field) in enumerate(self.fields.items()):
            label = QLabel(_(NAMES[name]))
            label.setBuddy(field)
            field.setAccessibleName(_(NAMES[name]))
            field.setText(kept[name])
            field.setEnabled(desk.session.study.writable)
            field.editingFinished.connect(self._keep)
            layout.addWidget(label, 1, column)
            layout.addWidget(field, 2, column)

    def _keep(self) -> None:
        given = contact_of({name: field.text() for name, field in self.fields.items()})
        if given != instructing.contact(self._desk.session.study):
            self._desk.session.do(set_contact, contact=given)
