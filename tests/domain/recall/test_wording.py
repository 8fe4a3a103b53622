"""Questions that may be leading are told from those that are not; the cards that ship never are."""

import pytest

from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.recall.wording import maybe_leading


@pytest.mark.parametrize(
    "question",
    [
        "U was boos, toch?",
        "Dat was vervelend hè?",
        "Vond u dat niet vervelend?",
        "U was zeker bang?",
        "Dus u voelde zich niet gehoord?",
        "Klopt het dat u schrok?",
        "Had u het niet liever anders gezien?",
        "Ik denk dat u boos was.",
        "U vond dat natuurlijk niet leuk?",
    ],
)
def test_a_dutch_question_that_says_the_answer_may_be_leading(question: str) -> None:
    assert maybe_leading(question, "nl")


@pytest.mark.parametrize(
    "question",
    [
        "You were angry, right?",
        "Didn’t you find that unpleasant?",
        "So you felt ignored?",
        "You must have been afraid.",
        "That was hard, wasn't it?",
        "Is it true that you were shocked?",
    ],
)
def test_an_english_question_that_says_the_answer_may_be_leading(question: str) -> None:
    assert maybe_leading(question, "en")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wat gebeurde er toen?", "nl"),
        ("Hoe was dat voor u?", "nl"),
        ("Waarom zei u niets?", "nl"),
        ("Toch?", "nl"),
        ("Kunt u daar meer over vertellen?", "nl"),
        ("What happened next?", "en"),
        ("How was that for you?", "en"),
        ("What did you not say?", "en"),
        ("", "nl"),
    ],
)
def test_an_open_question_is_not(question: str, language: str) -> None:
    assert not maybe_leading(question, language)


def test_of_other_languages_nothing_is_said() -> None:
    assert not maybe_leading("U was boos, toch?", "ar")


def test_the_cards_that_ship_are_not_leading() -> None:
    found = [card.text for tongue in tongues().found for card in tongue.cards if maybe_leading(card.text, tongue.key)]
    assert found == []
