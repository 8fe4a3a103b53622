"""A microphone through Qt Multimedia. Samples come in on the window's thread, a few milliseconds' worth at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from recall_studio.player.engine import Device
from recall_studio.player.microphone import RATE_HZ, nothing
from recall_studio.player.pulse_sources import SourceWatch
from recall_studio.player.qt_threads import known_to_threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QIODevice

_AHEAD_US = 2_000_000  # a window that is busy for so long loses nothing
_KINDS = {
    QAudioFormat.SampleFormat.UInt8: "u1",
    QAudioFormat.SampleFormat.Int16: "<i2",
    QAudioFormat.SampleFormat.Int32: "<i4",
    QAudioFormat.SampleFormat.Float: "<f4",
}


class QtMicrophone:
    """Hears a microphone of this machine.

    Attributes:
        heard: called with samples: 16 bits, one channel, the lower byte first.
        failed: called when the one that was opened is gone or gives an error.
        changed: called when others are there than before.
    """

    def __init__(self) -> None:
        self.heard: Callable[[bytes], None] = nothing
        self.failed: Callable[[], None] = nothing
        self.changed: Callable[[], None] = nothing
        self._devices = QMediaDevices()
        self._devices.audioInputsChanged.connect(self._on_devices)
        self._form = QAudioFormat()
        self._source: QAudioSource | None = None
        self._from: QIODevice | None = None
        self._watch: SourceWatch | None = None

    def inputs(self) -> list[Device]:
        """The microphones there are."""
        return [Device(_id_of(device), device.description()) for device in self._devices.audioInputs()]

    def default_id(self) -> str:
        """That of the system; empty when there is none."""
        device = self._devices.defaultAudioInput()
        return "" if device.isNull() else _id_of(device)

    def open(self, device_id: str) -> int:
        """Begin to hear; gives samples a second, or 0 when it cannot be opened."""
        self.close()
        device = next((one for one in self._devices.audioInputs() if _id_of(one) == device_id), None)
        if device is None:
            return 0
        self._form = _form_for(device)
        self._source = known_to_threads(QAudioSource(device, self._form))
        self._source.setBufferSize(self._form.bytesForDuration(_AHEAD_US))
        self._source.stateChanged.connect(self._on_state)
        source = self._source
        self._from = source.start()
        if self._source is not source or source.error() != QtAudio.Error.NoError:
            self.close()
            return 0
        self._from.readyRead.connect(self._take)
        self._watch = SourceWatch(device_id)
        return self._form.sampleRate()

    def is_there(self) -> bool:
        """Whether the one that was opened is still there, as far as can be told."""
        return self._watch is None or not self._watch.is_gone

    def close(self) -> None:
        """Stop hearing."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        source, self._source = self._source, None
        if source is not None:
            source.stateChanged.disconnect(self._on_state)
            if self._from is not None:
                self._from.readyRead.disconnect(self._take)
            source.stop()
            source.deleteLater()
        self._from = None

    def end(self) -> None:
        """Let everything go."""
        self.close()
        self._devices.audioInputsChanged.disconnect(self._on_devices)

    def _take(self) -> None:
        if self._from is not None:
            sound = mono(bytes(self._from.readAll().data()), _KINDS[self._form.sampleFormat()], _channels(self._form))
            if sound:
                self.heard(sound)

    def _on_state(self) -> None:
        # Asked, not told: the type that the signal hands over is unknown to PySide before somebody has named it.
        if self._source is not None and self._source.state() == QtAudio.State.StoppedState:
            self.failed()

    def _on_devices(self) -> None:
        self.changed()


def mono(sound: bytes, kind: str, channels: int) -> bytes:
    """Samples as one channel of 16 bits.

    Args:
        sound: samples of all channels in turn.
        kind: numpy's name of a sample: `u1`, `<i2`, `<i4` or `<f4`.
        channels: how many; they are averaged.
    """
    if kind == "<i2" and channels == 1:
        return sound
    import numpy as np

    frame = np.dtype(kind).itemsize * channels
    raw = np.frombuffer(sound[: len(sound) // frame * frame], kind)
    full = {"u1": 128.0, "<i2": 32768.0, "<i4": 2147483648.0, "<f4": 1.0}[kind]
    shares = (raw.astype(np.float64) - (128 if kind == "u1" else 0)) / full
    mixed = shares.reshape(-1, channels).mean(axis=1)
    return bytes(np.clip(np.rint(mixed * 32768), -32768, 32767).astype("<i2").tobytes())


def _form_for(device: QAudioDevice) -> QAudioFormat:
    """What we want, or what the device prefers."""
    form = QAudioFormat()
    form.setSampleRate(RATE_HZ)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    preferred = device.preferredFormat()
    if device.isFormatSupported(form) or preferred.sampleFormat() not in _KINDS:
        return form
    return preferred


def _channels(form: QAudioFormat) -> int:
    return max(1, form.channelCount())


def _id_of(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
