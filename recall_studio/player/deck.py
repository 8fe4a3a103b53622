"""An engine and exact stills behind one time line: playing, standing at a picture, failing in words."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.player.engine import Frame, State
from recall_studio.player.reel import Reel, ReelListener
from recall_studio.player.screen import Screen, Shown
from recall_studio.player.showing_stills import ExactStills, StillsWorker
from recall_studio.player.time_line import Part, TimeLine
from recall_studio.player.troubles import trouble_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.player.engine import Source
    from recall_studio.player.reel import MakeEngine
    from recall_studio.player.showing_stills import Answer, StillMaker
    from recall_studio.player.time_line import Spot

BLANK = Frame((memoryview(bytes(4)),), (4,), 1, 1, "bgra", None, 0)
"""One black dot: what is shown when nothing may be shown."""


def _nothing(_told: object) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told, on the owner's thread.

    Args:
        frame: a picture is on the screen from now on; its time is on its file's time line. `BLANK` when none may be.
        state: the player does something else now.
        moved: the position after opening, a seek or a step, in ms on the recording's time line.
        trouble: a whole sentence, translated.
        loop: the stretch that is repeated, in ms, or nothing.
    """

    frame: Callable[[Frame], None] = _nothing
    state: Callable[[State], None] = _nothing
    moved: Callable[[int], None] = _nothing
    trouble: Callable[[str], None] = _nothing
    loop: Callable[[tuple[int, int] | None], None] = _nothing


class Deck:
    """Plays the parts of a recording as if they were one file.

    While it plays, the engine's pictures are on the screen. After a paused seek or step a still is, and stays until the
    engine's first picture after `play`.

    Args:
        make_engine: makes an engine from who is told and a wake; `ENGINES` in `choosing` has them.
        wake: called on any thread when there is something to `poll` for.
        make_stills: makes what decodes single pictures.
        now: seconds of a steady clock.

    Attributes:
        state: what it does.
        duration_ms: the length of the recording.
        has_picture: whether there is anything to see.
        rotation: degrees clockwise to turn the stored pictures of the part that is shown.
    """

    def __init__(
        self,
        make_engine: MakeEngine,
        *,
        wake: Callable[[], None],
        make_stills: Callable[[Source], StillMaker] = ExactStills,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.state = State.EMPTY
        self.duration_ms, self.rotation, self.has_picture = 0, 0, False
        self._tell = Watcher()
        self._line = TimeLine()
        self._screen = Screen(now)
        self._stills = StillsWorker(make_stills, wake)
        self._stands_at: Spot | None = None  # the place asked for while not playing
        self._goes_to: Spot | None = None  # the place asked for while playing, until its first picture
        self._follows = True  # whether the engine's pictures are those on the screen
        self._least_ms = 0
        self._told: set[str] = set()
        self._is_closed = False
        self._reel = Reel(
            make_engine,
            wake,
            ReelListener(self._on_frame, self._screen.recognised, self._on_ended, self._on_failed, self._on_trouble),
        )

    def open(self, parts: Sequence[Part], *, at_ms: int = 0) -> None:
        """Take a recording and wait, paused, at the picture of this time; what is the matter with it is told.

        Args:
            parts: its media files, in order; none closes what is open.
            at_ms: where to stand.
        """
        self.close_recording()
        self._told.clear()
        line = TimeLine(parts)
        if line.revoked:
            self._on_trouble("withdrawn")
        elif parts:
            self._line, self.duration_ms, self.has_picture = line, line.duration_ms, line.has_picture
            self._reel.lay(line)
            spot = line.spot(at_ms)
            self._become(State.PAUSED)
            self._reel.load(spot.part)
            self._stand(spot)

    def close_recording(self) -> None:
        """Let go of the recording; its picture leaves the screen."""
        self._stills.forget()
        self._reel.lay(TimeLine())
        self._line, self._follows, self._least_ms = TimeLine(), True, 0
        self._stands_at = self._goes_to = None
        self.duration_ms, self.rotation, self.has_picture = 0, 0, False
        self._screen.clear()
        if self.state is not State.EMPTY:
            self._tell.frame(BLANK)
            self._become(State.EMPTY)

    def close(self) -> None:
        """Stop everything for good; may be called again."""
        if self._is_closed:
            return
        self._is_closed = True
        self._tell = Watcher()
        self.close_recording()
        self._stills.close()
        self._reel.engine.close()

    def play(self) -> None:
        """Play from the picture on the screen; from the start again after the end."""
        if self.state in (State.EMPTY, State.PLAYING):
            return
        if self._line.revoked:
            self._withdraw()
            return
        spot = self._line.spot(0) if self.state is State.ENDED else self._stands_at
        if spot is None and self._reel.part is None:
            spot = self._line.spot(self.position_ms())
        self._least_ms = self._line.ms_of(spot) if spot else self.position_ms()
        self._stands_at, self._goes_to, self._follows = None, spot, True
        self._stills.cancel()
        self._told.clear()
        begun_ms = self._least_ms
        self._become(State.PLAYING)
        self._reel.play(spot)
        self._least_ms = begun_ms  # who was told of the state may have asked where it is, before the engine knew

    def pause(self) -> None:
        """Stop at the picture on the screen."""
        if self.state is State.PLAYING:
            self._least_ms = self.position_ms()
            self._reel.engine.pause()
            self._become(State.PAUSED)
            if self._goes_to is not None and self._goes_to.picture is not None:  # sound alone never shows it arrived
                self._stand(self._goes_to)

    def seek(self, ms: int) -> None:
        """Go to the picture of this time, in ms on the recording's time line, brought inside it."""
        if self.state is State.EMPTY:
            return
        spot = self._line.spot(ms)
        if self.state is not State.PLAYING:
            self._stand(spot)
            return
        self._goes_to, self._least_ms = spot, self._line.ms_of(spot)
        self._reel.seek(spot, playing=True)
        self._tell.moved(self.position_ms())

    def position_ms(self) -> int:
        """Where the playhead is on the recording's time line: smooth, and never going back while it plays."""
        if self._stands_at is not None:
            return self._line.ms_of(self._stands_at)
        if self.state is State.PLAYING:
            self._least_ms = max(self._least_ms, min(self._reel.position_ms(), self.duration_ms))
            return self._least_ms
        if self.state is State.ENDED:
            return self.duration_ms
        shown = self._screen.shown
        return self._least_ms if shown is None or shown.ms is None else shown.ms

    def poll(self) -> None:
        """Do and tell what has become due; call it on a wake and from a timer."""
        if self.state is State.EMPTY:
            return
        if self._line.revoked:
            self._withdraw()
            return
        self._reel.engine.poll()
        for answer in self._stills.answers():
            self._show_still(answer)
        self._screen.poll()

    def _stand(self, spot: Spot) -> None:
        """Show the picture of this place, while not playing."""
        self._stands_at, self._goes_to, self._least_ms = spot, None, self._line.ms_of(spot)
        self._become(State.PAUSED)
        if spot.picture is None or self._reel.engine.own_stills:
            self._follows = True
            self._reel.seek(spot, playing=False)
        else:
            self._follows = False
            self._stills.ask(spot.part, self._line.parts[spot.part].source, spot.picture)
        self._tell.moved(self.position_ms())

    def _show_still(self, answer: Answer) -> None:
        if answer.error is not None:
            self._complain(str(answer.error))
        elif self._follows or self._stands_at is None:
            return
        elif answer.frame is not None:
            self._show(answer.request.part, answer.frame, serial=None, wanted=answer.exact)
        else:  # it cannot be decoded here: the engine may know better, and names what it shows
            self._follows = True
            self._reel.seek(self._stands_at, playing=False)

    def _show(self, part: int, frame: Frame, *, serial: int | None, wanted: bool = True) -> None:
        video = self._line.parts[part].source.facts.video
        self.rotation = video.rotation if video else 0
        self._screen.put(Shown(part, self._line.parts[part].offset_ms, serial, frame.pts_ms), wanted=wanted)
        self._tell.frame(frame)

    def _on_frame(self, part: int, frame: Frame) -> None:
        if self._follows and self.has_picture:
            self._goes_to = None
            self._show(part, frame, serial=frame.serial)

    def _on_ended(self) -> None:
        self._become(State.ENDED)

    def _on_failed(self, why: str) -> None:
        if why:
            self._complain(why)
        if self.state is not State.EMPTY:
            self._stands_at, self._follows = self._line.spot(self.position_ms()), False
            self._become(State.PAUSED)

    def _on_trouble(self, key: str) -> None:
        self._complain(trouble_sentence(key))

    def _complain(self, sentence: str) -> None:
        """Say it once for each recording."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell.trouble(sentence)

    def _withdraw(self) -> None:
        self.close_recording()
        self._on_trouble("withdrawn")

    def _become(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self._tell.state(state)
