"""Asking at a stop: the cards that are ready, and one's own words with their type; a leading one is told kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import PROMPT_WORDS, PromptType
from recall_studio.domain.recall.wording import maybe_leading
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.recall.leading.notes import Asked

if TYPE_CHECKING:
    from recall_studio.domain.recall.tongues import Card, Tongue

OFFERED = tuple(kind for kind in PromptType if kind is not PromptType.GEEN)
_GAP = 6


class AskingBox(QWidget):
    """Tells what was asked.

    Args:
        spoken: the language in which the interviewer asks.
        heard: the viewer's; its words stand in the tips where it is another one.
    """

    asked = Signal(object)
    """An `Asked`."""

    def __init__(self, spoken: Tongue, heard: Tongue) -> None:
        super().__init__()
        self._spoken = spoken
        self.cards = [self._card(card, heard) for card in spoken.cards]
        self.own = word_button(_("Own question…"), self._toggle)
        self.own.setCheckable(True)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("The question, word for word"))
        self.words.setAccessibleName(_("Own question"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Type of question"))
        for kind in OFFERED:
            self.kind.addItem(_(PROMPT_WORDS[kind]), kind)
        self.kind.setCurrentIndex(OFFERED.index(PromptType.VERHELDEREND))
        self.send = word_button(_("Asked"), self._ask)
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("kind", "neutral")
        self.hint.hide()
        self.words.textChanged.connect(self._look)
        self.words.returnPressed.connect(self._ask)
        self.kind.activated.connect(self._look)
        self._lay_out()

    def _card(self, card: Card, heard: Tongue) -> QPushButton:
        button = word_button(card.text, lambda: self.asked.emit(Asked(card.type, card.text, card.key)))
        other = heard.card(card.key)
        told = _(PROMPT_WORDS[card.type])
        button.setToolTip(f"{other.text}\n{told}" if other is not None and heard.key != self._spoken.key else told)
        return button

    def open_own(self) -> None:
        """Show the field of one's own words, with the keyboard in it."""
        self.own.setChecked(True)
        self._toggle()

    def _toggle(self) -> None:
        """Show the field of one's own words, or hide it."""
        self._row.setVisible(self.own.isChecked())
        self.hint.setVisible(self.own.isChecked() and bool(self.hint.text()))
        if self.own.isChecked():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        words = self.words.text().strip()
        if words:
            self.asked.emit(Asked(PromptType(self.kind.currentData()), words))
            self.words.clear()

    def _look(self, _changed: object = None) -> None:
        """Say when the words seem to give the answer themselves, or the type says so; nothing is held back."""
        told = ""
        if self.kind.currentData() == PromptType.STUREND:
            told = _("A leading question is kept as one. It happens; it is counted in the description of the method.")
        elif maybe_leading(self.words.text(), self._spoken.key):
            told = _("This may be a leading question: it seems to say the answer. You decide.")
        self.hint.setText(told)
        self.hint.setVisible(bool(told) and self.own.isChecked())

    def _lay_out(self) -> None:
        flow = QWidget()
        lines = FlowLayout(flow, gap=_GAP)
        for button in (*self.cards, self.own):
            lines.addWidget(button)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.kind)
        row.addWidget(self.send)
        self._row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for part in (flow, self._row, self.hint):
            layout.addWidget(part)
