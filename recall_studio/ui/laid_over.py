"""A widget that lies over another and stays as large as that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class LaidOver(QWidget):
    """Follows the size of what it lies over, from `lie_over()` on."""

    def lie_over(self, over: QWidget) -> None:
        """Take its size, now and whenever it changes."""
        over.installEventFilter(self)
        self.setGeometry(over.rect())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False
