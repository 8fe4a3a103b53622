"""How and when answers were given: the details of one signed form. Four are asked, the rest waits under “More”."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.consent import Condition, Method
from recall_studio.domain.words import N_, _
from recall_studio.edits.adding import missing_in_form, whole_form
from recall_studio.edits.consenting import Told
from recall_studio.ui.form_field import FormField
from recall_studio.ui.library.consent_words import CONDITIONS, METHODS
from recall_studio.ui.library.dates import day_as_typed, parse_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recall_studio.edits.consenting import Form
    from recall_studio.store.reading import Row

SAID_BACK = {None: N_("not noted"), True: N_("yes"), False: N_("no")}
DAY = N_("dd-mm-yyyy")


class FormFields(QWidget):
    """Fields of one form.

    Args:
        members: codes of who may have asked.
        collector: who is proposed.
        today: here.
        last: the form of the answer before, whose version is proposed; None when there is none.
        columns: how many fields stand beside each other.
    """

    edited = Signal()

    def __init__(
        self, members: Sequence[str], *, collector: str, today: date, last: Row | None, columns: int = 4
    ) -> None:
        super().__init__()
        self._today = today
        self.version = QLineEdit(str(last["form_version"]) if last else "")
        self.version.setPlaceholderText(_("for example v3, plain language"))
        self.method = _choices({method: _(words) for method, words in METHODS.items()})
        if last:
            self.method.setCurrentIndex(self.method.findData(Method(last["method"])))
        self.given_on = QLineEdit(day_as_typed(today))
        self.given_on.setPlaceholderText(_(DAY))
        self.collector = QComboBox()
        self.collector.setEditable(True)
        self.collector.addItems(list(members))
        self.collector.setCurrentText(collector)
        self.version_field = FormField(_("Version of the form"), self.version)
        self.given_field = FormField(_("Answered on"), self.given_on)
        self.collector_field = FormField(_("Asked by"), self.collector)
        self.more = MoreOfForm(str(last["language"] or "") if last else "", columns)
        self._lay_out(columns)
        for field in (self.version, self.given_on):
            field.textChanged.connect(self._edit)
        self.collector.currentTextChanged.connect(self._edit)

    def form(self) -> Form | None:
        """The form; None when something is the matter, which is then said beside the field."""
        day, version, collector = parse_day(self.given_on.text()), self.version.text(), self.collector.currentText()
        self.version_field.complain("" if version.strip() else _("Which version of the form was signed?"))
        self.collector_field.complain("" if collector.strip() else _("Who asked?"))
        self.given_field.complain(self._day_trouble(day))
        valid_until = self.more.valid_until()
        if day is None or self.given_field.complaint or self.more.complaint:
            return None
        method = Method(self.method.currentData())
        if missing_in_form(version=version, method=method, collector=collector, given_on=day):
            return None
        made = whole_form(version=version, method=method, collector=collector, given_on=day)
        return replace(
            made,
            explicit=self.more.explicit.isChecked(),
            condition=Condition(self.more.condition.currentData()),
            valid_until=valid_until,
            told=Told(self.more.language.text().strip() or None, None, self.more.said_back.currentData()),
        )

    def take_focus(self) -> None:
        """Give the keyboard to the first field that something is the matter with."""
        for field in (self.version_field, self.given_field, self.collector_field):
            if field.complaint:
                field.editor.setFocus()
                return
        if self.more.complaint:
            self.more.show()
            self.more.until.setFocus()

    def warn_collector(self, words: str) -> None:
        """Say something about who asked, without standing in the way."""
        self.collector_field.set_hint(words)

    def _day_trouble(self, day: date | None) -> str:
        if day is None:
            return _("Give the day as 12-03-2026.")
        return _("That day is still to come.") if day > self._today else ""

    def _edit(self) -> None:
        for field in (self.version_field, self.given_field, self.collector_field):
            field.complain("")
        self.edited.emit()

    def _lay_out(self, columns: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        method = FormField(_("How"), self.method)
        for place, field in enumerate((self.version_field, method, self.given_field, self.collector_field)):
            grid.addWidget(field, place // columns, place % columns)
            grid.setColumnStretch(place % columns, 2 if place % columns == 0 else 1)
        self.more_button = QPushButton(_("More about the form"))
        self.more_button.setProperty("kind", "flat")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self.more.setVisible)
        self.more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(self.more)
        row = QGridLayout()
        row.addWidget(self.more_button, 0, 0)
        row.setColumnStretch(1, 1)
        layout.addLayout(row)


class MoreOfForm(QWidget):
    """What is rarely another than usual."""

    def __init__(self, language: str, columns: int) -> None:
        super().__init__()
        self.language = QLineEdit(language)
        self.language.setPlaceholderText(_("for example Dutch, plain"))
        self.said_back = _choices({value: _(words) for value, words in SAID_BACK.items()})
        self.condition = _choices({condition: _(words) for condition, words in CONDITIONS.items()})
        self.until = QLineEdit()
        self.until.setPlaceholderText(_(DAY))
        self.explicit = QCheckBox(_("Consent was explicit (needed for health, origin, religion)"))
        self.explicit.setChecked(True)
        self._until = FormField(_("Holds until"), self.until)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        fields = (
            FormField(_("Explained in"), self.language),
            FormField(_("Said back in own words"), self.said_back),
            FormField(_("Condition"), self.condition),
            self._until,
        )
        for place, field in enumerate(fields):
            grid.addWidget(field, place // columns, place % columns)
            grid.setColumnStretch(place % columns, 1)
        grid.addWidget(self.explicit, len(fields), 0, 1, columns)

    @property
    def complaint(self) -> str:
        """What is the matter with it, or nothing."""
        return self._until.complaint

    def valid_until(self) -> date | None:
        """The last day the answers hold; None for always, or when that day makes no sense."""
        typed = self.until.text().strip()
        day = parse_day(typed)
        self._until.complain(_("Give the day as 12-03-2026.") if typed and day is None else "")
        return day


def _choices(offered: dict[object, str]) -> QComboBox:
    box = QComboBox()
    for value, words in offered.items():
        box.addItem(words, value)
    return box
