"""Bench: the sound of an interview of an hour, joined and lined up; and whether the window goes on while it records."""

import time
import uuid
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bench_table import Row, measured, timed, turns

if TYPE_CHECKING:
    from recall_studio.media.sound_pieces import Piece

RATE_HZ = 48_000
MINUTES, PIECE_MINUTES = 60, 5
SILENCE_MS = 60_000
BLOCK = RATE_HZ // 10
NAIVE = "all of it in memory with numpy, then WAV"


def rows(folder: Path) -> Iterator[Row]:
    """The sound of an interview: an hour in pieces of five minutes with a rest of a minute, 48 kHz."""
    files = _write_pieces(folder)
    naive = timed(partial(_naive, files, folder / "naive.wav"), 1)
    yield measured("pieces of an hour looked through and planned", timed(partial(_planned, files), 3), "< 5 s")
    yield measured("joined as FLAC", timed(partial(_join, files, folder / "joined.flac"), 1), "< 30 s", naive, NAIVE)
    yield from _lined_up(folder / "joined.flac")
    yield from _recording(folder)


def _write_pieces(folder: Path) -> list[Path]:
    """Two takes of speech-like noise."""
    import numpy as np

    from recall_studio.media.sound_pieces import PieceHead, block_bytes

    chance = np.random.default_rng(5)
    samples = PIECE_MINUTES * 60 * RATE_HZ
    loud = np.repeat(np.abs(np.sin(np.arange(samples // BLOCK) / 3)), BLOCK) * 3_000
    files, take, first, began_us = [], str(uuid.uuid4()), 0, 0
    for number in range(MINUTES // PIECE_MINUTES):
        if number == MINUTES // PIECE_MINUTES // 2:
            take, first, began_us = str(uuid.uuid4()), 0, began_us + SILENCE_MS * 1000
        sound = (chance.normal(0, 1, samples) * loud).astype("<i2")
        files.append(folder / f"{number:02}.piece")
        with files[-1].open("wb") as file:
            file.write(PieceHead(RATE_HZ, take, first, began_us).to_bytes())
            for at in range(0, samples, BLOCK):
                heard_us = began_us + (at + BLOCK) * 1_000_000 // RATE_HZ
                file.write(block_bytes(sound[at : at + BLOCK].tobytes(), heard_us))
        first, began_us = first + samples, began_us + PIECE_MINUTES * 60_000_000
    return files


def _read(files: list[Path]) -> "list[Piece]":
    from recall_studio.media.sound_pieces import read_piece

    found = []
    for file in files:
        with file.open("rb") as reader:
            found.append(read_piece(reader))
    return found


def _planned(files: list[Path]) -> None:
    from recall_studio.media.splicing import plan

    plan(_read(files))


def _join(files: list[Path], target: Path) -> None:
    from recall_studio.media.sound_writing import write_joined
    from recall_studio.media.splicing import plan

    pieces = _read(files)
    made = plan(pieces)
    assert made is not None  # noqa: S101 - they hold an hour
    with target.open("wb+") as writer:
        write_joined(writer, made, pieces, [partial(_opened, file) for file in files])


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")


def _naive(files: list[Path], target: Path) -> None:
    import wave

    import numpy as np

    from recall_studio.media.sound_pieces import read_sound

    sounds = []
    for file, piece in zip(files, _read(files), strict=True):
        with file.open("rb") as reader:
            sounds.append(np.frombuffer(read_sound(reader, piece, 0, piece.samples), "<i2"))
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(np.concatenate(sounds).tobytes())


def _lined_up(sound: Path) -> Iterator[Row]:
    from recall_studio.domain.recall.interview import Shown
    from recall_studio.media.matching import loudness, match

    whole = BytesIO(sound.read_bytes())
    yield measured("how loud it is, every 20 ms of the hour", timed(partial(loudness, whole), 1), "< 20 s")
    heard = loudness(whole)
    shown = [Shown(start, start + 50_000, start) for start in range(0, 3_400_000, 100_000)]
    yield measured("its beginning found among an hour", timed(partial(match, heard, shown, heard), 3), "< 2 s")


def _recording(folder: Path) -> Iterator[Row]:
    """The microphone of the private sound card, in Qt's own loop."""
    from PySide6.QtWidgets import QApplication

    from recall_studio.domain.ids import RecallSessionId, new_id
    from recall_studio.player.qt_microphone import QtMicrophone
    from recall_studio.player.recorder import Recorder, Tape
    from recall_studio.store.folder import StudyFolder

    app = QApplication.instance() or QApplication([])
    still = turns(lambda: None)
    microphone = QtMicrophone()
    recorder = Recorder(microphone, clock_ms=lambda: time.monotonic() * 1000)
    taken: list[float] = []
    hear = microphone.heard

    def timed_hear(sound: bytes) -> None:
        started = time.perf_counter()
        hear(sound)
        taken.append((time.perf_counter() - started) * 1000)

    microphone.heard = timed_hear
    begun = time.monotonic()
    recorder.begin(Tape(StudyFolder(folder), RecallSessionId(new_id()), lambda: (time.monotonic() - begun) * 1000))
    gaps = turns(recorder.poll)
    recorder.stop()
    recorder.written(10)
    microphone.end()
    del app
    yield measured("what is heard, taken in the window's turn", taken, "p95 < 2 ms, longest < 16 ms")
    told = f"the same without recording; longest {max(gaps):.0f} ms, {len(taken)} times heard"
    yield measured("a 16 ms turn of the window while it records", gaps, "p95 < 20 ms", still, told)
