"""The reaction time of a coder moves the start of a moment back, as far as it played on meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.reaction import LONGEST_REACTION_MS, check_reaction, start_of


@pytest.mark.parametrize(
    ("reaction_ms", "rate", "start_ms"),
    [(0, 1.0, 10_000), (300, 1.0, 9_700), (300, 0.5, 9_850), (300, 2.0, 9_400), (333, 0.75, 9_750)],
)
def test_the_faster_it_plays_the_more_went_by(reaction_ms: int, rate: float, start_ms: int) -> None:
    assert start_of(10_000, reaction_ms, rate, playing=True) == start_ms


def test_standing_still_there_is_nothing_to_react_to() -> None:
    assert start_of(10_000, 300, 1.0, playing=False) == 10_000


@given(st.integers(0, 10**8), st.integers(0, LONGEST_REACTION_MS), st.floats(0.5, 2.0), st.booleans())
def test_a_start_is_never_before_the_recording_nor_after_the_picture(
    pressed_ms: int, reaction_ms: int, rate: float, playing: bool
) -> None:
    start_ms = start_of(pressed_ms, reaction_ms, rate, playing=playing)
    assert 0 <= start_ms <= pressed_ms
    assert isinstance(start_ms, int)


@pytest.mark.parametrize("reaction_ms", [-1, LONGEST_REACTION_MS + 1])
def test_what_no_reaction_takes_is_refused(reaction_ms: int) -> None:
    with pytest.raises(BadInput, match="between 0 and 5000 milliseconds"):
        check_reaction(reaction_ms)
    check_reaction(LONGEST_REACTION_MS)
