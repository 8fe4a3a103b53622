"""A player whose picture freezes at once: from `freeze()` to `play()` nothing on the screen changes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from recall_studio.player.absent import AbsentEngine
from recall_studio.player.engine import State
from recall_studio.player.playing import BLANK, Player, Watcher
from recall_studio.ui.hearing import Hearing
from recall_studio.ui.playing import TICK_MS
from recall_studio.ui.situation import Situation, Stage
from recall_studio.ui.upright import upright

if TYPE_CHECKING:
    from recall_studio.player.engine import Frame
    from recall_studio.player.press import Press
    from recall_studio.ui.desk import Desk


class FreezingPlayer(QObject):
    """Plays what a subclass opens, with its own timer.

    Args:
        desk: the window's things.

    Attributes:
        image: the picture on the viewer's screen, upright; null when there is none.
        situation: how it stands with what is to be played.
    """

    framed = Signal(object)
    """A `QImage` is on the screen, upright; a null one when none may be."""
    state_changed = Signal(object)
    moved = Signal(int, int)
    """While it plays: where it was at the last tick, and where it is now, in ms."""
    situation_changed = Signal(object)
    """A `Situation`."""
    ended = Signal()
    """It was played to its end."""
    broke_off = Signal()
    """It stands, and nobody asked for it: what is the matter was said."""
    withdrawn = Signal()
    """It may not be shown any more; nothing is on the screen."""
    _woken = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._session = desk.session
        self.image = QImage()
        self.situation = Situation(Stage.EMPTY)
        self._frozen, self._closed, self._troubled, self._last_ms = True, False, False, 0
        self.player = Player(AbsentEngine, wake=self._woken.emit)  # the real one is chosen for the recording
        self.player.watch(Watcher(frame=self._on_frame, state=self._on_state, trouble=self._on_trouble))
        self.hearing = Hearing(self.player, desk.preferences, self)
        self._woken.connect(self.player.poll, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def ready(self) -> bool:
        """Whether there is something to play."""
        return self.situation.stage is Stage.READY

    @property
    def plays(self) -> bool:
        """Whether it plays now."""
        return self.player.state is State.PLAYING

    @property
    def sound_only(self) -> bool:
        """Whether nothing is to be seen."""
        return not self.player.has_picture

    def play(self, from_ms: int | None = None) -> None:
        """Play from the picture on the screen, or from another time; the recording, once it is begun with."""
        self._frozen = self._troubled = False
        if from_ms is not None:
            self.player.seek(from_ms)
        self._last_ms = self.player.position_ms()
        self.player.play()

    def freeze(self) -> Press:
        """Stand still, from now on, at the picture on the screen; the answer says which that is."""
        press = self.player.press()
        self._frozen = True  # an engine may still give a picture or two
        self.player.pause()
        return press

    def let_go(self) -> None:
        """Show nothing any more."""
        self._settle(Situation(Stage.EMPTY))  # first: that the player is empty now is no withdrawal
        self.player.close_recording()

    def close(self) -> None:
        """Let go of everything; may be called again."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self.hearing.remember()
        self.player.close()

    def _settle(self, situation: Situation) -> None:
        self.situation = situation
        self.situation_changed.emit(situation)

    def _on_frame(self, frame: Frame) -> None:
        if frame is BLANK or self.sound_only:
            self.image = QImage()
        elif self._frozen and not self.image.isNull():
            return
        else:
            self.image = upright(frame, self.player.rotation)
        self.framed.emit(self.image)

    def _on_state(self, state: State) -> None:
        self.state_changed.emit(state)
        if state is State.ENDED:
            self._tell_move()
            self.ended.emit()
        elif state is State.PAUSED and self._troubled:
            self._troubled = False
            self.broke_off.emit()
        elif state is State.EMPTY and self.ready and not self._closed:
            self._settle(Situation(Stage.REFUSED))
            self.withdrawn.emit()

    def _on_trouble(self, sentence: str) -> None:
        if self.ready:
            self._troubled = True
            self._session.say(sentence, "warning")

    def _tick(self) -> None:
        self.player.poll()
        if self.plays:
            self._tell_move()

    def _tell_move(self) -> None:
        before_ms, self._last_ms = self._last_ms, self.player.position_ms()
        if self._last_ms != before_ms:
            self.moved.emit(before_ms, self._last_ms)
