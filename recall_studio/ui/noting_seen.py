"""What was seen of a recording while it played: gathered for some seconds and then kept, by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from recall_studio.domain.errors import StudyReadOnly
from recall_studio.domain.intervals import union
from recall_studio.edits.marking import note_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.intervals import Stretch
    from recall_studio.ui.session import OpenRecording, Session

EVERY_S = 5.0
LONGEST_STEP_MS = 1_000
"""A playhead that goes further between two looks has jumped: what lies between was not seen."""


class SeenNotes:
    """Notes for one member what they saw.

    Args:
        session: where.
        now: seconds of a steady clock.
    """

    def __init__(self, session: Session, now: Callable[[], float] = time.monotonic) -> None:
        self._session, self._now = session, now
        self._stretches: list[Stretch] = []
        self._last_ms: int | None = None
        self._since_s = now()

    def at(self, recording: OpenRecording, ms: int) -> None:
        """The playhead plays here now."""
        if self._last_ms is not None and 0 < ms - self._last_ms <= LONGEST_STEP_MS:
            self._stretches = union((*self._stretches, (self._last_ms, ms)))
        self._last_ms = ms
        if self._now() - self._since_s >= EVERY_S:
            self.keep(recording)

    def stand(self, recording: OpenRecording) -> None:
        """It does not play any more."""
        self._last_ms = None
        if self._stretches:
            self.keep(recording)

    def keep(self, recording: OpenRecording) -> None:
        """Keep what was gathered.

        Not by `Session.do`: that says "kept just now" to the user, who did nothing.
        """
        self._since_s = self._now()
        ranges, self._stretches = self._stretches, []
        if not ranges:
            return
        session = self._session
        try:
            future = session.study.submit(note_seen, recording=recording.name, ranges=ranges)
        except StudyReadOnly:
            return  # nothing can be kept there, and this least of all has to be
        session.tasks.follow(future)
