"""Media and cache files: copied whole or not at all, and made once."""

import errno
import os
import shutil
import time
from pathlib import Path
from typing import Any, BinaryIO, Self

import pytest
from filelock import FileLock

from recall_studio.domain.errors import BadFile, Cancelled, DiskFull, MediaUnusable, StudyBusy
from recall_studio.store import files
from recall_studio.store.folder import SPARE_BYTES, StudyFolder, written_beside

MIB = 1 << 20


@pytest.fixture
def place(tmp_path: Path) -> StudyFolder:
    folder = StudyFolder(tmp_path / "Studie.recall")
    folder.root.mkdir()
    return folder


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Of two and a half blocks."""
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(2 * MIB + MIB // 2))
    return path


class Watching:
    """Progress that asks to stop after a number of reports."""

    def __init__(self, stop_after: int = 1_000) -> None:
        self.reports: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int) -> None:
        self.reports.append((done, total))

    @property
    def cancelled(self) -> bool:
        return len(self.reports) >= self._stop_after


def in_media(place: StudyFolder) -> list[str]:
    return [each.name for each in place.media.iterdir()]


def test_a_film_is_copied_whole(place: StudyFolder, film: Path) -> None:
    progress = Watching()
    assert files.copy_in(place, film, name="a.mp4", progress=progress) == "a.mp4"
    assert (place.media / "a.mp4").read_bytes() == film.read_bytes()
    assert in_media(place) == ["a.mp4"]
    size = film.stat().st_size
    assert progress.reports == [(MIB, size), (2 * MIB, size), (size, size)]


def test_who_stops_it_has_no_half_film(place: StudyFolder, film: Path) -> None:
    with pytest.raises(Cancelled, match="nothing was copied"):
        files.copy_in(place, film, name="a.mp4", progress=Watching(stop_after=2))
    assert in_media(place) == []
    assert film.exists()


def test_a_film_that_is_not_there_is_named(place: StudyFolder, tmp_path: Path) -> None:
    for name in ("weg.mp4", "."):
        with pytest.raises(BadFile, match="There is no file"):
            files.copy_in(place, tmp_path / name, name="a.mp4")
    assert in_media(place) == []


class Vanishing:
    """A film on a drive that is pulled out half-way."""

    def __init__(self, reading: BinaryIO) -> None:
        self._reading, self._blocks = reading, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._reading.close()

    def read(self, size: int) -> bytes:
        self._blocks += 1
        if self._blocks == 2:
            raise OSError(errno.EIO, "Input/output error")
        return self._reading.read(size)


def test_a_drive_that_goes_half_way_leaves_no_half_film(
    place: StudyFolder, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.open_given
    monkeypatch.setattr(files, "open_given", lambda path: Vanishing(real(path)))
    with pytest.raises(BadFile, match="Input/output error"):
        files.copy_in(place, film, name="a.mp4")
    assert in_media(place) == []


def test_a_copy_over_an_earlier_one_that_fails_leaves_the_earlier_one(
    place: StudyFolder, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.copy_in(place, film, name="a.mp4")
    whole = film.read_bytes()
    film.write_bytes(b"other" * MIB)
    with pytest.raises(Cancelled):
        files.copy_in(place, film, name="a.mp4", progress=Watching(stop_after=1))
    assert (place.media / "a.mp4").read_bytes() == whole
    assert in_media(place) == ["a.mp4"]


def test_without_room_it_is_not_begun(place: StudyFolder, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some room is left for the database to go on."""
    size = film.stat().st_size

    def room(free: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10**12, 10**12 - free, free))

    room(size + SPARE_BYTES - 1)
    with pytest.raises(DiskFull, match="There is too little room") as told:
        files.copy_in(place, film, name="a.mp4")
    assert "link the recording" in told.value.remedy
    assert in_media(place) == []
    room(size + SPARE_BYTES)
    files.copy_in(place, film, name="a.mp4")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_half_way_leaves_no_half_film(
    place: StudyFolder, film: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(_handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        files.copy_in(place, film, name="a.mp4")
    assert in_media(place) == []


def test_what_is_written_beside_is_put_in_place_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), written_beside(target) as beside:
        beside.write_text("half\ud800", encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["export.csv"]
    assert target.read_text(encoding="utf-8") == "old"
    with written_beside(target) as beside:
        beside.write_text("new", encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["export.csv"]
    assert target.read_text(encoding="utf-8") == "new"


def test_what_is_put_in_place_was_on_the_disk_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes first, then its name: in the other order a loss of power leaves an empty file."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def keeps(handle: int) -> None:
        done.append("kept")
        fsync(handle)

    def names(own: Path, to: Path) -> Path:
        done.append("named")
        return replace(own, to)

    monkeypatch.setattr(os, "fsync", keeps)
    monkeypatch.setattr(Path, "replace", names)
    with written_beside(tmp_path / "x") as beside:
        beside.write_bytes(b"x")
    assert done[:2] == ["kept", "named"]
    if os.name == "posix":
        assert done == ["kept", "named", "kept"]  # the folder too, for the name to stay


# Where a film is.


def row(**given: Any) -> dict[str, Any]:
    return {"stored_as": None, "source": None, "size_bytes": 5, **given}


def test_the_own_copy_comes_before_the_source(place: StudyFolder, tmp_path: Path) -> None:
    assert files.where(place, row(stored_as="a.mp4", source="/elsewhere")) == place.media / "a.mp4"
    assert files.where(place, row(source=str(tmp_path / "film"))) == tmp_path / "film"
    assert files.where(place, row()) is None


def test_a_film_is_there_when_its_size_is_right(place: StudyFolder, tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(b"12345")
    assert files.is_there(place, row(source=str(film)))
    assert not files.is_there(place, row(source=str(film), size_bytes=6))
    assert not files.is_there(place, row(source=str(tmp_path / "none")))
    assert not files.is_there(place, row())
    with files.open_media(place, row(source=str(film))) as reader:
        assert reader.read() == b"12345"
    with pytest.raises(MediaUnusable) as told:
        files.open_media(place, row())
    assert "relink" in told.value.remedy


def test_strays_are_files_that_no_recording_has(place: StudyFolder) -> None:
    assert files.strays(place, set()) == []
    place.media.mkdir()
    for name in ("a.mp4", "b.mp4", "c.mp4"):
        (place.media / name).write_bytes(b"x")
    assert files.strays(place, {"b.mp4", "z.mp4"}) == ["a.mp4", "c.mp4"]
    files.discard(place, "a.mp4")
    files.discard(place, "a.mp4")
    assert files.strays(place, {"b.mp4"}) == ["c.mp4"]


def test_one_program_copies_at_a_time(place: StudyFolder, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "COPY_PATIENCE_S", 0.1)
    with files.copying(place), pytest.raises(StudyBusy, match="copying a recording"), files.copying(place):
        pytest.fail("two copy at once")
    with files.copying(place):
        files.copy_in(place, film, name="a.mp4")
    assert in_media(place) == ["a.mp4"]


def test_who_stops_waiting_for_another_program_that_copies_waits_no_longer(place: StudyFolder) -> None:
    started = time.monotonic()
    with (
        FileLock(place.root / "copying.lock"),
        pytest.raises(Cancelled, match="nothing was copied"),
        files.copying(place, Watching(stop_after=0)),
    ):
        pytest.fail("two copy at once")
    assert time.monotonic() - started < files.COPY_PATIENCE_S / 2


# The cache.


def test_what_was_made_is_made_once(place: StudyFolder) -> None:
    made: list[str] = []

    def made_from(key: str) -> bytes:
        made.append(key)
        return key.encode()

    def make(key: str) -> bytes:
        return files.cached(place, key, lambda: made_from(key))

    keys = ["peaks 1", "peaks 2", "../../outside", "x" * 5_000]
    assert [make(key) for key in keys * 2] == [key.encode() for key in keys * 2]
    assert made == keys
    assert len(list(place.cache.iterdir())) == len(keys)
    shutil.rmtree(place.cache)  # at any time
    assert make("peaks 1") == b"peaks 1"
    assert made == [*keys, "peaks 1"]


def test_a_cache_that_cannot_be_kept_is_gone_without(place: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    assert files.cached(place, "peaks", lambda: b"made") == b"made"
    assert not place.cache.exists()


def test_what_fails_is_not_kept(place: StudyFolder) -> None:
    with pytest.raises(ZeroDivisionError):
        files.cached(place, "peaks", lambda: bytes(1 // 0))
    assert files.cached(place, "peaks", lambda: b"made") == b"made"
