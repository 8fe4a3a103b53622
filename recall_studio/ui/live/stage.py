"""In the place of the picture: a large calm clock of the conversation that goes on, and its two buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.library.dates import local_clock
from recall_studio.ui.live import acting
from recall_studio.ui.situation import Stage
from recall_studio.ui.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from recall_studio.domain.observing import Observation
    from recall_studio.ui.desk import Desk

_CLOCK_SHARE, _LEAST_PX, _MOST_PX = 0.2, 28, 128
"""How high the clock is, of the height of its surface."""
SHORT_LINES = 13
"""Lower than so many lines of text there is room for the clock and its button alone."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


class LiveStage(QFrame):
    """Shows how long the conversation lasts, and what time it is.

    Args:
        desk: the window's things.
        over: paints what stands over it, in the rectangle it is given: what was just marked, and what runs.
    """

    def __init__(self, desk: Desk, over: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._desk, self._over = desk, over
        self._shown_s = -1
        self.clock, self.words, self.promise = (QLabel(alignment=_CENTRE) for _part in range(3))
        self.promise.setWordWrap(True)
        self.words.setWordWrap(True)
        self.begin = word_button(_("Begin"), lambda: acting.begin(desk), kind="main")
        self.end = word_button(_("It has ended"), lambda: acting.end(desk), kind="main")
        self.anew = word_button(_("Begin anew"), lambda: acting.begin(desk))
        self.go_on = word_button(_("It still goes on"), lambda: acting.go_on(desk))
        self._dress()
        self._lay_out()
        desk.session.recording_opened.connect(self._show)
        desk.coding.moments_changed.connect(self._show)
        desk.coding.surroundings_changed.connect(self._show)
        desk.playing.situation_changed.connect(self._show)
        desk.playing.moved.connect(self._tick)
        self._show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then what stands over it."""
        super().paintEvent(event)
        self._over(QPainter(self), QRectF(self.rect()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The clock is as large as there is room for."""
        super().resizeEvent(event)
        font = QFont(self.font())
        by_width = self.width() // 7
        font.setPixelSize(max(_LEAST_PX, min(round(self.height() * _CLOCK_SHARE), by_width, _MOST_PX)))
        font.setWeight(QFont.Weight.Light)
        font.setFeature(QFont.Tag("tnum"), 1)  # else it trembles with every second
        self.clock.setFont(font)
        short = self.height() < self.fontMetrics().height() * SHORT_LINES
        for label in (self.words, self.promise):
            label.setVisible(not short)
        self._column.setStretch(0, 4 if short else 1)  # what is marked stands at the top

    def _show(self, _told: object = None) -> None:
        here = self._desk.session.recording
        if here is None or not here.live or self._desk.playing.situation.stage is not Stage.LIVE:
            return
        watched = here.observation
        self.begin.setVisible(watched is None and acting.can_begin(self._desk))
        self.anew.setVisible(watched is not None and acting.can_begin(self._desk))
        self.end.setVisible(acting.can_end(self._desk))
        self.go_on.setVisible(acting.can_go_on(self._desk))
        self.promise.setText(
            _("Nothing is recorded. What you mark keeps the time of the clock.")
            if watched is None or watched.goes_on
            else _("The conversation has ended. Notes can still be written, and moments changed.")
        )
        self._shown_s = -1
        self._tick(self._desk.playing.player.position_ms())

    def _tick(self, ms: int) -> None:
        here = self._desk.session.recording
        if here is None or not here.live or ms // 1000 == self._shown_s:
            return
        self._shown_s = ms // 1000
        watched = here.observation
        shown_ms = ms if watched is None or watched.goes_on else watched.length_ms or 0
        self.clock.setText(long_clock(shown_ms, thousandths=False))
        self.clock.setAccessibleName(_("Lasted {time}", time=self.clock.text()))
        self.words.setText(self._time_words(watched))

    def _time_words(self, watched: Observation | None) -> str:
        if watched is None:
            return _("The clock starts when you press “Begin”.")
        began = local_clock(watched.started_at)
        if watched.ended_at is not None:
            return _("From {start} to {end}", start=f"{began:%H:%M}", end=f"{local_clock(watched.ended_at):%H:%M}")
        now = self._desk.playing.live.now().astimezone()
        return _("It is {now} · begun at {start}", now=f"{now:%H:%M:%S}", start=f"{began:%H:%M}")

    def _dress(self) -> None:
        tokens = self._desk.tokens
        self.words.setProperty("kind", "heading")
        self.promise.setProperty("kind", "small")
        self.setStyleSheet(
            f"LiveStage {{ background: {tokens.stage}; border-radius: {RADIUS}px; }}"
            f"LiveStage QLabel {{ color: {tokens.on_veil}; background: transparent; }}"
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for button in (self.begin, self.end, self.go_on, self.anew):
            row.addWidget(button)
        row.addStretch(1)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self.clock, self.words, self.promise):
            layout.addWidget(label)
        layout.addSpacing(6)
        layout.addLayout(row)
        layout.addStretch(1)
