"""Whose hand is on the control: the viewer's and the interviewer's presses, and which of them count."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.recall.kinds import Control, Initiator
from recall_studio.domain.words import _
from recall_studio.ui.recall.leading.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.session import Session

AGAIN_S = 0.4
"""So soon after a press another one does not count: a hand that trembles, or a click that was meant as one."""


class Hands(QObject):
    """Tells an interview what was pressed, by whom.

    Args:
        leading: the interview.
        session: where something is said to the interviewer.
        now: seconds of a steady clock.
    """

    viewer_did = Signal(str)
    """The viewer's control was used, and which: `button` or the name of a key."""

    def __init__(self, leading: Leading, session: Session, *, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(leading)
        self._leading, self._session, self._now = leading, session, now
        self._last_s: float | None = None

    def by_viewer(self, what: str = "button") -> None:
        """The viewer pressed the big button, or a key of the fixed set."""
        self.viewer_did.emit(what)
        if self._leading.interview.control is not Control.INTERVIEWER:
            self._press(self._leading.recaller)

    def by_interviewer(self) -> None:
        """The interviewer pressed their key: it goes on, or stops where that is theirs to do."""
        only_viewer = self._leading.interview.control is Control.TERUGKIJKER
        if only_viewer and self._leading.phase is Phase.PLAYING:
            self._session.say(_("In this interview the viewer stops the recording. “A rest” pauses everything."))
        else:
            self._press(Initiator.INTERVIEWER)

    def skips(self) -> None:
        """The viewer leaves out what is shown."""
        self.viewer_did.emit("skip")
        if not self._trembles():
            self._leading.skip()

    def _press(self, who: Initiator) -> None:
        if self._trembles():
            return
        if self._leading.phase is Phase.PLAYING:
            self._leading.stop(who)
        elif self._leading.phase is Phase.STOPPED:
            self._leading.go_on()

    def _trembles(self) -> bool:
        last_s, self._last_s = self._last_s, self._now()
        return last_s is not None and self._last_s - last_s < AGAIN_S
