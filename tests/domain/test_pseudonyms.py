"""Pseudonyms: random, free, and never a number that belongs to somebody."""

import re
import secrets
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.pseudonyms import CASE_LETTER, LETTERS, checked, propose
from recall_studio.domain.study import PersonRole


@pytest.mark.parametrize("role", PersonRole)
def test_a_proposed_name_can_be_used(role: PersonRole) -> None:
    name = propose(LETTERS[role], ())
    assert re.fullmatch(rf"{LETTERS[role]}-[1-9]\d\d", name)
    assert checked(name, what="person") == name


def test_every_letter_is_another_one() -> None:
    letters = [*LETTERS.values(), CASE_LETTER]
    assert set(LETTERS) == set(PersonRole)
    assert len(set(letters)) == len(letters)


def test_the_number_says_nothing_about_the_order_of_entry() -> None:
    made: list[str] = []
    for _ in range(100):
        made.append(propose("K", made))
    assert len(set(made)) == 100
    assert made not in (sorted(made), sorted(made, reverse=True))
    rising = sum(one < other for one, other in pairwise(made))
    assert 20 < rising < 80  # 50 is expected; these are ten standard deviations off


def test_the_number_comes_from_the_system_and_not_from_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda below: below - 1)
    assert propose("K", ()) == "K-999"


def test_a_full_range_gets_a_digit_more() -> None:
    taken = {f"K-{number}" for number in range(100, 1_000)}
    assert re.fullmatch(r"K-[1-9]\d{3}", propose("K", taken))


@given(st.sets(st.integers(100, 999), max_size=880))
def test_a_proposed_name_is_free(numbers: set[int]) -> None:
    taken = {f"K-{number}" for number in numbers}
    assert propose("K", taken) not in taken


@pytest.mark.parametrize("name", ["A", "K-417", "gesprek_1.deel-2", "Zoë", "9", "x" * 32])
def test_names_that_can_serve(name: str) -> None:
    assert checked(name, what="person") == name


@pytest.mark.parametrize(
    "name", ["", " ", "K 417", "-K", "_K", ".K", "x" * 33, "a/b", "..", "a\\b", "K\n", "=1+1", "a:b", "a\0"]
)
def test_names_that_cannot_serve_are_named(name: str) -> None:
    with pytest.raises(BadInput) as told:
        checked(name, what="recording")
    assert told.value.message == f"“{name}” cannot be the name of a recording."
    assert "32 letters" in told.value.remedy


@pytest.mark.parametrize("name", ["111222333", "K-111222333", "111.222.333", "1-112-223-33"])
def test_a_citizen_number_is_no_pseudonym(name: str) -> None:
    with pytest.raises(BadInput, match="BSN") as told:
        checked(name, what="person")
    assert "111" not in told.value.message


def test_digits_of_another_kind_are_no_reason_to_fall_over() -> None:
    assert checked("²" * 9, what="person") == "²" * 9
