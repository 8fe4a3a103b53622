"""A choice of a few words beside each other, of which one is chosen, or none while nothing was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping


class Segments(QWidget):
    """Buttons that exclude each other; a click on the one that is chosen takes it back where that is allowed.

    Args:
        name: what is chosen, for who cannot see it.
        words: what stands on the button of each value, translated.
        none: the value that is told when the choice is taken back; without one it cannot be.
    """

    chosen = Signal(object)
    """The value."""

    def __init__(self, name: str, words: Mapping[Any, str], *, none: Any = ...) -> None:
        super().__init__()
        self._none = none
        self.setAccessibleName(name)
        self.buttons: dict[Any, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for value, said in words.items():
            button = QPushButton(said)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{name}: {said}")
            button.clicked.connect(lambda on, value=value: self._choose(value, on=on))
            self.buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.buttons.values())))

    @property
    def value(self) -> Any:
        """What is chosen; `none` where nothing is."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), self._none)

    def show_value(self, value: Any) -> None:
        """Show this as chosen; nothing, where it is none of them."""
        for one, button in self.buttons.items():
            button.setChecked(one == value)

    def _choose(self, value: Any, *, on: bool) -> None:
        if not on and self._none is ...:
            self.buttons[value].setChecked(True)
            return
        self.show_value(value if on else self._none)
        self.chosen.emit(value if on else self._none)
