"""The one window of the program: it holds the start page or an open study, and remembers its size and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from recall_studio.ui.preferences import Preferences

LAYOUT = "window"
SMALLEST, USUAL = (960, 600), (1440, 900)


class Window(QMainWindow):
    """Asks before it closes: `close_asked` is told, and who listens calls `let_go()`."""

    close_asked = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._may_close = False
        self.setWindowTitle("Recall Studio")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.restoreGeometry(QByteArray.fromBase64(preferences.settings.layouts.get(LAYOUT, "").encode()))

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show this in the place of what was there, which is deleted."""
        self.setCentralWidget(page)
        self.setWindowTitle(f"{title} – Recall Studio" if title else "Recall Studio")

    def let_go(self) -> None:
        """Close, without asking."""
        layouts = dict(self._preferences.settings.layouts)
        layouts[LAYOUT] = bytes(self.saveGeometry().toBase64().data()).decode()
        self._preferences.change(layouts=layouts)
        self._may_close = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first: something may still run."""
        if not self._may_close:
            self.close_asked.emit()
        # Who listens may have let go meanwhile. Its `close()` does nothing within another, by which a system that ends
        # its programs asks.
        event.setAccepted(self._may_close)
