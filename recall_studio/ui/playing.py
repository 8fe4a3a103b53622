"""The player in the window: opens the session's recording, one timer, and what is told as signals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from recall_studio.media.facts import MediaFacts, problem_sentence
from recall_studio.player import choosing
from recall_studio.player.absent import AbsentEngine
from recall_studio.player.engine import Frame, State
from recall_studio.player.live import LivePlayer
from recall_studio.player.playing import BLANK, Watcher
from recall_studio.player.troubles import trouble_sentence
from recall_studio.store import access
from recall_studio.ui.hearing import Hearing
from recall_studio.ui.live.following import LiveFollowing
from recall_studio.ui.noting_seen import SeenNotes
from recall_studio.ui.opening_media import OpenedMedia, for_all, is_there, kept_signatures, open_media
from recall_studio.ui.situation import Situation, Stage, refused
from recall_studio.ui.tuned_playing import TunedPlaying
from recall_studio.ui.upright import upright

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.ids import RecordingId
    from recall_studio.player.choosing import Choice
    from recall_studio.player.recognising import KeptSignatures
    from recall_studio.player.time_line import Part
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import OpenRecording, Session
    from recall_studio.ui.tasks import Task

    Choose = Callable[[MediaFacts, str, KeptSignatures], Choice]

TICK_MS = 16
_MAY_OPEN_NOW = ("consent", "recorded_person", "media_file", "code", "study")


class Playing(TunedPlaying):
    """Owns the `Player`; everybody in the window hears of the picture and the playhead here.

    Args:
        session: whose recording is played.
        preferences: which engine and how it sounds.
        choose: chooses the engine for a file, see `player.choosing`.

    Attributes:
        hearing: how it sounds.
        image: the picture on the screen, upright; null when there is none.
        situation: how it stands with the recording.
        live: follows a conversation that is watched along without one.
        choice: which engine was chosen and why; None before the first recording.
    """

    framed = Signal(object)
    """A `QImage` is on the screen, upright; a null one when none may be."""
    state_changed = Signal(object)
    moved = Signal(int)
    """The playhead, in ms: on every tick while it plays, and after each seek and step."""
    loop_changed = Signal(object)
    situation_changed = Signal(object)
    """A `Situation`."""
    closed = Signal()
    """Nothing is played any more: the study is being left."""
    asked = Signal(str)
    """The view is asked for something of its own: `time`, `sound` or `picture`."""
    _woken = Signal()

    def __init__(
        self, session: Session, preferences: Preferences, parent: QObject, *, choose: Choose = choosing.choose
    ) -> None:
        super().__init__(preferences, parent)
        self._session = session
        self._choose_one, self._kept = choose, kept_signatures(session.study.folder)
        self.player = LivePlayer(AbsentEngine, wake=self._woken.emit)  # the real one is chosen for the recording
        self.hearing = Hearing(self.player, preferences, self)
        self.image = QImage()
        self.situation = Situation(Stage.EMPTY)
        self.choice: Choice | None = None
        self._parts: Sequence[Part] = ()
        self._recording: OpenRecording | None = None
        self._places: dict[RecordingId, int] = {}
        self._seen = SeenNotes(session)
        self.live = LiveFollowing(session, self.player, self._settle)
        self._last_ms = -1
        self._listen()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        if session.recording is not None:
            self._open(session.recording)

    @property
    def parts(self) -> Sequence[Part]:
        """What the gate opened of the recording; nothing while that may not be played."""
        return self._parts

    def close(self) -> None:
        """Stop the timer and the engine; what was seen and how it sounds is kept."""
        self.closed.emit()
        self._leave()
        self.hearing.remember()
        self._timer.stop()
        self.player.close()

    def _listen(self) -> None:
        self.player.watch(
            Watcher(
                frame=self._on_frame,
                state=self._on_state,
                moved=self.moved.emit,
                trouble=self._on_trouble,
                loop=self.loop_changed.emit,
            )
        )
        self._woken.connect(self.player.poll, Qt.ConnectionType.QueuedConnection)
        self._session.recording_opened.connect(self._open)
        self._session.changed.connect(self._try_again)
        self._preferences.changed.connect(self._choose_again)

    def _open(self, recording: OpenRecording | None) -> None:
        self._leave()
        self.player.close_recording()
        self._recording, self._parts, self.loop_from_ms = recording, (), None
        if recording is None:
            self._settle(Situation(Stage.EMPTY))
            return
        if recording.live:
            self.live.open(recording)
            return
        self._settle(Situation(Stage.OPENING))
        open_media(
            self._session,
            recording.id,
            gate=partial(access.play, recording=recording.id),
            is_wanted=lambda: self._session.recording is recording,
            choose=self.choose_for,
            done=self._take,
            refused=self._refuse,
            reading=self._wait_for,
        )

    def _wait_for(self, task: Task) -> None:
        if self.situation.stage is Stage.OPENING:  # else it was so quick that it is done already
            self._settle(Situation(Stage.OPENING, task=task))

    def _take(self, opened: OpenedMedia) -> None:
        if not self._timer.isActive():  # closed while it was being opened: nothing may begin to run any more
            return
        parts = self._parts = opened.parts
        self._use(opened.choice)
        self._settle(Situation(Stage.READY, why_no_picture(parts)))
        here = self._places.get(self._recording.id, 0) if self._recording else 0
        self.player.open(parts, at_ms=here)
        self.tuned.emit()

    def choose_for(self, facts: MediaFacts) -> Choice:
        """The engine for a file, as the settings want it."""
        return self._choose_one(facts, self._preferences.settings.engine, self._kept)

    def _refuse(self, error: RecallError) -> None:
        there = self._recording is not None and is_there(self._session, self._recording.id)
        self._settle(refused(error, file_there=there))

    def _leave(self) -> None:
        """Remember where the recording was left, and what was seen of it."""
        if self._recording is not None:
            if self.player.state is not State.EMPTY:
                self._places[self._recording.id] = self.player.position_ms()
            self._seen.stand(self._recording)

    def _use(self, choice: Choice) -> None:
        self.choice = choice
        if choice.key != self.player.engine_key:
            self.player.use(choice.make)

    def _choose_again(self, fields: frozenset[str]) -> None:
        if "engine" in fields and self._parts:
            self._use(for_all(self._parts, self.choose_for))
            self.tuned.emit()

    def _try_again(self, changes: Changes) -> None:
        """What could not be opened may be open now."""
        recording = self._recording
        if recording is None or self.situation.stage not in (Stage.REFUSED, Stage.MISSING):
            return
        if any(changes.of(kind) for kind in _MAY_OPEN_NOW) and recording.name in access.seen_recordings(
            self._session.study, self._session.member
        ):
            self._open(recording)

    def _settle(self, situation: Situation) -> None:
        self.situation = situation
        self.situation_changed.emit(situation)

    def _on_frame(self, frame: Frame) -> None:
        self.image = QImage() if frame is BLANK else upright(frame, self.player.rotation)
        self.framed.emit(self.image)

    def _on_state(self, state: State) -> None:
        if state is not State.PLAYING and self._recording is not None:
            self._seen.stand(self._recording)
        if state is State.EMPTY and any(part.source.playable.revoked for part in self._parts):
            self._parts = ()
            if self._recording is not None:
                self._places[self._recording.id] = max(0, self._last_ms)
            self._settle(Situation(Stage.REFUSED, trouble_sentence("withdrawn")))
        self.state_changed.emit(state)

    def _on_trouble(self, sentence: str) -> None:
        if self.situation.stage in (Stage.READY, Stage.LIVE):
            self._session.say(sentence, "warning")

    def _tick(self) -> None:
        self.player.poll()
        now_ms = self.player.position_ms()
        if self.player.state is State.PLAYING and self._recording is not None and not self._recording.live:
            self._seen.at(self._recording, now_ms)
        if now_ms != self._last_ms:
            self._last_ms = now_ms
            self.moved.emit(now_ms)


def why_no_picture(parts: Sequence[Part]) -> str:
    """Why there is nothing to see in a recording; empty when there is."""
    if any(part.source.index is not None for part in parts):
        return ""
    if any(part.source.playable.sound_only for part in parts):
        return trouble_sentence("sound_only")
    return problem_sentence("no_video")
