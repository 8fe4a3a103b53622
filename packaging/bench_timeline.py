"""Bench: the timeline: painted at any zoom, zoomed while a recording plays, edits among 100,000 moments, memory."""

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench_seat import ENGINES, chance
from bench_study import make_watched
from bench_table import TURN_MS, Row, measured, p95, timed, turns
from bench_watching import Watched, painted, watching

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.coding.timeline.timeline import Timeline

FEW, MANY = 1_000, 100_000
PLAYED = 10_000
HOURS_S = 7_200
PICTURE = (1280, 720)
ZOOMS = {"whole": None, "10 min": 600_000, "1 min": 60_000, "10 s": 10_000, "1 s": 1_000}
PLACES = 24
EDITS = 40
PRESSES = 40
ZOOM = 1.25

# A window on a study until all of its moments are in their rows, then two seconds of playing; how much memory it has.
MEMORY = """
import sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from bench_watching import watching
with watching(Path(sys.argv[1]), "vlc") as watched:
    watched.wait(lambda: not watched.coding.busy and not watched.page.timeline.rows.busy)
    watched.page.show_panel("moments")
    watched.rest(1)
    watched.page.show_panel("timeline")
    watched.player.play()
    for _step in range(20):
        watched.coding.scale.zoom(1.5)
        watched.rest(0.1)
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(*(int(told[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")), flush=True)
"""


def rows(folder: Path) -> Iterator[Row]:
    """The timeline on a virtual screen, without a graphics card. One paint is a still picture of all three parts."""
    from tests.player.clips import write_bar_clip

    long, short = folder / "long.mp4", folder / "short.mp4"
    write_bar_clip(long, frames=HOURS_S, rate_hz=1, sound=False)  # a tone of two hours takes minutes to write
    times_ms = write_bar_clip(short, frames=1000, size=PICTURE)
    studies = {count: folder / f"{count}.recall" for count in (0, FEW, MANY, PLAYED)}
    for count, study in studies.items():
        clip = short if count in (0, PLAYED) else long
        make_watched(study, {"G-001": clip}, {"G-001": count})
    for count, aim in ((FEW, "p95 < 4 ms"), (MANY, "p95 < 8 ms")):
        with watching(studies[count], ENGINES[0]) as watched:
            _settle(watched)
            yield from _paint_rows(watched, count, aim)
    with watching(studies[MANY], ENGINES[0]) as watched:
        yield from _opening_rows(watched)
        yield from _edit_rows(watched)
    for engine in ENGINES:
        with watching(studies[PLAYED], engine) as watched:
            _settle(watched)
            yield _zooming_row(watched, engine)
        with watching(studies[0], engine) as watched:  # no label of a moment lies over the bars
            yield _pixel_row(watched, engine, times_ms)
    yield _memory_row(studies[MANY])


def _settle(watched: Watched) -> None:
    watched.wait(lambda: not watched.coding.busy and not watched.page.timeline.rows.busy)
    watched.rest(0.5)


def _paint_rows(watched: Watched, count: int, aim: str) -> Iterator[Row]:
    timeline, scale = watched.page.timeline, watched.coding.scale
    total = scale.span.total_ms
    for name, length_ms in ZOOMS.items():
        times: list[float] = []
        worked: list[float] = []
        for place in range(PLACES):
            scale.fit()
            if length_ms is not None:
                scale.zoom(total / length_ms, total * (place + 0.5) / PLACES)
            watched.application.processEvents()
            before = time.thread_time()
            times += timed(lambda: _paint(timeline), 1)
            worked.append((time.thread_time() - before) * 1000)
        naive = timed(lambda: _paint_every(timeline), 1 if count == MANY else 3)
        what = f"paint, {count} moments, {name}"
        told = f"work of the thread alone: {statistics.median(worked):.1f}, p95 {p95(worked):.1f} ms"
        yield measured(what, times, aim, naive, f"every moment painted; {told}")


def _paint(timeline: "Timeline") -> None:
    for part in (timeline.lanes, timeline.overview, timeline.ruler):
        part.painted(part.visibleRegion().boundingRect())


def _paint_every(timeline: "Timeline") -> None:
    """The naive way: all moments one after another, with their words."""
    from PySide6.QtGui import QPainter, QPixmap

    from recall_studio.ui.coding.timeline.moment_painter import MomentPainter

    lanes = timeline.lanes
    pixmap = QPixmap(lanes.size())
    painter = QPainter(pixmap)
    painter.setFont(lanes.font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    moments = MomentPainter(painter, lanes.scale.span, lanes.tokens)
    for placed in lanes.placed:
        for row, top, height in placed.rooms():
            for view in row.views:
                moments.paint(view, top, height)
    painter.end()


def _opening_rows(watched: Watched) -> Iterator[Row]:
    """How long the turns of the loop are while a recording is opened, from the call until all is in its rows."""
    name = watched.coding.session.recording.name if watched.coding.session.recording else ""
    watched.coding.session.close_recording()
    watched.rest(0.5)
    began = time.perf_counter()
    took = timed(lambda: watched.coding.session.open_recording(name), 1)
    while watched.coding.busy or watched.page.timeline.rows.busy:
        took += timed(watched.application.processEvents, 1)
    whole = (time.perf_counter() - began) * 1000
    told = f"longest {max(took):.0f} ms; all is there after {whole / 1000:.1f} s"
    naive = timed(lambda: _read_all(watched), 1)
    yield measured(f"open {MANY} moments, a turn of the window", took, "p95 < 16 ms", naive, f"in one turn; {told}")


def _read_all(watched: Watched) -> None:
    from recall_studio.store.annotations import moments
    from recall_studio.ui.coding.moment_index import MomentIndex
    from recall_studio.ui.coding.moment_view import view_of

    coding = watched.coding
    study, me = coding.session.study, coding.session.member
    recording = coding.session.recording
    found = moments(study, as_seen_by=me, recording=recording.id if recording else None)
    MomentIndex(view_of(one, coding.look(one.code), me=me.code, discussed=()) for one in found)


def _edit_rows(watched: Watched) -> Iterator[Row]:
    """From the call to the end of the turn in which every view that is open was painted with what came of it."""
    _settle(watched)
    page, scale = watched.page, watched.coding.scale
    scale.fit()
    scale.zoom(scale.span.total_ms / 60_000, scale.span.total_ms / 2)
    for name, parts in (("timeline", (page.timeline.lanes,)), ("moments", (page.table.table.viewport(),))):
        page.show_panel(name)
        watched.rest(1)
        took: dict[str, list[float]] = {name: [] for name in ("tag", "change", "remove", "undo", "worked")}
        for _round in range(EDITS):
            _edit_once(watched, parts, took)
        worked = took.pop("worked")
        told = (
            f"work of the window's thread alone, of all four: {statistics.median(worked):.1f}, p95 {p95(worked):.1f} ms"
        )
        for what, times in took.items():
            yield measured(f"{what} among {MANY}, {name} painted", times, "p95 < 50 ms", None, told)


def _edit_once(watched: Watched, parts: "tuple[QWidget, ...]", took: dict[str, list[float]]) -> None:
    coding = watched.coding
    middle = round(coding.scale.span.start_ms + coding.scale.span.length_ms / 2)
    near = coding.index.row_at(middle)
    chosen = coding.views()[near]
    later = chosen.start_ms - 1
    watched.player.seek(middle)
    watched.page.table.table.scrollTo(watched.page.table.model.index(near, 1))
    watched.rest(0.1)
    count = len(coding.views())

    def until(done: Callable[[], bool], act: Callable[[], object]) -> float:
        with painted(watched.application, parts, done) as all_are:
            started, before = time.perf_counter(), time.thread_time()
            act()
            watched.wait(all_are, pause_s=0)
            took["worked"].append((time.thread_time() - before) * 1000)
            return (time.perf_counter() - started) * 1000

    def kept() -> bool:
        return len(coding.views()) > count and not coding.waiting

    took["tag"].append(until(kept, lambda: coding.press_code("taal_begripscheck")))
    watched.rest(0.1)
    took["change"].append(
        until(lambda: _starts_at(watched, chosen.id, later), lambda: coding.change(chosen.id, start_ms=later))
    )
    watched.rest(0.1)
    took["remove"].append(until(lambda: coding.view(chosen.id) is None, lambda: coding.remove([chosen.id])))
    watched.rest(0.1)
    took["undo"].append(until(lambda: coding.view(chosen.id) is not None, lambda: coding.undo(sure=True)))
    watched.rest(0.1)


def _starts_at(watched: Watched, moment: str, ms: int) -> bool:
    view = watched.coding.view(moment)
    return view is not None and view.start_ms == ms


def _steps(watched: Watched) -> Callable[[], None]:
    """In, in, aside, out, out, back: each call one step, around the playhead."""
    scale = watched.coding.scale
    scale.fit()

    def pan(share: float) -> None:
        scale.pan(share * scale.span.length_ms)

    around: tuple[tuple[int, Callable[[], None]], ...] = (
        (12, lambda: scale.zoom(ZOOM)),
        (6, lambda: pan(0.05)),
        (6, lambda: pan(-0.05)),
        (12, lambda: scale.zoom(1 / ZOOM)),
    )
    wheel = itertools.cycle([act for times, act in around for _time in range(times)])

    def step() -> None:
        next(wheel)()

    return step


def _zooming_row(watched: Watched, engine: str) -> Row:
    """Every turn zooms or pans, and everything is painted anew."""
    watched.player.seek(2000)
    watched.player.play()
    watched.rest(2)
    step, shown = _steps(watched), set[int | None]()

    def each() -> None:
        step()
        shown.add(watched.player.shown_ms)

    ticks = turns(each)
    watched.player.pause()
    told = f"{1000 * len(ticks) / sum(ticks):.0f} a second, every turn one; {len(shown)} pictures in 10 s"
    aim = "p95 < 33 ms (30/s)"
    return measured(
        f"{engine}: zoom and pan, 720p plays, {PLAYED} moments", ticks, aim, [TURN_MS], f"the timer; {told}"
    )


def _pixel_row(watched: Watched, engine: str, times_ms: list[int]) -> Row:
    """Presses while it plays and is zoomed, against the bars in the pixels of the screen at that moment."""
    from PySide6.QtCore import QSize

    errors: list[int] = []
    gaps, unread, step = chance(), 0, _steps(watched)
    watched.player.seek(0)
    watched.player.play()
    watched.rest(2)
    while len(errors) < PRESSES and unread < PRESSES:
        until = time.monotonic() + gaps.uniform(0.03, 0.2)
        while time.monotonic() < until:
            step()
            watched.application.processEvents()
        number = watched.number_on_screen(QSize(*PICTURE))
        press = watched.player.press()
        watched.wait(lambda press=press: press.settled)  # type: ignore[misc]
        if number is None or number >= len(times_ms) or press.pressed_ms is None:  # photographed while it was painted
            unread += 1
        else:
            errors.append(abs(press.pressed_ms - times_ms[number]))
    watched.player.pause()
    exact = sum(error == 0 for error in errors)
    told = f"{exact}/{len(errors)} exact, max {max(errors, default=0)} ms, {unread} not read"
    return measured(f"{engine}: tag while it is zoomed", errors or [0], "at most one picture (40 ms)", None, told)


def _memory_row(study: Path) -> Row:
    here = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(study), *here],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    now, most = (float(one) for one in done.stdout.split())
    told = "median: now; p95: the most it had"
    return Row(f"memory, a 2-hour video and {MANY} moments", now, most, "< 600 MB", None, told, "MB")
