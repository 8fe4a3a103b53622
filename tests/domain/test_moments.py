"""Where a moment may lie, and what its note may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadInput
from recall_studio.domain.moments import LONGEST_NOTE, check_note, check_place

TEN_SECONDS = 10_000


@pytest.mark.parametrize(("start_ms", "end_ms"), [(0, None), (9_999, None), (0, 1), (0, 10_000), (9_999, 10_000)])
def test_places_inside_the_recording(start_ms: int, end_ms: int | None) -> None:
    check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=TEN_SECONDS)


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "sentence"),
    [
        (10_000, None, "00:00:10.000 lies outside the recording, which lasts 00:00:10.000."),
        (-1, None, "00:00:00.000 lies outside the recording, which lasts 00:00:10.000."),
        (9_000, 10_001, "00:00:10.001 lies outside the recording, which lasts 00:00:10.000."),
        (12_000, 13_000, "00:00:12.000 lies outside the recording, which lasts 00:00:10.000."),
        (5_000, 5_000, "The end 00:00:05.000 is not after the start 00:00:05.000."),
        (5_000, 4_000, "The end 00:00:04.000 is not after the start 00:00:05.000."),
    ],
)
def test_places_outside_it_are_named(start_ms: int, end_ms: int | None, sentence: str) -> None:
    with pytest.raises(BadInput) as told:
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=TEN_SECONDS)
    assert told.value.message == sentence


@given(st.integers(-50, 150), st.none() | st.integers(-50, 150), st.integers(1, 100))
def test_a_place_is_good_exactly_when_all_of_it_lies_inside(
    start_ms: int, end_ms: int | None, duration_ms: int
) -> None:
    touched = {start_ms} if end_ms is None else set(range(start_ms, end_ms))
    good = bool(touched) and touched <= set(range(duration_ms))
    try:
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=duration_ms)
    except BadInput:
        assert not good
    else:
        assert good


@pytest.mark.parametrize("note", [None, "", "Stilte.\r\n\tDan een vraag.", "x" * LONGEST_NOTE, "🙂 ünïcode"])
def test_notes_that_fit(note: str | None) -> None:
    check_note(note)


def test_a_note_that_is_too_long() -> None:
    with pytest.raises(BadInput, match="20000 characters"):
        check_note("x" * (LONGEST_NOTE + 1))


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x0b"])
def test_a_note_with_control_characters(sign: str) -> None:
    with pytest.raises(BadInput, match="control characters") as told:
        check_note(f"zeer geheim{sign}")
    assert "geheim" not in told.value.message
