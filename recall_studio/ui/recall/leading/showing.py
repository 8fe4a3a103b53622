"""What the viewer sees and hears: the recording that is looked back at, by a gate of its own; before it the aids."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from recall_studio.domain.recall.kinds import ShownAs
from recall_studio.store import access
from recall_studio.ui.lasting import while_there
from recall_studio.ui.opening_media import is_there, open_media
from recall_studio.ui.recall.aids import open_instruction, open_practice
from recall_studio.ui.recall.leading.freezing_player import FreezingPlayer
from recall_studio.ui.situation import Situation, Stage, refused

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.opening_media import OpenedMedia
    from recall_studio.ui.tasks import Task


class Showing(FreezingPlayer):
    """Opens the recording that is looked back at, and before that the practice clip and the instruction.

    Args:
        desk: the window's things; the engine is chosen as for coding.
        interview: whose recording is shown.

    Attributes:
        aid: whether it is the practice clip or the instruction that plays, and not the recording.
    """

    def __init__(self, desk: Desk, interview: Interview, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._playing, self._interview = desk.playing, interview
        self.aid = False
        self._plays_then, self._at_ms, self._asked = False, 0, 0

    @property
    @override
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
