"""One file in libVLC: begun, paused, sent elsewhere, begun anew after the end."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from recall_studio.player.vlc_run import Run
from recall_studio.player.vlc_showing import Showing
from recall_studio.player.vlc_sounding import Sounding

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Frame, Source
    from recall_studio.player.recognising import KeptSignatures
    from recall_studio.player.vlc_run import Note, Tuning

_SETTLED_S = 0.3
_RATE_EVERY_S = 0.15
_MOST_FASTER = 0.25
_MEND_EVERY_S = 3.0


class Playback:
    """Plays one source, as often as it is asked.

    Args:
        instance: a `vlc.Instance`.
        source: the file.
        tuning: how to play; say it with `apply_…` when its sound was changed.
        kept: where signatures of pictures are kept.
        wake: called on any thread when there is something new.
        serial: the number of the last frame before.

    Attributes:
        showing: what is shown of it.
    """

    def __init__(
        self,
        instance: Any,
        source: Source,
        tuning: Tuning,
        kept: KeptSignatures,
        wake: Callable[[], None],
        *,
        serial: int,
    ) -> None:
        self.showing = Showing(source, kept, wake, serial)
        self._instance, self._source, self._tuning, self._wake = instance, source, tuning, wake
        self._run: Run | None = None
        self._sounding: Sounding | None = None
        self._rate_at_s = 0.0  # the speed is not changed before
        self._mended_s = 0.0
        self._next_ms: int | None = 0  # where to play from next, unless that is where it stands
        self._leaving: list[threading.Thread] = []

    def play(self, from_ms: int | None) -> None:
        """Play from this time, or from where it stands."""
        start = self._next_ms if from_ms is None else from_ms
        self._next_ms = None
        if self._run is None:
            start = self.showing.position_ms() if start is None else start
            self._run = Run(self._instance, self._source, start, self._tuning, self._wake)
            self._sounding = Sounding(self._run, has_sound=self._source.facts.audio is not None)
            self.showing.set_rate(self._run.rate)
            self.showing.move(start)
            return
        if start is not None:
            self._send(self._run, start)
        self._run.resume()
        self.showing.move(start)

    def _send(self, run: Run, ms: int) -> None:
        run.seek(ms)
        self.showing.set_rate(run.rate)

    def pause(self) -> None:
        """Stop at the picture that is shown."""
        if self._run:
            self._run.pause()
        if self._sounding:
            self._sounding.rest()
        self.showing.stand()

    def seek(self, ms: int) -> None:
        """Go on at this time; while paused, that is where it will play from."""
        if self.showing.playing and self._run:
            self._send(self._run, ms)
            self.showing.move(ms)
        else:
            self._next_ms = ms
            self.showing.stand(ms)

    def end(self) -> None:
        """It was played to the end: next, it plays from the start."""
        self._drop_run()
        self._next_ms = 0
        self.showing.stand(self._source.facts.duration_ms)

    def begin_anew(self) -> None:
        """Let libVLC open the file and the sound device again, and go on from here."""
        if self._run is None:
            return
        here = self.showing.position_ms() if self._next_ms is None else self._next_ms
        self._drop_run()
        self._next_ms = here
        if self.showing.playing:
            self.play(here)

    def apply_volume(self) -> None:
        """Be as loud as the tuning says from now on."""
        if self._run:
            self._run.apply_volume()

    def apply_channels(self) -> None:
        """Let those channels be heard that the tuning says."""
        if self._sounding:
            self._sounding.channels_wait = True

    def apply_device(self) -> None:
        """Use the sound device that the tuning says."""
        if self._run and self._tuning.device_id:
            self._run.apply_device()
        else:  # libVLC goes back to the system's choice only when it begins anew
            self.begin_anew()

    def tend(self) -> None:
        """Do what has become due: look for what is shown next, change the speed, mend the picture."""
        self.showing.look()
        if self._run and self.showing.playing:
            self._change_rate(self._run)
            self._mend(self._run)
        if self._sounding and self.showing.playing:
            self._sounding.tend()

    def _change_rate(self, run: Run) -> None:
        """Come nearer to the speed that was asked.

        At each change libVLC 3 jumps over what it has read ahead: over more than it can bear when that is done in one
        go, or before the pictures after a seek are there.
        """
        now_s = time.monotonic()
        if run.rate == self._tuning.rate or now_s < max(self.showing.arrived_s + _SETTLED_S, self._rate_at_s):
            return
        self._rate_at_s = now_s + _RATE_EVERY_S
        run.set_rate(min(self._tuning.rate, run.rate + _MOST_FASTER))
        self.showing.set_rate(run.rate)

    def _mend(self, run: Run) -> None:
        """Decode from the keyframe again when the pictures are wreckage."""
        if self.showing.is_wrecked and time.monotonic() > self._mended_s + _MEND_EVERY_S:
            self._mended_s = time.monotonic()
            here = self.showing.position_ms()
            self._send(run, here)
            self.showing.move(here)

    def falls_silent(self) -> bool:
        """Whether it has turned out just now that there is nothing to play the sound with."""
        return self._sounding is not None and self._sounding.falls_silent()

    def frame(self) -> Frame | None:
        """The newest picture, when there is one that was not there before."""
        return self.showing.frame(self._run) if self._run else None

    def notes(self) -> list[Note]:
        """What libVLC said since the last time, but for the times, which the clock hears."""
        notes = self._run.notes() if self._run else []
        for note in notes:
            if note.kind == "time":
                self.showing.hear(note.ms, note.at_s)
        return [note for note in notes if note.kind != "time"]

    def close(self) -> list[threading.Thread]:
        """Let everything go, on threads of which those are told that still run."""
        self._drop_run()
        self._leave(self.showing.close)
        return [thread for thread in self._leaving if thread.is_alive()]

    def _drop_run(self) -> None:
        if self._run:
            self._run.pause()  # at once, while letting go may take long
            self._leave(self._run.let_go)
        self._run = self._sounding = None

    def _leave(self, let_go: Callable[[], None]) -> None:
        thread = threading.Thread(target=let_go, name="leaving libVLC", daemon=True)
        thread.start()
        self._leaving = [*(other for other in self._leaving if other.is_alive()), thread]
