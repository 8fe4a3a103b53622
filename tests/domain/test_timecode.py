"""Times as people write them: what is read, what is written, and what is no time."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import format_ms, parse_ms

LONGEST_MS = 9_999 * 3_600_000  # four digits of hours


@given(st.integers(0, LONGEST_MS))
def test_what_is_written_is_read_back(ms: int) -> None:
    assert parse_ms(format_ms(ms)) == ms


@given(st.integers(0, LONGEST_MS), st.integers(0, LONGEST_MS))
def test_written_times_sort_as_they_follow_each_other(one: int, other: int) -> None:
    if max(one, other) < 100 * 3_600_000:  # two digits of hours
        assert (format_ms(one) < format_ms(other)) == (one < other)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0", 0),
        ("65", 65_000),
        ("65.2", 65_200),
        ("65,2", 65_200),
        ("01:05", 65_000),
        ("1:05.2", 65_200),
        ("90:00", 5_400_000),
        ("00:01:05.200", 65_200),
        ("1:00:00", 3_600_000),
        ("00:59:59,999", 3_599_999),
        ("120:00:00", 432_000_000),
        ("  00:10  ", 10_000),
    ],
)
def test_times_that_people_write(text: str, ms: int) -> None:
    assert parse_ms(text) == ms


@given(st.integers(0, 999_999), st.text("0123456789", min_size=1, max_size=9))
def test_finer_fractions_round_half_up(seconds: int, fraction: str) -> None:
    exact = Decimal(f"{seconds}.{fraction}") * 1000
    assert parse_ms(f"{seconds}.{fraction}") == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("text", "ms"), [("0.0005", 1), ("0.00049999", 0), ("0.9995", 1_000), ("00:59.9999", 60_000)])
def test_the_border_of_rounding(text: str, ms: int) -> None:
    assert parse_ms(text) == ms


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1.",
        ".5",
        "1:60",
        "01:60:00",
        "1:2:3",
        "00:00:60",
        "1:00:00:00",
        "1e3",
        "nan",
        "inf",
        "1_000",
        "00:10 s",
        "00:10\n00:20",
        "٠٠:١٠",  # Arabic digits, which int() would take
        "²",
        "1" * 4_000,
    ],
)
def test_what_is_no_time_is_named_and_how_to_write_one(text: str) -> None:
    with pytest.raises(BadInput) as told:
        parse_ms(text)
    assert text in told.value.message
    assert "00:01:05.200" in told.value.remedy


@given(st.text(max_size=20))
def test_any_text_is_a_time_or_named_as_none(text: str) -> None:
    try:
        ms = parse_ms(text)
    except BadInput:
        return
    assert 0 <= ms <= LONGEST_MS + 10**12
