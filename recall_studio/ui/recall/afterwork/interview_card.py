"""What is known of the interview as a whole: how it was held and how it ended, to be completed and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from recall_studio.domain.recall.kinds import (
    CONTROL_WORDS,
    ENDED_WORDS,
    PLAY_ORDER_WORDS,
    SETTING_WORDS,
    SHOWN_AS_WORDS,
    STIMULUS_WORDS,
    Control,
    EndedReason,
    PlayOrder,
    Setting,
    ShownAs,
    Stimulus,
)
from recall_studio.domain.recall.plan import LONGEST_FIELD
from recall_studio.domain.recall.telling import MOST_SCORE
from recall_studio.domain.sampling import METHOD_WORDS, ChoiceMethod
from recall_studio.domain.words import N_, _
from recall_studio.ui.coding.fields import CertaintyDots
from recall_studio.ui.recall.afterwork.began_field import BeganField
from recall_studio.ui.recall.afterwork.present_field import PresentField
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.interview_words import delay_in_words, length_of_session, when_of
from recall_studio.ui.recall.preparing.plan_fields import choice_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.still_open import Open
    from recall_studio.ui.coding.fields import CalmChoice
    from recall_studio.ui.tokens import Tokens

SELDOM = ("stimulus", "method", "play_order")
"""The choices behind “More”; who led it is there too."""
TICKED = {
    "instruction_read": N_("The instruction was given"),
    "practice_clip_done": N_("The practice clip was shown"),
    "transcript_shown": N_("The transcript stood beside the picture"),
}
WRITTEN = {
    "others_present": N_("Others there, in words"),
    "protocol_version": N_("Version of the protocol"),
    "instruction_version": N_("Version of the instruction"),
}
SELDOM_WRITTEN = "instruction_version"


class InterviewCard(RowCard):
    """The interview.

    Args:
        interview: it.
        tokens: the colours.
        languages: names of languages by their keys.
        members: the codes of who can have led it.
    """

    present_added = Signal(str, str, object)
    """The id of the interview, the pseudonym of who was there, and their `PersonRole`."""

    def __init__(self, interview: Interview, tokens: Tokens, languages: dict[str, str], members: Sequence[str]) -> None:
        super().__init__(interview.id)
        self._interview = interview
        self.heading.setText(_("The interview as a whole"))
        self.facts = QLabel(wordWrap=True)
        self.facts.setProperty("kind", "muted")
        self.choices: dict[str, CalmChoice] = {
            "shown_as": choice_of(_("How it was shown"), SHOWN_AS_WORDS),
            "control": choice_of(_("Who could stop"), CONTROL_WORDS),
            "place": choice_of(_("Where"), SETTING_WORDS, none=_("not known")),
            "language": choice_of(_("Language"), languages, translated=False),
            "ended_reason": choice_of(_("Ended early"), ENDED_WORDS, none=_("no, it came to its end")),
            "stimulus": choice_of(_("What was shown"), STIMULUS_WORDS),
            "method": choice_of(_("How the moments were chosen"), METHOD_WORDS),
            "play_order": choice_of(_("In which order"), PLAY_ORDER_WORDS),
            "interviewer": choice_of(_("Interviewer"), {one: one for one in members}, translated=False),
        }
        self.began = BeganField()
        self.present = PresentField()
        self.wellbeing = CertaintyDots(tokens, name=_("How the viewer was afterwards"), grades=MOST_SCORE)
        self.lines = {name: QLineEdit(maxLength=LONGEST_FIELD) for name in WRITTEN}
        self.ticks = {name: QCheckBox(_(words)) for name, words in TICKED.items()}
        self._lay_out()
        self._connect()

    def show_interview(self, interview: Interview) -> None:
        """Show it as it stands."""
        self._interview = interview
        said = (
            when_of(interview),
            length_of_session(interview),
            _("{delay} after the conversation", delay=delay_in_words(interview.delay_h)),
        )
        self.facts.setText(" · ".join(filter(None, said)))
        for name, choice in self.choices.items():
            choice.setCurrentIndex(max(0, choice.findData(getattr(interview, name))))
        for name, line in self.lines.items():
            if not line.hasFocus():
                line.setText(getattr(interview, name) or "")
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(interview, name))
        self.wellbeing.show_grade(interview.wellbeing)
        self.began.show_instant(interview.started_at)
        self.present.show_people(interview.present)

    def field_of(self, _what: Open) -> QWidget:
        """Where something that is open is determined."""
        return self.wellbeing

    def keep(self) -> None:
        """Tell what was written and is not kept yet."""
        for name, line in self.lines.items():
            self._tell_line(name, line)

    def _lay_out(self) -> None:
        self.fields.addWidget(self.facts, 0, 0, 1, 2)
        seldom = (*SELDOM, "interviewer")
        for name, choice in self.choices.items():
            if name not in seldom:
                self.put(choice.accessibleName(), choice)
        for name, line in self.lines.items():
            if name != SELDOM_WRITTEN:
                self.put(_(WRITTEN[name]), line)
        self.put(_("Afterwards"), self.wellbeing)
        for tick in self.ticks.values():
            self.fields.addWidget(tick, self.fields.rowCount(), 1)
        self.put_more(_("Begun"), self.began)
        for name in seldom:
            self.put_more(self.choices[name].accessibleName(), self.choices[name])
        self.put_more(_(WRITTEN[SELDOM_WRITTEN]), self.lines[SELDOM_WRITTEN])
        self.put_more(_("Who else was there"), self.present)

    def _connect(self) -> None:
        for name, choice in self.choices.items():
            choice.activated.connect(lambda _at, name=name: self._tell_choice(name))
        for name, line in self.lines.items():
            line.editingFinished.connect(lambda name=name, line=line: self._tell_line(name, line))
        for name, tick in self.ticks.items():
            tick.clicked.connect(lambda on, name=name: self.tell(**{name: on}))
        self.wellbeing.chosen.connect(lambda value: self.tell(wellbeing=value))
        self.began.chosen.connect(lambda began: self.tell(started_at=began))
        self.present.added.connect(lambda person, role: self.present_added.emit(self.row, person, role))

    def _tell_choice(self, name: str) -> None:
        kinds: dict[str, type[StrEnum]] = {
            "shown_as": ShownAs,
            "control": Control,
            "place": Setting,
            "ended_reason": EndedReason,
            "stimulus": Stimulus,
            "method": ChoiceMethod,
            "play_order": PlayOrder,
        }
        value: Any = self.choices[name].currentData()
        self.tell(**{name: kinds[name](value) if value and name in kinds else value})

    def _tell_line(self, name: str, line: QLineEdit) -> None:
        said = line.text().strip()
        if said != (getattr(self._interview, name) or ""):
            self.tell(**{name: said or (None if name == SELDOM_WRITTEN else "")})
