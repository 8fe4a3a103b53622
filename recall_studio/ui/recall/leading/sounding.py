"""The sound of the interview itself: recorded, paused during a rest, lost and found again; or not recorded here."""

from __future__ import annotations

import time
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from recall_studio.domain.recall.kinds import EventKind
from recall_studio.domain.words import _
from recall_studio.edits.recall import sounding as edits
from recall_studio.player.recorder import Doing, Recorder, Tape, Told
from recall_studio.ui.lasting import while_there
from recall_studio.ui.recall.leading.gap import Gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.edits.recall.sounding import Finished
    from recall_studio.player.live import LiveClock
    from recall_studio.player.microphone import Level, Microphone
    from recall_studio.player.recorder import BegunPiece
    from recall_studio.store.study import Study
    from recall_studio.ui.desk import Desk

POLL_MS = 200
WRITTEN_S = 10.0
"""How long the last of the sound may take to be on the disk."""
QUIETEST_DB = -60.0
"""What is shown as nothing."""


class Hears(Enum):
    """What is done with the sound."""

    NOTHING = "nothing"  # not recorded, or by another device and brought in afterwards
    LISTENS = "listens"  # the level is shown, nothing is kept yet
    RECORDS = "records"
    PAUSED = "paused"
    LOST = "lost"  # the microphone is gone; it goes on by itself when it is back


class Sounding(QObject):
    """Records what is said, in pieces that are kept as they come.

    Args:
        desk: the window's things.
        interview: whose sound.
        make_microphone: what hears.

    Attributes:
        device: the microphone that was chosen, empty for the system's; None where nothing is recorded here.
    """

    changed = Signal()
    """Another microphone, or something else is done with it."""
    level = Signal(float)
    """How loud it is, 0 to 1."""

    def __init__(
        self, desk: Desk, interview: Interview, parent: QObject, make_microphone: Callable[[], Microphone]
    ) -> None:
        super().__init__(parent)
        self._desk, self._interview = desk, interview
        self._microphone = make_microphone()
        self._recorder = Recorder(self._microphone, clock_ms=lambda: time.monotonic() * 1000)
        self._recorder.told = Told(
            level=self._tell_level,
            piece=self._keep_piece,
            lost=self._lose,
            back=self._find,
            inputs=self.changed.emit,
            trouble=self._tell_trouble,
        )
        self._gap = Gap(desk.session, interview.id, EventKind.GELUID_WEG)
        self.device: str | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._recorder.poll)
        self._timer.start()

    @property
    def hears(self) -> Hears:
        """What is done with the sound now."""
        if self._recorder.is_lost:
            return Hears.LOST
        return {
            Doing.NOTHING: Hears.NOTHING,
            Doing.LISTENING: Hears.LISTENS,
            Doing.RECORDING: Hears.RECORDS,
            Doing.PAUSED: Hears.PAUSED,
        }[self._recorder.doing]

    def devices(self) -> list[tuple[str, str]]:
        """The microphones that there are: the id and the name of each."""
        return [(device.id, device.name) for device in self._recorder.inputs()]

    def choose(self, device: str | None) -> None:
        """Listen with this microphone, to record with it; None to record nothing here."""
        self.device = device
        if device is None:
            self._recorder.stop()
        else:
            self._recorder.choose(device)
            self._recorder.listen()
        self.changed.emit()

    def begin(self, clock: LiveClock) -> None:
        """Record from now on, when that was chosen."""
        if self.device is not None:
            folder = self._desk.session.study.folder
            self._recorder.begin(Tape(folder, self._interview.id, clock.ms))
            if self._recorder.is_lost:
                self._gap.begin(clock.ms())
        self.changed.emit()

    def pause(self) -> None:
        """Record nothing for a while."""
        self._recorder.pause()
        self.changed.emit()

    def go_on(self) -> None:
        """Record again."""
        self._recorder.resume()
        self.changed.emit()

    def finish(self) -> None:
        """The interview has ended: nothing is heard any more."""
        self._recorder.stop()
        self.changed.emit()

    def join(self, _ended: object = None) -> None:
        """The end is kept: make one recording of the pieces."""
        if self.device is None:
            return
        session = self._desk.session
        session.tasks.run(
            _("Finishing the sound of the interview"),
            partial(_joined, session.study, self._interview.id, self._recorder),
            done=while_there(self, self._tell_joined),
        )

    def close(self) -> None:
        """Let go of the microphone; may be called again."""
        self._timer.stop()
        self._recorder.stop()
        end = getattr(self._microphone, "end", None)
        if end is not None:
            end()

    def _tell_joined(self, finished: tuple[Finished, ...]) -> None:
        for one in finished:
            for notice in one.notices:
                self._desk.session.say(notice, "warning")

    def _tell_level(self, level: Level) -> None:
        self.level.emit(max(0.0, 1 - level.rms_db / QUIETEST_DB))

    def _keep_piece(self, piece: BegunPiece) -> None:
        self._desk.session.do(
            edits.begin_piece,
            session=self._interview.id,
            session_ms=piece.session_ms,
            rate_hz=piece.rate_hz,
            stored_as=piece.stored_as,
        )

    def _lose(self, session_ms: int) -> None:
        if self._recorder.doing is Doing.RECORDING:
            self._gap.begin(session_ms)
            self._desk.session.say(
                _("The microphone is gone. The interview goes on; it is heard again as soon as it is back."), "warning"
            )
        self.changed.emit()

    def _find(self, session_ms: int) -> None:
        if self._gap.lasts:
            self._gap.end(session_ms)
            self._desk.session.say(_("The microphone is heard again."))
        self.changed.emit()

    def _tell_trouble(self, trouble: str) -> None:
        if trouble == "no_room":
            self._desk.session.say(
                _("There is no room on the disk for the sound of the interview. Everything else is kept."), "error"
            )
        elif trouble:
            self._desk.session.say(_("The sound of the interview cannot be kept. Everything else is."), "error")


def _joined(study: Study, session: RecallSessionId, recorder: Recorder, progress: Progress) -> tuple[Finished, ...]:
    """On a worker: the pieces are long, and the last of them is still being written."""
    recorder.written(WRITTEN_S)
    return edits.finish_sound(study, session=session, progress=progress)
