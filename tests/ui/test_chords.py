"""Chords: every letter with every number, in time and too late."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.codebook import Code
from recall_studio.domain.study import Layer
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.ui.coding.chords import (
    PATIENCE_S,
    KeyMap,
    Meaning,
    Outcome,
    Waiting,
    digit_pressed,
    expired,
    key_map,
    letter_pressed,
    own_themes_off,
)

BOOK = default_codebook()
KEYS = key_map(BOOK)
D = Waiting("D", "disc", 10.0)


@pytest.mark.parametrize("code", [code for code in BOOK.on if "gesprek" in code.layers], ids=lambda code: code.key)
def test_every_code_in_use_is_reached_by_its_chord(code: Code) -> None:
    letter, _space, digit = code.chord.partition(" ")
    waiting, begun = letter_pressed(KEYS, letter.lower(), 1.0)
    assert begun == Outcome(Meaning.BEGUN, BOOK.theme_of(code.key).key)
    after, done = digit_pressed(KEYS, waiting, int(digit or "0"), 2.0)
    assert (after, done) == (None, Outcome(Meaning.CHORD, code.key))


@pytest.mark.parametrize("digit", range(10))
def test_a_number_alone_is_a_pinned_code(digit: int) -> None:
    used = [code.key for code in BOOK.on if not code.is_theme]
    assert digit_pressed(KEYS, None, digit, 0.0) == (None, Outcome(Meaning.CODE, used[(digit - 1) % 10]))


def test_codes_that_are_off_have_no_key() -> None:
    assert set(KEYS.themes) == {"D", "T", "M"}
    assert letter_pressed(KEYS, "L", 0.0) == (None, Outcome(Meaning.OTHER))


def test_codes_of_the_recall_interview_have_no_key_here() -> None:
    on = replace(BOOK, codes=tuple(replace(code, on=True) for code in BOOK.codes))
    assert "B" not in key_map(on).themes
    assert set("DTMALWCO") == set(key_map(on).themes)


def test_in_a_recall_interview_its_own_codes_have_keys_once_they_are_on() -> None:
    off = [theme.key for theme in own_themes_off(BOOK, Layer.NAGESPREK)]
    assert off == ["bel"]
    assert own_themes_off(BOOK, Layer.GESPREK) == []
    there = set(BOOK.expanded(off))
    on = replace(BOOK, codes=tuple(replace(code, on=code.on or code.key in there) for code in BOOK.codes))
    assert own_themes_off(on, Layer.NAGESPREK) == []
    keys = key_map(on, layer=Layer.NAGESPREK)
    assert keys.chords["B", 2] == "bel_gehoord"
    assert "disc_vraag" not in keys.chords.values()  # what is asked in the conversation alone
    assert "disc_ervaring" in keys.chords.values()


def test_chosen_codes_are_pinned_and_the_digit_of_an_unknown_one_is_free() -> None:
    keys = key_map(BOOK, ["taal_tolk", "gone", "disc"])
    assert keys.pinned == ("taal_tolk", "", "disc")
    assert keys.digit_of("disc") == "3"
    assert digit_pressed(keys, None, 2, 0.0) == (None, Outcome(Meaning.UNKNOWN, said="2"))
    assert keys.digit_of("maat") == ""
    assert digit_pressed(keys, None, 4, 0.0) == (None, Outcome(Meaning.UNKNOWN, said="4"))
    assert key_map(BOOK, ["gone"]) == key_map(BOOK)
    assert key_map(BOOK, [""]).pinned == ("",)


def test_the_tenth_is_on_nought() -> None:
    assert KEYS.digit_of(KEYS.pinned[9]) == "0"


@pytest.mark.parametrize(
    ("waited", "meaning"), [(0.0, Meaning.CHORD), (PATIENCE_S, Meaning.CHORD), (2.01, Meaning.CODE)]
)
def test_a_letter_waits_two_seconds(waited: float, meaning: Meaning) -> None:
    assert expired(D, 10.0 + waited) == (meaning is Meaning.CODE)
    assert digit_pressed(KEYS, D, 2, 10.0 + waited)[1].meaning is meaning


def test_ctrl_on_the_last_key_puts_it_beside() -> None:
    assert digit_pressed(KEYS, D, 2, 10.5, beside=True)[1] == Outcome(Meaning.CHORD, "disc_vraag", beside=True)
    assert digit_pressed(KEYS, None, 1, 0.0, beside=True)[1] == Outcome(Meaning.CODE, "disc_ervaring", beside=True)


def test_another_letter_begins_again_with_its_own_time() -> None:
    assert letter_pressed(KEYS, "t", 11.0) == (Waiting("T", "taal", 11.0), Outcome(Meaning.BEGUN, "taal"))


def test_a_letter_without_a_theme_ends_the_chord_and_is_for_somebody_else() -> None:
    assert letter_pressed(KEYS, "n", 11.0) == (None, Outcome(Meaning.OTHER))


def test_a_number_that_no_code_has_is_said() -> None:
    assert digit_pressed(KEYS, D, 9, 11.0) == (None, Outcome(Meaning.UNKNOWN, said="D 9"))


@given(st.lists(st.one_of(st.integers(0, 9), st.sampled_from("DTMNXL"), st.just("esc")), max_size=12))
def test_no_row_of_keys_leaves_a_chord_behind_a_number(pressed: list[int | str]) -> None:
    waiting: Waiting | None = None
    now_s = 0.0
    for key in pressed:
        now_s += 0.3
        if isinstance(key, int):
            waiting, done = digit_pressed(KEYS, waiting, key, now_s)
            assert waiting is None
            assert done.meaning in {Meaning.CODE, Meaning.CHORD, Meaning.UNKNOWN}
        elif key == "esc":
            waiting = None
        else:
            waiting, done = letter_pressed(KEYS, key, now_s)
            assert (waiting is not None) == (done.meaning is Meaning.BEGUN)


def test_nothing_is_pinned_in_an_empty_book() -> None:
    assert digit_pressed(KeyMap(), None, 1, 0.0)[1].meaning is Meaning.UNKNOWN
