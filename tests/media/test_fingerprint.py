"""Moved files are found again, changed ones are told apart."""

import re
from hashlib import blake2b
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from recall_studio.domain.errors import Cancelled, MediaUnusable
from recall_studio.media.fingerprint import full_fingerprint, quick_fingerprint

MIB = 1 << 20
LARGE = bytes(range(256)) * (5 * MIB // 256)


def changed(contents: bytes, at: int) -> bytes:
    return contents[:at] + bytes([contents[at] ^ 1]) + contents[at + 1 :]


def test_the_quick_one_is_size_and_both_ends() -> None:
    ends = blake2b(LARGE[:MIB] + LARGE[-MIB:], digest_size=32).hexdigest()
    assert quick_fingerprint(BytesIO(LARGE)) == f"q1:{len(LARGE)}:{ends}"


@pytest.mark.parametrize("at", [0, MIB - 1, len(LARGE) - MIB, len(LARGE) - 1])
def test_the_quick_one_sees_a_change_at_either_end(at: int) -> None:
    assert quick_fingerprint(BytesIO(changed(LARGE, at))) != quick_fingerprint(BytesIO(LARGE))


@pytest.mark.parametrize("at", [MIB, len(LARGE) - MIB - 1])
def test_only_the_full_one_sees_a_change_in_the_middle(at: int) -> None:
    assert quick_fingerprint(BytesIO(changed(LARGE, at))) == quick_fingerprint(BytesIO(LARGE))
    assert full_fingerprint(BytesIO(changed(LARGE, at))) != full_fingerprint(BytesIO(LARGE))


def test_the_full_one_is_size_and_everything() -> None:
    assert full_fingerprint(BytesIO(LARGE)) == f"f1:{len(LARGE)}:{blake2b(LARGE, digest_size=32).hexdigest()}"


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_equal_files_and_no_others_have_equal_fingerprints(one: bytes, other: bytes) -> None:
    for fingerprint in (quick_fingerprint, full_fingerprint):
        assert (fingerprint(BytesIO(one)) == fingerprint(BytesIO(other))) == (one == other)
        assert re.fullmatch(r"[qf]1:\d+:[0-9a-f]{64}", fingerprint(BytesIO(one)))


def test_a_reader_in_small_bits_gives_the_same() -> None:
    class Slow(BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 100_000))

    assert quick_fingerprint(Slow(LARGE)) == quick_fingerprint(BytesIO(LARGE))
    assert full_fingerprint(Slow(LARGE)) == full_fingerprint(BytesIO(LARGE))


def test_it_tells_how_far_it_is_and_stops_when_asked() -> None:
    class Stopping:
        def __init__(self) -> None:
            self.told: list[tuple[int, int]] = []

        def report(self, done: int, total: int) -> None:
            self.told.append((done, total))

        @property
        def cancelled(self) -> bool:
            return len(self.told) == 3

    progress = Stopping()
    with pytest.raises(Cancelled):
        full_fingerprint(BytesIO(LARGE), progress)
    assert progress.told == [(MIB, 5 * MIB), (2 * MIB, 5 * MIB), (3 * MIB, 5 * MIB)]


def test_a_drive_that_fails_is_told() -> None:
    class Failing(BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, f"Input/output error after {size}")

    for fingerprint in (quick_fingerprint, full_fingerprint):
        with pytest.raises(MediaUnusable, match="the disk or drive"):
            fingerprint(Failing(LARGE))
