"""What lasts for a while in an interview, such as a rest or a lost microphone: kept with its begin and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.edits.recall import leading as edits

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.kinds import EventKind
    from recall_studio.ui.session import Session


class Gap:
    """One after the other, never with a reason.

    Args:
        session: the open study.
        interview: in which they come.
        kind: what lasts.
    """

    def __init__(self, session: Session, interview: RecallSessionId, kind: EventKind) -> None:
        self._session, self._interview, self._kind = session, interview, kind
        self._open: _One | None = None

    @property
    def lasts(self) -> bool:
        """Whether it has begun and is not over."""
        return self._open is not None

    def begin(self, session_ms: int, position_ms: int | None = None) -> None:
        """It begins, on the clock of the session; the recording stands at this position."""
        if self._open is None:
            self._open = _One(self._session)
            self._session.do(
                edits.happen,
                done=self._open.take,
                session=self._interview,
                kind=self._kind,
                session_ms=session_ms,
                position_ms=position_ms,
            )

    def end(self, session_ms: int) -> None:
        """It is over; nothing when there was none."""
        one, self._open = self._open, None
        if one is not None:
            one.end(session_ms)


class _One:
    """Ends once its begin is kept, whichever comes first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._event: str | None = None
        self._over_ms: int | None = None

    def take(self, event: str) -> None:
        self._event = event
        self._keep()

    def end(self, session_ms: int) -> None:
        self._over_ms = session_ms
        self._keep()

    def _keep(self) -> None:
        if self._event is not None and self._over_ms is not None:
            self._session.do(edits.is_over, event=self._event, session_ms=self._over_ms)
