"""Whose width grows with the window: that of one panel, while those beside it keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from recall_studio.ui.coding.docks import Docks


class Widths:
    """Remembers how wide the panels were left; Qt spreads what the window grows over all of them.

    Args:
        docks: the panels.
        elastic: the key of the one that gets what the window grows.
    """

    def __init__(self, docks: Docks, elastic: str) -> None:
        self._docks, self._elastic = docks, elastic
        self._held: dict[QDockWidget, int] = {}
        self._whole = 0

    def hold(self) -> None:
        """The panels beside the elastic one keep the width that they have now."""
        elastic = self._docks.panels[self._elastic]
        seen = [dock for dock in self._docks.panels.values() if self._is_seen(dock)]
        beside = [one for one in seen if one.x() > elastic.geometry().right() or one.geometry().right() < elastic.x()]
        self._whole = self._docks.width()
        self._held = {dock: dock.width() for dock in (elastic, *beside)} if elastic in seen else {}

    def give_back(self) -> None:
        """The window has another size: all but the elastic one are as wide as before."""
        if self._held:
            elastic = self._docks.panels[self._elastic]
            sizes = self._held | {elastic: max(1, self._held[elastic] + self._docks.width() - self._whole)}
            self._docks.resizeDocks(list(sizes), list(sizes.values()), Qt.Orientation.Horizontal)

    def _is_seen(self, dock: QDockWidget) -> bool:
        """Whether a panel is in its place; Qt puts those behind other tabs outside the window."""
        return dock.isVisible() and not dock.isFloating() and self._docks.rect().intersects(dock.geometry())
