"""The colour of a code or theme: a few that can be told apart on light and dark, or any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QToolButton

from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from recall_studio.ui.tokens import Tokens

PALETTE = {
    "#7a4fbf": N_("purple"),
    "#2563a8": N_("blue"),
    "#0e7c86": N_("teal"),
    "#2e7d32": N_("green"),
    "#8a6d00": N_("mustard"),
    "#b8560f": N_("orange"),
    "#b3261e": N_("red"),
    "#ad1f6b": N_("pink"),
    "#5d6670": N_("grey"),
}
SIZE_PX = 16


class ColourChoice(QToolButton):
    """Shows the colour; its menu offers others."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._colour = tokens, ""
        self.setProperty("kind", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        for colour, words in PALETTE.items():
            menu.addAction(_swatch(colour), _(words)).setData(colour)
        menu.addSeparator()
        menu.addAction(_("Another colour …")).setData("")
        menu.triggered.connect(lambda action: self._take(str(action.data())))
        self.setMenu(menu)

    def show_colour(self, colour: str) -> None:
        """Show this one (`#rrggbb`)."""
        self._colour = colour or self._tokens.muted
        words = _(PALETTE[colour.lower()]) if colour.lower() in PALETTE else colour
        self.setIcon(_swatch(self._colour))
        self.setText(words)
        self.setAccessibleName(_("Colour: {colour}", colour=words))

    def _take(self, colour: str) -> None:
        if colour:
            self.chosen.emit(colour)
            return
        dialog = QColorDialog(QColor(self._colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda taken: self.chosen.emit(taken.name()))
        dialog.open()  # never exec(): the player goes on


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(SIZE_PX, SIZE_PX)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
