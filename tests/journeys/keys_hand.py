"""What a user does with keys: change one where keys are changed, and hold one down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from recall_studio.ui.keys_editor import KeysEditor
from tests.journeys.at_window import WindowUser

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class KeysUser(WindowUser):
    """Also changes keys, and holds them."""

    def goes_to_keys(self) -> KeysEditor:
        """Open the keys by their own key."""
        self.sees(lambda: self.study.frame is not None and self.study.frame.isVisible())
        self.presses("Ctrl+Alt+K")
        self.sees(lambda: bool(self.pages(KeysEditor)))
        return self.pages(KeysEditor)[0]

    def gives(self, name: str, key: str) -> None:
        """Give a command or a code a new key, by pressing it."""
        editor = self.goes_to_keys()
        editor.choose(name)
        editor.panel.field.click()
        self.presses(key)

    def holds(self, key: str) -> None:
        """Press a key and do not let it go."""
        self._sends(QEvent.Type.KeyPress, key, again=False)
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):  # as X11 repeats a key that is held
            self._sends(kind, key, again=True)

    def lets_go(self, key: str) -> None:
        """Let a key go."""
        self._sends(QEvent.Type.KeyRelease, key, again=False)

    def _sends(self, kind: QEvent.Type, key: str, *, again: bool) -> None:
        combined = QKeyCombination.fromCombined(QKeySequence(key)[0].toCombined())  # type: ignore[index]
        code: Qt.Key = combined.key()
        QApplication.sendEvent(self._keyboard(), QKeyEvent(kind, code, combined.keyboardModifiers(), "", again))
