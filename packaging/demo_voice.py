"""The sound of the demonstration conversation: two synthetic voices on one time line.

Needs the program `espeak-ng`. Nothing is drawn or coded here.
"""

import io
import subprocess
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from demo_script import LINES, Line, Speaker

Samples = npt.NDArray[np.float64]

RATE_HZ: Final = 44_100
FRAME_RATE_HZ: Final = 25
SAMPLES_PER_FRAME: Final = RATE_HZ // FRAME_RATE_HZ
TAIL_S: Final = 1.8
_ESPEAK_RATE_HZ: Final = 22_050
# Lines start on a grid of 20 ms: such a time is a whole number of samples and of milliseconds.
_GRID_SAMPLES: Final = RATE_HZ // 50
_SPEECH_LEVEL_DB: Final = -18.0
_PEAK_LEVEL: Final = 0.8
_ROOM_SEED: Final = 417


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person sounds.

    Attributes:
        name: Voice and variant of espeak-ng.
        words_per_minute: Speed.
        pitch: From 0 to 99.
    """

    name: str
    words_per_minute: int
    pitch: int


VOICES: Final[Mapping[Speaker, Voice]] = {
    "klantmanager": Voice("nl+f2", 170, 48),
    "klant": Voice("nl+m3", 162, 40),
}
# 3 dB apart to each side: heard as left and right, and both clear in one ear.
_LEFT: Final[Mapping[Speaker, float]] = {"klantmanager": 0.82, "klant": 0.57}
_RIGHT: Final[Mapping[Speaker, float]] = {"klantmanager": 0.57, "klant": 0.82}


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line with its place in the recording.

    Attributes:
        line: What is said.
        start_ms: Where the sound of it begins.
        end_ms: Where the sound of it ends.
    """

    line: Line
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Sound:
    """The whole sound track.

    Attributes:
        lines: All lines in order.
        dry: For each speaker the voice alone; mono, one value per sample.
        stereo: What is heard; shape (samples, 2), between -1 and 1.
        duration_ms: A whole number of picture frames.
    """

    lines: tuple[SpokenLine, ...]
    dry: Mapping[Speaker, Samples]
    stereo: Samples
    duration_ms: int


def speak_all(lines: tuple[Line, ...] = LINES) -> Sound:
    """Synthesise every line and lay them on one time line."""
    clips = [say(line.spoken or line.text, VOICES[line.speaker]) for line in lines]
    starts: list[int] = []
    position = 0
    for line, clip in zip(lines, clips, strict=True):
        start = _next_grid_point(position + round(line.pause_s * RATE_HZ))
        starts.append(start)
        position = start + len(clip)
    frames = -(-(position + round(TAIL_S * RATE_HZ)) // SAMPLES_PER_FRAME)
    dry: dict[Speaker, Samples] = {speaker: np.zeros(frames * SAMPLES_PER_FRAME) for speaker in VOICES}
    spoken: list[SpokenLine] = []
    for line, clip, start in zip(lines, clips, starts, strict=True):
        dry[line.speaker][start : start + len(clip)] = clip
        end = start + len(clip)
        spoken.append(SpokenLine(line, _milliseconds(start), _milliseconds(end)))
    return Sound(tuple(spoken), dry, _mix(dry), frames * 1000 // FRAME_RATE_HZ)


def say(text: str, voice: Voice) -> Samples:
    """What a voice makes of a text, at an even level; mono, `RATE_HZ`."""
    return _even_level(_soften(_double_rate(_trim(_synthesise(text, voice)))))


def _synthesise(text: str, voice: Voice) -> Samples:
    command = ["espeak-ng", "-v", voice.name, "-s", str(voice.words_per_minute), "-p", str(voice.pitch), "--stdout"]
    # A WAV file on standard output has no length in its header, so everything after the header is read.
    answer = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(answer)) as sound:
        if sound.getframerate() != _ESPEAK_RATE_HZ or sound.getnchannels() != 1 or sound.getsampwidth() != 2:
            raise ValueError("espeak-ng answered in an unexpected format.")
    return np.frombuffer(answer[44:], dtype="<i2").astype(np.float64) / 32768


def _trim(clip: Samples, threshold: float = 0.006) -> Samples:
    """Cut silence from both ends, leaving 10 ms before and 40 ms after, faded."""
    loud = np.flatnonzero(np.abs(clip) > threshold)
    before, after = _ESPEAK_RATE_HZ // 100, _ESPEAK_RATE_HZ // 25
    kept = clip[max(0, loud[0] - before) : loud[-1] + after].copy()
    kept[: before // 2] *= np.linspace(0, 1, before // 2)
    kept[-after:] *= np.linspace(1, 0, after)
    return kept


def _double_rate(clip: Samples) -> Samples:
    """Resample to 44.1 kHz by padding the spectrum."""
    spectrum = np.fft.rfft(clip)
    padded = np.zeros(len(clip) + 1, dtype=np.complex128)
    padded[: len(spectrum)] = spectrum
    return np.fft.irfft(padded, 2 * len(clip)) * 2


def _soften(clip: Samples) -> Samples:
    """Take away rumble below 90 Hz and the metal above 6 kHz."""
    frequency = np.fft.rfftfreq(len(clip), 1 / RATE_HZ)
    low = 1 / np.sqrt(1 + (90 / np.maximum(frequency, 1)) ** 4)
    high = 1 / np.sqrt(1 + (frequency / 6000) ** 4)
    return np.fft.irfft(np.fft.rfft(clip) * low * high, len(clip))


def _even_level(clip: Samples) -> Samples:
    """Bring the speech, not the pauses in it, to one level and bend the peaks instead of clipping them."""
    blocks = clip[: len(clip) // 441 * 441].reshape(-1, 441)
    level = np.sqrt(np.mean(blocks**2, axis=1))
    speech = level[level > 0.1 * level.max()]
    gained = clip * 10 ** (_SPEECH_LEVEL_DB / 20) / np.sqrt(np.mean(speech**2))
    bent: Samples = _PEAK_LEVEL * np.tanh(gained / _PEAK_LEVEL)
    return bent


def _mix(dry: Mapping[Speaker, Samples]) -> Samples:
    """Pan the voices, put them in a small room and add its faint noise."""
    both = sum(dry.values(), np.zeros(len(next(iter(dry.values())))))
    random = np.random.default_rng(_ROOM_SEED)
    # The room is the same in both ears: it costs little to store, and the voices alone tell the side.
    room = _convolve(both, _reflections(random)) + _room_tone(len(both), random)
    sides = [sum((dry[who] * gain for who, gain in gains.items()), room) for gains in (_LEFT, _RIGHT)]
    stereo = np.stack(sides, axis=1)
    return stereo * min(1.0, _PEAK_LEVEL / float(np.abs(stereo).max()))


def _reflections(random: np.random.Generator) -> Samples:
    """Give the echo of a furnished room: 0.15 s of falling reflections, without the direct sound."""
    length = round(0.15 * RATE_HZ)
    time_s = np.arange(length) / RATE_HZ
    echo: Samples = random.standard_normal(length) * np.exp(-time_s / 0.03)
    echo[: round(0.006 * RATE_HZ)] = 0.0
    echo *= 0.11 / np.sqrt(np.sum(echo**2))
    return echo


def _room_tone(length: int, random: np.random.Generator) -> Samples:
    spectrum = np.fft.rfft(random.standard_normal(length))
    frequency = np.fft.rfftfreq(length, 1 / RATE_HZ)
    noise = np.fft.irfft(spectrum / (1 + (frequency / 300) ** 2), length)
    tone: Samples = noise * 10 ** (-66 / 20) / np.std(noise)
    return tone


def _convolve(signal: Samples, response: Samples) -> Samples:
    size = 1 << (len(signal) + len(response) - 1).bit_length()
    long: Samples = np.fft.irfft(np.fft.rfft(signal, size) * np.fft.rfft(response, size), size)
    return long[: len(signal)]


def _next_grid_point(position: int) -> int:
    return -(-position // _GRID_SAMPLES) * _GRID_SAMPLES


def _milliseconds(position: int) -> int:
    return round(position * 1000 / RATE_HZ)
