"""The member's reaction time: how much earlier than the key press a tag begins. Off (0) unless they set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox

from recall_studio.domain.reaction import LONGEST_REACTION_MS
from recall_studio.domain.words import _
from recall_studio.edits.tagging import set_reaction_time
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.ui.coding.coding import Coding

WIDTH, STEP_MS = 440, 50


class ReactionSheet(Sheet):
    """Asks for the reaction time in ms.

    Args:
        coding: whose member sets it.
    """

    def __init__(self, coding: Coding) -> None:
        super().__init__(width=WIDTH)
        self._coding = coding
        self.number = QSpinBox()
        self.number.setRange(0, LONGEST_REACTION_MS)
        self.number.setSingleStep(STEP_MS)
        self.number.setSuffix(" ms")
        self.number.setValue(coding.reaction_ms)
        self.number.setAccessibleName(_("Reaction time"))
        title, words = QLabel(_("My reaction time")), QLabel(wordWrap=True)
        title.setProperty("kind", "title")
        words.setProperty("kind", "muted")
        words.setText(
            _(
                "Who codes while the recording plays presses a little late. So much is taken off the start of each tag "
                "made while playing, more at higher speed. The moment of the key press is kept beside it."
            )
        )
        keep, cancel = QPushButton(_("Keep")), QPushButton(_("Cancel"))
        keep.setProperty("kind", "main")
        keep.clicked.connect(self._keep)
        cancel.clicked.connect(self.shut)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        for widget in (title, words, self.number):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.number.lineEdit().returnPressed.connect(self._keep)

    def _keep(self) -> None:
        session = self._coding.session
        session.do(set_reaction_time, member=session.member.code, reaction_ms=self.number.value())
        self.shut()
