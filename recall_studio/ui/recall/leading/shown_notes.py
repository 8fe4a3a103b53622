"""Notes what was played to the viewer, every few seconds while it plays and wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.edits.recall import leading as edits

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.ui.session import Session

EVERY_MS = 5_000


class ShownNotes:
    """Keeps one stretch after the other; the edit joins what follows on each other.

    Args:
        session: the open study.
        interview: in which it is shown.
    """

    def __init__(self, session: Session, interview: RecallSessionId) -> None:
        self._session, self._interview = session, interview
        self._from: tuple[int, int] | None = None  # in the recording, and on the clock of the session

    def at(self, before_ms: int, ms: int, session_ms: int) -> None:
        """It plays, was there at the tick before, and is here now."""
        if self._from is None:
            self._from = (before_ms, session_ms)
        elif ms - self._from[0] >= EVERY_MS:
            self._keep(ms)
            self._from = (ms, session_ms)

    def stand(self, ms: int) -> None:
        """It stands here."""
        self._keep(ms)
        self._from = None

    def _keep(self, end_ms: int) -> None:
        if self._from is None or end_ms <= self._from[0]:
            return
        start_ms, session_ms = self._from
        self._session.do(
            edits.note_shown, session=self._interview, start_ms=start_ms, end_ms=end_ms, session_ms=session_ms
        )
