"""What is done in Nawerk: corrections of the record, each with its earlier state kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from recall_studio.domain.ids import RecallCommentId, RecallPromptId, RecallSessionId, RecallStopId
from recall_studio.domain.words import _
from recall_studio.edits.recall import asking
from recall_studio.store.recall import versions
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.history_sheet import HistorySheet
from recall_studio.ui.recall.afterwork.interview_card import InterviewCard
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recall_studio.store.recall.versions import Version
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.afterwork.row_card import RowCard


class Acting(QObject):
    """Makes the edits that cards ask for.

    Args:
        desk: the window's things.
        by_participant: whether who looked back asked for it.
        why: why it is corrected.
    """

    def __init__(self, desk: Desk, by_participant: Callable[[], bool], why: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._by_participant, self._why = desk, by_participant, why

    def change(self, row: str, fields: Mapping[str, Any]) -> None:
        """Give a row of the card that tells it other values."""
        card = self.sender()
        given = {"why": self._why().strip(), **fields}
        do = self._desk.session.do
        if isinstance(card, CommentCard):  # what somebody said is theirs to correct; the rest is the interviewer's
            asked = self._by_participant()
            do(asking.change_comment, comment=RecallCommentId(row), by_participant=asked, **given)
        elif isinstance(card, PromptCard):
            do(asking.change_prompt, prompt=RecallPromptId(row), **given)
        elif isinstance(card, InterviewCard):
            do(asking.change_interview, session=RecallSessionId(row), **given)
        else:
            do(asking.change_stop, stop=RecallStopId(row), **given)

    def show_history(self, row: str) -> None:
        """Show what stood there before."""
        session = self._desk.session
        found = versions.of_row(session.study, row, session.member)
        put_back = self._put_back if session.study.writable else None
        self._desk.window.open_sheet(HistorySheet(found, put_back))

    def remove_comment(self, comment: str) -> None:
        """Take a comment out of the record, and say how it comes back."""
        self._desk.session.do(
            asking.remove_comment, done=partial(self._removed, comment), comment=RecallCommentId(comment)
        )

    def remove_prompt(self, prompt: str) -> None:
        """Take a question out of the record."""
        self._desk.session.do(asking.remove_prompt, prompt=RecallPromptId(prompt))

    def enable(self, card: RowCard) -> None:
        """A card of a study that cannot be changed is read only."""
        card.setEnabled(self._desk.session.study.writable)

    def _removed(self, comment: str, _made: object = None) -> None:
        self._desk.window.ask(
            _("The comment was taken out of the record."),
            _("Put it back"),
            lambda: self._desk.session.do(asking.put_back_comment, comment=RecallCommentId(comment)),
        )

    def _put_back(self, version: Version) -> None:
        self._desk.session.do(asking.put_back_version, version=version.id)
