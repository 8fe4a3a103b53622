"""Shares with their intervals against published ones, and spreads by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.analysis.recall.shares import Share, Spread, spread_of


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [  # Newcombe, Statistics in Medicine 1998;17:857-872, table I, method 3 (Wilson score).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    assert Share(k, n).interval == pytest.approx((low, high), abs=0.00005)


def test_nothing_of_nothing_is_undefined() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval, Share(0, 0).few) == (None, None, True)
    assert (Share(0, 10).value, Share(0, 10).few, Share(0, 9).few) == (0.0, False, True)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(given_ones: tuple[int, int]) -> None:
    k, n = given_ones
    interval, mirrored = Share(k, n).interval, Share(n - k, n).interval
    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval[0] <= k / n <= interval[1] <= 1
    assert interval == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


def test_a_spread_by_hand() -> None:
    # 2 4 8 20: places 0.75, 1.5 and 2.25 from 0: 2 + .75×2 = 3.5; 4 + .5×4 = 6; 8 + .25×12 = 11.
    assert spread_of([20, 2, 8, 4]) == Spread(4, median=6, q1=3.5, q3=11, least=2, most=20)
    assert spread_of([7]) == Spread(1, 7, 7, 7, 7, 7)
    assert spread_of([]) is None
