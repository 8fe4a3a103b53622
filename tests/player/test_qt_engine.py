"""What is particular about the engine on Qt: its reader, its times, its colours and its mixing of sound."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from av.video.frame import VideoFrame
from PySide6.QtCore import QBuffer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioBufferOutput, QAudioOutput, QMediaPlayer, QVideoSink
from typing_extensions import override

from recall_studio.player.engine import Channels, Frame
from recall_studio.player.fake import picture
from recall_studio.player.playing import Part
from recall_studio.player.qt_engine import time_of
from recall_studio.player.qt_pictures import to_image
from recall_studio.player.qt_reading import RecordingDevice
from recall_studio.player.qt_sound import Stretching, mixed
from recall_studio.player.qt_threads import known_to_threads
from tests.media.clips import CLIPS, make, number_in
from tests.player.setting import Shaky, made_up, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.player.conftest import Contents, Show

CONTENTS = bytes(range(256)) * 8


# The reader.


@pytest.fixture
def pulled() -> threading.Event:
    return threading.Event()


def device_on(pulled: threading.Event, woken: list[None]) -> RecordingDevice:
    return RecordingDevice(Shaky(CONTENTS, pulled), lambda: woken.append(None))


def read(device: RecordingDevice, place: int, size: int) -> bytes:
    assert device.seek(place)
    return bytes(device.read(size).data())


def test_it_reads_every_place(pulled: threading.Event) -> None:
    device = device_on(pulled, [])
    assert (device.size(), device.isSequential()) == (len(CONTENTS), False)
    assert read(device, 0, 10) == CONTENTS[:10]
    assert read(device, 300, 10) == CONTENTS[300:310]
    assert bytes(device.read(5).data()) == CONTENTS[310:315]
    assert read(device, len(CONTENTS) - 3, 10) == CONTENTS[-3:]
    assert read(device, len(CONTENTS), 10) == b""
    device.done()


def test_it_never_fails_towards_qt(pulled: threading.Event) -> None:
    woken: list[None] = []
    device = device_on(pulled, woken)
    pulled.set()
    assert read(device, 100, 20) == bytes(20)
    assert isinstance(device.failure, OSError)
    pulled.clear()
    assert read(device, 100, 20) == bytes(20)
    assert len(woken) == 1
    device.done()


def test_a_file_that_became_shorter_is_a_failure() -> None:
    reader = io.BytesIO(CONTENTS)
    device = RecordingDevice(reader, lambda: None)
    reader.truncate(100)
    assert read(device, 90, 20) == CONTENTS[90:100]
    assert read(device, 100, 20) == bytes(20)
    assert device.failure is not None
    device.done()


def test_left_it_reads_no_more(pulled: threading.Event) -> None:
    device = device_on(pulled, [])
    device.leave()
    pulled.set()
    assert read(device, 0, 5) == bytes(5)
    assert device.failure is None
    device.done()


def test_a_slow_drive_does_not_hold_qt_when_it_is_unloaded(qtbot: QtBot, bars: Contents) -> None:
    class Slow(io.BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            threading.Event().wait(0.02)
            return super().read(size)

    player, sink = QMediaPlayer(), QVideoSink()
    player.setVideoSink(sink)
    device = RecordingDevice(Slow(bars()), lambda: None)
    player.setSourceDevice(device, QUrl())
    player.play()
    qtbot.wait(150)
    device.leave()
    player.setSource(QUrl())
    device.done()
    player.setVideoSink(None)  # type: ignore[arg-type]


# Times.


def test_microseconds_find_their_rounded_millisecond() -> None:
    index = made_up().index
    assert index is not None
    film = replace(index, pts_ms=np.array([0, 42, 83, 125], np.int64), durations_ms=np.full(4, 42, np.int64))
    assert [time_of(film, us) for us in (0, 41_667, 83_333, 125_000)] == [0, 42, 83, 125]
    assert time_of(film, 60_000) == 60


@pytest.mark.qt_log_ignore("AV_NOPTS_VALUE")  # Qt finds fault with AVI
@pytest.mark.parametrize(
    "name", ["mpegts", "matroska", "jitter", "webm", "avi", "mpegps", "pictures in fragments", "asf"]
)
@pytest.mark.parametrize("show", ["qt"], indirect=True)
def test_every_container_gives_the_true_times(show: Show, name: str, tmp_path: Path) -> None:
    source = source_of(make(CLIPS[name], tmp_path))
    show.viewer.player.open([Part(source, 0)])
    show.until(lambda: show.viewer.player.shown_ms is not None)
    show.viewer.player.play()
    show.until(lambda: len(show.viewer.frames) > 8)
    show.viewer.player.pause()
    show.lasts(0.1)
    show.until(lambda: show.viewer.player.shown_ms is not None)
    assert source.index is not None
    assert show.viewer.player.shown_ms == source.index.start_of(number_on(show.viewer.frames[-1]))


def number_on(frame: Frame) -> int:
    """The number on a picture of `tests.media.clips`."""
    luma = np.frombuffer(frame.planes[0], np.uint8)[: frame.strides[0] * frame.height]
    plane = luma.reshape(frame.height, frame.strides[0])[:, : frame.width]
    return number_in(VideoFrame.from_ndarray(np.ascontiguousarray(plane), format="gray"))


# Colours.

COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "grey": (90, 90, 90),
    "white": (255, 255, 255),
}


@pytest.mark.parametrize("layout", ["i420", "nv12"])
@pytest.mark.parametrize("bt709", [False, True])
@pytest.mark.parametrize("full_range", [False, True])
def test_colours_are_those_of_the_recording(layout: str, bt709: bool, full_range: bool) -> None:
    for name, rgb in COLOURS.items():
        plain = VideoFrame.from_ndarray(np.full((48, 64, 3), rgb, np.uint8), format="rgb24")
        stored = plain.reformat(
            format={"i420": "yuv420p", "nv12": "nv12"}[layout],
            dst_colorspace="ITU709" if bt709 else "ITU601",
            dst_color_range="JPEG" if full_range else "MPEG",
        )
        planes = tuple(memoryview(plane) for plane in stored.planes)
        strides = tuple(plane.line_size for plane in stored.planes)
        image = to_image(Frame(planes, strides, 64, 48, layout, 0, 1, full_range, bt709))
        assert (image.format(), image.width(), image.height()) == (QImage.Format.Format_RGB32, 64, 48)
        seen = image.pixelColor(30, 20).getRgb()[:3]  # type: ignore[index]
        assert seen == pytest.approx(rgb, abs=4), name


def test_an_image_keeps_nothing_of_the_frame() -> None:
    pixels = bytearray(b"\x10\x20\x30\xff" * 12)
    image = to_image(Frame((memoryview(pixels),), (16,), 4, 3, "bgra", 0, 1))
    pixels[:] = bytes(len(pixels))
    assert image.pixelColor(3, 2).getRgb()[:3] == (0x30, 0x20, 0x10)  # type: ignore[index]


def test_rows_may_be_longer_than_the_picture() -> None:
    fake = picture(5, 0, 0)
    wide = np.zeros((96, 192), np.uint8)
    wide[:, :160] = np.frombuffer(fake.planes[0], np.uint8).reshape(96, 160)
    padded = replace(fake, planes=(memoryview(wide.tobytes()), *fake.planes[1:]), strides=(192, *fake.strides[1:]))
    assert to_image(padded) == to_image(fake)


# Sound.

LEFT_RIGHT = np.array([[0.5, -0.25], [0.25, 0.5]], np.float32)


def test_outputs_change_while_it_plays_without_anybody_waiting_for_ever(qtbot: QtBot, bars: Contents) -> None:
    """Without `known_to_threads` this hangs at the second output."""
    player, file = QMediaPlayer(), QBuffer()
    file.setData(bars())
    file.open(QBuffer.OpenModeFlag.ReadOnly)
    taps = known_to_threads(QAudioBufferOutput())
    first, second = known_to_threads(QAudioOutput()), known_to_threads(QAudioOutput())
    player.setAudioOutput(first)
    player.setAudioBufferOutput(taps)
    player.setSourceDevice(file, QUrl())
    player.play()
    qtbot.waitUntil(lambda: player.position() > 100)
    player.setAudioOutput(second)
    qtbot.waitUntil(lambda: player.position() > 200)
    player.setSource(QUrl())
    player.setAudioOutput(None)  # type: ignore[arg-type]
    player.setAudioBufferOutput(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("channels", "heard"),
    [
        (Channels.STEREO, [[0.5, -0.25], [0.25, 0.5]]),
        (Channels.LEFT, [[0.5, 0.5], [0.25, 0.25]]),
        (Channels.RIGHT, [[-0.25, -0.25], [0.5, 0.5]]),
        (Channels.MONO, [[0.125, 0.125], [0.375, 0.375]]),
    ],
)
def test_channels(channels: Channels, heard: list[list[float]]) -> None:
    assert mixed(LEFT_RIGHT, 1.0, channels).tolist() == heard


def test_louder_is_cut_at_the_top() -> None:
    assert mixed(LEFT_RIGHT, 2.0, Channels.STEREO).tolist() == [[1.0, -0.5], [0.5, 1.0]]
    assert mixed(LEFT_RIGHT * 4, 1.0, Channels.STEREO).max() == 1


@pytest.mark.parametrize("rate", [0.5, 0.75, 1.5, 2.0])
def test_stretching_keeps_the_pitch(rate: float) -> None:
    seconds = np.arange(48_000 * 2) / 48_000
    tone = np.repeat(np.sin(2 * np.pi * 440 * seconds)[:, None] * 0.5, 2, axis=1).astype(np.float32)
    stretch = Stretching(rate)
    heard = np.concatenate([stretch(piece) for piece in np.split(tone, 100)])
    assert len(heard) == pytest.approx(len(tone) / rate, rel=0.1)
    spectrum = np.abs(np.fft.rfft(heard[4_800:, 0]))
    assert spectrum.argmax() * 48_000 / len(heard[4_800:]) == pytest.approx(440, abs=5)


SILENT = """
import sys
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from recall_studio.player.qt_engine import QtEngine
from recall_studio.player.playing import Part
from tests.player.setting import Viewer, source_of

app = QApplication([])
viewer = Viewer(QtEngine)
viewer.player.open([Part(source_of(sys.stdin.buffer.read()), 0)])
viewer.player.play()
timer = QTimer()
timer.timeout.connect(viewer.player.poll)
timer.timeout.connect(lambda: viewer.player.position_ms() > 600 and app.quit())
timer.start(16)
app.exec()
print(viewer.troubles, viewer.player.devices())
viewer.player.close()
"""


def test_without_a_sound_device_it_plays_on_and_says_so(bars: Contents, tmp_path: Path) -> None:
    nowhere = {
        "PULSE_SERVER": f"unix:{tmp_path}/nobody",
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", SILENT],
        env={**os.environ, **nowhere},
        input=bars(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == (
        "['No loudspeaker or headphones were found: the recording plays without sound.'] []"
    )


def test_ffmpeg_says_nothing_of_a_recording_on_the_terminal(bars: Contents) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SILENT], env=os.environ, input=bars(), capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Input #" not in done.stderr
