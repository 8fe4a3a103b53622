"""Plays stretches one after another, across conversations, each from a little before to a little after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.words import _
from recall_studio.player.engine import State
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.ui.playing import Playing
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import Session
    from recall_studio.ui.situation import Situation

POST_ROLL_MS = 1_000
INSTANT_MS = 3_000
"""So long an instant is played."""
_SHUT = (Stage.REFUSED, Stage.MISSING, Stage.BROKEN, Stage.CLOSED, Stage.BARRED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is played: in which recording, from when to when in ms; without an end it is an instant."""

    recording: str
    start_ms: int
    end_ms: int | None = None

    @property
    def last_ms(self) -> int:
        """Until when it plays."""
        return self.start_ms + INSTANT_MS if self.end_ms is None else self.end_ms + POST_ROLL_MS


class PlayAll(QObject):
    """Goes through stretches with the one player of the window.

    Args:
        session: opens the recordings.
        playing: plays.
        preferences: how much is played before a moment.

    Attributes:
        queue: what is played, in order; empty while nothing is.
        here: which of them, from 0.
    """

    changed = Signal()
    """Another stretch, or none any more."""

    def __init__(self, session: Session, playing: Playing, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._playing, self._preferences = session, playing, preferences
        self.queue: tuple[Stretch, ...] = ()
        self.here = 0
        self._waits: Stretch | None = None
        """What is played, or shown, when its recording is open."""
        self._plays = True
        self._inside = False
        playing.situation_changed.connect(self._go_on)
        playing.moved.connect(self._follow)
        playing.state_changed.connect(self._hear)
        playing.tuned.connect(self._go_there)

    def begin(self, stretches: Iterable[Stretch]) -> None:
        """Play all of these."""
        self.queue, self.here = tuple(stretches), 0
        self._play_here()

    def show(self, stretch: Stretch) -> None:
        """Show the picture at the start of one; nothing is played any more."""
        self._end()
        self._reach(stretch, plays=False)

    def step(self, by: int) -> None:
        """The next one, or the one before when negative."""
        if self.queue:
            then = self.here + by
            if 0 <= then < len(self.queue):
                self.here = then
                self._play_here()
            elif by > 0:
                self.stop()

    def stop(self) -> None:
        """Play no more."""
        if self.queue:
            self._end()
            self._playing.player.pause()

    def _end(self) -> None:
        self.queue, self.here, self._waits, self._inside = (), 0, None, False
        self.changed.emit()

    def _play_here(self) -> None:
        self.changed.emit()
        if self.queue:
            self._reach(self.queue[self.here], plays=True)

    def _reach(self, stretch: Stretch, *, plays: bool) -> None:
        self._waits, self._plays, self._inside = stretch, plays, False
        recording = self._session.recording
        if recording is None or recording.name != stretch.recording:
            self._session.open_recording(stretch.recording)
        self._go_on(self._playing.situation)

    def _go_there(self) -> None:
        """The player has taken the recording in: it says so itself in the midst of that, too early to go anywhere."""
        self._go_on(self._playing.situation)

    def _go_on(self, situation: Situation) -> None:
        """The recording is open, or cannot be."""
        stretch, recording = self._waits, self._session.recording
        if stretch is None or recording is None or recording.name != stretch.recording:
            return
        if situation.stage is Stage.READY:
            if self._playing.player.state is not State.EMPTY:
                self._arrive(stretch)
        elif situation.stage in _SHUT and self.queue:
            self._skip(stretch)

    def _arrive(self, stretch: Stretch) -> None:
        self._waits = None
        player = self._playing.player
        if not self._plays:
            player.pause()
            player.seek(stretch.start_ms)
            return
        player.clear_loop()
        player.seek(max(0, stretch.start_ms - self._preferences.settings.pre_roll_ms))
        player.play()

    def _skip(self, stretch: Stretch) -> None:
        self._waits = None
        self._session.say(_("“{name}” cannot be played here and is passed over.", name=stretch.recording), "warning")
        behind = (n for n in range(self.here, len(self.queue)) if self.queue[n].recording != stretch.recording)
        self.step(next(behind, len(self.queue)) - self.here)

    def _follow(self, ms: int) -> None:
        if not self.queue or self._waits is not None or self._playing.player.state is not State.PLAYING:
            return
        stretch = self.queue[self.here]
        if ms < stretch.last_ms:
            self._inside = True
        elif self._inside:
            self.step(1)

    def _hear(self, state: State) -> None:
        if self._waits is None and self.queue and state is State.ENDED and self._inside:
            self.step(1)
