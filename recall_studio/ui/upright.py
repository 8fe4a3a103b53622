"""The player's pictures as Qt paints them, turned upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QTransform

if TYPE_CHECKING:
    from recall_studio.player.engine import Frame


def upright(frame: Frame, degrees: int) -> QImage:
    """A picture that needs no memory of the engine's, turned clockwise by so many degrees."""
    from recall_studio.player.qt_pictures import to_image  # loads numpy and av, which the start does without

    image = to_image(frame)
    return image.transformed(QTransform().rotate(degrees)) if degrees else image
