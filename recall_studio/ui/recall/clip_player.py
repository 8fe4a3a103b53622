"""The player beside a record or a card: the picture, where it stands, and a few buttons that play stretches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.player.engine import State
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.coding.video import StageView
from recall_studio.ui.finding_back.play_all import PlayAll
from recall_studio.ui.flow import FlowRow
from recall_studio.ui.icons import icon
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.play_all import Stretch


class ClipPlayer(QWidget):
    """Shows the one player of the window, and plays a stretch from a little before to a little after.

    Args:
        desk: the window's things.
        lines: how high the picture is at the least, in lines of text.
    """

    def __init__(self, desk: Desk, *, lines: int = 11) -> None:
        super().__init__()
        self._desk = desk
        self._all = PlayAll(desk.session, desk.playing, desk.preferences, self)
        self.stage = StageView(desk)
        self.stage.setMinimumHeight(self.fontMetrics().height() * lines)
        self.toggle = QPushButton(icon("play", desk.tokens.text), "")
        self.toggle.setAccessibleName(_("Play or pause"))
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggle.clicked.connect(desk.playing.player.toggle)
        self.where = QLabel()
        self.where.setProperty("kind", "heading")
        room = FlowRow()
        self.buttons = room.flow
        for part in (self.toggle, self.where):
            self.buttons.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.stage, 1)
        layout.addWidget(room)
        desk.playing.moved.connect(self._tell_time)
        desk.playing.state_changed.connect(self._tell_state)
        desk.session.recording_opened.connect(while_there(self, lambda _recording: self._tell_time(0)))
        self._tell_time(desk.playing.player.position_ms())
        self._tell_state(desk.playing.player.state)

    def play(self, stretch: Stretch) -> None:
        """Play a stretch."""
        self._all.begin((stretch,))

    def show_at(self, stretch: Stretch) -> None:
        """Show the picture at the begin of a stretch; nothing plays."""
        self._all.show(stretch)

    def stop(self) -> None:
        """Play no more."""
        self._all.stop()

    def _tell_time(self, ms: int) -> None:
        recording = self._desk.session.recording
        self.where.setText(f"{recording.name}   {short_clock(ms)}" if recording is not None else "")

    def _tell_state(self, state: State) -> None:
        self.toggle.setIcon(icon("pause" if state is State.PLAYING else "play", self._desk.tokens.text))
        self.toggle.setEnabled(state is not State.EMPTY)
