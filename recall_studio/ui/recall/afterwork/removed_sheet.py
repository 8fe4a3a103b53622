"""What was taken out of the record at a stop: comments and questions, each to be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from recall_studio.domain.recall.interview import Comment
from recall_studio.domain.recall.kinds import PROMPT_WORDS
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.domain.recall.interview import Prompt

WIDTH = 620


class RemovedSheet(Sheet):
    """Lists them by the clock of the interview.

    Args:
        removed: them.
        put_back: is given the one that is to come back; None: nothing can be put back.
    """

    def __init__(
        self, removed: Sequence[Prompt | Comment], put_back: Callable[[Prompt | Comment], None] | None
    ) -> None:
        super().__init__(width=WIDTH)
        self._put_back = put_back
        title = QLabel(_("Taken out at this stop"))
        title.setProperty("kind", "title")
        self.body.addWidget(title)
        for one in sorted(removed, key=lambda one: (one.session_ms, one.seq)):
            self.body.addWidget(self._card(one))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(word_button(_("Close"), self.shut))
        self.body.addLayout(foot)

    def _card(self, one: Prompt | Comment) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        said = one.text or (one.text_original if isinstance(one, Comment) else _(PROMPT_WORDS[one.type]))
        words = QLabel(f"{plain_clock(one.session_ms)}  {_name(one)}: {said}", wordWrap=True)
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 10, 14, 10)
        row.addWidget(words, 1)
        if self._put_back is not None:
            button = word_button(_("Put it back"), lambda: self._take(one))
            button.setAccessibleDescription(words.text())
            row.addWidget(button)
        return card

    def _take(self, one: Prompt | Comment) -> None:
        if self._put_back is not None:
            self._put_back(one)
        self.shut()


def _name(one: Prompt | Comment) -> str:
    return _("Comment") if isinstance(one, Comment) else _("Question")
