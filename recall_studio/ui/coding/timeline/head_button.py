"""The button at the head of the timeline: by what the lanes are grouped, and how high they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.grouping import WORDS, Grouping
from recall_studio.ui.coding.transport_menus import ChoiceMenu
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from recall_studio.ui.coding.timeline.lane_rows import LaneRows
    from recall_studio.ui.tokens import Tokens


class HeadButton(QToolButton):
    """Says by what the lanes are grouped; its menu changes that.

    Args:
        rows: the lanes.
        tokens: the colours.
    """

    def __init__(self, rows: LaneRows, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setProperty("kind", "head")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("lanes", tokens.muted))
        self.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        self.setToolTip(_("How the lanes of the timeline are grouped, and how high they are"))
        self.setMenu(self._menu())
        rows.rebuilt.connect(self._say)
        self._say()

    def _menu(self) -> ChoiceMenu:
        menu = ChoiceMenu(
            self,
            {grouping.value: _(words) for grouping, words in WORDS.items()},
            chosen=lambda: self._rows.arranged.grouping.value,
            choose=lambda key: self._rows.arrange(replace(self._rows.arranged, grouping=Grouping(key))),
        )
        menu.addSeparator()
        compact = menu.addAction(_("Thin lanes, without words"))
        compact.setCheckable(True)
        compact.triggered.connect(lambda on: self._rows.arrange(replace(self._rows.arranged, compact=on)))
        menu.aboutToShow.connect(lambda: compact.setChecked(self._rows.arranged.compact))
        for words, folded in ((_("Fold all lanes"), True), (_("Unfold all lanes"), False)):
            fold = menu.addAction(words)
            fold.triggered.connect(
                lambda _on, folded=folded: self._rows.arrange(self._rows.arranged.all_folded(folded))
            )
        return menu

    def _say(self) -> None:
        words = _(WORDS[self._rows.arranged.grouping])
        self.setText(words)
        self.setAccessibleName(_("Lanes: {grouping}", grouping=words))
