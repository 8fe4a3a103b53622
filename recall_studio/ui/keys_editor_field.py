"""The button that hears one key: click it, press the key. It takes any key that has a name or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.keys import OWN_KEYS
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.strokes import recorded

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_LEAVING = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class KeyField(QPushButton):
    """While it listens every key is heard here alone, but Esc, which stops it, and Tab, which goes on."""

    pressed_key = Signal(str)
    """The name of the key that was pressed, as `strokes.recorded()` gives it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self._listens = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda _on=False: self.listen())

    @property
    def listens(self) -> bool:
        """Whether the next key is heard."""
        return self._listens

    def listen(self, *, on: bool = True) -> None:
        """Hear the next key, or no longer."""
        self._listens = on
        self.setProperty(OWN_KEYS, on)
        self.setText(_("Press the key …") if on else self._words)
        set_kind(self, "main" if on else "")
        if on:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Ask for something else from now on."""
        self._words = words
        self.listen(on=False)

    @override
    def event(self, event: QEvent) -> bool:
        """Hear a key before Qt moves the keyboard or presses the button with it."""
        if self._listens and isinstance(event, QKeyEvent) and event.key() not in _LEAVING:
            if event.type() == QEvent.Type.KeyPress:
                self._hear(event)
            event.accept()  # also as an override of a shortcut
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop listening: the key would not arrive here."""
        if self._listens:
            self.listen(on=False)
        super().focusOutEvent(event)

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.listen(on=False)
            return
        name = recorded(event, QGuiApplication.platformName())
        if name and not event.isAutoRepeat():
            self.listen(on=False)
            self.pressed_key.emit(name)
