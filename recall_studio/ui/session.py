"""What the window works on: the open study, the open recording, the selection. Views listen here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from recall_studio.domain.errors import RecallError, StudyReadOnly
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.study import Layer, Role
from recall_studio.store import codebooks, conversations, observations, rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.observing import Observation
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.domain.study import Member
    from recall_studio.store.study import Study
    from recall_studio.ui.tasks import Tasks

T = TypeVar("T")
CATCH_UP_MS = 500
"""How often the window looks for what other programs wrote into the study."""


@dataclass(frozen=True, slots=True)
class OpenRecording:
    """The recording that is coded now, or the conversation that is watched along live.

    Attributes:
        id: of the recording; of a conversation without one its own, which no recording has.
        name: of it.
        conversation: in which it lies.
        duration_ms: how far it can be marked; of a conversation that has not begun 0.
        live: nothing is recorded of it.
        observation: when that began and ended; None before.
        layer: what is marked in it lies in this one: an interview has codes of its own.
    """

    id: RecordingId
    name: str
    conversation: ConversationId
    duration_ms: int
    live: bool = False
    observation: Observation | None = None
    layer: Layer = Layer.GESPREK

    @property
    def begun(self) -> bool:
        """Whether something can be marked in it."""
        return self.duration_ms > 0

    @property
    def ended(self) -> bool:
        """Whether its length is known: nothing is watched along with any more."""
        return not self.live or (self.observation is not None and not self.observation.goes_on)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the user: `kind` is info, warning or error; `remedy` says what to do."""

    text: str
    kind: str = "info"
    remedy: str = ""


class Session(QObject):
    """One open study in one window.

    Args:
        study: open, its acting member is who works.
        tasks: runs long work.

    Attributes:
        editor: the scope of the steps of the editor that is in sight; None: steps of the open recording are meant.
        plain: whether the coding workspace is the plain mode, for who does not code for a living.
    """

    changed = Signal(object)
    """`Changes`: rows changed, by whomever."""
    recording_opened = Signal(object)
    """`OpenRecording`, or None when it was closed."""
    selected = Signal(object)
    """The id of the selected moment, or None; of several the one that is shown in full."""
    chosen_changed = Signal(object)
    """The ids of all moments that are selected, in the order in which they were."""
    said = Signal(object)
    """`Said`."""
    kept = Signal()
    """An edit of this window was kept."""
    waiting = Signal(bool)
    """An edit waits for another program, or no longer."""
    plain_changed = Signal(bool)
    """The coding workspace is the plain mode from now on, or no longer."""
    covered = Signal()
    """The window is about to be covered: nothing goes on behind the cover."""
    closing = Signal()
    """The study is about to be let go: what is half written is kept now."""
    _woken = Signal()

    def __init__(self, study: Study, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.study = study
        self.tasks = tasks
        self.recording: OpenRecording | None = None
        self.selection: str | None = None
        self.chosen: tuple[str, ...] = ()
        """All moments that are selected; `selection` is one of them."""
        self.plain = study.acting.role is Role.KLANTMANAGER
        self.editor: str | None = None
        self._codebook: Codebook | None = None
        self._round: CodingRound | None = None
        self._open_edits = 0
        self._closed = False
        tasks.failed.connect(self.complain)
        study.listen(self._woken.emit)
        self._woken.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=CATCH_UP_MS)
        self._timer.timeout.connect(self._catch_up)
        self._timer.start()

    @property
    def member(self) -> Member:
        """Who works."""
        return self.study.acting

    @property
    def codebook(self) -> Codebook:
        """The codebook as it stands; read once and again when it changed."""
        if self._codebook is None:
            self._codebook = codebooks.codebook(self.study)
        return self._codebook

    @property
    def round(self) -> CodingRound:
        """The coding round as it stands; read once and again when it changed."""
        if self._round is None:
            self._round = rounds.present(self.study)
        return self._round

    @property
    def unkept(self) -> int:
        """How many edits are not kept yet."""
        return self._open_edits

    def open_recording(self, name: str) -> None:
        """Make this the recording, or the conversation watched along live, that is worked on.

        Raises:
            UnknownName: there is none of that name.
        """
        row = conversations.place(self.study, name)
        conversation, live = ConversationId(row["conversation_id"]), row["live"]
        watched = observations.of_conversation(self.study, conversation, self.member.id) if live else None
        self.select(None)
        self.recording = OpenRecording(
            RecordingId(row["id"]),
            row["name"],
            conversation,
            row["duration_ms"],
            live=live,
            observation=watched,
            layer=Layer.GESPREK if row["recall_session_id"] is None else Layer.NAGESPREK,
        )
        self.recording_opened.emit(self.recording)

    def close_recording(self) -> None:
        """Work on no recording."""
        self.select(None)
        self.recording = None
        self.recording_opened.emit(None)

    def select(self, moment: str | None) -> None:
        """Select a moment everywhere, and no other; or none."""
        self.choose(() if moment is None else (moment,))

    def choose(self, moments: Iterable[str], current: str | None = None) -> None:
        """Select these moments everywhere; `current` is the one that is shown in full, the last when it is none."""
        chosen = tuple(dict.fromkeys(moments))
        now = current if current in chosen else chosen[-1] if chosen else None
        before = self.selection, self.chosen
        self.selection, self.chosen = now, chosen
        if now != before[0]:
            self.selected.emit(now)
        if chosen != before[1]:
            self.chosen_changed.emit(chosen)

    def exchange(self, gone: Iterable[str], renamed: Mapping[str, str]) -> None:
        """Select what is gone no longer; where a moment became another, that one instead."""
        lost = {moment for moment in gone if moment not in renamed}
        if not lost.isdisjoint(self.chosen) or not renamed.keys().isdisjoint(self.chosen):
            chosen = [renamed.get(moment, moment) for moment in self.chosen if moment not in lost]
            self.choose(chosen, renamed.get(self.selection or "", self.selection))

    def do(
        self,
        edit: Callable[..., T],
        /,
        *,
        done: Callable[[T], None] = lambda _made: None,
        refused: Callable[[RecallError], None] | None = None,
        **given: Any,
    ) -> None:
        """Make an edit without waiting for it; `done` or `refused` is called on the window's thread.

        An error that nobody takes is said to the user.
        """

        def settle(made: T) -> None:
            self._open_edits -= 1
            if self._closed:  # it is kept, and nobody is there any more to be told
                return
            self._catch_up()
            self.kept.emit()
            done(made)

        def refuse(error: RecallError) -> None:
            self._open_edits -= 1
            if not self._closed:  # who left while edits waited was told that they would be lost
                (refused or self.complain)(error)

        self._open_edits += 1
        try:
            future = self.study.submit(edit, **given)
        except StudyReadOnly as error:
            refuse(error)
        else:
            self.tasks.follow(future, done=settle, refused=refuse)

    def show_plainly(self, plain: bool) -> None:
        """Code in the plain mode, or in full."""
        if plain != self.plain:
            self.plain = plain
            self.plain_changed.emit(plain)

    def say(self, text: str, kind: str = "info", remedy: str = "") -> None:
        """Tell the user something."""
        self.said.emit(Said(text, kind, remedy))

    def complain(self, error: RecallError) -> None:
        """Tell the user what could not be done, and what to do."""
        self.say(error.message, "error", error.remedy)

    def close(self) -> None:
        """Finish what is queued and let the study go."""
        self._timer.stop()
        self.closing.emit()
        self._closed = True
        self.study.close()

    def _catch_up(self) -> None:
        if self._closed:
            return  # woken by the last edits, which were made while it closed
        changes = self.study.catch_up()
        if not changes:
            return
        if changes.of("code") or changes.of("modifier") or changes.of("exclusive_group"):
            self._codebook = None
        if changes.of("round_state"):
            self._round = None
        self.changed.emit(changes)


def layer_of(session: Session) -> Layer:
    """In which layer lies what is marked now."""
    return session.recording.layer if session.recording is not None else Layer.GESPREK
