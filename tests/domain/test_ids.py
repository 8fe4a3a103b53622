"""Ids: the layout of the standard, and an order that the clock cannot break."""

import secrets
import threading
import time
import uuid
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain import ids
from recall_studio.domain.ids import new_id, uuid7_of


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Gives a fresh id at a time in milliseconds that the test chooses."""
    made = ids._Source()

    def at(unix_ms: int) -> str:
        monkeypatch.setattr(time, "time_ns", lambda: unix_ms * 1_000_000)
        return made.next()

    return at


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6."""
    made = uuid7_of(0x017F22E279B0, 0xCC3 << 62 | 0x18C4DC0C0C07398F)
    assert made == "017F22E2-79B0-7CC3-98C4-DC0C0C07398F".lower()


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
def test_time_and_randomness_have_their_places(unix_ms: int, randomness: int) -> None:
    made = uuid.UUID(uuid7_of(unix_ms, randomness))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == unix_ms
    assert (made.int >> 64 & 0xFFF) << 62 | made.int & 2**62 - 1 == randomness


def test_ids_rise_while_the_clock_stands(source: Callable[[int], str]) -> None:
    made = [source(1_000_000) for _ in range(5_000)]
    assert made == sorted(set(made))


def test_ids_rise_when_the_clock_goes_back(source: Callable[[int], str]) -> None:
    made = [source(at) for at in (5_000, 5_001, 1, 4_999, 0, 5_002, 5_000)]
    assert made == sorted(set(made))


def test_ids_rise_within_a_full_millisecond(source: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting on from the highest start stays within the 74 bits, so the time in front is not touched."""
    monkeypatch.setattr(secrets, "randbits", lambda bits: 2**bits - 1)
    made = [source(7) for _ in range(1_000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(each).int >> 80 for each in made} == {7}


def test_an_id_says_when_it_was_made(source: Callable[[int], str]) -> None:
    assert uuid.UUID(source(1_700_000_000_123)).int >> 80 == 1_700_000_000_123


def test_threads_never_get_the_same_id() -> None:
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2_000
