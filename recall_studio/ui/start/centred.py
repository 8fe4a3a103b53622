"""A card in the middle of the page, a little above it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def centred(card: QWidget) -> QWidget:
    """A widget that holds the card and gives it the keyboard."""
    around = QWidget()
    around.setFocusProxy(card)
    # Stretches, not an alignment: that would take no account of how high words become when they wrap.
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    layout = QVBoxLayout(around)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.addStretch(2)
    layout.addLayout(row)
    layout.addStretch(3)
    return around
