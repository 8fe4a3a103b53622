"""What was asked, word for word, and what kind of question it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import PROMPT_WORDS, PromptType
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.afterwork.written_field import WrittenField
from recall_studio.ui.recall.preparing.plan_fields import choice_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.recall.interview import Prompt

TYPES = {one: said for one, said in PROMPT_WORDS.items() if one is not PromptType.GEEN}
"""A question that was asked is not of the kind “nobody asked”."""


class PromptCard(RowCard):
    """One question.

    Args:
        prompt: it.
        cards: the words of the cards by their keys.
    """

    def __init__(self, prompt: Prompt, cards: Mapping[str, str]) -> None:
        super().__init__(prompt.id)
        self.text = WrittenField(_("Question"), _("Word for word"), lines=2)
        self.type = choice_of(_("What kind of question"), TYPES)
        self.card = choice_of(_("Card"), dict(cards), none=_("In own words"), translated=False)
        self.put(_("Question"), self.text)
        self.put(_("Kind"), self.type)
        self.put(_("Card"), self.card)
        self.text.written.connect(lambda text: self.tell(text=text))
        self.type.activated.connect(lambda _at: self.tell(type=PromptType(self.type.currentData())))
        self.card.activated.connect(lambda _at: self.tell(card=self.card.currentData()))

    def show_prompt(self, prompt: Prompt, number: str) -> None:
        """Show it as it stands."""
        self.heading.setText(_("Question {number} · {time}", number=number, time=plain_clock(prompt.session_ms)))
        self.text.show_text(prompt.text)
        self.type.setCurrentIndex(max(0, self.type.findData(prompt.type)))
        if prompt.card and self.card.findData(prompt.card) < 0:  # of a file of texts that is not here
            self.card.addItem(prompt.card, prompt.card)
        self.card.setCurrentIndex(max(0, self.card.findData(prompt.card)))

    def keep(self) -> None:
        """Tell what was written and is not kept yet."""
        self.text.keep()
