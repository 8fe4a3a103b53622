"""Keeps Qt's threads from waiting for Python while Python waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    Made = TypeVar("Made", bound=QObject)


def known_to_threads(made: Made) -> Made:
    """Give back an object after connecting it to something and disconnecting it again.

    The first time that anybody is connected to or disconnected from an object made in Python, PySide asks Python
    whether `connectNotify` or `disconnectNotify` is overridden, and remembers the answer. When Qt's sound thread is the
    first, while `QMediaPlayer.setAudioOutput` waits for that thread without letting Python go, both wait for ever.
    """
    nobody = QObject()
    made.destroyed.connect(nobody.deleteLater)
    made.destroyed.disconnect(nobody.deleteLater)
    return made
