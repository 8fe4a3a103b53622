"""The practice clip: the viewer stops it, plays on, and both know that the control works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.viewer_window import Seen

if TYPE_CHECKING:
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.viewer_window import ViewerWindow


class Practice(QObject):
    """Goes on while the clip is shown.

    Args:
        leading: the interview, which has not begun.
        window: the viewer's.
    """

    worked = Signal()
    """The viewer stopped it and played on."""

    def __init__(self, leading: Leading, window: ViewerWindow) -> None:
        super().__init__(window)
        self._leading, self._showing, self._window = leading, leading.showing, window
        self._words = window.tongue.practice
        self._on, self._stopped = False, False
        leading.hands.viewer_did.connect(self._press)
        self._showing.situation_changed.connect(self._begin_when_ready)
        self._showing.ended.connect(self._again)

    def begin(self) -> None:
        """Show the clip from its start."""
        self._on, self._stopped = True, False
        self._window.show_seen(Seen.PRACTICE, self._words.text)
        self._showing.open_aid()

    def end(self) -> None:
        """Show it no longer."""
        if self._on:
            self._on = False
            self._showing.freeze()
            self._window.show_seen(Seen.WAITING)

    def _begin_when_ready(self, _situation: object) -> None:
        if self._on and self._showing.ready:
            self._window.show_line(self._words.press_stop)
            self._showing.play()

    def _press(self, _what: str) -> None:
        if not self._on or self._leading.phase is not Phase.BEFORE or not self._showing.ready:
            return
        if self._showing.plays:
            self._showing.freeze()
            self._stopped = True
            self._window.show_button(playing=False)
            self._window.show_line(self._words.press_go_on)
        else:
            self._showing.play()
            self._window.show_button(playing=True)
            if self._stopped:
                self._window.show_line(self._words.works)
                self.worked.emit()

    def _again(self) -> None:
        """It is short: it begins anew until it is not needed any more."""
        if self._on:
            self._showing.play(0)
