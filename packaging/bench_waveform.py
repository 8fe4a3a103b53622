"""Bench: the waveform of an hour of sound, and whether the window goes on meanwhile."""

import itertools
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_study import make_watched
from bench_table import TURN_MS, Row, measured, timed
from bench_watching import Watched, watching

if TYPE_CHECKING:
    from recall_studio.ui.coding.waveform import Waveform

RATE_HZ = 48_000
FRAME = 1024
MINUTES = 60
MINUTE_MS = 60_000
KEPT_S = 2
COLUMNS, HEIGHT = 1600, 64
AGAINST = "decode all in the window's thread, then draw"


def rows(folder: Path) -> Iterator[Row]:
    """An hour of AAC, two channels of 48 kHz, in the window; the process is started anew for it."""
    sound, study = folder / "hour.m4a", folder / "hour.recall"
    _write_hour(sound)
    make_watched(study, {"G-001": sound}, {})
    naive = timed(lambda: _naive(sound), 1)
    with watching(study, "qt", picture=False) as watched:
        first, whole, gaps = _read(watched)
        yield measured("first minute of an hour visible", [first], "< 1 s", naive, AGAINST)
        yield measured("the whole hour read", [whole], "< 10 s", naive, AGAINST)
        told = f"of {len(gaps)} turns, longest {max(gaps):.0f} ms"
        yield measured("a 16 ms turn of the window meanwhile", gaps, "p95 < 20 ms", naive, f"{AGAINST}; {told}")
        yield from _looking(watched)
        watched.rest(KEPT_S)
    with watching(study, "qt", picture=False) as watched:
        _first, again, _gaps = _read(watched)
        yield measured("the hour from the cache, opened again", [again], "< 1 s", naive, AGAINST)


def _read(watched: Watched) -> tuple[float, float, list[float]]:
    """Until the first minute and until all is known, and how long each turn took meanwhile; all in ms."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    sound = watched.coding.waveform
    stamps: list[float] = []
    known: dict[int, float] = {}
    loop, timer = QEventLoop(), QTimer(interval=TURN_MS, timerType=Qt.TimerType.PreciseTimer)

    def look() -> None:
        stamps.append(time.perf_counter())
        for wanted in (MINUTE_MS, MINUTES * MINUTE_MS):
            if sound.known_ms >= wanted:
                known.setdefault(wanted, stamps[-1])
        if len(known) == 2:
            loop.quit()

    started = time.perf_counter()
    _forget(watched, sound)
    sound.peaks(0, MINUTES * MINUTE_MS, COLUMNS)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    gaps = [(after - before) * 1000 for before, after in itertools.pairwise(stamps)]
    return (known[MINUTE_MS] - started) * 1000, (known[MINUTES * MINUTE_MS] - started) * 1000, gaps


def _forget(watched: Watched, sound: "Waveform") -> None:
    """The timeline may have asked already: what it asked is taken back, and the clock starts now."""
    opened = watched.program.open_study
    assert opened is not None  # noqa: S101 - it is watched
    sound.close()
    opened.playing.situation_changed.emit(opened.playing.situation)


def _looking(watched: Watched) -> Iterator[Row]:
    sound, hour = watched.coding.waveform, MINUTES * MINUTE_MS
    spans = [(0, hour), (hour // 3, hour // 3 + MINUTE_MS), (hour // 2, hour // 2 + 2000)]
    times = [took for start, end in spans for took in timed(lambda s=start, e=end: sound.peaks(s, e, COLUMNS), 20)]  # type: ignore[misc]
    yield measured(f"peaks of {COLUMNS} columns, three zooms", times, "< 4 ms")


def _naive(sound: Path) -> None:
    import av
    import numpy as np
    from PySide6.QtGui import QImage, QPainter

    with av.open(str(sound)) as container:
        samples = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    image = QImage(COLUMNS, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for column, part in enumerate(np.array_split(samples[0], COLUMNS)):
        painter.drawLine(column, round(HEIGHT / 2 * (1 - part.max())), column, round(HEIGHT / 2 * (1 - part.min())))
    painter.end()


def _write_hour(place: Path) -> None:
    """One minute of a voice-like sound, encoded once, its packets sixty times behind each other."""
    import av
    from av.packet import Packet

    packets = _minute_of_packets(place.with_name("minute.m4a"))
    with av.open(str(place.with_name("minute.m4a"))) as source, av.open(str(place), "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for number in range(len(packets) * MINUTES):
            packet: Packet[Any] = Packet(packets[number % len(packets)])
            packet.stream, packet.time_base = stream, Fraction(1, RATE_HZ)
            packet.pts = packet.dts = number * FRAME
            packet.duration = FRAME
            target.mux(packet)


def _minute_of_packets(place: Path) -> list[bytes]:
    import av
    import numpy as np

    times = np.arange(RATE_HZ * 60) / RATE_HZ
    noise = np.random.default_rng(1).standard_normal(len(times))
    voice = np.sin(2 * np.pi * 220 * times) * (0.3 + 0.3 * np.sin(2 * np.pi * 0.7 * times)) + 0.1 * noise
    both = np.stack([voice, voice / 2]).astype(np.float32)
    with av.open(str(place), "w") as target:
        stream: Any = target.add_stream("aac", rate=RATE_HZ, layout="stereo")
        stream.bit_rate = 128_000
        for start in range(0, len(times), FRAME):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(both[:, start : start + FRAME]), format="fltp", layout="stereo"
            )
            frame.rate, frame.pts = RATE_HZ, start
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    with av.open(str(place)) as source:
        return [bytes(packet) for packet in source.demux(audio=0) if packet.size]
