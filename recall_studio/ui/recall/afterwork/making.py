"""The card of each row of a record, with what it offers: languages, cards of questions, members, planned moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.recall.interview import Comment, Prompt
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.words import _
from recall_studio.store.recall import gate
from recall_studio.store.state import languages_folder
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.interview_card import InterviewCard
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard
from recall_studio.ui.recall.afterwork.stop_card import StopCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.afterwork.acting import Acting

Card = StopCard | PromptCard | CommentCard | InterviewCard


class Making:
    """Makes cards.

    Args:
        desk: the window's things.
        acting: what is done at a card.
        play: lets a comment be heard, by its id.
    """

    def __init__(self, desk: Desk, acting: Acting, play: Callable[[str], None]) -> None:
        self._desk, self._acting, self._play = desk, acting, play
        self._found: Mapping[str, Tongue] = {}

    def card(self, one: Any, record: Record | None) -> Card:
        """The card of a row of this record."""
        if isinstance(one, Comment) and record is not None:
            return self._of_comment(one, record)
        if isinstance(one, Prompt):
            asked = PromptCard(one, self.asked_from(record))
            asked.verb(_("Remove"), lambda: self._acting.remove(one), changes=True)
            return asked
        if one is not None and record is not None and one is record.interview:
            members = self._leaders(record.interview)
            whole = InterviewCard(one, self._desk.tokens, self._names(one.language), members)
            whole.present_added.connect(self._acting.add_present)
            return whole
        return StopCard(one, record.moments if record is not None else ())

    def asked_from(self, record: Record | None) -> dict[str, str]:
        """The words of the cards of the interview's language, by their keys."""
        spoken = self._languages().get(record.interview.language) if record is not None else None
        return {card.key: card.text for card in spoken.cards} if spoken is not None else {}

    def forget_languages(self) -> None:
        """Another one may have come."""
        self._found = {}

    def _of_comment(self, one: Comment, record: Record) -> CommentCard:
        card = CommentCard(one, record.interview, self._desk.tokens, self._names(one.language))
        if record.interview.sound_recording is not None:
            card.verb(_("Hear"), lambda: self._play(one.id))
        card.verb(_("Remove"), lambda: self._acting.remove(one), changes=True)
        return card

    def _languages(self) -> Mapping[str, Tongue]:
        if not self._found:
            self._found = {tongue.key: tongue for tongue in tongues(languages_folder()).found}
        return self._found

    def _names(self, own: str) -> dict[str, str]:
        names = {key: tongue.name for key, tongue in self._languages().items()}
        return names if own in names else {**names, own: own}

    def _leaders(self, interview: Interview) -> list[str]:
        """Codes of who can have led it, and of who is said to."""
        study = self._desk.session.study
        led = [one.code for one in study.members() if gate.may_lead(one, interview.recaller_id)]
        return list(dict.fromkeys([*led, interview.interviewer]))
