"""The table that the benchmarks print: medians, aims, and ratios against a naive way of doing the same."""

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

RUNS = 5
TURN_MS = 16
TURNS_S = 10


class Row(NamedTuple):
    """One line of the table; times in ms."""

    what: str
    median_ms: float
    p95_ms: float
    aim: str
    naive_ms: float | None = None
    naive: str = ""
    unit: str = ""
    """Of what is no time."""


def print_head() -> None:
    """Print the headings."""
    print(f"{'what':52}{'median':>10}{'p95':>10}  {'aim':24}{'ratio':>7}  against")


def print_row(row: Row) -> None:
    """Print one line, now."""
    ratio = f"{row.median_ms / row.naive_ms:7.2f}" if row.naive_ms else " " * 7
    said = (f"{value:.0f} {row.unit}" if row.unit else _time(value) for value in (row.median_ms, row.p95_ms))
    times = "".join(f"{one:>10}" for one in said)
    print(f"{row.what:52}{times}  {row.aim:24}{ratio}  {row.naive}", flush=True)


def _time(ms: float) -> str:
    return f"{ms / 1000:.2f} s" if ms >= 1000 else f"{ms:.2f} ms"


def measured(
    what: str, times: Sequence[float], aim: str, naive: Sequence[float] | None = None, against: str = ""
) -> Row:
    """The line of these measurements.

    Args:
        what: what was measured.
        times: of each run, in ms.
        aim: what they should be, in words.
        naive: of a naive way of doing the same, in ms.
        against: what that way is, or anything else worth telling.
    """
    compared = statistics.median(naive) if naive else None
    return Row(what, statistics.median(times), p95(times), aim, compared, against)


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 measurements do not exceed."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def timed(action: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Do it so many times; how long each took, in ms."""
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return times


def turns(each: Callable[[], object]) -> list[float]:
    """How long it was from each tick of a 16 ms timer to the next, in ms, for ten seconds of Qt's own loop.

    Args:
        each: what is done at every tick.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    stamps: list[float] = []
    loop, timer = QEventLoop(), QTimer()

    def tick() -> None:
        stamps.append(time.perf_counter())
        each()
        if stamps[-1] - stamps[0] > TURNS_S:
            loop.quit()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TURN_MS)
    loop.exec()
    timer.stop()
    return [(after - before) * 1000 for before, after in itertools.pairwise(stamps)]
