"""How often and how long, against sums done by hand, and what must never make a difference."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.analysis.frame import PLACE_COLUMNS
from recall_studio.analysis.measuring import starting_in
from recall_studio.analysis.summaries import wide_frame
from recall_studio.domain.codebook import UNUSABLE, Code, Codebook, CodeType, Text

KEYS = ("disc", "disc_a", "disc_b", UNUSABLE)
BOOK = Codebook(
    "1.0",
    (
        Code("disc", None, Text("Discriminatie"), CodeType.EITHER),
        Code("disc_a", "disc", Text("A"), CodeType.INTERVAL),
        Code("disc_b", "disc", Text("B"), CodeType.POINT),
        Code("tech", None, Text("Opname"), CodeType.EITHER),
        Code(UNUSABLE, "tech", Text("Onbruikbaar"), CodeType.INTERVAL),
    ),
)
Row = tuple[str, str, int, int | None, str | None]
"""Recording, coder, start_ms, end_ms, and the code of a moment or the codes of a range."""


def frame_of(rows: list[Row], said: str) -> pd.DataFrame:
    """What `moments_frame` (said: code) and `ranges_frame` (said: codes) give, as far as it is used."""
    columns: dict[str, pd.Series[Any]] = {
        name: pd.Series([f"{name} of {row[0]}" for row in rows], dtype="str") for name in PLACE_COLUMNS
    }
    columns["recording"] = pd.Series([row[0] for row in rows], dtype="str")
    columns["coder"] = pd.Series([row[1] for row in rows], dtype="str")
    columns["layer"] = pd.Series(["gesprek"] * len(rows), dtype="str")
    columns["round"] = pd.Series(["gezamenlijk"] * len(rows), dtype="str")
    columns["start_ms"] = pd.Series([row[2] for row in rows], dtype="int64")
    columns["end_ms"] = pd.Series([row[3] for row in rows], dtype="Int64")
    columns["running"] = pd.Series([0] * len(rows), dtype="int64")
    columns[said] = pd.Series([row[4] for row in rows], dtype="str")
    return pd.DataFrame(columns)


def wide_of(moments: list[Row], ranges: list[Row]) -> pd.DataFrame:
    return wide_frame(frame_of(moments, "code"), frame_of(ranges, "codes"), BOOK)


def measured(wide: pd.DataFrame, code: str, row: int = 0) -> tuple[int | None, int | None, float | None]:
    cells: list[Any] = [wide[f"{measure}_{code}"].tolist()[row] for measure in ("n", "ms", "rate_10min")]
    n, ms, rate = (None if pd.isna(cell) else cell for cell in cells)
    return n, ms, rate


# By hand.


def test_counts_lengths_and_rates() -> None:
    moments: list[Row] = [
        ("G-1", "A", 10_000, 20_000, "disc_a"),
        ("G-1", "A", 15_000, 30_000, "disc_a"),  # overlaps: its 10 s after 20 s count once
        ("G-1", "A", 50_000, None, "disc_a"),  # a point counts, and has no length
        ("G-1", "A", 60_000, None, "disc_b"),
    ]
    wide = wide_of(moments, [("G-1", "A", 0, 120_000, "disc_a disc_b")])
    assert (wide.loc[0, "coded_ms"], wide.loc[0, "usable_ms"]) == (120_000, 120_000)
    assert measured(wide, "disc_a") == (3, 20_000, 15.0)
    assert measured(wide, "disc_b") == (1, 0, 5.0)


def test_a_stretch_that_runs_counts_nowhere() -> None:
    moments = frame_of([("G-1", "A", 10_000, None, "disc_a"), ("G-1", "B", 10_000, None, UNUSABLE)], "code")
    moments["running"] = 1
    wide = wide_frame(moments, frame_of([("G-1", "A", 0, 60_000, "disc_a")], "codes"), BOOK)
    assert wide["coder"].tolist() == ["A", "B"]
    assert measured(wide, "disc_a") == (0, 0, 0.0)
    assert measured(wide, UNUSABLE, row=1) == (None, None, None)


def test_absent_is_0_and_not_looked_for_is_missing() -> None:
    wide = wide_of([], [("G-1", "A", 0, 60_000, "disc_a")])
    assert measured(wide, "disc_a") == (0, 0, 0.0)
    assert measured(wide, "disc_b") == (None, None, None)


def test_what_lies_outside_the_coded_range_does_not_count() -> None:
    moments: list[Row] = [
        ("G-1", "A", 5_000, 15_000, "disc_a"),  # begins before: no count, 5 s of length
        ("G-1", "A", 55_000, 70_000, "disc_a"),  # ends after: counts, 5 s of length
        ("G-1", "A", 60_000, None, "disc_a"),  # the end is not in it
        ("G-1", "A", 10_000, None, "disc_a"),  # the start is
    ]
    wide = wide_of(moments, [("G-1", "A", 10_000, 60_000, "disc_a")])
    assert measured(wide, "disc_a") == (2, 10_000, 24.0)


def test_each_code_has_its_own_time() -> None:
    ranges: list[Row] = [
        ("G-1", "A", 0, 60_000, "disc_a"),
        ("G-1", "A", 40_000, 100_000, "disc_a disc_b"),
    ]
    moments: list[Row] = [("G-1", "A", 20_000, None, "disc_a"), ("G-1", "A", 20_000, None, "disc_b")]
    wide = wide_of(moments, ranges)
    assert wide.loc[0, "coded_ms"] == 100_000
    assert measured(wide, "disc_a") == (1, 0, 6.0)
    assert measured(wide, "disc_b") == (0, 0, 0.0)


def test_unusable_time_is_taken_off() -> None:
    moments: list[Row] = [
        ("G-1", "A", 0, 30_000, UNUSABLE),
        ("G-1", "A", 20_000, 50_000, "disc_a"),  # begins in unusable time: no count, 20 s of length
        ("G-1", "A", 30_000, None, "disc_a"),
        ("G-1", "B", 0, 60_000, UNUSABLE),  # another's mark changes nothing
        ("G-1", "A", 31_000, None, UNUSABLE),  # an instant takes no time
    ]
    wide = wide_of(moments, [("G-1", "A", 0, 60_000, f"disc_a {UNUSABLE}")])
    assert (wide.loc[0, "coded_ms"], wide.loc[0, "usable_ms"]) == (60_000, 30_000)
    assert measured(wide, "disc_a") == (1, 20_000, 20.0)
    assert measured(wide, UNUSABLE) == (2, 30_000, 20.0)


def test_without_usable_time_there_is_no_rate() -> None:
    moments: list[Row] = [("G-1", "A", 0, 60_000, UNUSABLE), ("G-1", "A", 5_000, None, "disc_a")]
    wide = wide_of(moments, [("G-1", "A", 0, 60_000, "disc_a")])
    assert wide.loc[0, "usable_ms"] == 0
    assert measured(wide, "disc_a") == (0, 0, None)


def test_a_theme_counts_only_what_was_coded_with_itself() -> None:
    moments: list[Row] = [("G-1", "A", 1_000, None, "disc_a"), ("G-1", "A", 2_000, None, "disc")]
    wide = wide_of(moments, [("G-1", "A", 0, 60_000, "disc disc_a")])
    assert measured(wide, "disc")[0] == 1
    assert measured(wide, "disc_a")[0] == 1


def test_rows_are_there_for_a_range_or_a_moment() -> None:
    moments: list[Row] = [("G-2", "B", 1_000, None, "disc_a"), ("G-1", "B", 1_000, None, None)]
    wide = wide_of(moments, [("G-1", "A", 0, 60_000, "disc_a")])
    assert wide[["recording", "coder"]].values.tolist() == [["G-1", "A"], ["G-1", "B"], ["G-2", "B"]]
    assert wide["coded_ms"].tolist() == [60_000, 0, 0]
    assert wide["study"].tolist() == ["study of G-1", "study of G-1", "study of G-2"]
    assert measured(wide, "disc_a", row=2) == (None, None, None)


def test_rounds_and_layers_are_kept_apart() -> None:
    moments = frame_of([("G-1", "A", 1_000, None, "disc_a"), ("G-1", "A", 2_000, None, "disc_a")], "code")
    moments.loc[1, "round"] = "consensus"
    ranges = frame_of([("G-1", "A", 0, 60_000, "disc_a"), ("G-1", "A", 0, 60_000, "disc_a")], "codes")
    ranges.loc[1, "round"] = "consensus"
    wide = wide_frame(moments, ranges, BOOK)
    assert wide["round"].tolist() == ["consensus", "gezamenlijk"]
    assert wide["n_disc_a"].tolist() == [1, 1]


def test_columns_follow_the_codebook() -> None:
    wide = wide_of([], [])
    assert list(wide.columns[:12]) == [*PLACE_COLUMNS, "coder", "layer", "round", "coded_ms", "usable_ms"]
    assert list(wide.columns[12:18]) == [
        "n_disc",
        "ms_disc",
        "rate_10min_disc",
        "n_disc_a",
        "ms_disc_a",
        "rate_10min_disc_a",
    ]
    assert len(wide) == 0
    assert wide.dtypes.equals(wide_of([], [("G-1", "A", 0, 1, "disc_a")]).dtypes)


@pytest.mark.parametrize(("starts", "n"), [([], 0), ([0, 9, 10, 19, 20, 25, 30], 3), ([-1, 40], 0)])
def test_instants_in_stretches(starts: list[int], n: int) -> None:
    assert starting_in([(0, 10), (20, 25)], starts) == n
    assert starting_in([], starts) == 0


# Whatever the data.

times = st.integers(0, 400)
recordings, coders = st.sampled_from(["G-1", "G-2"]), st.sampled_from(["A", "B"])
stretches = st.tuples(times, st.integers(1, 100)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def moment_rows(draw: st.DrawFn) -> Row:
    start, end = draw(stretches)
    return draw(recordings), draw(coders), start, draw(st.sampled_from([None, end])), draw(st.sampled_from(KEYS))


@st.composite
def range_rows(draw: st.DrawFn) -> Row:
    start, end = draw(stretches)
    codes = draw(st.sets(st.sampled_from(KEYS), min_size=1))
    return draw(recordings), draw(coders), start, end, " ".join(sorted(codes))


moments_given, ranges_given = st.lists(moment_rows(), max_size=15), st.lists(range_rows(), min_size=1, max_size=8)


@given(moments_given, ranges_given, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(moments: list[Row], ranges: list[Row], chance: object) -> None:
    mixed_moments, mixed_ranges = list(moments), list(ranges)
    chance.shuffle(mixed_moments)  # type: ignore[attr-defined]
    chance.shuffle(mixed_ranges)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(wide_of(moments, ranges), wide_of(mixed_moments, mixed_ranges))


@given(moments_given, ranges_given, st.data())
def test_a_range_in_two_parts_is_the_same_range(moments: list[Row], ranges: list[Row], data: st.DataObject) -> None:
    (recording, coder, start, end, codes), *rest = ranges
    assert end is not None
    cut = data.draw(st.integers(start, end))
    parts = [(recording, coder, a, b, codes) for a, b in ((start, cut), (cut, end)) if a < b]
    pd.testing.assert_frame_equal(wide_of(moments, ranges), wide_of(moments, [*rest, *parts]))


@given(moments_given, ranges_given)
def test_declaring_the_same_twice_changes_nothing(moments: list[Row], ranges: list[Row]) -> None:
    pd.testing.assert_frame_equal(wide_of(moments, ranges), wide_of(moments, [*ranges, *ranges]))


@given(moments_given, ranges_given)
def test_nothing_is_longer_than_the_time_it_lies_in(moments: list[Row], ranges: list[Row]) -> None:
    wide = wide_of(moments, ranges)
    assert (wide["usable_ms"] <= wide["coded_ms"]).all()
    for code in KEYS:
        looked_for = wide[wide[f"n_{code}"].notna()]
        limit = looked_for["coded_ms" if code == UNUSABLE else "usable_ms"]
        assert (looked_for[f"ms_{code}"] <= limit).all()
        assert (looked_for[f"n_{code}"] >= 0).all()


@given(moments_given, ranges_given)
def test_every_millisecond_counted_one_by_one(moments: list[Row], ranges: list[Row]) -> None:
    wide = wide_of(moments, ranges)
    for row in range(len(wide)):
        recording, coder = wide.loc[row, "recording"], wide.loc[row, "coder"]
        own = [m for m in moments if m[:2] == (recording, coder)]
        for code in KEYS:
            declared = [r for r in ranges if r[:2] == (recording, coder) and code in str(r[4]).split()]
            assert measured(wide, code, row) == pytest.approx(slowly(own, declared, code))


def slowly(own: list[Row], declared: list[Row], code: str) -> tuple[int | None, int | None, float | None]:
    """The same measures, millisecond by millisecond."""
    if not declared:
        return None, None, None
    time = {ms for _r, _c, start, end, _codes in declared for ms in range(start, end or start)}
    if code != UNUSABLE:
        time -= {ms for _r, _c, start, end, key in own if key == UNUSABLE for ms in range(start, end or start)}
    n = sum(1 for _r, _c, start, _end, key in own if key == code and start in time)
    ms = len({ms for _r, _c, start, end, key in own if key == code for ms in range(start, end or start)} & time)
    return n, ms, n / (len(time) / 60_000) * 10 if time else None
