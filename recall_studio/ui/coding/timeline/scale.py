"""The span that all parts of the timeline share, and how it changes: zoom, pan, fit, follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.player.engine import State
from recall_studio.ui.coding.timeline.span import Span

if TYPE_CHECKING:
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.session import OpenRecording


LIVE_MS = 600_000
"""The time line of a conversation that is watched along begins with so much room, and grows by so much."""


class Scale(QObject):
    """Holds the visible span of the open recording; tells when it changed.

    Args:
        coding: whose recording it is, and who is told what is in sight.
    """

    changed = Signal()

    def __init__(self, coding: Coding, parent: QObject) -> None:
        super().__init__(parent)
        self._coding = coding
        self.span = Span(1)
        self.follows = True
        """Whether the span turns to the next page when the playhead leaves it."""
        coding.session.recording_opened.connect(self.begin)
        coding.playing.moved.connect(self._follow)
        coding.playing.state_changed.connect(self._follow_again)
        self.begin()

    def begin(self, _opened: object = None) -> None:
        """Show all of the recording that was opened."""
        recording = self._coding.session.recording
        total = 1 if recording is None else self._room(recording)
        self.follows = True
        self._show(Span(total, self.span.width).whole())

    def set_width(self, width: int) -> None:
        """Draw it over so many px."""
        if width > 0 and width != self.span.width:
            self._show(replace(self.span, width=width))

    def zoom(self, factor: float, at_ms: float | None = None) -> None:
        """So many times closer around a time; without one around the playhead, or the middle when that is not shown."""
        if at_ms is None:
            here = self._coding.playing.player.position_ms()
            at_ms = here if self.span.shows(here) else (self.span.start_ms + self.span.end_ms) / 2
        self._look(self.span.zoomed(factor, at_ms))

    def pan(self, ms: float) -> None:
        """So much later; from now on the playhead is not followed, until it plays again."""
        self.follows = False
        self._show(self.span.panned(ms))

    def fit(self) -> None:
        """Show the whole recording."""
        self._look(self.span.whole())

    def fit_stretch(self, start_ms: int, end_ms: int) -> None:
        """Show this stretch with room around it."""
        self._look(self.span.around(start_ms, end_ms))

    def reveal(self, ms: int) -> None:
        """See that this time is shown."""
        self._show(self.span.following(ms))

    def follow_playhead(self) -> None:
        """Follow the playhead from now on, and go to it."""
        self.follows = True
        self.reveal(self._coding.playing.player.position_ms())

    def _look(self, span: Span) -> None:
        """Show what was asked for; where the playhead is not in it, it is not followed away from there."""
        self.follows = self.follows and span.shows(self._coding.playing.player.position_ms())
        self._show(span)

    def _room(self, recording: OpenRecording) -> int:
        """How long the time line is: of a conversation that goes on there is always room ahead."""
        return max(recording.duration_ms, 1) if recording.ended else LIVE_MS

    def _grow(self, ms: int) -> None:
        """A conversation that is watched along goes on for longer than there is room for: make more, and show it."""
        total = self.span.total_ms
        while total <= ms:
            total += max(total // 2, LIVE_MS) // LIVE_MS * LIVE_MS
        longer = replace(self.span, total_ms=total)
        self._show(longer.whole() if self.span.is_whole else longer)

    def _follow(self, ms: int) -> None:
        recording = self._coding.session.recording
        if recording is not None and not recording.ended and ms >= self.span.total_ms:
            self._grow(ms)
        if self.follows and not self.span.shows(ms):
            self._show(self.span.following(ms))

    def _follow_again(self, state: State) -> None:
        if state is State.PLAYING:
            self.follow_playhead()

    def _show(self, span: Span) -> None:
        if span != self.span:
            self.span = span
            self._coding.sight = (int(span.start_ms), int(span.end_ms))
            self.changed.emit()
