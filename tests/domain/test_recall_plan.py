"""What is arranged before an interview, and what can be said of one."""

import pytest

from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import SelectionId
from recall_studio.domain.recall.kinds import PlayOrder, Stimulus
from recall_studio.domain.recall.plan import InterviewPlan, Planned, in_order, planned_from
from recall_studio.domain.recall.telling import LONGEST_TEXT, CommentFields, check_comment, check_score, check_words
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose, Chosen

BY_CODE, BY_HAND = ChoiceMethod.CODEGESTUURD, ChoiceMethod.INTERVIEWER_KIEST
LATE, EARLY = Planned(50_000, 60_000, BY_CODE, "omslag"), Planned(10_000, None, BY_HAND)


def chosen(start_ms: int, end_ms: int | None, method: ChoiceMethod, why: str) -> Chosen:
    return Chosen(
        SelectionId("s"),
        "G-01",
        ChoicePurpose.NAGESPREK,
        method,
        start_ms,
        end_ms,
        why,
        {},
        "A",
        None,
        0,
        "2026-03-12T12:00:00Z",
    )


def test_chosen_moments_become_planned_ones_in_their_order() -> None:
    there = [chosen(50_000, 60_000, BY_CODE, "omslag"), chosen(10_000, None, BY_HAND, "")]
    assert planned_from(there) == (LATE, EARLY)
    assert in_order((LATE, EARLY), PlayOrder.GEKOZEN) == (LATE, EARLY)
    assert in_order((LATE, EARLY), PlayOrder.TIJD) == (EARLY, LATE)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (InterviewPlan(stimulus=Stimulus.FRAGMENTEN), "none is chosen"),
        (InterviewPlan(moments=(Planned(0, 60_001, BY_HAND),)), "lies outside"),
        (InterviewPlan(moments=(Planned(5, 4, BY_HAND),)), "not after the start"),
        (InterviewPlan(moments=tuple(Planned(one, None, BY_HAND) for one in range(501))), "500"),
        (InterviewPlan(language=" "), "language"),
        (InterviewPlan(protocol_version="x" * 501), "500"),
        (InterviewPlan(others_present="a\x00b"), "control characters"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(plan: InterviewPlan, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        plan.check(duration_ms=60_000)


def test_a_plan_that_can_be_carried_out_is_not() -> None:
    InterviewPlan(stimulus=Stimulus.FRAGMENTEN, moments=(Planned(0, 60_000, BY_HAND, "w"),)).check(duration_ms=60_000)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * (LONGEST_TEXT + 1)},
        {"text_original": "bel\x07"},
        {"valence": 3},
        {"valence": -3},
        {"certainty_self": 0},
        {"certainty_self": 6},
        {"sound": (5, 5)},
        {"sound": (-1, 5)},
        {"applies": (0, 60_001)},
        {"translated_by": "x" * 501},
    ],
)
def test_what_cannot_be_said_of_a_comment_is_refused(fields: CommentFields) -> None:
    with pytest.raises(BadInput):
        check_comment(fields, duration_ms=60_000)


def test_what_can_be_said_is_not() -> None:
    check_comment({"text": "a\n\tb", "valence": -2, "certainty_self": 5, "applies": (0, 60_000)}, duration_ms=60_000)
    check_comment({"sound": None, "applies": None, "valence": None}, duration_ms=1)
    check_words("")
    check_score(None)
    with pytest.raises(BadInput):
        check_score(6)
