"""A microphone that exists for a test: it hears what is played into a room, and its plug can be pulled.

The private PulseAudio of `tests.screens` gets a null sink, which is the room, and a source that hears it: Qt hides the
monitors of sinks, so the source is a remapped one.
"""

from __future__ import annotations

import subprocess
import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

RATE_HZ = 48_000


class Room:
    """Where microphones hang, by name; the last one that was hung up is the system's."""

    def __init__(self, sink: str) -> None:
        self._sink = sink
        self._plugs: dict[str, str] = {}
        self._played: list[subprocess.Popen[bytes]] = []
        self._own = _pactl(
            "load-module",
            "module-null-sink",
            "norewinds=1",
            "rate=48000",
            f"sink_name={sink}",
            f"sink_properties=device.description={sink}",
        )

    def hangs_up(self, name: str) -> None:
        self._plugs[name] = _pactl(
            "load-module",
            "module-remap-source",
            f"master={self._sink}.monitor",
            f"source_name={name}",
            f"source_properties=device.description={name}",
        )
        _pactl("set-default-source", name)

    def pulls(self, name: str) -> None:
        _pactl("unload-module", self._plugs.pop(name))

    def hears(self, path: Path) -> None:
        """A file, from now on; returns at once."""
        self._played.append(subprocess.Popen(["paplay", f"--device={self._sink}", "--latency-msec=50", str(path)]))

    def is_taken_down(self) -> None:
        for playing in self._played:
            playing.kill()
            playing.wait()
        for name in list(self._plugs):
            self.pulls(name)
        _pactl("unload-module", self._own)
        _pactl("set-default-source", "input")


@contextmanager
def a_room(sink: str = "room") -> Iterator[Room]:
    room = Room(sink)
    try:
        yield room
    finally:
        room.is_taken_down()


def _pactl(*words: str) -> str:
    return subprocess.run(["pactl", *words], check=True, capture_output=True, encoding="utf-8").stdout.strip()


def write_wav(path: Path, samples: NDArray[np.int16], rate_hz: int = RATE_HZ) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def tone(seconds: float, hz: float = 440, share: float = 0.5, rate_hz: int = RATE_HZ) -> NDArray[np.int16]:
    places = np.arange(round(seconds * rate_hz))
    return np.rint(share * 32_767 * np.sin(2 * np.pi * hz * places / rate_hz)).astype(np.int16)


def ticks(seconds: float, every_s: float = 1.0, rate_hz: int = RATE_HZ) -> NDArray[np.int16]:
    """Bursts of 10 ms at every so many seconds, beginning with one."""
    made = np.zeros(round(seconds * rate_hz), np.int16)
    burst = tone(0.01, 2_000, 0.8, rate_hz)
    for start in range(0, len(made) - len(burst), round(every_s * rate_hz)):
        made[start : start + len(burst)] = burst
    return made
