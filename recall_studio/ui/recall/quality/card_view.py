"""One card of the dashboard on the screen: numbers, plot, how it was computed, copy and save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.recall.quality.plot_view import PlotView

if TYPE_CHECKING:
    from recall_studio.ui.recall.quality.card import QualityCard
    from recall_studio.ui.tokens import Tokens

LARGE = 1.7
"""How much larger a number is than the text."""


class CardView(QFrame):
    """Shows one card; what leaves is asked for.

    Args:
        tokens: the colours.
    """

    copied = Signal(object)
    saved = Signal(object, str)
    """The `QualityCard`, and `png`, `svg` or `csv`."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.card: QualityCard | None = None
        self.title = QLabel(wordWrap=True)
        self.title.setProperty("kind", "heading")
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(10)
        self._numbers.setColumnStretch(1, 1)
        self._shown: list[QLabel] = []
        self.undefined, self.note, self.how = (QLabel(wordWrap=True) for _n in range(3))
        for label in (self.undefined, self.note, self.how):
            label.setProperty("kind", "muted")
        self.how.hide()
        self.plot = PlotView(tokens)
        self.ask = word_button(_("How was this computed?"), self._turn_how, kind="flat")
        self.ask.setCheckable(True)
        self.copy = word_button(_("Copy"), lambda: self.copied.emit(self.card))
        self.save = self._save_button()
        self._lay_out()

    def show_card(self, card: QualityCard) -> None:
        """Show this card."""
        self.card = card
        self.title.setText(card.title)
        self.setAccessibleName(card.title)
        for old in self._shown:
            self._numbers.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown.clear()
        for line, (number, words) in enumerate(card.numbers):
            self._put_number(line, number, words)
        self.undefined.setText(card.undefined)
        self.undefined.setVisible(bool(card.undefined))
        self.note.setText(card.note)
        self.note.setVisible(bool(card.note))
        self.how.setText(card.how)
        self.plot.show_plot(card.plot, card.title)
        for action in self.save.menu().actions():
            action.setEnabled(action.data() == "csv" or card.plot is not None)

    def _put_number(self, line: int, number: str, words: str) -> None:
        large, said = QLabel(number), QLabel(words, wordWrap=True)
        px = round(self.fontInfo().pixelSize() * LARGE)
        large.setStyleSheet(f"font-weight: 600; font-size: {px}px;")
        said.setProperty("kind", "muted")
        for column, label in enumerate((large, said)):
            self._numbers.addWidget(label, line, column, Qt.AlignmentFlag.AlignVCenter)
            self._shown.append(label)

    def _turn_how(self) -> None:
        self.how.setVisible(self.ask.isChecked())

    def _save_button(self) -> QPushButton:
        button = word_button(_("Save…"))
        menu = QMenu(button)
        for kind, words in (("png", _("Picture (PNG)")), ("svg", _("Drawing (SVG)")), ("csv", _("Data (CSV)"))):
            menu.addAction(words).setData(kind)
        menu.triggered.connect(lambda action: self.saved.emit(self.card, str(action.data())))
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.ask)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addLayout(self._numbers)
        for part in (self.undefined, self.plot, self.note):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.how)
        layout.addLayout(foot)
