"""What the viewer sees and hears: a player of the interview's own, which freezes at once and plays on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from recall_studio.domain.recall.kinds import ShownAs
from recall_studio.player.absent import AbsentEngine
from recall_studio.player.engine import State
from recall_studio.player.playing import BLANK, Player, Watcher
from recall_studio.store import access
from recall_studio.ui.hearing import Hearing
from recall_studio.ui.lasting import while_there
from recall_studio.ui.opening_media import is_there, open_media
from recall_studio.ui.playing import TICK_MS
from recall_studio.ui.recall.aids import open_instruction, open_practice
from recall_studio.ui.situation import Situation, Stage, refused
from recall_studio.ui.upright import upright

if TYPE_CHECKING:
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.player.engine import Frame
    from recall_studio.player.press import Press
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.opening_media import OpenedMedia
    from recall_studio.ui.tasks import Task


class Showing(QObject):
    """Plays the recording that is looked back at. From `freeze()` to `play()` the picture does not change by itself.

    Args:
        desk: the window's things; the engine is chosen as for coding.
        interview: whose recording is shown.

    Attributes:
        aid: whether it is the practice clip or the instruction that plays, and not the recording.
        image: the picture on the viewer's screen, upright; null when there is none.
        situation: how it stands with the recording.
    """

    framed = Signal(object)
    """A `QImage` is on the screen, upright; a null one when none may be."""
    state_changed = Signal(object)
    moved = Signal(int, int)
    """While it plays: where it was at the last tick, and where it is now, in ms."""
    situation_changed = Signal(object)
    """A `Situation`."""
    ended = Signal()
    """The recording was played to its end."""
    withdrawn = Signal()
    """It may not be shown any more; nothing is on the screen."""
    _woken = Signal()

    def __init__(self, desk: Desk, interview: Interview, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._playing, self._interview = desk.session, desk.playing, interview
        self.image = QImage()
        self.situation = Situation(Stage.EMPTY)
        self.aid = False
        self._frozen, self._closed, self._plays_then = True, False, False
        self._at_ms, self._last_ms, self._asked = 0, 0, 0
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
        """Whether nothing is to be seen, by consent or as it was prepared."""
        wanted = self.aid or self._interview.shown_as is not ShownAs.ALLEEN_GELUID
        return not (wanted and self.player.has_picture)

    def open(self, at_ms: int = 0, *, plays: bool = False) -> None:
        """Open the recording without waiting, to stand at this time of it, or to play from there."""
        self._begin_opening(at_ms, plays=plays)
        open_media(
            self._session,
            self._interview.recording_id,
            gate=partial(access.show_recall, session=self._interview.id),
            is_wanted=partial(self._is_wanted, self._asked),
            choose=self._playing.choose_for,
            done=while_there(self, self._take),
            refused=while_there(self, self._refuse),
            reading=while_there(self, self._wait_for),
        )

    def open_aid(self, language: str | None = None) -> None:
        """Play the practice clip instead; with a language, the instruction in sound."""
        self._begin_opening(aid=True, plays=True)
        open_it = open_practice if language is None else partial(open_instruction, language=language)
        asked = self._asked

        def take(opened: OpenedMedia) -> None:
            if self._is_wanted(asked):
                self._take(opened)

        def refuse(error: RecallError) -> None:
            if self._is_wanted(asked):
                self._refuse(error)

        done, failed = while_there(self, take), while_there(self, refuse)
        open_it(self._session, choose=self._playing.choose_for, done=done, refused=failed)

    def play(self, from_ms: int | None = None) -> None:
        """Play from the picture on the screen, or from another time; the recording, once it is begun with."""
        self._frozen = False
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

    def stand_at(self, ms: int) -> None:
        """Show the picture of this time, while it does not play."""
        self._frozen = False
        self.player.seek(ms)

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

    def _begin_opening(self, at_ms: int = 0, *, plays: bool = False, aid: bool = False) -> None:
        self._settle(Situation(Stage.OPENING))  # first: that the player is empty now is no withdrawal
        self.player.close_recording()
        self._at_ms, self.aid, self._plays_then = at_ms, aid, plays
        self._asked += 1

    def _is_wanted(self, asked: int) -> bool:
        return not self._closed and asked == self._asked

    def _take(self, opened: OpenedMedia) -> None:
        self.player.use(opened.choice.make)
        self._settle(Situation(Stage.READY))
        self._frozen = False
        self.player.open(opened.parts, at_ms=self._at_ms)
        self._timer.start()
        if self._plays_then:
            self.play()

    def _refuse(self, error: RecallError) -> None:
        self._settle(refused(error, file_there=is_there(self._session, self._interview.recording_id)))

    def _wait_for(self, task: Task) -> None:
        if self.situation.stage is Stage.OPENING:
            self._settle(Situation(Stage.OPENING, task=task))

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
        elif state is State.EMPTY and self.ready and not self._closed:
            self._settle(Situation(Stage.REFUSED))
            self.withdrawn.emit()

    def _on_trouble(self, sentence: str) -> None:
        if self.ready:
            self._session.say(sentence, "warning")

    def _tick(self) -> None:
        self.player.poll()
        if self.plays:
            self._tell_move()

    def _tell_move(self) -> None:
        before_ms, self._last_ms = self._last_ms, self.player.position_ms()
        if self._last_ms != before_ms:
            self.moved.emit(before_ms, self._last_ms)
