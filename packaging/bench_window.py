"""Bench: the whole window: its start, a key press among 10,000 moments, playing, and what its pixels show."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench_seat import ENGINES, chance
from bench_study import make_watched
from bench_table import TURNS_S, Row, measured, p95, timed, turns
from bench_watching import Watched, watching

PICTURE = (1280, 720)
MOMENTS = 10_000
STARTS = 7
KEYS = 60
PRESSES = 40

# The same as `recall-studio STUDY`, until there is a picture; the time is counted from before Python started.
START = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from recall_studio.domain.words import speak
from recall_studio.store.logs import start_logging
speak("en")
from recall_studio.ui.app import Program
start_logging()
application = QApplication(sys.argv[:1])
program = Program(application)
program.start(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
def look():
    opened = program.open_study
    if program.window.windowHandle().isExposed() and (len(sys.argv) < 3 or opened.playing.player.shown_ms is not None):
        print(time.monotonic() - float(sys.argv[1]), flush=True)
        timer.stop()
        program.window.let_go()
        application.quit()
timer = QTimer(interval=2)
timer.timeout.connect(look)
timer.start()
application.exec()
program.end()
"""
BARE = "from PySide6 import QtCore, QtGui, QtWidgets, QtMultimedia"


def rows(folder: Path) -> Iterator[Row]:
    """The window on a virtual screen, without a graphics card."""
    from tests.player.clips import write_bar_clip

    long, short = folder / "long.mp4", folder / "short.mp4"
    write_bar_clip(long, frames=6000, rate_hz=5)
    times_ms = write_bar_clip(short, frames=1000, size=PICTURE)
    many, plain = folder / "many.recall", folder / "plain.recall"
    make_watched(many, {"G-001": long}, {"G-001": MOMENTS})
    make_watched(plain, {"G-001": short}, {})
    yield from _start_rows(plain, many)
    yield from _key_rows(many)
    for engine in ENGINES:
        with watching(plain, engine) as watched:
            yield _pixel_row(watched, engine, times_ms)
            yield _playing_row(watched, engine)


def _start_rows(plain: Path, many: Path) -> Iterator[Row]:
    bare = timed(lambda: subprocess.run([sys.executable, "-c", BARE], check=True), STARTS)
    for what, study in (("start page", None), ("study, first picture", plain), (f"study, {MOMENTS} moments", many)):
        times = [_start(study) for _start_number in range(STARTS + 1)][1:]  # the first one is cold
        yield measured(f"start to usable window: {what}", times, "< 2 s", bare, "importing PySide6 alone")


def _start(study: Path | None) -> float:
    command = [sys.executable, "-c", START, str(time.monotonic()), *([str(study)] if study else [])]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)
    return float(done.stdout) * 1000


def _key_rows(study: Path) -> Iterator[Row]:
    """From the key to the end of the turn in which everything was painted that shows the new moment."""
    with watching(study, ENGINES[0]) as watched:
        for name, panel in (("timeline", watched.page.timeline), ("moments", watched.page.table)):
            watched.page.show_panel(name)
            watched.player.seek(60_000)
            watched.player.play()
            watched.rest(1.5)
            times, worked = [], []
            for _press in range(KEYS):
                before = time.thread_time()
                times.append(watched.key_to_painted(panel))
                worked.append((time.thread_time() - before) * 1000)
                watched.rest(0.15)
            watched.player.pause()
            what = f"key to label and {name} painted, {MOMENTS} moments"
            told = f"work of the window's thread alone: {statistics.median(worked):.1f}, p95 {p95(worked):.1f} ms"
            yield measured(what, times, "p95 < 33 ms (two frames)", None, told)


def _pixel_row(watched: Watched, engine: str, times_ms: list[int]) -> Row:
    """Presses while it plays, against the bars in the pixels that the screen shows at that moment."""
    from PySide6.QtCore import QSize

    errors: list[int] = []
    gaps, unread = chance(), 0
    watched.player.play()
    watched.rest(2)
    while len(errors) < PRESSES and unread < PRESSES:
        watched.rest(gaps.uniform(0.03, 0.2))
        number = watched.number_on_screen(QSize(*PICTURE))
        press = watched.player.press()
        watched.wait(lambda press=press: press.settled)  # type: ignore[misc]
        if number is None or press.pressed_ms is None:
            unread += 1
        else:
            errors.append(abs(press.pressed_ms - times_ms[number]))
    watched.player.pause()
    exact = sum(error == 0 for error in errors)
    told = f"{exact}/{len(errors)} exact, max {max(errors)} ms, {unread} not read"
    return measured(
        f"{engine}: tag against the pixels of the screen", errors, "at most one picture (40 ms)", None, told
    )


def _playing_row(watched: Watched, engine: str) -> Row:
    """How evenly the window turns while a recording plays in it, and what that costs."""
    watched.player.seek(2000)
    watched.player.play()
    watched.rest(2)
    used, started = time.process_time(), time.perf_counter()
    shown: set[int | None] = set()
    ticks = turns(lambda: shown.add(watched.player.shown_ms))
    share = (time.process_time() - used) / (time.perf_counter() - started)
    watched.player.pause()
    told = f"{len(shown)} pictures in {TURNS_S} s (aim 250), {share:.0%} of a core (aim < 40 %)"
    return measured(f"{engine}: 720p playing in the window, a 16 ms turn", ticks, "p95 < 20 ms", None, told)
