"""A sheet that lies over the window for a while, such as the palette: no window of its own, Esc takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.ui.keyboard import give_back_keyboard, go_round
from recall_studio.ui.laid_over import LaidOver

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MARGIN = 24
_DIM = QColor(0, 0, 0, 110)


class Sheet(LaidOver):
    """Covers the window with a veil and shows one card on it.

    Args:
        width: of the card, in px; it is never wider than the window.
        top: whether the card hangs at the top instead of in the middle.
    """

    closed = Signal()

    def __init__(self, *, width: int, top: bool = False) -> None:
        super().__init__()
        self.card = QFrame(self)
        self.card.setProperty("kind", "card")
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        self._width, self._top = width, top
        self._before: QWidget | None = None

    def open_over(self, over: QWidget) -> None:
        """Show it over this widget and give it the keyboard."""
        self._before = QApplication.focusWidget()
        self.setParent(over)
        self.lie_over(over)
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what should have it; the card's first field where nobody says otherwise."""
        self.setFocus()
        self.focusNextChild()

    def shut(self) -> None:
        """Take it away for good; who had the keyboard before gets it back."""
        if not self.isVisible():
            return
        self.hide()
        give_back_keyboard(self._before)
        self._before = None
        self.closed.emit()
        self.deleteLater()

    def fit(self) -> None:
        """Lay the card out, also after its contents changed."""
        width = min(self._width, self.width() - 2 * MARGIN)
        self.card.setFixedWidth(max(width, 0))
        wanted = max(self.card.sizeHint().height(), self.card.heightForWidth(width))
        height = min(wanted, self.height() - 2 * MARGIN)
        top = MARGIN * 2 if self._top else max(MARGIN, (self.height() - height) // 2)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in its place."""
        self.fit()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round in it: what lies below is not reached."""
        return go_round(self, forward=next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.shut()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below."""
        QPainter(self).fillRect(self.rect(), _DIM)
