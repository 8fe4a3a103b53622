"""How the interview is held and what is shown: the fields of its plan, besides the moments and the people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from recall_studio.domain.recall.kinds import (
    CONTROL_WORDS,
    PLAY_ORDER_WORDS,
    SETTING_WORDS,
    SHOWN_AS_WORDS,
    STIMULUS_WORDS,
    Control,
    PlayOrder,
    Setting,
    ShownAs,
    Stimulus,
)
from recall_studio.domain.recall.plan import LONGEST_FIELD
from recall_studio.domain.sampling import METHOD_WORDS, ChoiceMethod
from recall_studio.domain.words import _
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.form_field import FormField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.recall.plan import InterviewPlan
    from recall_studio.domain.recall.tongues import Tongue


class _Fields(QWidget):
    """Fields in a grid; `edited` when one of them is another than before."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)

    def put(self, *fields: QWidget, columns: int) -> None:
        """Lay them in rows of so many."""
        for place, field in enumerate(fields):
            self._grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def hear(self, *parts: QComboBox | QCheckBox | QLineEdit) -> None:
        """Tell when one of these changed, once it is finished."""
        for part in parts:
            if isinstance(part, QComboBox):
                part.activated.connect(lambda _at: self.edited.emit())
            elif isinstance(part, QCheckBox):
                part.clicked.connect(lambda _on: self.edited.emit())
            else:
                part.editingFinished.connect(self.edited)


class ShowingFields(_Fields):
    """What of the recording is shown, how, and how its moments were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.stimulus = choice_of(_("What is shown"), STIMULUS_WORDS)
        self.shown_as = choice_of(_("How it is shown"), SHOWN_AS_WORDS)
        self.method = choice_of(_("How the moments were chosen"), METHOD_WORDS)
        self.order = choice_of(_("In which order"), PLAY_ORDER_WORDS)
        self.transcript = QCheckBox(_("The transcript stands beside the picture"))
        self._stimulus = FormField(_("What is shown"), self.stimulus)
        named = [FormField(one.accessibleName(), one) for one in (self.shown_as, self.method, self.order)]
        self.put(self._stimulus, *named, self.transcript, columns=2)
        self.hear(self.stimulus, self.shown_as, self.method, self.order, self.transcript)

    @property
    def complaint(self) -> str:
        """What is the matter with what is to be shown, or nothing."""
        return self._stimulus.complaint

    def complain(self, words: str) -> None:
        """Say what is the matter with what is to be shown."""
        self._stimulus.complain(words)

    def show_plan(self, plan: InterviewPlan) -> None:
        """Fill in what is planned."""
        for choice, value in (
            (self.stimulus, plan.stimulus),
            (self.shown_as, plan.shown_as),
            (self.method, plan.method),
            (self.order, plan.play_order),
        ):
            choice.setCurrentIndex(max(0, choice.findData(value)))
        self.transcript.setChecked(plan.transcript_shown)

    def into(self, plan: InterviewPlan) -> InterviewPlan:
        """The plan with what stands here."""
        return replace(
            plan,
            stimulus=Stimulus(self.stimulus.currentData()),
            shown_as=ShownAs(self.shown_as.currentData()),
            method=ChoiceMethod(self.method.currentData()),
            play_order=PlayOrder(self.order.currentData()),
            transcript_shown=self.transcript.isChecked(),
        )


class HoldingFields(_Fields):
    """In which language, where, by whom it is stopped, and by which protocol.

    Args:
        tongues: the languages that there are texts in.
    """

    def __init__(self, tongues: Sequence[Tongue]) -> None:
        super().__init__()
        self._tongues = {one.key: one for one in tongues}
        self.language = choice_of(_("Language"), {one.key: one.name for one in tongues}, translated=False)
        self.control = choice_of(_("Who may stop"), CONTROL_WORDS)
        self.setting = choice_of(_("Where"), SETTING_WORDS, none=_("not known yet"))
        self.others = _line(_("Others there, in words"), _("for example a trainee; no names"))
        self.protocol = _line(_("Version of the protocol"), _("for example 2.1"))
        named = [FormField(part.accessibleName(), part) for part in (self.control, self.setting, self.others)]
        self._language = FormField(_("Language"), self.language)
        self.put(self._language, *named, FormField(_("Version of the protocol"), self.protocol), columns=2)
        self.hear(self.language, self.control, self.setting, self.others, self.protocol)
        self.edited.connect(self._tell_version)

    def show_plan(self, plan: InterviewPlan) -> None:
        """Fill in what is planned."""
        if self.language.findData(plan.language) < 0:
            self.language.addItem(plan.language, plan.language)
        for choice, value in ((self.language, plan.language), (self.control, plan.control), (self.setting, plan.place)):
            choice.setCurrentIndex(max(0, choice.findData(value)))
        for line, words in ((self.others, plan.others_present), (self.protocol, plan.protocol_version)):
            if not line.hasFocus():
                line.setText(words)
        self._tell_version()

    def into(self, plan: InterviewPlan) -> InterviewPlan:
        """The plan with what stands here."""
        place = self.setting.currentData()
        return replace(
            plan,
            language=str(self.language.currentData()),
            control=Control(self.control.currentData()),
            place=Setting(place) if place else None,
            others_present=self.others.text().strip(),
            protocol_version=self.protocol.text().strip(),
        )

    def _tell_version(self) -> None:
        tongue = self._tongues.get(str(self.language.currentData()))
        words = _("There are no texts in this language.")
        if tongue is not None:
            words = _("Instruction and cards, version {version}", version=tongue.version)
        self._language.set_hint(words)


def choice_of(name: str, words: Mapping[Any, str], *, none: str = "", translated: bool = True) -> CalmChoice:
    """A choice between these values.

    Args:
        name: what is chosen.
        words: of each value, as English source, or as they are.
        none: what stands first, for no value at all; nothing does when it is empty.
        translated: whether the words are looked up in the catalogue.
    """
    choice = CalmChoice(name)
    if none:
        choice.addItem(none, None)
    for value, said in words.items():
        choice.addItem(_(said) if translated else said, value)
    return choice


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit(placeholderText=placeholder, maxLength=LONGEST_FIELD)
    line.setAccessibleName(name)
    return line
