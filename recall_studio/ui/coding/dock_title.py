"""The thin bar above a panel: something to drag it by; once it floats also its name and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent
    from PySide6.QtWidgets import QDockWidget

    from recall_studio.ui.tokens import Tokens

THIN, DOTS, APART = 9, 5, 6
_LARGEST = 16_777_215  # QWIDGETSIZE_MAX


class DockTitle(QWidget):
    """A strip with a few dots while its panel is in its place, a bar with words while it floats.

    Args:
        dock: the panel.
        tokens: the colours.
        ground: behind the strip, `#rrggbb`.
    """

    back_asked = Signal()
    hide_asked = Signal()

    def __init__(self, dock: QDockWidget, tokens: Tokens, ground: str) -> None:
        super().__init__(dock)
        self._tokens, self._ground = tokens, ground
        self._floats = self._under = False
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.words = QLabel(dock.windowTitle())
        self.words.setProperty("kind", "heading")
        self.back = self._button("dock", _("Put it back in its place"))
        self.hide_button = self._button("close", _("Hide this panel"))
        self.back.clicked.connect(self.back_asked.emit)
        self.hide_button.clicked.connect(self.hide_asked.emit)
        layout = QHBoxLayout(self)
        layout.setSpacing(2)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.back)
        layout.addWidget(self.hide_button)
        dock.windowTitleChanged.connect(self.words.setText)
        dock.topLevelChanged.connect(self.show_floating)
        self.show_floating(False)

    def show_floating(self, floats: bool) -> None:
        """As a bar, or as a strip."""
        self._floats = floats
        for part in (self.words, self.back, self.hide_button):
            part.setVisible(floats)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((12, 4, 6, 4) if floats else (0, 0, 0, 0)))
        self.setMinimumHeight(0 if floats else THIN)
        self.setMaximumHeight(_LARGEST if floats else THIN)
        self.setToolTip(
            "" if floats else _("Drag to move this panel; double-click to take it out; right-click for more")
        )
        self.updateGeometry()
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        """Thin while it is a strip."""
        return super().minimumSizeHint() if self._floats else QSize(DOTS * APART, THIN)

    @override
    def sizeHint(self) -> QSize:
        """The same."""
        return self.minimumSizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """The dots become clear under the mouse."""
        self._under = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """And faint again."""
        self._under = False
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the dots of a strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.surface if self._floats else self._ground))
        if self._floats:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._tokens.line))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tokens.muted if self._under else self._tokens.line))
        left = (self.width() - (DOTS - 1) * APART) / 2
        for dot in range(DOTS):
            painter.drawEllipse(QPointF(left + dot * APART, self.height() / 2), 1.5, 1.5)

    def _button(self, picture: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture, self._tokens.muted))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button
