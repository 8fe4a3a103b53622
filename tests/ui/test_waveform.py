"""The sound of the open recording in the window: it grows, stops at once, is kept, and leaves no plain bytes behind."""

import io
import multiprocessing
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from recall_studio.domain.consent import Status
from recall_studio.domain.errors import MediaUnusable
from recall_studio.domain.study import StudyKind
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.media import listening
from recall_studio.media.facts import AudioFacts, MediaFacts
from recall_studio.player.engine import Source
from recall_studio.player.time_line import Part
from recall_studio.ui.situation import Situation, Stage
from tests.ui.coding_hand import Hand, hand_on
from tests.ui.player_hand import viewer_on

PASSPHRASE = "een lange zin die niemand raadt"
SECONDS = 3
PATIENCE_MS = 20_000


class Slow(io.BytesIO):
    """A drive that takes its time, so that there is something to stop."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        time.sleep(0.05)
        return super().read(size)


@dataclass(eq=False)
class File:
    """A media file as the gate opens it; counts how often."""

    contents: bytes
    media_file_id: str = "file-1"
    slow: bool = False
    gone: bool = False
    revoked: bool = False
    opened: int = field(default=0)

    def open(self) -> io.BytesIO:
        self.opened += 1
        if self.gone:
            raise MediaUnusable("weg")
        return Slow(self.contents) if self.slow else io.BytesIO(self.contents)

    def part(self, offset_ms: int = 0, channels: int = 1) -> Part:
        heard = AudioFacts("pcm_s16le", 48_000, channels) if channels else None
        facts = MediaFacts("wav", SECONDS * 1000, 0, None, heard, False, ())
        return Part(Source(cast("Any", self), facts, None), offset_ms)


class Ear:
    """Somebody who looks at the sound of what is open."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.sound = hand, hand.coding.waveform
        self.known: list[int] = []
        self.sound.grown.connect(lambda: self.known.append(self.sound.known_ms))

    def opens(self, *parts: Part) -> None:
        playing = cast("Any", self.hand.playing)
        playing.parts = parts
        playing.situation_changed.emit(Situation(Stage.READY))

    def closes(self) -> None:
        cast("Any", self.hand.playing).situation_changed.emit(Situation(Stage.EMPTY))

    def looks(self, end_ms: int = SECONDS * 1000, columns: int = 30) -> Any:
        return self.sound.peaks(0, end_ms, columns)

    def hears_all(self, end_ms: int = SECONDS * 1000) -> None:
        self.looks()
        self.hand.qtbot.waitUntil(lambda: self.sound.known_ms >= end_ms, timeout=PATIENCE_MS)
        self.waits_until(lambda: not multiprocessing.active_children())

    def waits_until(self, is_so: Any) -> None:
        self.hand.qtbot.waitUntil(lambda: bool(is_so()), timeout=PATIENCE_MS)


@pytest.fixture
def contents(sound: Path) -> bytes:
    return sound.read_bytes()


@pytest.fixture
def ear(demo_path: Path, qtbot: QtBot) -> Iterator[Ear]:
    with hand_on(demo_path, qtbot) as hand:
        yield Ear(hand)
        hand.coding.waveform.close()


def _kept(path: Path) -> list[bytes]:
    """The files in the cache, those left out that are being written."""
    places = (path / "cache").iterdir() if (path / "cache").exists() else ()
    return [place.read_bytes() for place in places if not place.name.startswith(".")]


def test_nothing_is_read_until_somebody_looks(ear: Ear, contents: bytes) -> None:
    file = File(contents)
    ear.opens(file.part())
    assert ear.sound.channels == 1
    ear.hand.qtbot.wait(50)
    assert file.opened == 0
    ear.hears_all()
    assert file.opened == 1


def test_the_sound_grows_until_all_is_known(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents).part())
    lows, highs = ear.looks()
    assert lows.shape == highs.shape == (1, 30)
    assert np.isnan(lows).all()
    ear.hears_all()
    lows, highs = ear.looks()
    assert not np.isnan(highs).any()
    assert (highs > 0.05).all()
    assert (lows < -0.05).all()
    assert ear.known == sorted(ear.known)


def test_parts_lie_where_they_are_on_the_time_line(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents, "one").part(), File(contents, "two").part(offset_ms=5000))
    ear.hears_all(8000)
    _lows, highs = ear.looks(10_000, 100)
    assert np.isnan(highs[0]).tolist() == [False] * 30 + [True] * 20 + [False] * 30 + [True] * 20


def test_one_channel_beside_two_is_shown_on_both(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents, "one").part(channels=2))
    ear.hears_all()
    _lows, highs = ear.looks()
    assert highs.shape[0] == 2
    assert highs[0].tolist() == highs[1].tolist()


def test_closing_the_recording_stops_the_process_at_once(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents, slow=True).part())
    ear.looks()
    ear.waits_until(multiprocessing.active_children)
    ear.closes()
    assert ear.sound.channels == ear.sound.known_ms == 0
    ear.waits_until(lambda: not multiprocessing.active_children())
    assert _kept(ear.hand.study.folder.root) == []
    ear.known.clear()
    ear.hand.qtbot.wait(100)
    assert ear.known == []


def test_leaving_the_window_leaves_no_process(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents, slow=True).part())
    ear.looks()
    ear.waits_until(multiprocessing.active_children)
    cast("Any", ear.hand.playing).closed.emit()
    assert multiprocessing.active_children() == []
    assert "waveform" not in [thread.name for thread in threading.enumerate()]


def test_what_was_kept_is_shown_without_opening_the_recording(
    ear: Ear, contents: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear.opens(File(contents).part())
    ear.hears_all()
    ear.waits_until(lambda: _kept(ear.hand.study.folder.root))
    before = ear.looks()
    ear.closes()
    monkeypatch.setattr(listening, "Listening", None)
    again = File(contents, gone=True)
    ear.opens(again.part())
    ear.hears_all()
    assert again.opened == 0
    assert np.array_equal(before, ear.looks(), equal_nan=True)


def test_what_was_kept_and_is_damaged_is_read_again(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents).part())
    ear.hears_all()
    folder = ear.hand.study.folder.root
    ear.waits_until(lambda: _kept(folder))
    for place in (folder / "cache").iterdir():
        place.write_bytes(b"broken")
    again = File(contents)
    ear.opens(again.part())
    ear.hears_all()
    assert again.opened == 1


def test_an_encrypted_study_keeps_nothing_that_can_be_read(tmp_path: Path, qtbot: QtBot, contents: bytes) -> None:
    path = tmp_path / "Dicht.recall"
    create_study(path, start=NewStudy("Dicht", StudyKind.ONDERZOEK, default_codebook()), passphrase=PASSPHRASE)
    hand = Hand(path, qtbot, passphrase=PASSPHRASE)
    try:
        ear = Ear(hand)
        ear.opens(File(contents).part())
        ear.hears_all()
        ear.waits_until(lambda: _kept(path))
        (kept,) = _kept(path)
        assert b"PK\x03\x04" not in kept  # the head of an archive of arrays
        assert b"lows" not in kept
        ear.closes()
        again = File(contents)
        ear.opens(again.part())
        ear.hears_all()
        assert again.opened == 0
        hand.coding.waveform.close()
    finally:
        hand.close()


def test_a_recording_without_sound_says_so(ear: Ear, contents: bytes) -> None:
    ear.opens(File(contents).part(channels=0))
    assert (ear.sound.channels, ear.sound.words) == (0, "This recording has no sound.")
    assert ear.looks()[0].shape == (0, 30)


def test_a_sound_that_cannot_be_read_says_so(ear: Ear) -> None:
    ear.opens(File(b"these are words").part())
    ear.looks()
    ear.waits_until(lambda: ear.sound.words)
    assert ear.sound.words == "The sound of this recording cannot be read."


def test_a_withdrawn_consent_takes_the_sound_away(demo_path: Path, qtbot: QtBot) -> None:
    with viewer_on(demo_path, qtbot) as viewer:
        viewer.opens()
        sound = viewer.coding.waveform
        sound.peaks(0, 1000, 10)
        viewer.waits(lambda: sound.known_ms > 1000)
        viewer.answers(Status.INGETROKKEN)
        viewer.waits(lambda: viewer.playing.situation.stage is Stage.REFUSED)
        assert (sound.channels, sound.known_ms) == (0, 0)
        viewer.waits(lambda: not multiprocessing.active_children())
