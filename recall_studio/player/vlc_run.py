"""One player of libVLC that plays one file once, from some place to the end or until it is let go.

libVLC's own threads only leave notes here; its player is never called from them, which would deadlock.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from recall_studio.player.engine import Channels, Device
from recall_studio.player.vlc_pictures import Pictures
from recall_studio.player.vlc_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Source
    from recall_studio.player.vlc_pictures import Shown

_CHANNELS = {Channels.STEREO: 1, Channels.LEFT: 3, Channels.RIGHT: 4, Channels.MONO: 7}  # of libvlc 3
_EARLY_MS = 1  # a picture's time is rounded, and libVLC starts with the first that is not before what it was asked
_NOT_DEVICES = {"null", "lavrate", "samplerate", "speexrate", "jack", "oss", "pulse", "speex", "upmix", "vdownmix"}
_FOR_EACH_FILE = (
    ":no-sub-autodetect-file",
    ":no-mkv-preload-local-dir",  # nothing but these bytes is opened
)


class Note(NamedTuple):
    """Something that libVLC said: `time` with ms, `ended`, `broken`, or `trouble` with its key."""

    kind: str
    at_s: float
    ms: int = 0
    trouble: str = ""


@dataclass(slots=True)
class Tuning:
    """How it is to play; see `Engine`."""

    rate: float = 1.0
    volume_percent: int = 100
    channels: Channels = Channels.STEREO
    device_id: str = ""


class Run:
    """Plays from the moment it is made.

    Args:
        instance: a `vlc.Instance`.
        source: the file.
        start_ms: where to begin.
        tuning: how to sound; the speed is said with `set_rate`.
        wake: called on libVLC's threads when there is something to take.

    Attributes:
        rate: the speed at which it plays now.
    """

    def __init__(self, instance: Any, source: Source, start_ms: int, tuning: Tuning, wake: Callable[[], None]) -> None:
        self.tuning, self._wake = tuning, wake
        self._notes: SimpleQueue[Note] = SimpleQueue()
        self._reading = Reading(source.playable, self._on_trouble)
        self._player = instance.media_player_new()
        self._listen()
        self._pictures: Pictures | None = None
        if source.index is not None and (video := source.facts.video):
            self._pictures = Pictures(self._player, (video.width, video.height), video.rotation, wake)
        self._media = self._reading.media(instance)
        self._media.add_option(f":start-time={_asked_ms(start_ms) / 1000:.3f}")
        for option in (*_FOR_EACH_FILE, *(() if self._pictures else (":no-video",))):
            self._media.add_option(option)
        self._player.set_media(self._media)
        self.rate = 1.0
        self.apply_volume()
        self.apply_device()
        self._player.play()

    def _listen(self) -> None:
        import vlc

        events, kinds = self._player.event_manager(), vlc.EventType
        events.event_attach(kinds.MediaPlayerTimeChanged, self._on_time)
        events.event_attach(kinds.MediaPlayerEndReached, self._note, "ended")
        events.event_attach(kinds.MediaPlayerEncounteredError, self._note, "broken")

    def _on_time(self, event: Any) -> None:
        self._notes.put(Note("time", time.monotonic(), ms=event.u.new_time))
        self._wake()

    def _note(self, _event: Any, kind: str) -> None:
        self._notes.put(Note(kind, time.monotonic()))
        self._wake()

    def _on_trouble(self, key: str) -> None:
        self._notes.put(Note("trouble", time.monotonic(), trouble=key))
        self._wake()

    def notes(self) -> list[Note]:
        """What was said since the last time, in order."""
        taken: list[Note] = []
        try:
            while True:
                taken.append(self._notes.get_nowait())
        except Empty:
            return taken

    def shown(self) -> list[Shown]:
        """The pictures since the last time, in order; only the last one can still be looked at."""
        return self._pictures.take() if self._pictures else []

    def hold(self, shown: Shown) -> None:
        """Let the last one taken lie still until another one is held."""
        if self._pictures:
            self._pictures.hold(shown)

    def pause(self) -> None:
        """Stand still."""
        self._player.set_pause(1)

    def resume(self) -> None:
        """Go on."""
        self._player.set_pause(0)

    def seek(self, ms: int) -> None:
        """Go to the picture of this time, and play on at the speed of 1.

        On the way from the keyframe libVLC 3 counts the time as if it went at that speed, and at another one would
        come out seconds too early or too late.
        """
        if self.rate != 1.0:
            self.set_rate(1.0)
        self._player.set_time(_asked_ms(ms))

    def set_rate(self, rate: float) -> None:
        """Play at this speed from now on."""
        self.rate = rate
        self._player.set_rate(rate)

    def apply_volume(self) -> None:
        """Be as loud as `tuning` says from now on."""
        self._player.audio_set_volume(cubic_percent(self.tuning.volume_percent))

    def apply_channels(self) -> None:
        """Let those channels be heard that `tuning` says; only counts once there is a sound.

        LibVLC opens the sound device again for it, and takes the system's choice.
        """
        self._player.audio_set_channel(_CHANNELS[self.tuning.channels])

    def apply_device(self) -> None:
        """Use the sound device that `tuning` says from now on, when it says one."""
        if self.tuning.device_id:
            self._player.audio_output_device_set(None, self.tuning.device_id)

    def sounds(self) -> bool | None:
        """Whether there has been a sound: not yet when None, not ever when False, for want of a device."""
        import vlc

        counts = vlc.MediaStats()
        if not self._media.get_stats(counts) or counts.decoded_audio == 0:
            return None
        return bool(counts.played_abuffers)

    def be_silent(self) -> None:
        """Play without sound: libVLC would look for a sound device again and again."""
        self._player.audio_set_track(-1)

    def let_go(self) -> None:
        """Stop and free everything; can take long when a drive hangs."""
        self._player.stop()
        self._player.release()
        self._media.release()


def _asked_ms(ms: int) -> int:
    return max(0, ms - _EARLY_MS)


def cubic_percent(volume_percent: int) -> int:
    """What libVLC is told to be so loud: it makes the samples larger by the third power of what it is told."""
    return round(100 * math.cbrt(volume_percent / 100))


def devices_of(instance: Any) -> list[Device]:
    """The sound outputs that libVLC finds, without the plug-ins that ALSA counts among them."""
    import vlc

    player = instance.media_player_new()
    first = player.audio_output_device_enum()
    found, entry = [], first
    while entry:
        found.append(Device(_text(entry.contents.device), _text(entry.contents.description)))
        entry = entry.contents.next
    if first:
        vlc.libvlc_audio_output_device_list_release(first)
    player.release()
    return [device for device in found if device.id and device.id not in _NOT_DEVICES]


def _text(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "replace")
