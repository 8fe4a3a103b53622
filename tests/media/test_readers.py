"""Readers that do not give what they should: drives that fail, access that is withdrawn, and no end."""

import os
from io import BytesIO
from typing import BinaryIO

import pytest
from typing_extensions import override

from recall_studio.domain.errors import AccessRefused, Cancelled, MediaUnusable
from recall_studio.domain.progress import SILENT, Progress
from recall_studio.media import opening
from recall_studio.media.probing import probe
from tests.media.conftest import ClipOf


class Failing(BytesIO):
    """Fails, or stops being allowed, after a number of bytes."""

    def __init__(self, contents: bytes, after: int, error: Exception) -> None:
        super().__init__(contents)
        self._left = after
        self._error = error

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self._left -= len(found)
        if self._left < 0:
            raise self._error
        return found


@pytest.mark.parametrize("after", [100, 12_000, 40_000])
def test_a_drive_that_fails_is_told(clip: ClipOf, capfd: pytest.CaptureFixture[str], after: int) -> None:
    with pytest.raises(MediaUnusable, match="the disk or drive") as refusal:
        probe(Failing(clip("mp4"), after, OSError(5, "Input/output error")))
    assert "drive is still connected" in refusal.value.remedy
    assert capfd.readouterr() == ("", "")  # PyAV prints errors that it cannot raise


def test_access_that_is_withdrawn_while_reading_is_passed_on(clip: ClipOf) -> None:
    refused = AccessRefused("No.", operation="play", subjects=())
    with pytest.raises(AccessRefused) as refusal:
        probe(Failing(clip("mp4"), 20_000, refused))
    assert refusal.value is refused


def source(reader: BinaryIO, progress: Progress = SILENT) -> opening.Source:
    return opening.Source(reader, progress, reader.seek(0, os.SEEK_END))


def test_endless_reads_of_nothing_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_LEAST_PATIENCE_BYTES", 1 << 20)
    empty = source(BytesIO(b"abc"))
    empty.seek(3)
    for _read in range(1 << 10):
        empty.read(32_768)
    empty.check()
    empty.read(32_768)
    with pytest.raises(MediaUnusable, match="damaged"):
        empty.check()


def test_a_place_before_the_start_is_no_failure() -> None:
    asked = source(BytesIO(b"abc"))
    assert asked.seek(-5) == -1
    assert (asked.seek(1), asked.tell(), asked.read(9)) == (1, 1, b"bc")
    asked.check()


def test_a_reader_that_gives_too_much_is_cut() -> None:
    class Generous(BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(None if size is None else size * 2)

    assert source(Generous(b"abcdef")).read(2) == b"ab"  # PyAV would write past the end of its buffer


class Bottomless(BytesIO):
    """Says that it is short and never ends."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size) or bytes(size or 0)


def test_a_reader_without_an_end_comes_to_one(clip: ClipOf) -> None:
    endless = clip("wav").replace((384_000).to_bytes(4, "little"), b"\xff\xff\xff\xff")
    assert probe(Bottomless(endless)).duration_ms == 4000


def test_reading_the_same_again_and_again_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_LEAST_PATIENCE_BYTES", 1 << 20)
    asked = source(BytesIO(bytes(1000)))
    for _round in range(2000):
        asked.seek(0)
        asked.read(1000)
    with pytest.raises(MediaUnusable, match="damaged"):
        asked.check()


class Telling:
    """Progress that is stopped after a number of reports, and remembers them."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    @property
    def cancelled(self) -> bool:
        return self._stop_after is not None and len(self.told) >= self._stop_after


def test_progress_is_told_in_bytes(clip: ClipOf) -> None:
    progress = Telling()
    probe(BytesIO(clip("mpegps")), progress=progress)
    size = len(clip("mpegps"))
    assert progress.told[-1] == (size, size)
    assert progress.told == sorted(progress.told)


@pytest.mark.parametrize("after", [0, 1])
def test_it_stops_when_asked(clip: ClipOf, after: int) -> None:
    progress = Telling(stop_after=after)
    with pytest.raises(Cancelled):
        probe(BytesIO(clip("mp4")), progress=progress)
    assert len(progress.told) == after


def test_the_reader_stays_open(clip: ClipOf) -> None:
    reader = BytesIO(clip("mp4"))
    assert probe(reader) == probe(reader)
    assert not reader.closed
