"""Opening the next round: which one, who takes part, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QWidget
from typing_extensions import override

from recall_studio.domain.rounds import NEXT, codes_in_rounds, meaning
from recall_studio.domain.study import Round, round_in_words
from recall_studio.domain.words import _
from recall_studio.edits.rounding import open_round
from recall_studio.store import rounds
from recall_studio.ui.project.rounds.asking import AskingSheet, Reason, label

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

COLUMNS = 3
"""Rounds beside each other: with large letters no more fit."""


class OpeningSheet(AskingSheet):
    """Offers the rounds with what each means.

    Args:
        desk: whose study it is.
    """

    def __init__(self, desk: Desk) -> None:
        self._now = rounds.present(desk.session.study)
        super().__init__(
            desk,
            title=_("Open the next round"),
            words=_("What was coded so far stays as it was; what is coded from now on belongs to the new round."),
            main=_("Open"),
        )
        self.rounds: dict[Round, QRadioButton] = {}
        self.coders: dict[str, QCheckBox] = {}
        self._which = QButtonGroup(self)
        self._meaning = label(kind="muted")
        self.reason = Reason(must=False)
        self._add_rounds()
        self._add_coders()
        self.body.addWidget(self.reason)
        self.reason.text.textChanged.connect(self._refresh)
        self.finish()
        self._refresh()

    @property
    def chosen(self) -> Round:
        """The round that is to be opened."""
        return next(one for one, button in self.rounds.items() if button.isChecked())

    @override
    def confirm(self) -> None:
        """Open it."""
        self.does(
            open_round,
            round_now=self.chosen,
            coders=[code for code, tick in self.coders.items() if tick.isChecked()] if self.coders else None,
            reason=self.reason.given,
        )

    def _add_rounds(self) -> None:
        self.body.addWidget(label(_("Which round"), kind="heading"))
        grid = QGridLayout()
        grid.setColumnStretch(COLUMNS, 1)
        for place, one in enumerate(Round):
            words = round_in_words(one)
            button = QRadioButton(words[:1].upper() + words[1:])
            button.setToolTip(meaning(one))
            button.setChecked(one is NEXT[self._now.round])
            button.setEnabled(one is not self._now.round or self._now.is_closed)
            button.toggled.connect(self._refresh)
            self._which.addButton(button)
            self.rounds[one] = button
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        self.body.addLayout(grid)
        self.body.addWidget(self._meaning)

    def _add_coders(self) -> None:
        members = [one for one in self.desk.session.study.members() if codes_in_rounds(one)]
        if len(members) < 2:
            return
        self.body.addWidget(label(_("Who takes part"), kind="heading"))
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        for member in members:
            tick = QCheckBox(member.code)
            tick.setChecked(True)
            tick.toggled.connect(self._refresh)
            self.coders[member.code] = tick
            line.addWidget(tick)
        line.addStretch(1)
        self.body.addWidget(box)

    def _refresh(self) -> None:
        self._meaning.setText(meaning(self.chosen))
        again = self.chosen is self._now.round
        self.reason.set_hint(
            _("This round was closed: to go on with it, say why.")
            if again
            else _("It is kept in the study, with who and when.")
        )
        someone = not self.coders or any(tick.isChecked() for tick in self.coders.values())
        self.main.setEnabled(someone and (bool(self.reason.given) or not again))
        if self.isVisible():
            self.fit()
