"""The sound of the Qt engine: Qt's own output where that will do, else mixed and made louder here on its way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioDevice,
    QAudioFormat,
    QAudioOutput,
    QAudioSink,
    QMediaDevices,
)

from recall_studio.player.engine import Channels, Device
from recall_studio.player.qt_threads import known_to_threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtMultimedia import QMediaPlayer

_RATE_HZ = 48_000
_BYTES = 8  # of two channels in 32 bits
_SINK_MS = 250
_AHEAD_MS = 60  # silence put before the sound, so that a busy moment of the window is not heard


class Loudspeaker(QObject):
    """Makes a `QMediaPlayer` heard.

    As recorded or softer, in stereo, it goes through Qt. Louder, or with channels taken apart, Qt hands over what is to
    be heard as it becomes due (`QAudioBufferOutput`, never stretched), and it is mixed, stretched with its pitch kept
    and played here, some 60 ms later than through Qt.

    Qt hands nothing over when it had no output before: so the new way is opened before the old one is closed.

    Args:
        player: whose sound.
        trouble: told `no_sound_device` or `sound_lost`.
    """

    def __init__(self, player: QMediaPlayer, trouble: Callable[[str], None]) -> None:
        super().__init__()
        self._player, self._trouble = player, trouble
        self._volume, self._channels, self._device_id = 100, Channels.STEREO, ""
        self._output: QAudioOutput | None = None
        self._mixer = _Mixer()
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._on_devices)
        self._was_there = self._apply()

    def set(self, *, volume: int | None = None, channels: Channels | None = None, device_id: str | None = None) -> None:
        """Change what is given: how loud in percent, which channels, which output."""
        self._volume = self._volume if volume is None else volume
        self._channels = channels or self._channels
        self._device_id = self._device_id if device_id is None else device_id
        self._apply()

    def set_rate(self, rate: float) -> None:
        """The player has this speed now."""
        self._mixer.set_rate(rate)

    def devices(self) -> list[Device]:
        """The outputs there are."""
        return [Device(_id_of(device), device.description()) for device in self._devices.audioOutputs()]

    def tell_if_missing(self) -> None:
        """Say so when there is no output at all."""
        if self._device().isNull():
            self._trouble("no_sound_device")

    def close(self) -> None:
        """Let the outputs go."""
        self._devices.audioOutputsChanged.disconnect(self._on_devices)
        self._fall_silent()

    def _apply(self) -> bool:
        """Set the sound up for what is wanted and there; False when there is no output at all."""
        device = self._device()
        if device.isNull():
            self._fall_silent()
        elif self._volume > 100 or self._channels is not Channels.STEREO:
            self._mix(device)
        else:
            self._play_through_qt(device)
        return not device.isNull()

    def _device(self) -> QAudioDevice:
        found = self._devices.audioOutputs()
        wanted = next((device for device in found if _id_of(device) == self._device_id), None)
        return wanted or self._devices.defaultAudioOutput()

    def _play_through_qt(self, device: QAudioDevice) -> None:
        self._open_output(device).setVolume(self._volume / 100)
        self._player.setAudioBufferOutput(None)  # type: ignore[arg-type]  # the stubs forget None
        self._mixer.stop()

    def _mix(self, device: QAudioDevice) -> None:
        self._mixer.play_on(device)
        self._mixer.set_mix(self._volume / 100, self._channels)
        if self._player.audioBufferOutput() is None:
            self._open_output(device)
            self._player.setAudioBufferOutput(self._mixer.taps)
            self._player.setAudioOutput(None)  # type: ignore[arg-type]  # the same

    def _open_output(self, device: QAudioDevice) -> QAudioOutput:
        output = self._output = self._output or known_to_threads(QAudioOutput(device, self))
        if output.device() != device:
            output.setDevice(device)
        if self._player.audioOutput() is None:
            self._player.setAudioOutput(output)
        return output

    def _fall_silent(self) -> None:
        self._player.setAudioOutput(None)  # type: ignore[arg-type]  # the same
        self._player.setAudioBufferOutput(None)  # type: ignore[arg-type]  # the same
        self._mixer.stop()

    def _on_devices(self) -> None:
        is_there = self._apply()
        if self._was_there and not is_there:
            self._trouble("sound_lost")
        self._was_there = is_there


class _Mixer(QObject):
    """Takes the sound from a player through `taps`, mixes it and plays it on a device."""

    def __init__(self) -> None:
        super().__init__()
        self.taps = known_to_threads(QAudioBufferOutput(_format(), self))
        self.taps.audioBufferReceived.connect(self._take)
        self._gain, self._channels = 1.0, Channels.STEREO
        self._rate, self._stretch = 1.0, _stretch(1.0)
        self._device: QAudioDevice | None = None
        self._sink: QAudioSink | None = None
        self._into: QIODevice | None = None

    def set_mix(self, gain: float, channels: Channels) -> None:
        self._gain, self._channels = gain, channels

    def set_rate(self, rate: float) -> None:
        if rate != self._rate:
            self._rate, self._stretch = rate, _stretch(rate)

    def play_on(self, device: QAudioDevice) -> None:
        if self._sink is not None and self._device == device:
            return
        self.stop()
        form = _format()
        self._device, self._sink = device, known_to_threads(QAudioSink(device, form, self))
        self._sink.setBufferSize(form.bytesForDuration(_SINK_MS * 1000))
        self._into = self._sink.start()

    def stop(self) -> None:
        self._into = None
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None

    def _take(self, buffer: QAudioBuffer) -> None:
        import numpy as np

        if self._sink is None or self._into is None or not buffer.isValid():
            return
        samples = np.frombuffer(buffer.constData(), np.float32).reshape(-1, 2)
        sound = self._stretch(mixed(samples, self._gain, self._channels)).tobytes()
        free = self._sink.bytesFree()
        if self._sink.bufferSize() - free < _BYTES:  # it ran dry, or has just begun
            sound = bytes(_RATE_HZ * _AHEAD_MS // 1000 * _BYTES) + sound
        self._into.write(sound[: free // _BYTES * _BYTES])


def mixed(samples: NDArray[Any], gain: float, channels: Channels) -> NDArray[Any]:
    """The samples, shape (n, 2) from -1 to 1, with these channels on both ears, so much louder; what is over is cut."""
    import numpy as np

    if channels is Channels.LEFT:
        heard = samples[:, [0, 0]]
    elif channels is Channels.RIGHT:
        heard = samples[:, [1, 1]]
    elif channels is Channels.MONO:
        heard = samples.mean(axis=1, keepdims=True).repeat(2, axis=1)
    else:
        heard = samples
    return np.clip(heard * np.float32(gain), -1, 1)


def _stretch(rate: float) -> Callable[[NDArray[Any]], NDArray[Any]]:
    """What plays samples of shape (n, 2) at this speed with their pitch kept."""
    return Stretching(rate) if rate != 1 else lambda samples: samples


class Stretching:
    """FFmpeg's `atempo`, fed piece by piece."""

    def __init__(self, rate: float) -> None:
        from av.filter import Graph

        self._graph = Graph()
        source = self._graph.add_abuffer(sample_rate=_RATE_HZ, format="flt", layout="stereo", time_base=_tick())
        tempo = self._graph.add("atempo", str(rate))
        sink = self._graph.add("abuffersink")
        source.link_to(tempo)
        tempo.link_to(sink)
        self._graph.configure()
        self._taken = 0

    def __call__(self, samples: NDArray[Any]) -> NDArray[Any]:
        """What can be heard by now, shape (m, 2)."""
        import numpy as np
        from av.audio.frame import AudioFrame

        frame = AudioFrame.from_ndarray(
            np.ascontiguousarray(samples, np.float32).reshape(1, -1), format="flt", layout="stereo"
        )
        frame.sample_rate, frame.time_base, frame.pts = _RATE_HZ, _tick(), self._taken
        self._taken += len(samples)
        self._graph.push(frame)
        return np.concatenate([np.empty((0, 2), np.float32), *self._ready()])

    def _ready(self) -> list[NDArray[Any]]:
        from av import FFmpegError

        ready: list[NDArray[Any]] = []
        try:
            while True:
                ready.append(self._graph.pull().to_ndarray().reshape(-1, 2))
        except (FFmpegError, BlockingIOError):  # it wants more first
            return ready


def _tick() -> Any:
    from fractions import Fraction

    return Fraction(1, _RATE_HZ)


def _format() -> QAudioFormat:
    form = QAudioFormat()
    form.setSampleRate(_RATE_HZ)
    form.setChannelCount(2)
    form.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return form


def _id_of(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
