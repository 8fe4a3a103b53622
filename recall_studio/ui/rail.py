"""The rail at the left: the workspaces, and the menu of everything at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.tokens import Tokens
    from recall_studio.ui.workspace import Workspace

WIDTH = 84
SMALLER = 0.88
BESIDE_WORDS = 22
_ICON = QSize(22, 22)


class Rail(QFrame):
    """One button a workspace; `asked` carries its key."""

    asked = Signal(str)

    def __init__(self, workspaces: Sequence[Workspace], menu: QMenu, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        letter_px = round(self.fontInfo().pixelSize() * SMALLER)
        self.setStyleSheet(_sheet(tokens, letter_px))
        letters = QFont(self.font())
        letters.setPixelSize(letter_px)
        # Its words whole at any font size: Qt counts with the size before the style sheet.
        widest = max(QFontMetrics(letters).horizontalAdvance(_(one.title)) for one in workspaces)
        self.setMinimumWidth(max(WIDTH, widest + BESIDE_WORDS))
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        for workspace in workspaces:
            button = self._button(_(workspace.title), workspace.icon, tokens)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, key=workspace.key: self.asked.emit(key))
            self._buttons[workspace.key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self._menu = self._button(_("Menu"), "menu", tokens)
        self._menu.setMenu(menu)
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout.addWidget(self._menu)

    def show_here(self, key: str) -> None:
        """Mark the workspace that is shown."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    @staticmethod
    def _button(title: str, picture: str, tokens: Tokens) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setIcon(icon(picture, tokens.on_rail))
        button.setIconSize(_ICON)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        button.setMinimumHeight(58)
        button.setAccessibleName(title)
        return button


def _sheet(t: Tokens, letter_px: int) -> str:
    return f"""
    QToolButton {{ color: {t.on_rail}; background: transparent; border: 1px solid transparent; border-radius: 6px;
        font-size: {letter_px}px; padding: 6px 2px; }}
    QToolButton:hover {{ background: rgba(255, 255, 255, 22); }}
    QToolButton:checked {{ background: {t.rail_here}; color: {t.on_veil}; }}
    QToolButton:focus {{ border: 2px solid {t.focus}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    """
