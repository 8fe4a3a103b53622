"""When an interview has ended: what to give the viewer, and what they thought of the conversation as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import RATING_QUESTIONS, Rater, RatingItem
from recall_studio.domain.recall.telling import MOST_SCORE
from recall_studio.domain.words import _
from recall_studio.edits.recall import judging
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import CertaintyDots
from recall_studio.ui.recall.papers import print_contact_card, print_take_home

if TYPE_CHECKING:
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.leading import Leading

_WIDEST = 760


class Afterwards(QWidget):
    """Shown in the place of the panel.

    Args:
        desk: the window's things.
        leading: the interview, which has ended.
        heard: the viewer's language.
        closed: whether consent was withdrawn: then nothing is asked or given any more.
    """

    leave_asked = Signal()

    def __init__(self, desk: Desk, leading: Leading, heard: Tongue, *, closed: bool) -> None:
        super().__init__()
        self._desk, self._leading = desk, leading
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(14)
        title = QLabel(_("The interview is closed") if closed else _("The interview has ended"))
        title.setProperty("kind", "title")
        words = QLabel(_closed_words() if closed else _ended_words(), wordWrap=True)
        inside.addWidget(title)
        inside.addWidget(words)
        self.dots: dict[RatingItem, CertaintyDots] = {}
        role, code = leading.interview.recaller_role, leading.interview.recaller
        contact = word_button(_("Contact card…"), lambda: print_contact_card(desk, heard.key, role))
        home = word_button(_("Sheet to take home…"), lambda: print_take_home(desk, heard.key, role, code=code))
        papers = QHBoxLayout()
        for button in (contact,) if closed else (contact, home):
            papers.addWidget(button)
        papers.addStretch(1)
        inside.addLayout(papers)
        if not closed:
            inside.addWidget(self._impressions())
        self.leave = word_button(_("Done"), self.leave_asked.emit, kind="main")
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.leave)
        inside.addLayout(last)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)

    def _impressions(self) -> QWidget:
        """Three questions on the conversation as a whole, which may be left out."""
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        title = QLabel(_("On the conversation as a whole, as the viewer sees it; it may be left out"), wordWrap=True)
        title.setProperty("kind", "muted")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, item in enumerate(RatingItem, start=1):
            question = QLabel(_(RATING_QUESTIONS[item]), wordWrap=True)
            dots = CertaintyDots(self._desk.tokens, name=_(RATING_QUESTIONS[item]), grades=MOST_SCORE)
            dots.chosen.connect(partial(self._rate, item))
            self.dots[item] = dots
            grid.addWidget(question, row, 0)
            grid.addWidget(dots, row, 1)
        grid.setColumnStretch(0, 1)
        return whole

    def _rate(self, item: RatingItem, score: int | None) -> None:
        self.dots[item].show_grade(score)
        conversation = self._leading.interview.conversation
        rater = Rater(self._leading.interview.recaller_role.value)
        session = self._desk.session
        if score is None:
            session.do(judging.unrate, conversation=conversation, item=item, rater=rater)
        else:
            session.do(judging.rate, conversation=conversation, item=item, rater=rater, score=score)


def _ended_words() -> str:
    return _(
        "Everything is kept. What is still to be determined stands under Afterwork. Give the viewer the contact card, "
        "and the sheet to take home."
    )


def _closed_words() -> str:
    return _(
        "The consent was withdrawn. What was said is kept apart, is used for nothing, and will be destroyed. Thank the "
        "viewer; nobody has to say why."
    )
