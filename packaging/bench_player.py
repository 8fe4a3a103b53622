"""Bench: how long a step, a seek and a turn of the loop take while recordings play, for both engines."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_seat import ENGINES, PATIENCE_S, Clip, Seat, chance, clip_of
from bench_table import Row, measured, turns

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FRAMES = 1000
SIZE = (1280, 720)
PICTURE_MS = 40
SEEKS = 30
STEPS = 40
NAIVE = "QMediaPlayer.setPosition"


def rows(folder: Path) -> Iterator[Row]:
    """A recording of 1280 x 720, 25 pictures a second, a keyframe every 250."""
    clip = clip_of(folder, "hd.mp4", frames=FRAMES, size=SIZE)
    naive_seeks, naive_steps = _naive(folder / "hd.mp4", clip)
    for engine in ENGINES:
        with closing(Seat(engine, clip)) as seat:
            exact, first = _seeks(seat)
            yield measured(f"{engine}: paused seek to the exact picture", exact, "p95 < 700 ms", naive_seeks, NAIVE)
            yield measured(f"{engine}: the same, to the first picture shown", first, "p95 < 300 ms", naive_seeks, NAIVE)
            yield measured(f"{engine}: step one picture, either way", _steps(seat), "p95 < 50 ms", naive_steps, NAIVE)
        with closing(Seat(engine, clip)) as seat:
            yield _playing(seat, engine)


def _seeks(seat: Seat) -> tuple[list[float], list[float]]:
    """Times until the exact picture is there, and until any new one is."""
    exact, first, places = [], [], chance()
    for _seek in range(SEEKS):
        wanted = places.randrange(FRAMES)
        shown = len(seat.viewer.numbers)
        started = time.perf_counter()
        seat.player.seek(wanted * PICTURE_MS)
        seat.wait(lambda shown=shown: len(seat.viewer.numbers) > shown)  # type: ignore[misc]
        first.append((time.perf_counter() - started) * 1000)
        seat.wait(lambda wanted=wanted: seat.viewer.number == wanted)  # type: ignore[misc]
        exact.append((time.perf_counter() - started) * 1000)
    return exact, first


def _steps(seat: Seat) -> list[float]:
    times, ways, at = [], chance(), FRAMES // 2
    seat.player.seek(at * PICTURE_MS)
    seat.wait(lambda: seat.viewer.number == at)
    for _step in range(STEPS):
        way = ways.choice((-1, 1))
        at += way
        started = time.perf_counter()
        seat.player.step(way)
        seat.wait(lambda at=at: seat.viewer.number == at)  # type: ignore[misc]
        times.append((time.perf_counter() - started) * 1000)
        seat.rest(0.02)
    return times


def _playing(seat: Seat, engine: str) -> Row:
    """The turns of a timer like the window's while every picture is painted; pictures and CPU beside it."""
    canvas = _canvas(seat)
    canvas.resize(*SIZE)
    canvas.show()
    seat.player.play()
    seat.rest(2)
    seat.viewer.numbers.clear()
    used, started = time.process_time(), time.perf_counter()
    ticks = turns(seat.player.poll)
    share = (time.process_time() - used) / (time.perf_counter() - started)
    numbers = [number for number, _ms in seat.viewer.numbers if number is not None]
    canvas.close()
    lost = numbers[-1] - numbers[0] + 1 - len(set(numbers))
    told = f"{len(numbers)} pictures, {lost} left out (aim 0), {share:.0%} of a core (aim < 40 %)"
    return measured(f"{engine}: playing, a turn of the 16 ms timer", ticks, "p95 < 20 ms", None, told)


def _canvas(seat: Seat) -> "QWidget":
    """A widget that paints the latest picture, as the window's does."""
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget
    from typing_extensions import override

    from recall_studio.player.qt_pictures import to_image

    class Canvas(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            if seat.viewer.frames:
                QPainter(self).drawImage(self.rect(), to_image(seat.viewer.frames[-1]))
                del seat.viewer.frames[:]

    canvas = Canvas()
    see = seat.viewer._see  # noqa: SLF001 - the bench sits where the tests do

    def show(frame: Any) -> None:
        see(frame)
        canvas.update()

    from recall_studio.player.playing import Watcher

    seat.player.watch(Watcher(frame=show))
    return canvas


def _naive(path: Path, clip: Clip) -> tuple[list[float], list[float]]:
    """Seeks and steps of Qt's player alone: it is sent to the middle of a picture, and that picture awaited."""
    from PySide6.QtCore import QUrl
    from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    player, sink, shown = QMediaPlayer(), QVideoSink(), [-1]
    player.setVideoSink(sink)
    sink.videoFrameChanged.connect(lambda frame: shown.append(round(frame.startTime() / 1000)))
    player.setSource(QUrl.fromLocalFile(str(path)))
    player.pause()

    def go(picture: int) -> float:
        started = time.perf_counter()
        player.setPosition(clip.times_ms[picture] + PICTURE_MS // 2)
        while shown[-1] != clip.times_ms[picture] and time.perf_counter() - started < PATIENCE_S:
            application.processEvents()
            time.sleep(0.001)
        return (time.perf_counter() - started) * 1000

    places = chance()
    go(0)
    seeks = [go(places.randrange(FRAMES)) for _seek in range(SEEKS)]
    steps = [go(FRAMES // 2 + step) for step in range(STEPS // 2)]
    player.setSource(QUrl())
    return seeks, steps
