"""A fake engine, stills and a clock, all of whose moves a test decides."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from recall_studio.media.stills import Still
from recall_studio.player.fake import FakeEngine, kept_in, picture
from recall_studio.player.playing import Part
from tests.player.setting import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.errors import MediaUnusable
    from recall_studio.player.engine import Engine, Listener, Source


class Clock:
    """A steady clock that stands still until it is set."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


class Blind(FakeEngine):
    """A fake engine that leaves paused seeks to exact stills."""

    own_stills = False


class Slides:
    """A maker of stills that waits to be let go on.

    Attributes:
        asked: the pictures that were asked for.
        near: a picture to give on the way.
        fails: what to raise.
    """

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.near: int | None = None
        self.fails: MediaUnusable | OSError | None = None
        self.has_none = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.closed = 0

    def __call__(self, _source: Source) -> Slides:
        return self

    def still_at(self, index: int, *, stale: Callable[[], bool], on_way: Callable[[Still], None]) -> Still | None:
        self.asked.append(index)
        if self.near is not None:
            on_way(still(self.near))
        while not self.may_go_on.wait(0.001):
            if stale():
                return None
        if self.fails:
            raise self.fails
        return None if self.has_none or stale() else still(index)

    def close(self) -> None:
        self.closed += 1


def still(number: int) -> Still:
    frame = picture(number, number * 40, 0)
    return Still(frame.planes, frame.strides, frame.width, frame.height, number, number * 40, False, False)


class Room:
    """A viewer with a fake engine, told when to poll."""

    def __init__(self, *, recognises: bool = True, slides: Slides | None = None) -> None:
        self.engines: list[FakeEngine] = []
        self.clock = Clock()
        self.slides = slides
        make = self._blind if slides else kept_in(self.engines, recognises=recognises)
        self.viewer = Viewer(make, make_stills=slides, now=self.clock)
        self.player = self.viewer.player

    def _blind(self, listener: Listener, wake: Callable[[], None]) -> Engine:
        self.engines.append(Blind(listener, wake))
        return self.engines[-1]

    @property
    def engine(self) -> FakeEngine:
        return self.engines[-1]

    def open(self, *sources: Source, at_ms: int = 0) -> None:
        """Open these one behind the other, and show the picture."""
        offsets = [sum(source.facts.duration_ms for source in sources[:number]) for number in range(len(sources))]
        self.player.open([Part(*part) for part in zip(sources, offsets, strict=True)], at_ms=at_ms)
        self.player.poll()

    def sees(self, number: int | None) -> bool:
        """Poll until this picture is on the screen."""
        return self.comes(lambda: self.viewer.number == number)

    def comes(self, condition: Callable[[], bool]) -> bool:
        """Poll until this holds."""
        until_s = time.monotonic() + 5
        while not condition() and time.monotonic() < until_s:
            self.player.poll()
            time.sleep(0.001)
        return condition()
