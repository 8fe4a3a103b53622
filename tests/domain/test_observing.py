"""The clock of a conversation that is watched along: never before its start, and one instant for every ms."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.observing import LONGEST_MS, check_live_place, clock_at, elapsed_ms, in_utc

BEGUN = "2026-03-12T12:00:00.250Z"
AT = datetime(2026, 3, 12, 12, 0, 0, 250_000, tzinfo=UTC)


@given(ms=st.integers(0, LONGEST_MS))
def test_an_instant_and_its_distance_from_the_start_say_the_same(ms: int) -> None:
    assert elapsed_ms(BEGUN, datetime.fromisoformat(clock_at(BEGUN, ms))) == ms


def test_a_clock_that_was_set_back_gives_nothing_below_zero() -> None:
    assert elapsed_ms(BEGUN, AT - timedelta(hours=1)) == 0


def test_instants_are_kept_in_utc_whatever_the_zone() -> None:
    assert in_utc(AT.astimezone()) == BEGUN
    assert clock_at(BEGUN, -250) == "2026-03-12T12:00:00.000Z"


@pytest.mark.parametrize(("start", "end"), [(0, None), (0, 1), (1000, None), (0, 1000)])
def test_the_last_instant_of_a_conversation_counts(start: int, end: int | None) -> None:
    check_live_place(start_ms=start, end_ms=end, length_ms=1000)


@pytest.mark.parametrize(("start", "end"), [(-1, None), (1001, None), (0, 1001), (5, 5), (5, 4)])
def test_what_lies_outside_or_runs_backwards_is_refused(start: int, end: int | None) -> None:
    with pytest.raises(BadInput):
        check_live_place(start_ms=start, end_ms=end, length_ms=1000)


def test_before_it_began_nothing_can_be_marked() -> None:
    with pytest.raises(BadInput, match="not begun"):
        check_live_place(start_ms=0, end_ms=None, length_ms=0)
