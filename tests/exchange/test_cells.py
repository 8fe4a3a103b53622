"""Text that could become a formula: kept from it, and given back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.exchange.cells import guarded, unguarded

TEXTS = st.text(st.sampled_from("=+-@\t\r\n'a 1"), max_size=6) | st.text(max_size=20)


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@a", "\tx", "\rx", "\nx", "'=1", "''-"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'s ochtends", "'", "1-2", " =1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
