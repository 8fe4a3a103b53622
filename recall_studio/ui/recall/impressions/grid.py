"""The 3 × 3 grid: questions below each other, raters beside each other, and at the right how far they lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import RATER_WORDS, RATING_QUESTIONS, RATING_WORDS, Rater, RatingItem
from recall_studio.domain.recall.telling import MOST_SCORE
from recall_studio.domain.words import _, decimal
from recall_studio.ui.coding.fields import CertaintyDots
from recall_studio.ui.kinds import set_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.analysis.recall.impressions import Impression
    from recall_studio.store.recall.ratings import GlobalRating
    from recall_studio.ui.tokens import Tokens

Cell = tuple[RatingItem, Rater]
RATERS = tuple(Rater)


class ImpressionsGrid(QFrame):
    """Nine scores, 1 to 5; a click or the arrows change what the member entered.

    Args:
        tokens: the colours.
        me: the code of the member.
        editable: whether something can be entered.
    """

    scored = Signal(object, object)
    """A `Cell`, and the score or None."""

    def __init__(self, tokens: Tokens, me: str, *, editable: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._me = me
        self.dots: dict[Cell, CertaintyDots] = {}
        self._below: dict[Cell, QLabel] = {}
        self.gaps: dict[RatingItem, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(18, 14, 18, 16)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(14)
        for column, rater in enumerate(RATERS, start=1):
            self._grid.addWidget(_heading(_(RATER_WORDS[rater])), 0, column)
        self._grid.addWidget(_heading(_("Apart")), 0, len(RATERS) + 1)
        for row, item in enumerate(RatingItem, start=1):
            self._add_row(row, item, tokens, editable=editable)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(len(RATERS) + 1, 1)

    def show_impressions(self, rows: Sequence[GlobalRating], found: Sequence[Impression]) -> None:
        """Show what was entered, and what follows from it."""
        for (item, rater), dots in self.dots.items():
            theirs = [one for one in rows if (one.item, one.rater) == (item, rater)]
            own = next((one.score for one in theirs if one.member == self._me), None)
            others = [one for one in theirs if one.member != self._me]
            dots.show_grade(own)
            said = ", ".join(f"{one.member}: {one.score}" for one in others)
            self._below[item, rater].setText(" · ".join(filter(None, (_score(own), said))))
        for impression in found:
            label = self.gaps[impression.item]
            label.setText(gap_in_words(impression))
            set_kind(label, "warning" if impression.far else "neutral" if impression.gap else "muted")

    def _add_row(self, row: int, item: RatingItem, tokens: Tokens, *, editable: bool) -> None:
        self._grid.addWidget(_question(item), row, 0)
        for column, rater in enumerate(RATERS, start=1):
            name = _("{question}, by the {rater}", question=_(RATING_WORDS[item]), rater=_(RATER_WORDS[rater]))
            dots = CertaintyDots(tokens, name=name, grades=MOST_SCORE)
            dots.setEnabled(editable)
            dots.chosen.connect(lambda score, cell=(item, rater): self.scored.emit(cell, score))
            below = QLabel()
            below.setProperty("kind", "small")
            cell = QWidget()
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(2)
            inside.addWidget(dots)
            inside.addWidget(below)
            self.dots[item, rater], self._below[item, rater] = dots, below
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        gap = QLabel()
        self.gaps[item] = gap
        self._grid.addWidget(gap, row, len(RATERS) + 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def gap_in_words(one: Impression) -> str:
    """`▲ 3 apart` where it is a gap; who is lowest and highest is seen in the row."""
    if one.gap is None:
        return _("needs two")
    if not one.gap:
        return _("the same score")
    apart = decimal(one.gap, 0 if one.gap == int(one.gap) else 1)
    words = _("{n} apart", n=apart)
    if one.far and one.ends is not None:
        low, high = (_(RATER_WORDS[rater]) for rater in one.ends)
        return f"▲ {words}\n{low} < {high}"
    return words


def _score(score: int | None) -> str:
    return "–" if score is None else _("{score} of 5", score=score)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "heading")
    return label


def _question(item: RatingItem) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(_heading(_(RATING_WORDS[item])))
    asked = QLabel(_(RATING_QUESTIONS[item]), wordWrap=True)
    asked.setProperty("kind", "muted")
    column.addWidget(asked)
    column.addStretch(1)
    return part
