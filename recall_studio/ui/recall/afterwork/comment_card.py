"""All that is known of a comment (domain.md §2.2), to be completed and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from recall_studio.domain.recall.kinds import (
    CONTENT_WORDS,
    ORIENTATION_WORDS,
    RELATION_WORDS,
    ContentType,
    TimeOrientation,
)
from recall_studio.domain.recall.still_open import Open
from recall_studio.domain.recall.telling import MOST_SCORE
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.fields import CalmChoice, CertaintyDots
from recall_studio.ui.recall.afterwork.codes_choice import CodesChoice
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.afterwork.written_field import WrittenField
from recall_studio.ui.recall.between_field import BetweenField
from recall_studio.ui.recall.preparing.plan_fields import choice_of
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.recall.tone_faces import ToneFaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.recall.interview import Comment, Interview, Prompt
    from recall_studio.ui.tokens import Tokens

UNDETERMINED = TimeOrientation.NOG_TE_BEPALEN


class CommentCard(RowCard):
    """One comment.

    Args:
        comment: it.
        interview: in which it was made.
        tokens: the colours.
        languages: names of languages by their keys.
    """

    def __init__(self, comment: Comment, interview: Interview, tokens: Tokens, languages: dict[str, str]) -> None:
        super().__init__(comment.id)
        self._interview, self._comment = interview, comment
        self.text = WrittenField(_("What was said"), _("In the language of the study; no names"))
        self.original = WrittenField(_("As it was said"), _("In the language of the interview"), lines=2)
        self.question = CalmChoice(_("After which question"))
        self.language = choice_of(_("Language"), languages, translated=False)
        self.translated_by = QLineEdit(placeholderText=_("role, no name"))
        self.then_now = Segments(_("Then or now"), _without(ORIENTATION_WORDS, UNDETERMINED), none=UNDETERMINED)
        self.content = choice_of(_("What it tells"), CONTENT_WORDS, none=_("not said"))
        self.relation = Segments(_("Relation"), {one: _(said) for one, said in RELATION_WORDS.items()}, none=None)
        self.tone = ToneFaces(tokens)
        self.certainty = CertaintyDots(tokens, name=_("How sure the viewer is"), grades=MOST_SCORE)
        self.shareable = QCheckBox(_sharing(interview.recaller_role))
        self.applies = BetweenField(_("About, in the recording"), _("at the stop"))
        self.heard = BetweenField(_("Heard, in the interview"), _("not marked"))
        self.codes = CodesChoice()
        self.before = QLabel(wordWrap=True)
        self.before.setProperty("kind", "small")
        self.before.hide()
        self.shareable.setToolTip(_("Only with the consent “delen_commentaar” as well."))
        self._lay_out()
        self._connect()

    def show_comment(self, comment: Comment, number: str, book: Codebook, codes: Iterable[str]) -> None:
        """Show it as it stands; what is being written stays."""
        self._comment = comment
        self.heading.setText(_("Comment {number} · {time}", number=number, time=plain_clock(comment.session_ms)))
        self.text.show_text(comment.text)
        self.original.show_text(comment.text_original)
        self.language.setCurrentIndex(max(0, self.language.findData(comment.language)))
        if not self.translated_by.hasFocus():
            self.translated_by.setText(comment.translated_by)
        self.then_now.show_value(comment.time_orientation)
        self.content.setCurrentIndex(max(0, self.content.findData(comment.content_type)))
        self.relation.show_value(comment.relation)
        self.tone.show_tone(comment.valence)
        self.certainty.show_grade(comment.certainty_self)
        self.shareable.setChecked(comment.shareable)
        self.applies.show_stretch(comment.applies)
        self.heard.show_stretch(comment.sound)
        self.codes.show_codes(book, codes)
        foreign = comment.language != "nl" or bool(comment.text_original)
        for part in self._foreign:
            part.setVisible(foreign)

    def show_questions(self, prompts: Sequence[tuple[str, Prompt]]) -> None:
        """Offer the questions of its stop, each with its number, and show the one that it answers."""
        self.question.clear()
        self.question.addItem(_("nobody asked"), None)
        for number, prompt in prompts:
            self.question.addItem(f"{number} · {' '.join(prompt.text.split())}", prompt.id)
        if self._comment.prompt and self.question.findData(self._comment.prompt) < 0:
            self.question.addItem(_("a question that was taken out"), self._comment.prompt)
        self.question.setCurrentIndex(max(0, self.question.findData(self._comment.prompt)))
        self.question.setToolTip(self.question.currentText())

    def show_before(self, words: str) -> None:
        """What stood here before who looked back had it corrected; empty when they did not."""
        self.before.setText(_("It first read: “{words}”", words=words))
        self.before.setVisible(bool(words))

    def field_of(self, what: Open) -> QWidget:
        """Where something that is open is determined."""
        return {
            Open.WORDS: self.text,
            Open.TRANSLATION: self.text,
            Open.THEN_NOW: self.then_now,
            Open.CONTENT: self.content,
            Open.RELATION: self.relation,
        }.get(what, self.text)

    def keep(self) -> None:
        """Tell what was written and is not kept yet."""
        self.text.keep()
        self.original.keep()

    def _lay_out(self) -> None:
        self.put(_("What was said"), self.text)
        self.fields.addWidget(self.before, self.fields.rowCount(), 1)
        foreign: tuple[tuple[str, QWidget], ...] = (
            (_("As it was said"), self.original),
            (_("Translated by"), self.translated_by),
        )
        self._foreign = [part for name, field in foreign for part in (self.put(name, field), field)]
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("After"), self.question),
            (_("Language"), self.language),
            (_("Then or now"), self.then_now),
            (_("What it tells"), self.content),
            (_("Relation"), self.relation),
            (_("Tone"), self.tone),
            (_("How sure"), self.certainty),
            (_("Codes"), self.codes),
            (_("About"), self.applies),
            (_("Heard"), self.heard),
        )
        for name, field in fields:
            self.put(name, field)
        self.put(_("Share"), self.shareable)

    def _connect(self) -> None:
        self.text.written.connect(lambda text: self.tell(text=text))
        self.original.written.connect(lambda text: self.tell(text_original=text))
        self.question.activated.connect(lambda _at: self.tell(prompt=self.question.currentData()))
        self.language.activated.connect(lambda _at: self.tell(language=self.language.currentData()))
        self.translated_by.editingFinished.connect(self._tell_translator)
        self.then_now.chosen.connect(lambda value: self.tell(time_orientation=TimeOrientation(value)))
        self.content.activated.connect(lambda _at: self._tell_content())
        self.relation.chosen.connect(lambda value: self.tell(relation=value))
        self.tone.chosen.connect(lambda value: self.tell(valence=value))
        self.certainty.chosen.connect(lambda value: self.tell(certainty_self=value))
        self.shareable.clicked.connect(lambda on: self.tell(shareable=on))
        self.applies.chosen.connect(lambda stretch: self.tell(applies=stretch))
        self.heard.chosen.connect(lambda stretch: self.tell(sound=stretch))
        self.codes.chosen.connect(lambda keys: self.tell(codes=keys))

    def _tell_content(self) -> None:
        chosen = self.content.currentData()
        self.tell(content_type=ContentType(chosen) if chosen else None)

    def _tell_translator(self) -> None:
        said = self.translated_by.text().strip()
        if said != self._comment.translated_by:
            self.tell(translated_by=said)


def _without(words: dict[TimeOrientation, str], left_out: TimeOrientation) -> dict[TimeOrientation, str]:
    return {one: _(said) for one, said in words.items() if one is not left_out}


def _sharing(role: PersonRole) -> str:
    if role is PersonRole.KLANTMANAGER:
        return _("The client may hear or read this")
    return _("The case manager may hear or read this")
