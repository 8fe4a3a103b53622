"""The engine on Qt Multimedia: it gives the exact time of every picture by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QtVideo, QVideoFrame, QVideoFrameFormat, QVideoSink

from recall_studio.domain.errors import AccessRefused
from recall_studio.media.refusals import unreadable
from recall_studio.player.clock import MediaClock
from recall_studio.player.engine import Channels, Frame, State
from recall_studio.player.naming import naming_for
from recall_studio.player.qt_hush import hush
from recall_studio.player.qt_reading import RecordingDevice
from recall_studio.player.qt_sound import Loudspeaker
from recall_studio.player.qt_threads import known_to_threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.media.frames import FrameIndex
    from recall_studio.player.engine import Device, Listener, Source
    from recall_studio.player.naming import Naming

_Layout = QVideoFrameFormat.PixelFormat
_LAYOUTS = {_Layout.Format_YUV420P: "i420", _Layout.Format_NV12: "nv12"}
_Status = QMediaPlayer.MediaStatus
_EARLY_MS, _LATE_MS = 200, 1000
_PATIENCE_S = 0.7
_FIRST_S = 2.0
_BREAK = 1000  # in the serial numbers, so that pictures before and after a seek are no neighbours
_UNSURE = {"matroska", "webm"}
_STALL_S = 0.15  # Qt tells of every picture, or else every 50 ms; it starts with one picture and a pause


class _Aim:
    """Where Qt was sent: pictures still on their way from before are told apart from those that were wanted."""

    def __init__(self, ms: int, rate: float) -> None:
        self.ms, self._rate, self._since_s = ms, rate, time.monotonic()

    def is_met_by(self, ms: int) -> bool:
        """Whether this picture belongs to what was asked."""
        gone_s = time.monotonic() - self._since_s
        return gone_s > _PATIENCE_S or -_EARLY_MS <= ms - self.ms <= _LATE_MS + gone_s * self._rate * 1000


class _Pictures(QObject):
    """Takes the pictures of one file; those that Qt had under way when another was loaded are dropped with it.

    In Matroska with sound Qt's clock may start some ms earlier than ours (its FFmpeg counts what a decoder of sound
    throws away at the beginning). How much is seen at the first picture of the index, which Qt shows when it has loaded
    a file; until then nothing may be sought.

    Args:
        source: the file.
        take: told each picture and its time in ms.
        ready: told once when `offset_us` has become known.

    Attributes:
        offset_us: what Qt says of a picture's time that is too much.
    """

    def __init__(self, source: Source, take: Callable[[QVideoFrame, int], None], ready: Callable[[], None]) -> None:
        super().__init__()
        self._index, self._take, self._ready = source.index, take, ready
        self.wanted = True
        is_sure = self._index is None or source.facts.audio is None or source.facts.container not in _UNSURE
        self.offset_us: int | None = 0 if is_sure else None
        self._since_s = time.monotonic()

    def hurry(self) -> None:
        """Do without the first picture when it has not come for long: it may be damaged."""
        if self.offset_us is None and time.monotonic() - self._since_s > _FIRST_S:
            self.offset_us = 0
            self._ready()

    def on_frame(self, frame: QVideoFrame) -> None:
        """Pass it on."""
        if not self.wanted or not frame.isValid() or self._index is None:
            return
        start_us = frame.startTime()
        if self.offset_us is None:
            self.offset_us = start_us - self._index.start_of(0) * 1000
            self._ready()
        self._take(frame, time_of(self._index, start_us - self.offset_us))


class QtEngine(QObject):
    """Plays one file with `QMediaPlayer`, which reads it through a `RecordingDevice`.

    Louder than recorded and single channels are possible, see `Loudspeaker`. Where the computer is too slow Qt drops to
    a slower pace rather than skipping pictures. In MPEG transport streams Qt decodes only from the keyframe after the
    place it was sent to: until then the picture stands still, and the sound is right.

    Args:
        listener: who is told.
        wake: called on any thread when there is something to poll for.
    """

    key = "qt"
    own_stills = False

    def __init__(self, listener: Listener, wake: Callable[[], None]) -> None:
        super().__init__()
        self.state, self.rate = State.EMPTY, 1.0
        self._listener, self._wake = listener, wake
        self._clock = MediaClock(patience_s=_STALL_S)
        self._source: Source | None = None
        self._device: RecordingDevice | None = None
        self._pictures: _Pictures | None = None
        self._naming: Naming | None = None
        self._aim: _Aim | None = None
        self._wanted: tuple[int | None, bool] | None = None  # once it is loaded: from where, and whether to play
        self._shown: QVideoFrame | None = None
        self._serial = 0
        self._sink = known_to_threads(QVideoSink(self))
        self._player = known_to_threads(QMediaPlayer(self))
        hush()
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.positionChanged.connect(self._on_position)
        self.sound = Loudspeaker(self._player, listener.trouble)

    def load(self, source: Source) -> None:
        """Take another file and wait, paused, at its beginning."""
        self._let_go()
        self._device = _device(source, self._wake)
        self._source, self._wanted = source, (None, False)
        self._naming = naming_for(source, self._wake)
        self._pictures = _Pictures(source, self._take, lambda: self._on_status(_Status.LoadedMedia))
        self._sink.videoFrameChanged.connect(self._pictures.on_frame)
        self._player.setVideoSink(self._sink if source.index is not None else None)  # type: ignore[arg-type]
        self._clock.stop_at(0)
        self.state = State.PAUSED
        if source.facts.audio is not None:
            self.sound.tell_if_missing()
        # Without a name: nothing in the recording can lead anywhere from it.
        self._player.setSourceDevice(self._device, QUrl())
        self._listener.state(State.PAUSED)

    def unload(self) -> None:
        """Let go of the file."""
        self._let_go()
        self._listener.state(State.EMPTY)

    def play(self, from_ms: int | None = None) -> None:
        """Play from this time of the file's time line, or from where it stands."""
        self._clock.start_from(self._clock.ms() if from_ms is None else from_ms, self.rate)
        self._go(from_ms, playing=True)

    def pause(self) -> None:
        """Stop at the picture that is shown."""
        self._clock.stop_at(self._clock.ms())
        self._go(None, playing=False)

    def seek(self, ms: int) -> None:
        """Go on at the picture that is shown at this time."""
        if self.state is State.PLAYING:
            self._clock.start_from(ms, self.rate)
        else:
            self._clock.stop_at(ms)
        self._go(ms, playing=self.state is State.PLAYING)

    def set_rate(self, rate: float) -> None:
        """Play at this speed, pitch kept."""
        self.rate = rate
        self._clock.set_rate(rate)
        self._player.setPlaybackRate(rate)
        self.sound.set_rate(rate)

    def set_volume(self, percent: int) -> None:
        """How loud: 0 to `LOUDEST_PERCENT`."""
        self.sound.set(volume=percent)

    def set_channels(self, channels: Channels) -> None:
        """Which channels are heard, on both ears."""
        self.sound.set(channels=channels)

    def devices(self) -> list[Device]:
        """The sound outputs there are."""
        return self.sound.devices()

    def set_device(self, device_id: str) -> None:
        """Use this sound output."""
        self.sound.set(device_id=device_id)

    def position_ms(self) -> int:
        """Where it is, see `Engine`."""
        return self._clock.ms()

    def poll(self) -> None:
        """Tell what went wrong while reading, and stop."""
        if self._source is None:
            return
        if self._pictures is not None:
            self._pictures.hurry()
        for serial, ms in self._naming.answers() if self._naming else ():
            self._listener.recognised(serial, ms)
        failure = self._device.failure if self._device else None
        if failure is not None:
            self._listener.trouble("withdrawn" if isinstance(failure, AccessRefused) else "damaged")
        elif self._player.error() is not QMediaPlayer.Error.NoError:
            self._listener.trouble("unplayable")
        else:
            return
        self.unload()

    def close(self) -> None:
        """Stop and let everything go."""
        self._let_go()
        self.sound.close()

    def _go(self, from_ms: int | None, *, playing: bool) -> None:
        """Seek, then play or pause; later when Qt has not loaded the file yet, since it forgets seeks until then."""
        if self._source is None:
            return
        if self._wanted is not None:
            self._wanted = (self._wanted[0] if from_ms is None else from_ms, playing)
        elif from_ms is not None:
            self._aim = _Aim(from_ms, self.rate)
            self._serial += _BREAK
            offset_us = self._pictures.offset_us if self._pictures else 0
            self._player.setPosition(_middle(self._source, from_ms) + (offset_us or 0) // 1000)
        self.state = State.PLAYING if playing else State.PAUSED
        if self._wanted is None:
            self._player.play() if playing else self._player.pause()
        self._listener.state(self.state)

    def _let_go(self) -> None:
        self._source = self._aim = self._wanted = None
        self.state = State.EMPTY
        if self._pictures is not None:
            self._pictures.wanted = False
            self._sink.videoFrameChanged.disconnect(self._pictures.on_frame)
            self._pictures = None
        if self._device is not None:
            self._device.leave()
            self._player.setSource(QUrl())  # before the device goes: Qt's threads still read from it
            self._device.done()
            self._device = None
        if self._naming is not None:
            self._naming.close()
        self._shown = self._naming = None

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is _Status.LoadedMedia and self._wanted is not None:
            if self._pictures is None or self._pictures.offset_us is None:
                self._player.pause()  # shows the first picture
                return
            (from_ms, playing), self._wanted = self._wanted, None
            self._go(from_ms, playing=playing)
        elif status is _Status.EndOfMedia and self.state is State.PLAYING and self._source is not None:
            self._clock.stop_at(self._source.facts.duration_ms)
            self.state = State.ENDED
            self._listener.state(State.ENDED)

    def _on_position(self, ms: int) -> None:
        if self.state is State.PLAYING and self._source is not None and self._source.index is None:
            self._clock.report(ms)

    def _take(self, video: QVideoFrame, ms: int) -> None:
        if self._aim is not None and not self._aim.is_met_by(ms):
            return
        self._aim = None
        if self.state is State.PLAYING:
            self._clock.report(ms)
        self._serial += 1
        before, self._shown = self._shown, video
        frame = _as_frame(video, ms, self._serial)
        self._listener.frame(self._naming.named(frame) if self._naming and frame.pixel_format != "bgra" else frame)
        if before is not None:
            before.unmap()


def _device(source: Source, wake: Callable[[], None]) -> RecordingDevice:
    try:
        return known_to_threads(RecordingDevice(source.playable.open(), wake))
    except OSError as error:
        raise unreadable() from error


def _middle(source: Source, ms: int) -> int:
    """The middle of the picture at this time: Qt shows the one before when it is sent exactly to where one starts."""
    if source.index is None:
        return ms
    picture = source.index.frame_at(ms)
    return (source.index.start_of(picture) + source.index.end_of(picture)) // 2


def time_of(index: FrameIndex, start_us: int) -> int:
    """When the picture appears, in ms, of which Qt says that it starts then.

    Qt counts in whole microseconds and the index in rounded milliseconds: what lies within a millisecond is the same.
    """
    ms = (start_us + 500) // 1000
    known = index.start_of(index.frame_at(ms + 1))
    return known if abs(known - ms) <= 1 else ms


def _as_frame(video: QVideoFrame, pts_ms: int, serial: int) -> Frame:
    """Looks into Qt's picture, which must be kept, mapped, as long as the frame is used."""
    layout = video.surfaceFormat()
    name = _LAYOUTS.get(video.pixelFormat())
    if name is None or not video.map(QVideoFrame.MapMode.ReadOnly):
        return _as_bgra(video, pts_ms, serial)
    planes = range(video.planeCount())
    return Frame(
        planes=tuple(memoryview(video.bits(plane)) for plane in planes),
        strides=tuple(video.bytesPerLine(plane) for plane in planes),
        width=video.width(),
        height=video.height(),
        pixel_format=name,
        pts_ms=pts_ms,
        serial=serial,
        full_range=layout.colorRange() is QVideoFrameFormat.ColorRange.ColorRange_Full,
        bt709=layout.colorSpace() is QVideoFrameFormat.ColorSpace.ColorSpace_BT709,
    )


def _as_bgra(video: QVideoFrame, pts_ms: int, serial: int) -> Frame:
    plain = QVideoFrame(video)
    plain.setRotation(QtVideo.Rotation.None_)  # the view turns it
    image = plain.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return Frame(
        planes=(memoryview(bytes(image.constBits())),),  # a copy: the image ends here
        strides=(image.bytesPerLine(),),
        width=image.width(),
        height=image.height(),
        pixel_format="bgra",
        pts_ms=pts_ms,
        serial=serial,
    )
