"""Global impressions by three raters, side by side: how far they lie apart (domain.md §2.3)."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import Rater, RatingItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.store.recall.ratings import GlobalRating

FAR = 2.0
"""From so many steps apart on the scale of five it is a gap."""


@dataclass(frozen=True, slots=True)
class Impression:
    """One question as three raters answered it.

    Args:
        item: the question.
        scores: the mean of what was entered for each rater; None where nothing was.
    """

    item: RatingItem
    scores: Mapping[Rater, float | None]

    @property
    def gap(self) -> float | None:
        """How far the highest and lowest lie apart; None where fewer than two raters answered."""
        known = [score for score in self.scores.values() if score is not None]
        return max(known) - min(known) if len(known) > 1 else None

    @property
    def far(self) -> bool:
        """Whether that is a gap."""
        return self.gap is not None and self.gap >= FAR

    @property
    def ends(self) -> tuple[Rater, Rater] | None:
        """Who is lowest and who is highest, where they differ."""
        known = {rater: score for rater, score in self.scores.items() if score is not None}
        if not self.gap:
            return None
        return min(known, key=known.__getitem__), max(known, key=known.__getitem__)


def impressions(found: Iterable[GlobalRating]) -> list[Impression]:
    """The three questions in their order, from the impressions of one conversation."""
    rows = list(found)
    return [
        Impression(
            item,
            {rater: _mean([one.score for one in rows if (one.item, one.rater) == (item, rater)]) for rater in Rater},
        )
        for item in RatingItem
    ]


def _mean(scores: list[int]) -> float | None:
    return statistics.fmean(scores) if scores else None
