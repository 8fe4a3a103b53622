"""How far three raters lie apart, by numbers that were worked out by hand."""

import pytest

from recall_studio.analysis.recall.impressions import impressions
from recall_studio.domain.ids import ConversationId, GlobalRatingId
from recall_studio.domain.recall.kinds import Rater, RatingItem
from recall_studio.store.recall.ratings import GlobalRating

ITEM = RatingItem.ECHTHEID


def rated(*scores: tuple[Rater, int, str]) -> list[GlobalRating]:
    where = ConversationId("c")
    return [
        GlobalRating(GlobalRatingId(f"{n}"), where, ITEM, rater, score, who)
        for n, (rater, score, who) in enumerate(scores)
    ]


@pytest.mark.parametrize(
    ("scores", "gap", "far", "ends"),
    [
        ([], None, False, None),
        ([(Rater.KLANT, 3, "A")], None, False, None),
        ([(Rater.KLANT, 3, "A"), (Rater.KLANTMANAGER, 3, "A")], 0.0, False, None),
        ([(Rater.KLANT, 3, "A"), (Rater.KLANTMANAGER, 4, "A")], 1.0, False, (Rater.KLANT, Rater.KLANTMANAGER)),
        ([(Rater.KLANT, 2, "A"), (Rater.KLANTMANAGER, 4, "A")], 2.0, True, (Rater.KLANT, Rater.KLANTMANAGER)),
        # researchers 2 and 5: their mean is 3.5, so the client's 5 lies 1.5 above it
        (
            [(Rater.KLANT, 5, "A"), (Rater.ONDERZOEKER, 2, "A"), (Rater.ONDERZOEKER, 5, "B")],
            1.5,
            False,
            (Rater.ONDERZOEKER, Rater.KLANT),
        ),
    ],
)
def test_the_gap_is_between_the_highest_and_the_lowest_of_two_or_three(
    scores: list[tuple[Rater, int, str]], gap: float | None, far: bool, ends: tuple[Rater, Rater] | None
) -> None:
    one = impressions(rated(*scores))[0]
    assert (one.gap, one.far, one.ends) == (gap, far, ends)


def test_every_question_is_there_in_its_order() -> None:
    assert [one.item for one in impressions([])] == list(RatingItem)
