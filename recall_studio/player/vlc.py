"""The engine of libVLC. What it shows is recognised, for libVLC does not say which picture it is."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from recall_studio.domain.errors import MediaUnusable
from recall_studio.player.engine import LOUDEST_PERCENT, State
from recall_studio.player.recognising import KeptSignatures
from recall_studio.player.vlc_library import library, why_not
from recall_studio.player.vlc_playback import Playback
from recall_studio.player.vlc_run import Tuning, devices_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from recall_studio.player.engine import Channels, Device, Listener, Source
    from recall_studio.player.vlc_run import Note

__all__ = ["VlcEngine", "why_not"]

_QUIT_S = 3.0


class VlcEngine:
    """Plays through libVLC; see `Engine`.

    Args:
        listener: who is told.
        wake: called on any thread when there is something to `poll` for.
        kept: where signatures of pictures are kept.

    Raises:
        MediaUnusable: libVLC cannot be used; `why_not` says why.
    """

    key = "vlc"
    own_stills = False

    def __init__(self, listener: Listener, wake: Callable[[], None], *, kept: KeptSignatures | None = None) -> None:
        self._instance = library().instance
        if self._instance is None:
            raise MediaUnusable(why_not())
        self._listener, self._wake, self._kept = listener, wake, kept or KeptSignatures()
        self._tuning = Tuning()
        self._playback: Playback | None = None
        self._state = State.EMPTY
        self._untold: deque[State] = deque()
        self._serial = 0
        self._is_silent = False  # whether there was nothing to play a sound with
        self._leaving: list[threading.Thread] = []

    @property
    def state(self) -> State:
        """What it does now."""
        return self._state

    @property
    def rate(self) -> float:
        """The speed; 1.0 is as recorded."""
        return self._tuning.rate

    def load(self, source: Source) -> None:
        """Take another file and wait, paused, at its beginning.

        Raises:
            AccessRefused: the consent was withdrawn since.
            MediaUnusable: the file is gone.
        """
        source.playable.open().close()
        self._let_go()
        self._is_silent = False
        self._playback = Playback(self._instance, source, self._tuning, self._kept, self._wake, serial=self._serial)
        self._untold.clear()
        self._become(State.PAUSED)

    def unload(self) -> None:
        """Let go of the file."""
        self._let_go()
        self._become(State.EMPTY)

    def play(self, from_ms: int | None = None) -> None:
        """Play from this time of the file, in ms, or from where it stands."""
        if self._playback and not (from_ms is None and self._state is State.PLAYING):
            self._playback.play(from_ms)
            self._become(State.PLAYING)

    def pause(self) -> None:
        """Stop at the picture that is shown."""
        if self._playback and self._state is State.PLAYING:
            self._playback.pause()
            self._become(State.PAUSED)

    def seek(self, ms: int) -> None:
        """Go on at the picture that is shown at this time, in ms; while paused, that is where it will play from."""
        if self._playback:
            self._playback.seek(ms)
            self._become(State.PLAYING if self._state is State.PLAYING else State.PAUSED)

    def set_rate(self, rate: float) -> None:
        """Play at this speed (0.5 to 2), pitch kept."""
        self._tuning.rate = rate

    def set_volume(self, percent: int) -> None:
        """How loud, in percent of how it was recorded."""
        self._tuning.volume_percent = max(0, min(percent, LOUDEST_PERCENT))
        if self._playback:
            self._playback.apply_volume()

    def set_channels(self, channels: Channels) -> None:
        """Which channels are heard, on both ears."""
        if channels is not self._tuning.channels:
            self._tuning.channels = channels
            if self._playback:
                self._playback.apply_channels()

    def devices(self) -> list[Device]:
        """The sound outputs there are."""
        return [] if self._is_silent else devices_of(self._instance)

    def set_device(self, device_id: str) -> None:
        """Use this sound output; the empty id for the system's choice."""
        if device_id != self._tuning.device_id:
            self._tuning.device_id = device_id
            if self._playback:
                self._playback.apply_device()

    def position_ms(self) -> int:
        """Where it is about now, in ms of the file."""
        return self._playback.showing.position_ms() if self._playback else 0

    def poll(self) -> None:
        """Tell the listener what happened since it was asked last."""
        if self._playback and (frame := self._playback.frame()):
            self._listener.frame(frame)
        for note in self._playback.notes() if self._playback else []:
            self._heed(note)
        for serial, pts_ms in self._playback.showing.answers() if self._playback else []:
            self._listener.recognised(serial, pts_ms)
        if self._playback:
            self._playback.tend()
            if self._playback.falls_silent():
                self._is_silent = True
                self._listener.trouble("no_sound_device")
        while self._untold:
            self._listener.state(self._untold.popleft())

    def close(self) -> None:
        """Stop and let everything go; nothing is told any more."""
        self._let_go()
        self._state = State.EMPTY
        self._untold.clear()
        end_s = time.monotonic() + _QUIT_S
        for thread in self._leaving:
            thread.join(max(0.0, end_s - time.monotonic()))

    def _heed(self, note: Note) -> None:
        if self._playback is None:
            return
        if note.kind == "ended":
            self._playback.end()
            self._become(State.ENDED)
        else:
            self.unload()
            self._listener.trouble(note.trouble or "unplayable")

    def _let_go(self) -> None:
        if self._playback:
            self._serial = self._playback.showing.serial
            self._leaving = [*(thread for thread in self._leaving if thread.is_alive()), *self._playback.close()]
        self._playback = None

    def _become(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self._untold.append(state)
