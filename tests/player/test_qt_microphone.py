"""The recorder with the microphone of Qt, on a sound card of our own that can be played into and unplugged."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from recall_studio.domain.ids import RecallSessionId
from recall_studio.media.sound_pieces import Piece, read_piece
from recall_studio.media.sound_writing import write_joined
from recall_studio.media.splicing import Plan, plan
from recall_studio.player.recorder import Doing, Recorder, Tape
from recall_studio.store import files
from recall_studio.store.folder import StudyFolder
from tests.player.microphones import Room, a_room, ticks, tone, write_wav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from recall_studio.player.microphone import Level

SESSION = RecallSessionId("0192a000-0000-7000-8000-000000000001")


class Session:
    """A recorder with a real microphone, and what it told."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        from recall_studio.player.qt_microphone import QtMicrophone

        self.folder, self.qtbot = StudyFolder(folder), qtbot
        self.begun = time.monotonic()
        self.microphone = QtMicrophone()
        self.recorder = Recorder(self.microphone, clock_ms=lambda: time.monotonic() * 1000)
        self.levels: list[Level] = []
        self.lost: list[int] = []
        self.back: list[int] = []
        self.recorder.told.level = self.levels.append
        self.recorder.told.lost = self.lost.append
        self.recorder.told.back = self.back.append
        self.timer = QTimer(interval=200)
        self.timer.timeout.connect(self.recorder.poll)
        self.timer.start()

    def now_ms(self) -> float:
        return (time.monotonic() - self.begun) * 1000

    def begins(self) -> None:
        self.begun = time.monotonic()
        self.recorder.begin(Tape(self.folder, SESSION, self.now_ms))

    def goes_on_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self.qtbot.waitUntil(lambda: time.monotonic() > until, timeout=round(seconds * 1000) + 5000)

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=8000)

    def ends(self) -> tuple[Plan, NDArray[np.int16]]:
        self.recorder.stop()
        assert self.recorder.written(5)
        return joined(self.folder)

    def close(self) -> None:
        self.timer.stop()
        self.recorder.stop()
        assert self.recorder.written(5)
        self.microphone.end()


def joined(folder: StudyFolder) -> tuple[Plan, NDArray[np.int16]]:
    import av

    names = files.pieces(folder, SESSION)
    pieces: list[Piece] = []
    for name in names:
        with files.open_piece(folder, name) as reader:
            pieces.append(read_piece(reader))
    made = plan(pieces)
    assert made is not None
    out = BytesIO()
    write_joined(out, made, pieces, [lambda name=name: files.open_piece(folder, name) for name in names])  # type: ignore[misc]
    out.seek(0)
    with av.open(out, "r") as container:
        samples = np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])
    return made, samples


def starts_of(samples: NDArray[np.int16], rate_hz: int, begin_ms: int) -> list[float]:
    """Where bursts begin, in ms on the clock of the session."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 6_000)
    if not len(loud):
        return []
    firsts = loud[np.insert(np.diff(loud) > rate_hz // 10, 0, True)]
    return [begin_ms + first * 1000 / rate_hz for first in firsts]


@pytest.fixture
def room(stage: object) -> Iterator[Room]:
    with a_room() as room:
        yield room


@pytest.fixture
def session(tmp_path: Path, room: Room, qtbot: QtBot) -> Iterator[Session]:
    room.hangs_up("table")
    session = Session(tmp_path, qtbot)
    session.until(lambda: session.microphone.default_id() == "table")
    yield session
    session.close()


def test_a_tone_is_heard_and_its_level_told(session: Session, room: Room, tmp_path: Path) -> None:
    session.recorder.listen()
    assert session.recorder.doing is Doing.LISTENING
    session.until(lambda: len(session.levels) > 3)
    assert session.levels[-1].peak_db < -60
    room.hears(write_wav(tmp_path / "tone.wav", tone(3)))
    session.until(lambda: session.levels[-1].peak_db > -7)
    session.goes_on_for(1)
    assert session.levels[-1].peak_db == pytest.approx(-6, abs=0.5)  # half of full scale
    assert session.levels[-1].rms_db == pytest.approx(-9, abs=0.5)
    assert files.pieces(session.folder) == []


def test_ticks_lie_a_second_apart_also_after_a_rest(session: Session, room: Room, tmp_path: Path) -> None:
    session.begins()
    room.hears(write_wav(tmp_path / "ticks.wav", ticks(9)))
    session.goes_on_for(3.2)
    session.recorder.pause()
    assert session.microphone._source is None
    paused_ms = session.now_ms()
    session.goes_on_for(2)
    session.recorder.resume()
    resumed_ms = session.now_ms()
    session.goes_on_for(3)
    made, samples = session.ends()
    starts = starts_of(samples, made.rate_hz, made.begin_ms)
    assert len(starts) >= 4
    before = [start for start in starts if start < paused_ms]
    assert len(before) >= 2
    assert np.diff(before) == pytest.approx(1_000, abs=100)  # the virtual card itself stutters on a busy machine
    assert any(start > resumed_ms for start in starts)
    (gap,) = made.gaps
    assert gap[0] == pytest.approx(paused_ms, abs=60)
    assert gap[1] == pytest.approx(resumed_ms, abs=150)
    silent = samples[round((gap[0] - made.begin_ms) * 48) + 1 : round((gap[1] - made.begin_ms) * 48) - 1]
    assert not silent.any()


def test_a_microphone_that_is_taken_away_and_comes_back(session: Session, room: Room) -> None:
    session.recorder.choose("table")
    session.begins()
    session.goes_on_for(0.5)
    pulled_ms = session.now_ms()
    room.pulls("table")
    session.until(lambda: session.lost != [])
    assert session.lost[0] == pytest.approx(pulled_ms, abs=2_500)
    assert session.recorder.is_lost
    assert session.recorder.doing is Doing.RECORDING
    session.goes_on_for(0.5)
    room.hangs_up("table")
    session.until(lambda: session.back != [])
    session.goes_on_for(0.5)
    made, _samples = session.ends()
    (gap,) = made.gaps
    assert gap[1] - gap[0] > 400
    assert gap[1] >= session.back[0] - 50


def test_one_that_is_not_the_systems_is_missed_too(session: Session, room: Room) -> None:
    """Qt says nothing of it, and PulseAudio goes on with the system's microphone."""
    room.hangs_up("lapel")
    session.until(lambda: {device.id for device in session.recorder.inputs()} >= {"table", "lapel"})
    session.recorder.choose("table")
    session.begins()
    session.goes_on_for(1)
    assert not is_lost(session)
    room.pulls("table")
    session.until(lambda: session.lost != [])
    assert is_lost(session)
    assert session.recorder.doing is Doing.RECORDING
    room.hangs_up("table")
    session.until(lambda: session.back != [])
    session.goes_on_for(0.5)
    made, _samples = session.ends()
    assert len(made.gaps) == 1


def is_lost(session: Session) -> bool:
    """Asked anew each time: mypy remembers an attribute."""
    return session.recorder.is_lost


def test_who_left_it_to_the_system_gets_its_next_microphone(session: Session, room: Room) -> None:
    session.begins()
    session.goes_on_for(0.5)
    room.pulls("table")
    session.until(lambda: session.back != [])
    assert session.lost != []
    assert not session.recorder.is_lost
    assert session.recorder.heard_id == "input"
    session.goes_on_for(0.5)
    assert len(files.pieces(session.folder)) == 2


def test_another_microphone_is_chosen(session: Session, room: Room, tmp_path: Path) -> None:
    room.hangs_up("lapel")
    session.until(lambda: {device.id for device in session.recorder.inputs()} >= {"table", "lapel"})
    session.recorder.choose("table")
    session.begins()
    session.goes_on_for(0.5)
    session.recorder.choose("lapel")
    assert not session.recorder.is_lost
    session.goes_on_for(0.5)
    assert len(files.pieces(session.folder)) == 2
    assert session.lost == []


def test_there_is_none(session: Session, room: Room) -> None:
    session.recorder.choose("gone")
    session.recorder.listen()
    assert session.recorder.is_lost
    assert session.lost == [0]
