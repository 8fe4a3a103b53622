"""What is still to be determined of an interview, and that nothing is while it goes on or is set apart."""

from dataclasses import replace
from typing import Any

import pytest

from recall_studio.domain.recall.interview import Comment, Record
from recall_studio.domain.recall.kinds import ContentType, Relation, TimeOrientation
from recall_studio.domain.recall.still_open import OPEN_WORDS, Open, still_open
from tests.analysis.recall.records import interview, record, said

WHOLE: dict[str, Any] = {"content_type": ContentType.GEVOEL, "relation": Relation.CONCREET}


def held(*fields: dict[str, Any], **of: Any) -> Record:
    """An interview in which a comment was made for each of these fields, in which all else is known."""
    made = record(*(1_000 * n for n in range(1, len(fields) + 1)), of=interview(wellbeing=4, **of))
    comments: list[Comment] = []
    for number, given in enumerate(fields, start=1):
        (comment,) = said(made, TimeOrientation.TOEN, stop=number)
        comments.append(replace(comment, **(WHOLE | given)))
    return replace(made, comments=tuple(comments))


def found(made: Record) -> list[Open]:
    return [one.what for one in still_open(made)]


def test_nothing_is_open_where_everything_is_known() -> None:
    assert found(held({}, {})) == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"time_orientation": TimeOrientation.NOG_TE_BEPALEN}, Open.THEN_NOW),
        ({"content_type": None}, Open.CONTENT),
        ({"relation": None}, Open.RELATION),
        ({"text": " "}, Open.WORDS),
        ({"text": "", "text_original": "قلت", "language": "ar"}, Open.TRANSLATION),
    ],
)
def test_what_is_missing_of_a_comment_is_open_at_its_stop(fields: dict[str, Any], what: Open) -> None:
    made = held({}, fields)
    (one,) = still_open(made)
    assert (one.what, one.stop, one.row) == (what, made.stops[1].id, made.comments[1].id)


@pytest.mark.parametrize("fields", [{"time_orientation": TimeOrientation.ONDUIDELIJK}, {"valence": None}])
def test_what_may_stay_unsaid_is_not_open(fields: dict[str, Any]) -> None:
    assert found(held(fields)) == []


def test_what_is_missing_of_the_interview_comes_first() -> None:
    made = held({"relation": None}, delay_h=None)
    made = replace(made, interview=replace(made.interview, wellbeing=None))
    assert found(made) == [Open.DELAY, Open.WELLBEING, Open.RELATION]
    assert [one.stop for one in still_open(made)] == [None, None, made.stops[0].id]


@pytest.mark.parametrize("of", [{"ended_at": None}, {"set_apart": True}, {"started_at": None, "ended_at": None}])
def test_nothing_is_asked_of_one_that_goes_on_or_is_set_apart(of: dict[str, Any]) -> None:
    assert found(held({"relation": None}, **of)) == []


def test_everything_that_can_be_open_has_words() -> None:
    assert set(OPEN_WORDS) == set(Open)
