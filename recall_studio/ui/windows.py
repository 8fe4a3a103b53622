"""Which windows belong to the main one: those of panels that were taken out of it, and that of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "of_the_main_window"
"""Dynamic property of a window that listens to the same keys as the main one, and is covered with it."""


def belongs(window: QWidget, whole: QWidget) -> bool:
    """Whether a window is the main one or one of its own; dialogs are not."""
    if window is whole:
        return True
    home = window.parentWidget()
    ours = isinstance(window, QDockWidget) or bool(window.property(OURS))
    return ours and home is not None and belongs(home.window(), whole)


def windows_of(whole: QWidget) -> Iterator[QWidget]:
    """The windows that are shown and belong to the main one, without that itself."""
    for window in QApplication.topLevelWidgets():
        if window is not whole and window.isVisible() and belongs(window, whole):
            yield window
