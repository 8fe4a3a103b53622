"""The picture in a window of its own: over all of this screen, or on another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.keys import OWN_ESCAPE
from recall_studio.ui.windows import OURS

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QMoveEvent, QResizeEvent, QScreen

USUAL = (960, 600)


class PictureWindow(QWidget):
    """Holds the picture as long as it is away from its panel.

    Args:
        picture: what is shown; who gave it takes it back on `left`.
        home: whatever it belongs to.
    """

    left = Signal()
    """The user closed it, or pressed Esc."""
    moved = Signal()

    def __init__(self, picture: QWidget, home: QWidget) -> None:
        super().__init__(home, Qt.WindowType.Window)
        self._picture = picture
        self.setProperty(OURS, True)
        self.setWindowTitle(_("Picture – Recall Studio"))
        self.setAccessibleName(_("Picture"))
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picture)
        picture.show()

    def fill(self, screen: QScreen | None) -> None:
        """Cover all of a screen; Esc leads back."""
        self.setProperty(OWN_ESCAPE, True)
        if screen is not None:
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()

    def stand(self, kept: str) -> None:
        """Stand on another screen than the home, where there is one, else beside it; where it stood before if known."""
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            home = self.parentWidget()
            other = other_screen(home.screen() if home else None)
            if other is not None:
                self.setGeometry(other.availableGeometry())
                self.setWindowState(Qt.WindowState.WindowMaximized)
            else:
                self.resize(*USUAL)
        self.show()

    def stay(self) -> None:
        """No longer over all of the screen."""
        self.setProperty(OWN_ESCAPE, False)
        self.showNormal()

    def place(self) -> str:
        """Where it stands, to be remembered."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back from the full screen; other keys are the program's."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Its picture goes back first."""
        event.ignore()
        self.left.emit()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """It stands elsewhere now."""
        self.moved.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same."""
        self.moved.emit()


def other_screen(here: QScreen | None) -> QScreen | None:
    """A screen that is not this one, if there is one."""
    return next((screen for screen in QGuiApplication.screens() if screen is not here), None)
