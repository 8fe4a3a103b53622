"""How loud the microphone hears: a bar of a few steps, so that a glance is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from recall_studio.domain.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from recall_studio.ui.tokens import Tokens

STEPS, LOUD = 12, 10
"""How many steps there are, and from which on it is too loud."""
_FALL = 0.75


class LevelMeter(QWidget):
    """Follows quickly upwards and slowly down."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._level = 0.0
        self.setAccessibleName(_("How loud the microphone hears"))
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        """A small bar."""
        return QSize(STEPS * 6, 14)

    def show_level(self, level: float) -> None:
        """Show how loud it is, 0 to 1."""
        before = round(self._level * STEPS)
        self._level = max(min(level, 1.0), self._level * _FALL)
        if round(self._level * STEPS) != before:
            self.update()

    @property
    def steps(self) -> int:
        """How many steps are lit."""
        return round(self._level * STEPS)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The steps; those that are too loud in another colour, and higher."""
        painter = QPainter(self)
        for step in range(STEPS):
            lit, loud = step < self.steps, step >= LOUD
            colour = (self._tokens.warning if loud else self._tokens.accent) if lit else self._tokens.track
            top = 0 if loud else 2
            painter.fillRect(QRectF(step * 6, top, 4, self.height() - 2 * top), QColor(colour))
