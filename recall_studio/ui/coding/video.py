"""The video panel: the picture with its words, what stands there when there is none, and the bar below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.ui.coding.dock_title import THIN
from recall_studio.ui.coding.labels import Labels
from recall_studio.ui.coding.overlay import Overlay
from recall_studio.ui.coding.picture import Picture
from recall_studio.ui.coding.stage_page import StagePage
from recall_studio.ui.coding.transport import Transport
from recall_studio.ui.key_tips import key_of
from recall_studio.ui.library.consent_page import ConsentPage
from recall_studio.ui.library.finding_files import FindingFiles
from recall_studio.ui.live.stage import LiveStage
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QHideEvent, QPainter

    from recall_studio.ui.desk import Desk
    from recall_studio.ui.session import OpenRecording
    from recall_studio.ui.situation import Situation

MARGIN = 16


class StageView(QStackedWidget):
    """The picture, or why there is none.

    Args:
        desk: the window's things.
        plain: whether only what is said and what was just marked stands on the picture.
    """

    def __init__(self, desk: Desk, *, plain: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self.labels = Labels(desk.playing, desk.coding, self, plain=plain)
        self._overlay = Overlay(desk.tokens, lambda: key_of(desk, "study.undo"), plain=plain)
        self.picture = Picture(desk.playing, desk.tokens, self._paint_over)
        self.page = StagePage(desk.tokens)
        self.live = LiveStage(desk, self._paint_over)
        for part in (self.picture, self.page, self.live):
            self.addWidget(part)
        self.labels.changed.connect(self.picture.update)
        self.labels.changed.connect(self.live.update)
        self.picture.clicked.connect(desk.playing.player.toggle)
        self.picture.double_clicked.connect(lambda: self._enlarge(plain))
        self.page.asked.connect(self._lead_on)
        desk.playing.situation_changed.connect(self._show)
        self._show(desk.playing.situation)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Somebody went elsewhere in the program, where nothing could stop it: it pauses."""
        super().hideEvent(event)
        if not event.spontaneous():  # else the window was only minimised
            self._desk.playing.player.pause()

    def _show(self, situation: Situation) -> None:
        self.page.show_situation(situation)
        if self.picture.hasFocus():
            self.picture.clearFocus()  # else Qt hands the keyboard to some button, and the space bar would press it
        shown = {Stage.READY: self.picture, Stage.LIVE: self.live}
        self.setCurrentWidget(shown.get(situation.stage, self.page))

    def _paint_over(self, painter: QPainter, room: QRectF) -> None:
        self._overlay.paint(painter, room, self.labels.words)

    def _enlarge(self, plain: bool) -> None:
        if plain:  # there is nothing beside it that could go
            self._desk.window.toggle_picture()
        else:
            self._desk.playing.asked.emit("picture")

    def _lead_on(self, stage: Stage) -> None:
        recording = self._desk.session.recording
        if stage is Stage.MISSING:
            FindingFiles(self._desk, self).ask(self)
        elif stage in (Stage.REFUSED, Stage.BARRED) and recording is not None:
            self._desk.window.open_page(ConsentPage(self._desk, recording.name))
        else:
            self._desk.window.show_workspace("library")


class VideoPanel(QWidget):
    """Picture and transport, as the coding workspace has them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.stage = StageView(desk)
        self.transport = Transport(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - 4 - THIN, MARGIN, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.transport)
        desk.session.recording_opened.connect(self._fit)
        self._fit(desk.session.recording)

    def _fit(self, recording: OpenRecording | None) -> None:
        """Nothing plays of a conversation without a recording."""
        self.transport.setVisible(recording is None or not recording.live)
