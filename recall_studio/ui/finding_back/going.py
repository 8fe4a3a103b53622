"""The way from a row to where it is coded: its recording is opened, its moment selected, its picture shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from recall_studio.player.engine import State

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


class Going(QObject):
    """Goes there as soon as moments and picture have been read.

    Args:
        desk: the window's things.
        parent: the workspace that is left.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._to: tuple[str, str, int] | None = None
        desk.coding.moments_changed.connect(self._arrive)
        desk.playing.tuned.connect(self._arrive)

    def go(self, name: str, moment: str, at_ms: int) -> None:
        """Go to a moment, or with an empty id to an instant, in the recording of this name."""
        session = self._desk.session
        if session.recording is None or session.recording.name != name:
            session.open_recording(name)
        self._to = (name, moment, at_ms)
        self._desk.window.show_workspace("coding")
        self._arrive()

    def _arrive(self, _told: object = None) -> None:
        desk, recording = self._desk, self._desk.session.recording
        if self._to is None or recording is None or recording.name != self._to[0]:
            return
        _name, moment, at_ms = self._to
        if moment and desk.coding.view(moment) is not None and desk.session.selection != moment:
            desk.session.select(moment)
        if not recording.live:
            if desk.playing.player.state is State.EMPTY:
                return
            desk.playing.player.seek(at_ms)
        if not moment or desk.session.selection == moment:
            self._to = None
