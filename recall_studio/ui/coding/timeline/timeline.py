"""The timeline: overview, ruler and lanes, one above the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.store.recall import records
from recall_studio.ui.beside import Beside
from recall_studio.ui.coding.timeline.head_button import HeadButton
from recall_studio.ui.coding.timeline.lane_rows import LaneRows
from recall_studio.ui.coding.timeline.lane_view import LaneView
from recall_studio.ui.coding.timeline.overview import Overview
from recall_studio.ui.coding.timeline.recalled import CONCERNS, said_lines
from recall_studio.ui.coding.timeline.ruler import Ruler
from recall_studio.ui.in_sight import InSight

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from recall_studio.ui.coding.moment_view import Delta
    from recall_studio.ui.desk import Desk

LEAST_HEIGHT = 150
SOUND_MS = 80
"""How often the sound is painted anew while more of it becomes known."""


class Timeline(QWidget):
    """Shows the open recording.

    Args:
        desk: what it works with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._coding = desk, desk.coding
        self.rows = LaneRows(desk, self)
        self.overview = Overview(desk, desk.coding.scale, self.rows)
        self.ruler = Ruler(desk, desk.coding.scale)
        self.lanes = LaneView(desk, desk.coding.scale, self.rows)
        self.grouping = HeadButton(self.rows, desk.tokens, self.ruler)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(self.lanes)
        self.setMinimumHeight(LEAST_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.overview, self.ruler, self._scroll):
            layout.addWidget(part)
        self._hearing = QTimer(self, interval=SOUND_MS, singleShot=True)
        self._hearing.timeout.connect(self._hear)
        self._coding.moments_changed.connect(self._take)
        self._coding.surroundings_changed.connect(self._look_around)
        self.rows.rebuilt.connect(self._show_rebuilt)
        self._coding.waveform.grown.connect(self._hear_soon)
        self.lanes.hear(self._coding.waveform)
        self._hear()
        self._recalled = Beside(desk.session, self)
        self._recall()
        InSight(self, desk.session, CONCERNS, self._recall)
        desk.session.selected.connect(self._show_selected)
        desk.session.recording_opened.connect(self._renew)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Time has another width now; the same on all three parts, beside the scroll bar."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._coding.scale.set_width(self.width() - self.lanes.head - bar)
        self.grouping.setGeometry(2, 1, self.lanes.head - 4, self.ruler.height() - 3)

    def _take(self, delta: Delta) -> None:
        if self.rows.take(delta):
            self.lanes.take(delta)
            self.overview.renew_soon()

    def _show_rebuilt(self) -> None:
        self.lanes.lay_out()
        self.overview.renew()

    def _look_around(self) -> None:
        self.rows.look_around()
        self._show_rebuilt()

    def _recall(self) -> None:
        """What was said of the recording in recall interviews, as the member may read it now."""
        session = self._desk.session
        recording = session.recording
        if recording is None or recording.live or not self._coding.allowed:
            self._recalled.forget()
            self.rows.recall(())
        else:
            read = partial(records.of_recording, recording_id=recording.id, as_seen_by=session.member)
            self._recalled.ask(read, said_lines, self.rows.recall)

    def _renew(self, _opened: object = None) -> None:
        self.rows.recall(())  # of another recording nothing lies here
        self._recall()
        self.rows.look_around()
        self.rows.rebuild()
        self._show_rebuilt()
        self.ruler.renew()

    def _hear_soon(self) -> None:
        """While the sound is read more of it is known many times a second."""
        if not self._hearing.isActive():
            self._hearing.start()

    def _hear(self) -> None:
        sound = self._coding.waveform
        before = self.rows.channels
        self.rows.show_sound(sound.channels or int(bool(sound.words)))
        if self.rows.channels != before:
            self.lanes.lay_out()
        else:
            self.lanes.renew_sound()

    def _show_selected(self, moment: str | None) -> None:
        view = self._coding.view(moment or "")
        self.lanes.renew()
        if view is not None and not self.lanes.gestures.pressed:  # what is under the mouse is to stay there
            if self._coding.scale.follows or not self._coding.scale.span.shows(view.start_ms):
                self._coding.scale.reveal(view.start_ms)
            top, height = self.lanes.top_of(view)
            self._scroll.ensureVisible(0, top + height // 2, 0, height)
