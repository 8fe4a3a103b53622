"""The recorder in imagined time: what it keeps, where, and what it tells of microphones that come and go."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from recall_studio.domain.ids import RecallSessionId
from recall_studio.media.sound_pieces import read_piece, read_sound
from recall_studio.media.splicing import Plan, plan
from recall_studio.player import taping
from recall_studio.player.fake_microphone import FakeMicrophone
from recall_studio.player.microphone import SILENT_DB, Level, level_of
from recall_studio.player.qt_microphone import mono
from recall_studio.player.recorder import PIECE_S, STALLED_MS, BegunPiece, Doing, Recorder, Tape
from recall_studio.store import files
from recall_studio.store.folder import StudyFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

SESSION = RecallSessionId("0192a000-0000-7000-8000-000000000001")
CHUNK_MS = 20


class Booth:
    """A recorder with a microphone, and time that goes by when it is told to.

    Attributes:
        session_begun_ms: when the session began, by the steady clock.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.microphone = StudyFolder(folder), FakeMicrophone()
        self.clock_ms, self.session_begun_ms = 1_000_000.0, 0.0
        self.said = 0
        self.recorder = Recorder(self.microphone, clock_ms=lambda: self.clock_ms)
        self.levels: list[Level] = []
        self.pieces: list[BegunPiece] = []
        self.news: list[tuple[str, object]] = []
        told = self.recorder.told
        told.level, told.piece = self.levels.append, self.pieces.append
        told.lost, told.back, told.trouble = (self._noted(name) for name in ("lost", "back", "trouble"))
        told.inputs = lambda: self.news.append(("inputs", None))

    def _noted(self, name: str) -> Any:
        return lambda what: self.news.append((name, what))

    def begins(self) -> None:
        self.session_begun_ms = self.clock_ms
        self.recorder.begin(Tape(self.folder, SESSION, lambda: self.clock_ms - self.session_begun_ms))

    def speaks(self, ms: int, *, chunk_ms: int = CHUNK_MS) -> None:
        for _chunk in range(ms // chunk_ms):
            self.clock_ms += chunk_ms
            samples = self.microphone.rate_hz * chunk_ms // 1000
            self.microphone.say((np.arange(self.said, self.said + samples) % 20_000).astype("<i2").tobytes())
            self.said += samples
        self.recorder.poll()

    def waits(self, ms: int) -> None:
        self.clock_ms += ms
        self.recorder.poll()

    def ends(self) -> Plan:
        self.recorder.stop()
        assert self.recorder.written(5)
        found = []
        for name in files.pieces(self.folder):
            with files.open_piece(self.folder, name) as reader:
                found.append(read_piece(reader))
        made = plan(found)
        assert made is not None
        return made

    def kept(self) -> np.ndarray[Any, Any]:
        """All samples, piece after piece."""
        sounds = []
        for name in files.pieces(self.folder):
            with files.open_piece(self.folder, name) as reader:
                piece = read_piece(reader)
                sounds.append(np.frombuffer(read_sound(reader, piece, 0, piece.samples), "<i2"))
        return np.concatenate(sounds)


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Booth]:
    booth = Booth(tmp_path)
    yield booth
    booth.recorder.stop()
    booth.recorder.written(5)


def test_every_sample_is_kept_in_its_place(booth: Booth) -> None:
    booth.begins()
    booth.speaks(5_000)
    made = booth.ends()
    assert (made.begin_ms, made.length_ms, made.gaps) == (0, 5_000, ())
    assert np.array_equal(booth.kept(), np.arange(5 * 48_000) % 20_000)
    (piece,) = booth.pieces
    assert (piece.session_ms, piece.rate_hz) == (0, 48_000)
    assert files.pieces(booth.folder, SESSION) == [piece.stored_as]


def test_before_it_begins_only_the_level_is_told(booth: Booth) -> None:
    booth.recorder.listen()
    booth.speaks(1_000)
    assert doing(booth) == Doing.LISTENING
    assert len(booth.levels) == pytest.approx(20, abs=4)
    assert not booth.folder.media.exists()


def test_the_level_goes_on_while_it_records(booth: Booth) -> None:
    booth.recorder.listen()
    booth.speaks(500)
    booth.begins()
    assert doing(booth) == Doing.RECORDING
    before = len(booth.levels)
    booth.speaks(1_000)
    assert len(booth.levels) - before == pytest.approx(20, abs=4)
    assert booth.ends().length_ms == 1_000


def test_a_rest_keeps_nothing_and_closes_the_microphone(booth: Booth) -> None:
    booth.begins()
    booth.speaks(2_000)
    booth.recorder.pause()
    assert booth.microphone.opened == ""
    assert booth.levels[-1].peak_db == SILENT_DB
    booth.speaks(3_000)
    booth.recorder.resume()
    booth.speaks(1_000)
    made = booth.ends()
    assert made.gaps == ((2_000, 5_000),)
    assert made.length_ms == 6_000
    assert len(booth.kept()) == 3 * 48_000


def test_a_long_take_is_in_pieces_that_follow_each_other(booth: Booth) -> None:
    booth.microphone.rate_hz = 1_000
    booth.begins()
    booth.speaks((2 * PIECE_S + 10) * 1000, chunk_ms=500)
    made = booth.ends()
    assert [piece.session_ms for piece in booth.pieces] == [0, PIECE_S * 1000, 2 * PIECE_S * 1000]
    assert made.gaps == ()
    assert np.array_equal(booth.kept(), np.arange((2 * PIECE_S + 10) * 1000) % 20_000)


def test_one_that_is_taken_away_is_told_and_goes_on_when_it_is_back(booth: Booth) -> None:
    booth.recorder.choose("spare")
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.take_away("Spare")
    assert is_lost(booth)
    assert booth.microphone.opened == ""
    booth.waits(700)
    booth.microphone.put_back("Spare")
    assert not is_lost(booth)
    booth.speaks(1_000)
    assert booth.news == [("lost", 1_000), ("inputs", None), ("back", 1_700), ("inputs", None)]
    assert booth.ends().gaps == ((1_000, 1_700),)


def test_one_that_goes_without_a_word_is_missed(booth: Booth) -> None:
    booth.recorder.choose("spare")
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.take_away("Spare", quietly=True)
    booth.waits(200)
    assert booth.news == [("lost", 1_200)]


def test_another_one_may_be_chosen_instead(booth: Booth) -> None:
    booth.recorder.choose("spare")
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.take_away("Spare")
    booth.waits(500)
    booth.recorder.choose("desk")
    booth.speaks(1_000)
    assert ("back", 1_500) in booth.news
    assert booth.ends().gaps == ((1_000, 1_500),)


def test_who_left_it_to_the_system_gets_its_next_one_and_is_told(booth: Booth) -> None:
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.take_away("Desk")
    assert booth.microphone.opened == "spare"
    assert booth.news == [("lost", 1_000), ("back", 1_000), ("inputs", None)]


def test_one_that_says_nothing_any_more_is_lost(booth: Booth) -> None:
    booth.begins()
    booth.speaks(1_000)
    booth.waits(STALLED_MS - 100)
    assert not is_lost(booth)
    booth.waits(200)
    assert is_lost(booth)
    booth.microphone.changed()  # something is plugged in: it is tried again
    assert not is_lost(booth)


def test_one_that_fails_is_lost(booth: Booth) -> None:
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.failed()
    assert booth.news == [("lost", 1_000)]


def test_there_is_none_at_all(tmp_path: Path) -> None:
    booth = Booth(tmp_path)
    for name in ("Desk", "Spare"):
        booth.microphone.take_away(name)
    booth.begins()
    assert is_lost(booth)
    booth.waits(1_500)
    booth.microphone.put_back("Desk")
    booth.speaks(500)
    made = booth.ends()
    assert (made.begin_ms, made.length_ms) == (1_500, 500)


def test_a_rest_while_it_is_lost_is_no_loss_any_more(booth: Booth) -> None:
    booth.recorder.choose("spare")
    booth.begins()
    booth.speaks(1_000)
    booth.microphone.take_away("Spare")
    booth.waits(500)
    booth.recorder.pause()
    assert ("back", 1_500) in booth.news
    booth.recorder.resume()
    assert booth.news[-1] == ("lost", 1_500)


class FullDisk:
    """Files that take no more than so many bytes, until there is room."""

    def __init__(self, room: int) -> None:
        self.room = room

    def new_piece(self, folder: StudyFolder, name: str) -> BinaryIO:
        disk, made = self, files.new_piece(folder, name)

        class Limited:
            def __getattr__(self, asked: str) -> Any:
                return getattr(made, asked)

            def write(self, whole: memoryview) -> int:
                if not disk.room:
                    raise OSError(errno.ENOSPC, "full")
                part = whole[: disk.room]
                disk.room -= len(part)
                return made.write(part)

        return Limited()  # type: ignore[return-value]


def test_on_a_full_disk_it_waits_for_room_and_loses_nothing(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = FullDisk(100_000)
    monkeypatch.setattr(taping, "files", disk)
    monkeypatch.setattr(taping, "AGAIN_S", 0.01)
    booth.begins()
    booth.speaks(3_000)
    _until(lambda: trouble(booth) == "no_room")
    booth.waits(0)
    assert booth.news == [("trouble", "no_room")]
    (name,) = files.pieces(booth.folder)
    with files.open_piece(booth.folder, name) as reader:
        piece = read_piece(reader)
        assert 0 < piece.samples < 3 * 48_000
        assert reader.read() == b""  # half a block was taken back
    disk.room = 10_000_000
    _until(lambda: not trouble(booth))
    booth.waits(0)
    assert booth.news[-1] == ("trouble", "")
    assert booth.ends().length_ms == 3_000
    assert np.array_equal(booth.kept(), np.arange(3 * 48_000) % 20_000)


def test_on_a_disk_that_stays_full_it_ends_all_the_same(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taping, "files", FullDisk(100_000))
    monkeypatch.setattr(taping, "AGAIN_S", 0.01)
    booth.begins()
    booth.speaks(3_000)
    made = booth.ends()
    assert 0 < made.length_ms < 3_000


def test_levels() -> None:
    sine = 16_384 * np.sin(np.arange(4_800) * 2 * np.pi / 48)
    level = level_of(sine.astype("<i2").tobytes())
    assert level.peak_db == pytest.approx(-6.02, abs=0.01)
    assert level.rms_db == pytest.approx(-9.03, abs=0.01)
    assert level_of(bytes(200)) == Level(SILENT_DB, SILENT_DB)
    assert level_of(np.full(10, -32_768, "<i2").tobytes()).peak_db == 0


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("<i2", [100, 300, -32_768, -32_768]),
        ("<f4", [100 / 32_768, 300 / 32_768, -1, -1]),
        ("<i4", [100 << 16, 300 << 16, -(1 << 31), -(1 << 31)]),
    ],
)
def test_two_channels_are_one(kind: str, given: list[float]) -> None:
    assert np.frombuffer(mono(np.array(given, kind).tobytes(), kind, 2), "<i2").tolist() == [200, -32_768]


def test_samples_of_one_byte_are_widened() -> None:
    assert np.frombuffer(mono(bytes([128, 255, 0]), "u1", 1), "<i2").tolist() == [0, 127 * 256, -32_768]


def doing(booth: Booth) -> str:
    return str(booth.recorder.doing)


def trouble(booth: Booth) -> str:
    assert booth.recorder._keeping is not None
    return booth.recorder._keeping.taping.trouble


def is_lost(booth: Booth) -> bool:
    """Asked anew each time: mypy remembers an attribute."""
    return booth.recorder.is_lost


def _until(so: Any) -> None:
    import time

    until = time.monotonic() + 5
    while not so():
        assert time.monotonic() < until
        time.sleep(0.005)
