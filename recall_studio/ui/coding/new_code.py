"""The offer of a provisional code below the search: what was sought and not found comes under a theme at Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from recall_studio.domain.study import Role
from recall_studio.domain.words import _, language
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code
    from recall_studio.ui.desk import Desk


class NewCodeOffer(QWidget):
    """«New: “…” under Discrimination ▾»; ↑ and ↓ in the search choose the theme.

    Args:
        desk: whose codebook it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._theme, self._sought = "", ""
        self._words = ElidedLabel("muted", least=8)
        self.under = QToolButton()
        self.under.setProperty("kind", "button")
        self.under.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.under.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.under.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.under.setMenu(QMenu(self.under))
        self.under.menu().aboutToShow.connect(self._fill)
        self.under.setToolTip(_("The theme of the new code; ↑ and ↓ choose another one"))
        cap = QLabel("Enter")
        cap.setProperty("kind", "key")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self._words, 1), (self.under, 0), (cap, 0)):
            layout.addWidget(part, stretch)
        self.hide()

    @property
    def theme(self) -> str:
        """The key of the theme that is chosen: the one of before, the one of the latest tag, or the first."""
        keys = [theme.key for theme in self._themes()]
        if self._theme not in keys:
            self._theme = self._of_latest() or (keys[0] if keys else "")
        return self._theme

    def offer(self, sought: str) -> None:
        """Offer to make this; nothing hides the offer."""
        self._sought = sought.strip()
        session = self._desk.session
        may = session.member.role is Role.ONDERZOEK and session.study.writable
        self.setVisible(bool(self._sought) and may and bool(self.theme))
        if not self.isHidden():
            label = self._desk.session.codebook.code(self.theme).label.in_language(language())
            self._words.say(_("New: “{text}” under", text=self._sought))
            self.under.setText(f"{label} ▾")
            spoken = _("New code “{text}” under {theme}", text=self._sought, theme=label)
            self.under.setAccessibleName(spoken)

    def step(self, by: int) -> None:
        """Choose the theme so many further, or back when negative."""
        keys = [theme.key for theme in self._themes()]
        self._choose(keys[(keys.index(self.theme) + by) % len(keys)])

    def _choose(self, theme: str) -> None:
        self._theme = theme
        self.offer(self._sought)

    def _themes(self) -> list[Code]:
        session = self._desk.session
        return [code for code in codes_in_use(session.codebook, layer_of(session)) if code.is_theme]

    def _of_latest(self) -> str:
        view = self._desk.coding.view(self._desk.coding.latest or "")
        book = self._desk.session.codebook
        return book.theme_of(view.code).key if view is not None and view.code in book.by_key else ""

    def _fill(self) -> None:
        menu = self.under.menu()
        menu.clear()
        for theme in self._themes():
            menu.addAction(theme.label.in_language(language()), partial(self._choose, theme.key))
