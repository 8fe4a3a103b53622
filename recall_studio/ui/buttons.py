"""A button with words on it that is reached by Tab: a click never takes the keyboard from the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable


def word_button(words: str, run: Callable[[], object] | None = None, *, kind: str = "") -> QPushButton:
    """Make one.

    Args:
        words: on it.
        run: what a click does.
        kind: its look in the style sheet, such as `main` or `danger`.
    """
    button = QPushButton(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        button.setProperty("kind", kind)
    if run is not None:
        button.clicked.connect(lambda _on=False: run())
    return button
