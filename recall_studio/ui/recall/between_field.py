"""A stretch of time that is typed: its begin and its end, or neither."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import TimeField

LENGTH_MS = 5_000
"""So long a stretch is of which only one end was given."""


class BetweenField(QWidget):
    """Two times; clearing takes the stretch away.

    Args:
        name: of what it is.
        without: what is meant while there is none.
    """

    chosen = Signal(object)
    """From and to in ms, or None."""

    def __init__(self, name: str, without: str) -> None:
        super().__init__()
        self._stretch: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.begin, self.end = TimeField(_("{name}: from", name=name)), TimeField(_("{name}: to", name=name))
        self.begin.setPlaceholderText(without)
        self.clear = word_button("×", lambda: self.chosen.emit(None), kind="flat")
        self.clear.setAccessibleName(_("{name}: none", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.begin, 1)
        row.addWidget(QLabel("–"))
        row.addWidget(self.end, 1)
        row.addWidget(self.clear)
        self.setFocusProxy(self.begin)
        self.begin.chosen.connect(self._begin_at)
        self.end.chosen.connect(self._end_at)
        self.show_stretch(None)

    def show_stretch(self, stretch: tuple[int, int] | None) -> None:
        """Show it, or that there is none."""
        self._stretch = stretch
        self.begin.show_ms(stretch[0] if stretch else None)
        self.end.show_ms(stretch[1] if stretch else None)
        self.clear.setVisible(stretch is not None)

    def _begin_at(self, ms: int) -> None:
        end = self._stretch[1] if self._stretch else ms + LENGTH_MS
        self.chosen.emit((ms, max(end, ms + 1)))

    def _end_at(self, ms: int) -> None:
        begin = self._stretch[0] if self._stretch else max(0, ms - LENGTH_MS)
        self.chosen.emit((min(begin, max(ms - 1, 0)), max(ms, 1)))
