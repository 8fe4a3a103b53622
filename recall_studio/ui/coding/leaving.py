"""Leaving a recording while stretches still run: they are named, and one press leads back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.session import OpenRecording


class LeftRunning(QObject):
    """Watches which stretches run in the open recording, and names them when another one is opened."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = desk.session.recording.name if desk.session.recording else ""
        self._running = desk.coding.running
        desk.coding.moments_changed.connect(self._follow)
        desk.session.recording_opened.connect(self._leave)

    def _follow(self, _delta: object) -> None:
        recording = self._desk.session.recording
        if recording is not None and recording.name == self._name:
            self._running = self._desk.coding.running

    def _leave(self, opened: OpenRecording | None) -> None:
        left, running = self._name, [view for view in self._running if view.own]
        self._name, self._running = opened.name if opened else "", self._desk.coding.running
        if running and left and left != self._name:
            question = _("In {recording} this still runs: {codes}.", recording=left, codes=running_words(running))
            self._desk.window.ask(question, _("Go back and end it"), lambda: self._go_back(left))

    def _go_back(self, recording: str) -> None:
        self._desk.session.open_recording(recording)
        self._desk.window.show_workspace("coding")


def running_words(running: Iterable[MomentView]) -> str:
    """The codes that run, in words."""
    return in_words([view.short for view in running])
