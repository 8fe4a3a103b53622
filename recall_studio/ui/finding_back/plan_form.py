"""By which plan moments are chosen: the method and its parameters."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QWidget,
)

from recall_studio.domain.sampling import METHOD_WORDS, ChoiceMethod
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _, language
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.fields import CalmChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Codebook

MARKS, LISTED = "marks", "listed"
_BY_HAND = (ChoiceMethod.DEELNEMER_KIEST, ChoiceMethod.KRITIEK_MOMENT)
_LARGEST_SEED = 999_999


class PlanForm(QWidget):
    """Shows the fields of the method that is chosen; `changed` when any of them is another."""

    changed = Signal()
    add_asked = Signal(int)
    """A stretch from the playhead on, so many ms long, is to be added."""

    def __init__(self) -> None:
        super().__init__()
        self.method = CalmChoice(_("Method"))
        for method, words in METHOD_WORDS.items():
            self.method.addItem(_(words), method)
        self.length, self.every = _time("2:00", _("Length of each")), _time("7:00", _("From start to start"))
        self.seed = _number(_("Seed"), _LARGEST_SEED, 1 + secrets.randbelow(_LARGEST_SEED))
        self.draw = QPushButton(_("Draw another"))
        self.codes = QListWidget()
        self.codes.setAccessibleName(_("Codes"))
        self.codes.setFixedHeight(self.fontMetrics().height() * 6)
        self.source = CalmChoice(_("From"))
        self.source.addItem(_("the marks to discuss"), MARKS)
        self.source.addItem(_("the moments selected in the list"), LISTED)
        self.before, self.after = (_number(name, 600, 5) for name in (_("Before"), _("After")))
        for field in (self.before, self.after):
            field.setSuffix(" s")
        self.participant = CalmChoice(_("Participant"))
        self.part = _number(_("Length"), 3_600, 60)
        self.part.setSuffix(" s")
        self.add = QPushButton(_("Add from the playhead"))
        for button in (self.draw, self.add):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._form = QFormLayout(self)
        self._lay_out()
        self._connect()
        self._show_fields()

    @property
    def chosen(self) -> ChoiceMethod:
        """The method."""
        return ChoiceMethod(self.method.currentData())

    @property
    def by_hand(self) -> bool:
        """Whether the stretches are pointed at one by one."""
        return self.chosen in _BY_HAND

    def plan(self) -> dict[str, Any]:
        """The parameters, as they are kept.

        Raises:
            BadInput: a time is none.
        """
        margins = {"before_ms": self.before.value() * 1000, "after_ms": self.after.value() * 1000}
        if self.chosen is ChoiceMethod.TIJDSTEEKPROEF:
            times = {"length_ms": parse_ms(self.length.text()), "every_ms": parse_ms(self.every.text())}
            return {**times, "seed": self.seed.value()}
        if self.chosen is ChoiceMethod.CODEGESTUURD:
            return {"codes": self._ticked(), **margins}
        return {"from": self.source.currentData(), **margins} if self.chosen is ChoiceMethod.INTERVIEWER_KIEST else {}

    def who(self) -> str | None:
        """The participant who chooses, when one does."""
        return self.participant.currentData() if self.chosen is ChoiceMethod.DEELNEMER_KIEST else None

    def offer(self, book: Codebook, persons: Sequence[str]) -> None:
        """Which codes and participants there are."""
        ticked, now = set(self._ticked()), self.participant.currentData()
        self.codes.clear()
        for code in codes_in_use(book):
            item = QListWidgetItem(code.label.in_language(language()))
            item.setData(Qt.ItemDataRole.UserRole, code.key)
            item.setCheckState(Qt.CheckState.Checked if code.key in ticked else Qt.CheckState.Unchecked)
            self.codes.addItem(item)
        self.participant.clear()
        for person in persons:
            self.participant.addItem(person, person)
        self.participant.setCurrentIndex(max(0, self.participant.findData(now)))

    def _ticked(self) -> list[str]:
        items = (self.codes.item(row) for row in range(self.codes.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        ]

    def _show_fields(self) -> None:
        method = self.chosen
        margins = (ChoiceMethod.CODEGESTUURD, ChoiceMethod.INTERVIEWER_KIEST)
        for field, shown in (
            (self.length, method is ChoiceMethod.TIJDSTEEKPROEF),
            (self.every, method is ChoiceMethod.TIJDSTEEKPROEF),
            (self._seeds, method is ChoiceMethod.TIJDSTEEKPROEF),
            (self.codes, method is ChoiceMethod.CODEGESTUURD),
            (self.source, method is ChoiceMethod.INTERVIEWER_KIEST),
            (self.before, method in margins),
            (self.after, method in margins),
            (self.participant, method is ChoiceMethod.DEELNEMER_KIEST),
            (self._adding, self.by_hand),
        ):
            self._form.setRowVisible(field, shown)

    def _connect(self) -> None:
        self.method.activated.connect(self._show_fields)
        for choice in (self.method, self.source, self.participant):
            choice.activated.connect(self.changed)
        for line in (self.length, self.every):
            line.textChanged.connect(self.changed)
        for number in (self.seed, self.before, self.after):
            number.valueChanged.connect(self.changed)
        self.codes.itemChanged.connect(self.changed)
        self.draw.clicked.connect(lambda: self.seed.setValue(1 + secrets.randbelow(_LARGEST_SEED)))
        self.add.clicked.connect(lambda: self.add_asked.emit(self.part.value() * 1000))

    def _lay_out(self) -> None:
        self._seeds, self._adding = _beside(self.seed, self.draw), _beside(self.part, self.add)
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (_("Method"), self.method),
            (_("Length of each"), self.length),
            (_("From start to start"), self.every),
            (_("Seed"), self._seeds),
            (_("Codes"), self.codes),
            (_("From"), self.source),
            (_("Before"), self.before),
            (_("After"), self.after),
            (_("Participant"), self.participant),
            (_("Length"), self._adding),
        ):
            form.addRow(words, field)


def _beside(*widgets: QWidget) -> QWidget:
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    return around


def _time(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    return field


def _number(name: str, most: int, now: int) -> QSpinBox:
    field = QSpinBox()
    field.setAccessibleName(name)
    field.setRange(0, most)
    field.setValue(now)
    return field
