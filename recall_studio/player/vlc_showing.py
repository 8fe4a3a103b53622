"""From the pictures that libVLC draws to frames with a time: which are new, which they are, what the clock says."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from recall_studio.player.clock import MediaClock
from recall_studio.player.engine import Frame
from recall_studio.player.recognising import Recognition

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.engine import Source
    from recall_studio.player.recognising import KeptSignatures, Sight
    from recall_studio.player.vlc_pictures import Shown
    from recall_studio.player.vlc_run import Run

_ARRIVING_S = 0.7  # after a seek: how long a picture may still be from before it, or from a little before the place
_ARRIVED_MS = 200  # how far behind the place the first picture from there may be
_WRECKED = 5  # pictures in a row that look like none
_BREAK = 1000  # in the serial numbers, so that pictures before and after a seek are no neighbours
_HD_ROWS = 577  # from here, colours are those of BT.709 where nothing else is said


class Showing:
    """What is shown of one source.

    Args:
        source: the file.
        kept: where signatures of pictures are kept.
        wake: called on a thread when a picture may be recognised now.
        serial: the number of the last frame before.

    Attributes:
        serial: the number of the last frame.
        playing: whether pictures follow each other.
        arrived_s: when the first picture was shown, in seconds of the steady clock, since it was sent somewhere.
    """

    def __init__(self, source: Source, kept: KeptSignatures, wake: Callable[[], None], serial: int) -> None:
        self.serial, self.playing, self.arrived_s = serial, False, math.inf
        self._rate = 1.0
        from recall_studio.media.decoding import is_planar
        from recall_studio.media.signatures import is_recognisable

        self._source = source
        self._clock = MediaClock()
        self._recognition = Recognition(source, source.index, kept, wake) if source.index is not None else None
        self._is_sure = source.facts.video is not None and is_recognisable(source.facts.video)
        self._is_recognisable = source.facts.video is not None and is_planar(source.facts.video.pixel_format)
        self._asked_ms, self._asked_s = 0, 0.0
        self._last_signature: int | None = None
        self._last_index: int | None = None
        self._goes_by_pictures = False

    def close(self) -> None:
        """Stop recognising; can take a while."""
        if self._recognition:
            self._recognition.close()

    def position_ms(self) -> int:
        """Where it is about now."""
        return self._clock.ms()

    def stand(self, ms: int | None = None) -> None:
        """Nothing moves from now on: it stands at this time, or where it is."""
        self.playing = False
        self._clock.stop_at(self._clock.ms() if ms is None else ms)
        self.look()

    def move(self, from_ms: int | None = None) -> None:
        """Pictures follow each other from now on: from this time, where none from before is one of them, or on."""
        self.playing = True
        if from_ms is not None:
            self._asked_ms, self._asked_s = from_ms, time.monotonic()
            self.arrived_s = math.inf if self._source.index is not None else self._asked_s
            self._last_signature = None
            self.serial += _BREAK
        self._goes_by_pictures = False
        self._clock.start_from(self._clock.ms() if from_ms is None else from_ms, self._rate)
        self.look()

    def set_rate(self, rate: float) -> None:
        """They follow each other at this speed from now on."""
        self._rate = rate
        self._clock.set_rate(rate)
        self._goes_by_pictures = False  # libVLC skips some, and the clock has to catch up

    def hear(self, ms: int, at_s: float) -> None:
        """LibVLC said that it was here at this second of the steady clock: good where no picture is recognised."""
        if self.playing and at_s > self._asked_s and not self._goes_by_pictures:
            self._clock.report(ms, at_s)

    def look(self) -> None:
        """Have the pictures around here recognised first."""
        if self._recognition:
            self._recognition.look_at(self._clock.ms(), playing=self.playing)

    def frame(self, run: Run) -> Frame | None:
        """The newest picture of a run, when there is one that was not there before."""
        new = [shown for shown in run.shown() if self._is_new(shown)]
        sights = [self._saw(shown) for shown in new]
        if not new:
            return None
        run.hold(new[-1])
        return self._frame(new[-1], sights[-1])

    def answers(self) -> list[tuple[int, int | None]]:
        """Frames, by their number, that turned out to be the picture of a time (ms), or to be none (None)."""
        if self._recognition is None:
            return []
        eye = self._recognition.eye
        sights = eye.answers()
        for sight in sights:
            self._set_clock(sight, eye.pts_ms(sight))
        return [(sight.serial, eye.pts_ms(sight)) for sight in sights]

    @property
    def is_wrecked(self) -> bool:
        """Whether libVLC shows what is nowhere in the recording: it lost pictures on which others lean."""
        return self._is_sure and self._recognition is not None and self._recognition.eye.strange_in_a_row >= _WRECKED

    def _is_new(self, shown: Shown) -> bool:
        """Not one from before a seek; nor the last one once more, as libVLC draws it until another comes."""
        if shown.at_s < self._asked_s or (shown.signature == self._last_signature and self._is_again(shown)):
            return False
        return shown.at_s > self._asked_s + _ARRIVING_S or self._has_arrived(shown)

    def _has_arrived(self, shown: Shown) -> bool:
        """Whether this one is known to be from where it was sent; without recognition nobody can tell."""
        if self._recognition is None or self._source.index is None or not self._is_recognisable:
            return True
        index = self._source.index
        from_ms = index.start_of(index.frame_at(self._asked_ms))
        to_ms = from_ms + _ARRIVED_MS + self._rate * (shown.at_s - self._asked_s) * 1000
        return self._recognition.eye.lies_within(shown.signature, from_ms, round(to_ms))

    def _is_again(self, shown: Shown) -> bool:
        """Whether this one, that looks like the last one, is the last one; on a frozen screen it is the next one."""
        return not self.playing or (self._recognition is not None and self._recognition.eye.is_alone(shown.signature))

    def _saw(self, shown: Shown) -> Sight | None:
        self.serial += 1
        self.arrived_s = min(self.arrived_s, shown.at_s)
        self._last_signature = shown.signature
        if self._recognition is None:
            return None
        since_ms = self._rate * (time.monotonic() - shown.at_s) * 1000 if self.playing else 0.0
        eye = self._recognition.eye
        sight = eye.see(self.serial, shown.signature, round(self._clock.ms() - since_ms), shown.at_s)
        self._set_clock(sight, eye.pts_ms(sight))
        return sight

    def _set_clock(self, sight: Sight, pts_ms: int | None) -> None:
        """A picture that is like no other says what time it is; one from before the last seek does not."""
        if pts_ms is None or sight.at_s < self._asked_s:
            return
        if not self.playing:
            if sight.sure and sight.serial == self.serial:
                self._clock.stop_at(pts_ms)
        elif sight.sure and sight.index != self._last_index:
            self._last_index = sight.index
            self._go_by(pts_ms, sight.at_s)
        elif not sight.sure and self._goes_by_pictures:
            self._clock.report(sight.about_ms, sight.at_s)  # on a frozen screen the clock goes on as it went

    def _go_by(self, pts_ms: int, at_s: float) -> None:
        if not self._goes_by_pictures:
            self._goes_by_pictures = True
            self._clock.start_from(self._clock.ms(), self._rate)
        self._clock.report(pts_ms, at_s)

    def _frame(self, shown: Shown, sight: Sight | None) -> Frame:
        width, height = shown.size
        video = self._source.facts.video
        return Frame(
            planes=shown.planes,
            strides=shown.strides,
            width=width,
            height=height,
            pixel_format="i420",
            pts_ms=self._recognition.eye.pts_ms(sight) if self._recognition and sight else None,
            serial=self.serial,
            full_range=video is not None and video.pixel_format.startswith("yuvj"),
            bt709=height >= _HD_ROWS,
        )
