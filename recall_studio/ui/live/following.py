"""The conversation that is open goes on without a recording: its clock, and whether it may be watched along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import StudyReadOnly
from recall_studio.domain.words import _
from recall_studio.player.live import LiveClock, steady_s, utc_now
from recall_studio.store import access, observations
from recall_studio.ui.situation import Situation, Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.observing import Observation
    from recall_studio.player.live import LivePlayer
    from recall_studio.ui.session import OpenRecording, Session

_CONCERNS = ("consent", "recorded_person", "code", "study", "member")


class LiveFollowing:
    """Makes the player follow the open conversation, as long as its consent holds.

    Args:
        session: the open study and conversation.
        player: what follows.
        settle: told how it stands.

    Attributes:
        now: the computer's clock, for tests to set.
        steady: seconds of a steady clock, for tests to set.
    """

    def __init__(self, session: Session, player: LivePlayer, settle: Callable[[Situation], None]) -> None:
        self._session, self._player, self._settle = session, player, settle
        self.now: Callable[[], datetime] = utc_now
        self.steady: Callable[[], float] = steady_s
        self._clocks: dict[tuple[str, str], LiveClock] = {}
        self._watched: set[str] = set()
        session.changed.connect(self._heed)

    def open(self, conversation: OpenRecording) -> None:
        """Ask the gate, once a sitting, and follow."""
        if conversation.conversation in self._watched:
            self._follow(conversation)
            return
        self._settle(Situation(Stage.OPENING))
        self._session.do(
            access.watch,
            done=lambda _none: self._take(conversation),
            refused=lambda error: self._refuse(conversation, error),
            conversation=conversation.conversation,
        )

    def _take(self, conversation: OpenRecording) -> None:
        self._watched.add(conversation.conversation)
        if self._session.recording is conversation:
            self._follow(conversation)

    def _refuse(self, conversation: OpenRecording, error: RecallError) -> None:
        if self._session.recording is conversation:
            closed = isinstance(error, StudyReadOnly)
            remedy = error.remedy if closed else _("Look at the consent of this conversation.")
            self._settle(Situation(Stage.CLOSED if closed else Stage.BARRED, error.message, remedy))

    def _follow(self, conversation: OpenRecording) -> None:
        if not self._allowed(conversation):
            self._stop(conversation)
            return
        watched = conversation.observation
        if watched is not None and watched.goes_on:
            self._player.follow(self._clock(watched))
        elif watched is not None:
            length_ms = watched.length_ms or 0
            self._player.look_back(length_ms, at_ms=length_ms)
        self._settle(Situation(Stage.LIVE))

    def _clock(self, watched: Observation) -> LiveClock:
        """The same clock for the whole sitting: what happens to the computer's clock does not move it."""
        key = (watched.id, watched.started_at)
        if key not in self._clocks:
            least_ms = observations.last_ms(self._session.study, watched.conversation)
            self._clocks[key] = LiveClock(watched.started_at, least_ms=least_ms, now=self.now, steady=self.steady)
        return self._clocks[key]

    def _heed(self, changes: Changes) -> None:
        """It began or ended, perhaps on the command line; or its consent is another."""
        conversation = self._session.recording
        if conversation is None or not conversation.live:
            return
        if changes.of("live_observation"):
            self._open_again(conversation)
        elif any(changes.of(kind) for kind in _CONCERNS):
            if not self._allowed(conversation):
                self._stop(conversation)
            elif conversation.conversation not in self._watched:
                self.open(conversation)

    def _open_again(self, conversation: OpenRecording) -> None:
        chosen = self._session.selection
        self._session.open_recording(conversation.name)
        self._session.select(chosen)

    def _allowed(self, conversation: OpenRecording) -> bool:
        return conversation.name in access.seen_recordings(self._session.study, self._session.member)

    def _stop(self, conversation: OpenRecording) -> None:
        self._watched.discard(conversation.conversation)
        self._player.close_recording()
        self._settle(
            Situation(
                Stage.BARRED,
                access.why_not_watching(self._session.study, conversation.conversation),
                _("Look at the consent of this conversation."),
            )
        )
