"""The small player beside the tables: the picture, where it is, and the buttons of playing all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from recall_studio.domain.words import _, ngettext
from recall_studio.player.engine import State
from recall_studio.ui.clock_words import plain_clock, short_clock
from recall_studio.ui.coding.video import StageView
from recall_studio.ui.icons import icon
from recall_studio.ui.key_tips import KeyTip
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.play_all import PlayAll

LETTERS = 52


class PlayerPanel(QFrame):
    """Shows the one player of the window; it pauses when the workspace is left.

    Args:
        desk: the window's things.
        playing_all: what its buttons do.
    """

    play_all_asked = Signal()

    def __init__(self, desk: Desk, playing_all: PlayAll) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._desk, self._all = desk, playing_all
        self.stage = StageView(desk)
        self.where = QLabel()
        self.where.setProperty("kind", "heading")
        self.which = QLabel(wordWrap=True)
        self.which.setProperty("kind", "muted")
        self.play_all = QPushButton(icon("play", desk.tokens.on_accent), "")
        self.play_all.setProperty("kind", "main")
        self.previous = self._button("frame_back", "finding.previous", _("Previous moment"))
        self.toggle = self._button("play", "play.toggle", _("Play or pause"))
        self.next = self._button("frame_ahead", "finding.next", _("Next moment"))
        self.stop = self._button("close", "finding.stop", _("Stop playing all"))
        self._number = 0
        self._lay_out()
        self._connect()
        self._show()

    def count(self, number: int) -> None:
        """Say how many would be played."""
        self._number = number
        self._show()

    def _connect(self) -> None:
        desk, every = self._desk, self._all
        KeyTip(self.play_all, desk, "finding.play_all")
        self.play_all.clicked.connect(self.play_all_asked)
        self.previous.clicked.connect(lambda: every.step(-1))
        self.next.clicked.connect(lambda: every.step(1))
        self.stop.clicked.connect(every.stop)
        self.toggle.clicked.connect(desk.playing.player.toggle)
        every.changed.connect(self._show)
        desk.playing.moved.connect(self._tell_time)
        desk.playing.state_changed.connect(self._tell_state)
        desk.session.recording_opened.connect(while_there(self, lambda _recording: self._tell_time(0)))

    def _show(self) -> None:
        every, plays = self._all, bool(self._all.queue)
        words = ngettext("Play {n} moment", "Play all {n} moments", self._number) if self._number else _("Play all")
        self.play_all.setText(words)
        self.play_all.setEnabled(self._number > 0)
        for button in (self.previous, self.next, self.stop):
            button.setEnabled(plays)
        self.previous.setEnabled(plays and every.here > 0)
        if plays:
            here = every.queue[every.here]
            words = _("{number} of {all}", number=every.here + 1, all=len(every.queue))
            self.which.setText(f"{words}: {here.recording}, {plain_clock(here.start_ms)}")
        else:
            self.which.setText(_("Choose a row to see its moment, or play all that are listed."))
        self._tell_state(self._desk.playing.player.state)
        self._tell_time(self._desk.playing.player.position_ms())

    def _tell_time(self, ms: int) -> None:
        recording = self._desk.session.recording
        self.where.setText(f"{recording.name}   {short_clock(ms)}" if recording is not None else "")

    def _tell_state(self, state: State) -> None:
        plays = state is State.PLAYING
        self.toggle.setIcon(icon("pause" if plays else "play", self._desk.tokens.text))
        self.toggle.setEnabled(state is not State.EMPTY)

    def _button(self, picture: str, command: str, name: str) -> QPushButton:
        button = QPushButton(icon(picture, self._desk.tokens.text), "")
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        KeyTip(button, self._desk, command)
        return button

    def _lay_out(self) -> None:
        self.play_all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.previous, self.toggle, self.next, self.stop):
            row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.where)
        layout.addWidget(self.play_all)
        layout.addLayout(row)
        layout.addWidget(self.which)
        layout.addStretch(1)
