"""The codes of a comment: those of experience in the interview at hand, the rest of the codebook behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from recall_studio.domain.study import Layer
from recall_studio.domain.words import _, in_words, language
from recall_studio.ui.coding.chords import codes_in_use, own_themes_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction

    from recall_studio.domain.codebook import Code, Codebook

EXPERIENCE = "bel"
"""The theme of experience in the recall interview (domain.md §4)."""


class CodesChoice(QToolButton):
    """A button with the codes that are chosen; its menu changes them."""

    chosen = Signal(object)
    """The keys of the codes, as a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self._book: Codebook | None = None
        self._keys: tuple[str, ...] = ()
        self.setProperty("kind", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMenu(QMenu(self))
        self._filled: Codebook | None = None
        self.menu().aboutToShow.connect(self._fill)
        self.menu().triggered.connect(lambda action: self._toggle(str(action.data())))

    def show_codes(self, book: Codebook, keys: Iterable[str]) -> None:
        """Show these."""
        self._keys, self._book = tuple(keys), book
        labels = [_label(book.by_key[key]) for key in self._keys if key in book.by_key]
        said = in_words(labels) or _("no code")
        self.setText(said)
        self.setAccessibleName(_("Codes of this comment: {codes}", codes=said))
        self.setToolTip(said)

    def _fill(self) -> None:
        """Fill the menu when it is opened: a card is there sooner without."""
        book = self._book
        if book is not None and book is not self._filled:
            self._filled = book
            self._offer(book)
        for action in self._actions(self.menu()):
            action.setChecked(action.data() in self._keys)

    def _offer(self, book: Codebook) -> None:
        menu = self.menu()
        menu.clear()
        used = codes_in_use(book, Layer.NAGESPREK)
        own = own_themes_off(book, Layer.NAGESPREK)  # a new study has them off, since no conversation shows them
        themes = own + [one for one in used if one.is_theme]
        for theme in sorted(themes, key=lambda one: one.key != EXPERIENCE):
            into = menu if theme.key == EXPERIENCE else menu.addMenu(_label(theme))
            for code in book.children(theme.key) if theme in own else (one for one in used if one.parent == theme.key):
                action = into.addAction(_label(code))
                action.setCheckable(True)
                action.setData(code.key)
            if theme.key == EXPERIENCE:
                menu.addSeparator()

    def _actions(self, menu: QMenu) -> Iterator[QAction]:
        for action in menu.actions():
            inside = action.menu()
            if isinstance(inside, QMenu):
                yield from self._actions(inside)
            elif action.isCheckable():
                yield action

    def _toggle(self, key: str) -> None:
        now = tuple(one for one in self._keys if one != key) + (() if key in self._keys else (key,))
        self.chosen.emit(now)


def _label(code: Code) -> str:
    return code.label.in_language(language())
