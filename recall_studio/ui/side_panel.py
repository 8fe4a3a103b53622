"""A panel beside a list: what is known of the row that is selected, or a sentence where none is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget


class SidePanel(QFrame):
    """Who makes one lays its parts in `inside`.

    Args:
        nothing: what it says while no row is selected.
        letters: how wide it is at the least, in average letters: it grows with the font.

    Attributes:
        inside: the parts, below each other.
    """

    def __init__(self, nothing: str, *, letters: int) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * letters)
        self._whole = QWidget()
        self._whole.setAutoFillBackground(False)
        self.inside = QVBoxLayout(self._whole)
        self.inside.setContentsMargins(16, 16, 16, 16)
        self.inside.setSpacing(12)
        self._nothing = QLabel(nothing, wordWrap=True)
        self._nothing.setProperty("kind", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(24, 48, 24, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addWidget(_scrolling(self._whole), 1)
        self.show_chosen(chosen=False)

    def show_chosen(self, *, chosen: bool) -> None:
        """Show the parts, or that no row is selected."""
        self._whole.setVisible(chosen)
        self._nothing.setVisible(not chosen)


def _scrolling(whole: QWidget) -> QScrollArea:
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(whole)
    whole.setAutoFillBackground(False)  # the area turned it on
    scroll.viewport().setAutoFillBackground(False)
    return scroll
