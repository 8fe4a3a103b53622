"""Somebody who sits before a player: sees which picture is on the screen by the bars in it, and presses keys.

What the engines' own clocks say is read beside it, as the naive way of knowing where a recording is.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from recall_studio.player.engine import Source
    from recall_studio.player.reel import MakeEngine

ENGINES = ("vlc", "qt")
PATIENCE_S = 20.0
TURN_S = 0.002


class Pressed(NamedTuple):
    """One key press; all in ms.

    Attributes:
        true_ms: when the picture on the screen appears, by its bars.
        told_ms: what was answered.
        clock_ms: what the clock of the engine's own player said.
        waited_ms: how long the answer took.
    """

    true_ms: int
    told_ms: int | None
    clock_ms: int
    waited_ms: float


class Clip(NamedTuple):
    """A clip whose pictures carry their number, and when each appears (ms)."""

    source: "Source"
    times_ms: list[int]


class Seat:
    """A player with a clip in it, before which somebody sits.

    Args:
        engine: one of `ENGINES`.
        clip: what plays.
    """

    def __init__(self, engine: str, clip: Clip) -> None:
        from PySide6.QtWidgets import QApplication

        from recall_studio.player.playing import Part
        from tests.player.setting import Viewer

        self._application = QApplication.instance() or QApplication([])
        self.clip = clip
        self._clock = _own_clock(engine)
        self.viewer = Viewer(make_engine(engine))
        self.player = self.viewer.player
        self.player.open([Part(clip.source, 0)])
        self.wait(lambda: self.viewer.number is not None)

    def turn(self) -> None:
        """One turn of the loop of events, as the window makes it."""
        self._application.processEvents()
        self.player.poll()
        time.sleep(TURN_S)

    def rest(self, seconds: float) -> None:
        """Look on for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.turn()

    def wait(self, is_so: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
        """Look on until it is so; whether it became so in time."""
        until = time.monotonic() + patience_s
        while not is_so():
            if time.monotonic() > until:
                return False
            self.turn()
        return True

    def press(self) -> Pressed:
        """Press a key now, and wait for the answer."""
        number = self.viewer.number
        clock_ms = self._clock()
        press, pressed_s = self.player.press(), time.perf_counter()
        self.wait(lambda: press.settled)
        waited_ms = (time.perf_counter() - pressed_s) * 1000
        return Pressed(-1 if number is None else self.clip.times_ms[number], press.pressed_ms, clock_ms, waited_ms)

    def close(self) -> None:
        """Let everything go."""
        self.player.close()
        self.rest(0.1)


def make_engine(key: str) -> "MakeEngine":
    """What makes the engine of this key."""
    from recall_studio.player.choosing import ENGINES as KNOWN

    return next(offer.make for offer in KNOWN if offer.key == key)


def _own_clock(engine: str) -> Callable[[], int]:
    """Asks the clock of the latest player that an engine has made inside itself; none shows it by itself."""
    made: list[Any] = []
    if engine == "vlc":
        from vlc import Instance, MediaPlayer

        Instance.media_player_new = _noting(Instance.media_player_new, made.append)
        MediaPlayer.release = _forgetting(MediaPlayer.release, made)
        return lambda: max(0, made[-1].get_time()) if made else 0
    from PySide6.QtMultimedia import QMediaPlayer

    QMediaPlayer.setSourceDevice = _noting_self(QMediaPlayer.setSourceDevice, made.append)  # type: ignore[method-assign]
    return lambda: made[-1].position() if made else 0


def _noting(make: Callable[..., Any], note: Callable[[Any], None]) -> Callable[..., Any]:
    def make_and_note(*given: Any) -> Any:
        made = make(*given)
        note(made)
        return made

    return make_and_note


def _noting_self(act: Callable[..., Any], note: Callable[[Any], None]) -> Callable[..., Any]:
    def act_and_note(self: Any, *given: Any) -> Any:
        note(self)
        return act(self, *given)

    return act_and_note


def _forgetting(release: Callable[..., Any], made: list[Any]) -> Callable[..., Any]:
    def forget_and_release(self: Any) -> Any:
        made[:] = [other for other in made if other is not self]
        return release(self)

    return forget_and_release


def clip_of(folder: Path, name: str, **how: Any) -> Clip:
    """Write a clip with bars and open it as the program does.

    Args:
        folder: where to.
        name: with the suffix of its container.
        how: see `tests.player.clips.write_bar_clip`.
    """
    from tests.player.clips import write_bar_clip
    from tests.player.setting import source_of

    path = folder / name
    times_ms = write_bar_clip(path, **how)
    return Clip(source_of(path.read_bytes()), times_ms)


def chance() -> random.Random:
    """The same chance at every run."""
    return random.Random(11)  # noqa: S311 - repeatable, not secret
