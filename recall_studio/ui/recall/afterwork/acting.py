"""What is done in Nawerk: corrections of the record, each with its earlier state kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.ids import RecallCommentId, RecallPromptId, RecallSessionId, RecallStopId
from recall_studio.domain.recall.interview import Comment
from recall_studio.domain.words import _
from recall_studio.edits.recall import asking, preparing
from recall_studio.store.recall import gate, versions
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.history_sheet import HistorySheet
from recall_studio.ui.recall.afterwork.interview_card import InterviewCard
from recall_studio.ui.recall.afterwork.pointed_at import words_by_id
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard
from recall_studio.ui.recall.afterwork.removed_sheet import RemovedSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Prompt, Record
    from recall_studio.domain.study import PersonRole
    from recall_studio.store.recall.versions import Version
    from recall_studio.ui.desk import Desk


class Acting(QObject):
    """Makes the edits that cards ask for.

    Args:
        desk: the window's things.
        by_participant: whether who looked back asked for it.
        why: why it is corrected.
    """

    refused = Signal()
    """What was filled in cannot be; what is kept is to be shown again."""

    def __init__(self, desk: Desk, by_participant: Callable[[], bool], why: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._by_participant, self._why = desk, by_participant, why

    def change(self, row: str, fields: Mapping[str, Any]) -> None:
        """Give a row of the card that tells it other values."""
        card = self.sender()
        given = {"why": self._why().strip(), **fields}
        do = partial(self._desk.session.do, refused=self._refuse)
        if isinstance(card, CommentCard):  # what somebody said is theirs to correct; the rest is the interviewer's
            asked = self._by_participant()
            do(asking.change_comment, comment=RecallCommentId(row), by_participant=asked, **given)
        elif isinstance(card, PromptCard):
            do(asking.change_prompt, prompt=RecallPromptId(row), **given)
        elif isinstance(card, InterviewCard):
            do(asking.change_interview, session=RecallSessionId(row), **given)
        else:
            do(asking.change_stop, stop=RecallStopId(row), **given)

    def add_present(self, session: str, person: str, role: PersonRole) -> None:
        """Note that somebody was there who was forgotten."""
        add, which = preparing.add_present, RecallSessionId(session)
        self._desk.session.do(add, refused=self._refuse, session=which, person=person, role=role)

    def show_history(self, row: str, record: Record | None, cards: Mapping[str, str]) -> None:
        """Show what stood there before; `cards` are the words of the cards by their keys."""
        session = self._desk.session
        found = versions.of_row(session.study, row, session.member)
        put_back = self._put_back if self.allowed(record) else None
        self._desk.window.open_sheet(HistorySheet(found, words_by_id(session, record, cards), put_back))

    def show_removed(self, removed: Sequence[Prompt | Comment], record: Record | None) -> None:
        """Show what was taken out at a stop; each can be put back."""
        put_back = self.put_back if self.allowed(record) else None
        self._desk.window.open_sheet(RemovedSheet(removed, put_back))

    def put_back(self, one: Prompt | Comment) -> None:
        """Put a comment or a question back into the record."""
        do = self._desk.session.do
        if isinstance(one, Comment):
            do(asking.put_back_comment, comment=one.id)
        else:
            do(asking.put_back_prompt, prompt=one.id)

    def remove(self, one: Prompt | Comment) -> None:
        """Take a comment or a question out of the record, and say how it comes back."""
        do, done = self._desk.session.do, partial(self._removed, one)
        if isinstance(one, Comment):
            do(asking.remove_comment, done=done, comment=one.id)
        else:
            do(asking.remove_prompt, done=done, prompt=one.id)

    def allowed(self, record: Record | None) -> bool:
        """Whether the member may change this record: the study can be written, and the interview is theirs to lead."""
        session = self._desk.session
        leads = record is not None and gate.may_lead(session.member, record.interview.recaller_id)
        return session.study.writable and leads

    def _refuse(self, error: RecallError) -> None:
        self._desk.session.complain(error)
        self.refused.emit()

    def _removed(self, one: Prompt | Comment, _made: object = None) -> None:
        comment, question = (
            _("The comment was taken out of the record."),
            _("The question was taken out of the record."),
        )
        said = comment if isinstance(one, Comment) else question
        self._desk.window.ask(said, _("Put it back"), lambda: self.put_back(one))

    def _put_back(self, version: Version) -> None:
        self._desk.session.do(asking.put_back_version, version=version.id)
