"""*Even rust* on the interviewer's side: how long it lasts, and the three ways on. No reason is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from recall_studio.ui.recall.leading.leading import Leading

EVERY_MS = 500


class RestCard(QFrame):
    """Shown while everything stands still."""

    end_asked = Signal()

    def __init__(self, leading: Leading) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._leading, self._from_ms = leading, 0
        title = QLabel(_("A rest"), alignment=Qt.AlignmentFlag.AlignCenter)
        title.setProperty("kind", "title")
        words = QLabel(
            _("The viewer sees a calm surface. Nothing plays and nothing is recorded. Nobody has to say why."),
            wordWrap=True,
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        self.lasted = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.lasted.setProperty("kind", "muted")
        self.go_on = word_button(_("Go on"), leading.end_rest, kind="main")
        self.skip = word_button(_("Leave this out"), lambda: leading.end_rest(skip=True))
        self.end = word_button(_("End…"), self.end_asked.emit)
        ways = QHBoxLayout()
        ways.addStretch(1)
        for button in (self.go_on, self.skip, self.end):
            ways.addWidget(button)
        ways.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(14)
        layout.addStretch(1)
        for part in (title, words, self.lasted):
            layout.addWidget(part)
        layout.addLayout(ways)
        layout.addStretch(1)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """A rest begins now."""
        self._from_ms = self._leading.now_ms()
        self._timer.start()
        self._tick()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """It is over, or somebody looks elsewhere."""
        self._timer.stop()
        super().hideEvent(event)

    def _tick(self) -> None:
        self.lasted.setText(_("since {time}", time=plain_clock(self._leading.now_ms() - self._from_ms)))
