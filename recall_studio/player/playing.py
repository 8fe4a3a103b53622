"""The player that the window has: plays a recording, steps, repeats, and says which picture a key press meant."""

from __future__ import annotations

from typing_extensions import override

from recall_studio.player.deck import BLANK, Watcher
from recall_studio.player.engine import State
from recall_studio.player.press import Press
from recall_studio.player.time_line import BLIND_STEP_MS, Part
from recall_studio.player.tuning import TunedDeck

__all__ = ["BLANK", "Part", "Player", "Press", "Watcher"]


class Player(TunedDeck):
    """A deck with the keys of a player. All methods are called on one thread, and every watcher is told there.

    Attributes:
        loop: the stretch that is repeated, in ms on the recording's time line, or None.
    """

    loop: tuple[int, int] | None = None
    _loops = False  # whether the end of the loop still lies ahead

    def watch(self, watcher: Watcher) -> None:
        """Tell this one from now on, instead of who was told before."""
        self._tell = watcher

    @property
    def shown_ms(self) -> int | None:
        """When the picture on the screen appears on the recording's time line, in ms; None while that is not known.

        Without pictures it is where the sound is.
        """
        if self.state is not State.EMPTY and not self.has_picture:
            return self.position_ms()
        return self._screen.shown.ms if self._screen.shown else None

    def pictures_in(self, start_ms: float, end_ms: float) -> list[tuple[int, int]]:
        """The pictures that appear in a stretch of the recording's time line: the number of each, and when, in ms."""
        return self._line.pictures_in(start_ms, end_ms)

    def press(self) -> Press:
        """Say which picture is on the screen at this key press."""
        press = Press(self.position_ms(), self.state is State.PLAYING, self.rate)
        if self.state is State.EMPTY or not self.has_picture:
            press.settle(self.shown_ms)
            return press
        return self._screen.press(press)

    def toggle(self) -> None:
        """Play, or pause when it plays."""
        if self.state is State.PLAYING:
            self.pause()
        else:
            self.play()

    def skip(self, ms: int) -> None:
        """Go so much further, or back when negative."""
        self.seek(self.position_ms() + ms)

    def step(self, frames: int) -> None:
        """Pause, and show the picture so many further, or back when negative; 40 ms each without pictures."""
        if self.state is State.EMPTY:
            return
        self.pause()
        if not self.has_picture:
            self.skip(frames * BLIND_STEP_MS)
        elif self._stands_at is not None:
            self._stand(self._line.stepped(self._stands_at, frames))
        else:
            self.press().when_known(lambda press: self._step_from(press, frames))

    def picture_ms(self, ms: int, pictures: int = 0) -> int:
        """When the picture of a time appears, or the one so many further, in ms on the recording's time line."""
        return self._line.picture_ms(ms, pictures)

    def _step_from(self, press: Press, frames: int) -> None:
        """Step from the picture that was on the screen, or from where a step before this one went meanwhile."""
        if self.state not in (State.PAUSED, State.ENDED):
            return
        known_ms = press.about_ms if press.pressed_ms is None else press.pressed_ms
        self._stand(self._line.stepped(self._stands_at or self._line.spot(known_ms), frames))

    @override
    def seek(self, ms: int) -> None:
        """Go to the picture of this time, in ms on the recording's time line, brought inside it.

        Behind the end of the loop it plays on from there; before it, it will be repeated again.
        """
        self._loops = self.loop is not None and ms < self.loop[1]
        super().seek(ms)

    def set_loop(self, start_ms: int, end_ms: int) -> None:
        """Repeat from one time up to another, in ms on the recording's time line, in either order."""
        if start_ms != end_ms:
            self.loop = (min(start_ms, end_ms), max(start_ms, end_ms))
            self._loops = True
            self._tell.loop(self.loop)

    def clear_loop(self) -> None:
        """Repeat nothing."""
        if self.loop is not None:
            self.loop = None
            self._tell.loop(None)

    @override
    def poll(self) -> None:
        """Do and tell what has become due; call it on a wake and from a timer."""
        super().poll()
        if self.loop and self._loops and self.state is State.PLAYING and self.position_ms() >= self.loop[1]:
            self.seek(self.loop[0])

    @override
    def close_recording(self) -> None:
        """Let go of the recording; its picture leaves the screen."""
        self.clear_loop()
        super().close_recording()

    @override
    def _on_ended(self) -> None:
        if self.loop and self._loops and self.state is State.PLAYING:
            self._reel.play(self._line.spot(self.loop[0]))
            self._least_ms = self.loop[0]
        else:
            super()._on_ended()
