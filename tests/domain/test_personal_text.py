"""What may point at a person in a note: each kind as people write it, and what only looks like it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.personal_text import FINDING_WORDS, Finding, findings, is_citizen_number

HITS = {
    Finding.EMAIL: ["mail naar f.jansen@gemeente.nl", "a+b@x.org."],
    Finding.PHONE: [
        "bel 06-12345678",
        "0612345678",
        "06 12 34 56 78",
        "+31 6 12345678",
        "+31 (0)6 12345678",
        "0031612345678",
        "020-1234567",
        "053 481 81 81",
    ],
    Finding.POSTCODE: ["woont op 7511 JM 12", "7511JM, 4"],
    Finding.IBAN: ["NL91ABNA0417164300", "rekening NL91 ABNA 0417 1643 00.", "DE89 3704 0044 0532 0130 00"],
    Finding.CITIZEN_NUMBER: ["bsn 111222333", "111 222 333", "111.222.333", "1112.22.333"],
    Finding.NAME: [
        "meneer Jansen lacht",
        "Mevrouw de Vries",
        "mw. van der Berg",
        "Dhr Bakker",
        "mevr. El Amrani",
        "mr. Smith",
        "meneer Öztürk",
        "mevrouw Şahin",
        "mevrouw Çelik-Yılmaz",
        "meneer 't Hart",
        "mevrouw d'Ancona",
    ],
}

NEAR_MISSES = {
    Finding.EMAIL: ["10 @ 4 euro", "@iemand", "a@b"],
    Finding.PHONE: ["06-1234567", "061234567890", "in 2026 waren er 1234567", "00:06:12.345"],
    Finding.POSTCODE: ["0511 JM 12", "7511 JM", "7511 jm 12"],
    Finding.IBAN: ["NL91", "AB12 is een code", "nl91abna0417164300"],
    Finding.CITIZEN_NUMBER: ["111222334", "1112223330", "000000000", "11122233"],
    Finding.NAME: ["meneer lacht", "mevrouw en meneer", "mr Smith", "Jansen"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HITS.items() for text in texts])
def test_what_points_at_a_person_is_found(kind: Finding, text: str) -> None:
    assert kind in findings(text)
    assert kind in findings(f"De klant zegt het zacht: {text}\nDaarna stilte.")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NEAR_MISSES.items() for text in texts])
def test_what_only_looks_like_it_is_not(kind: Finding, text: str) -> None:
    assert kind not in findings(text)


@pytest.mark.parametrize(
    "text", ["", "De klant vertelt over zijn werk.", "00:12:03.400 stilte van 12 s", "K-417 en M-083", "pagina 1234"]
)
def test_an_ordinary_note_holds_nothing(text: str) -> None:
    assert findings(text) == ()


def test_each_kind_is_named_once_and_in_order() -> None:
    text = "mevrouw Jansen, 06-12345678 of 06-87654321, f.jansen@gemeente.nl"
    assert findings(text) == (Finding.EMAIL, Finding.PHONE, Finding.NAME)


def test_every_kind_is_tested_and_has_words() -> None:
    assert set(HITS) == set(NEAR_MISSES) == set(FINDING_WORDS) == set(Finding)


def test_one_in_eleven_numbers_passes_the_eleven_test() -> None:
    """Weights 9 to 2 and −1; a number that passes no longer does when one digit is another one."""
    assert is_citizen_number("123456782")
    chosen = random.Random(11)
    passing = [
        number for number in (f"{chosen.randrange(10**9):09}" for _ in range(5_000)) if is_citizen_number(number)
    ]
    assert 5_000 / 11 * 0.8 < len(passing) < 5_000 / 11 * 1.2
    for number in passing[:50]:
        for place in range(9):
            other = str((int(number[place]) + 1) % 10)
            assert not is_citizen_number(number[:place] + other + number[place + 1 :])


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = findings(text)
    assert list(found) == [kind for kind in Finding if kind in found]
    assert is_citizen_number(text) in {True, False}


@pytest.mark.parametrize("digits", ["²" * 9, "①" * 9, "11122233", "1112223330", "11122233x", ""])
def test_what_is_no_number_of_nine_digits_is_no_citizen_number(digits: str) -> None:
    assert not is_citizen_number(digits)
