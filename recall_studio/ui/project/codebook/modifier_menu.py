"""Which modifiers are asked of a code, chosen from a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from recall_studio.domain.codebook import ON_EVERY_CODE
from recall_studio.domain.words import _, in_words, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from recall_studio.domain.codebook import Modifier


class ModifierMenu(QToolButton):
    """Shows what is asked; those that are asked of every code cannot be taken away."""

    chosen = Signal(object)
    """The keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._asked: tuple[str, ...] = ()
        self.setMenu(QMenu(self))
        self.menu().triggered.connect(self._take)

    def show_modifiers(self, all_there: Sequence[Modifier], asked: Sequence[str]) -> None:
        """Show which of all modifiers are asked."""
        self._asked = tuple(asked)
        menu, said = self.menu(), []
        menu.clear()
        for modifier in all_there:
            always = modifier.key in ON_EVERY_CODE
            words = modifier.label.in_language(language())
            action = menu.addAction(_("{modifier} (of every code)", modifier=words) if always else words)
            action.setData(modifier.key)
            action.setCheckable(True)
            action.setChecked(always or modifier.key in asked)
            action.setEnabled(not always)
            said += [words] if modifier.key in asked and not always else []
        words = in_words(said) or _("None of its own")
        self.setText(words)
        self.setAccessibleName(_("Modifiers: {modifiers}", modifiers=words))

    def _take(self, action: QAction) -> None:
        key = str(action.data())
        self.chosen.emit((*self._asked, key) if action.isChecked() else tuple(k for k in self._asked if k != key))
