"""Persons × purposes, as on the signed form: a cell for every answer, in reach of the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from recall_studio.domain.consent import Condition, Purpose, Status
from recall_studio.domain.words import _
from recall_studio.ui.library.answer_cell import AnswerCell
from recall_studio.ui.library.consent_words import PURPOSES, purpose_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.ui.tokens import Tokens


class AnswersGrid(QWidget):
    """One row a person, one column a purpose.

    A row is *firm* once the user gave one answer in it: what stands at no is then a refusal. Until then nobody was
    asked anything, and the row says so by its pale cells.

    Args:
        tokens: the colours.
        purposes: what is asked.
    """

    answered = Signal(str)
    """The key of a row in which the user gave an answer."""
    reached = Signal(object)
    """The `AnswerCell` that got the keyboard; its row is `row_of()`."""

    def __init__(self, tokens: Tokens, purposes: Iterable[Purpose] = PURPOSES) -> None:
        super().__init__()
        self._tokens = tokens
        self.purposes = tuple(purposes)
        self._rows: dict[str, dict[Purpose, AnswerCell]] = {}
        self._heads: dict[str, QWidget] = {}
        self._line = 1
        self._editable = True
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(2)
        self._about = QLabel(_about(None), wordWrap=True)
        self._about.setProperty("kind", "small")
        for column, purpose in enumerate(self.purposes, start=1):
            self._grid.addWidget(_column_head(purpose), 0, column)
            self._grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self._about)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows, from the top."""
        return tuple(self._rows)

    def add_row(self, key: str, head: QWidget, name: str) -> None:
        """Add a person; everything stands at no, and is not firm."""
        cells = {purpose: AnswerCell(name, purpose, self._tokens) for purpose in self.purposes}
        self._rows[key], self._heads[key] = cells, head
        self._grid.addWidget(head, self._line, 0)
        for column, cell in enumerate(cells.values(), start=1):
            cell.editable = self._editable
            self._grid.addWidget(cell, self._line, column)
            cell.answered.connect(lambda key=key: self._firm(key))
            cell.moved.connect(lambda rows, columns, cell=cell: self._move(cell, rows, columns))
            cell.reached.connect(lambda cell=cell: self._reach(cell))
        self._line += 1
        if len(self._rows) == 1:
            next(iter(cells.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def remove_row(self, key: str) -> None:
        """Take a person away."""
        for part in (self._heads.pop(key), *self._rows.pop(key).values()):
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._give_tab_to(next(iter(self._cells()), None))

    def call(self, key: str, name: str) -> None:
        """Call a person otherwise."""
        for cell in self._rows[key].values():
            cell.call(name)

    def show_answers(self, key: str, answers: Mapping[Purpose, tuple[Status, Condition]], *, firm: bool = True) -> None:
        """Show a person's answers; what is left out was not asked."""
        for purpose, cell in self._rows[key].items():
            status, condition = answers.get(purpose, (Status.NIET_GEVRAAGD, Condition.GEEN))
            cell.show_answer(status, condition=condition, firm=firm)

    def answers(self, key: str) -> dict[Purpose, Status]:
        """What a person answers; empty while nobody gave an answer in the row."""
        cells = self._rows[key]
        return {purpose: cell.status for purpose, cell in cells.items()} if self.is_firm(key) else {}

    def is_firm(self, key: str) -> bool:
        """Whether the user gave an answer in this row."""
        return any(cell.firm for cell in self._rows[key].values())

    def cell(self, key: str, purpose: Purpose) -> AnswerCell:
        """One cell."""
        return self._rows[key][purpose]

    def row(self, key: str) -> tuple[AnswerCell, ...]:
        """The cells of a row, from the left."""
        return tuple(self._rows[key].values())

    def row_of(self, cell: AnswerCell) -> str:
        """The key of the row that a cell stands in."""
        return next(key for key, cells in self._rows.items() if cell in cells.values())

    def set_editable(self, *, editable: bool) -> None:
        """Whether answers can be given."""
        self._editable = editable
        for cell in self._cells():
            cell.editable = editable
        self._about.setText(_about(None) if editable else "")

    def _cells(self) -> list[AnswerCell]:
        return [cell for cells in self._rows.values() for cell in cells.values()]

    def _firm(self, key: str) -> None:
        for cell in self._rows[key].values():
            cell.show_answer(cell.status, condition=cell.condition, firm=True)
        self.answered.emit(key)

    def _move(self, cell: AnswerCell, rows: int, columns: int) -> None:
        keys, purposes = list(self._rows), self.purposes
        row = min(max(keys.index(self.row_of(cell)) + rows, 0), len(keys) - 1)
        column = min(max(purposes.index(cell.purpose) + columns, 0), len(purposes) - 1)
        self._rows[keys[row]][purposes[column]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reach(self, cell: AnswerCell) -> None:
        self._give_tab_to(cell)
        self._about.setText(_about(cell.purpose))
        self.reached.emit(cell)

    def _give_tab_to(self, chosen: AnswerCell | None) -> None:
        """Tab enters the grid where it was left, and goes on behind it."""
        for cell in self._cells():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is chosen else Qt.FocusPolicy.ClickFocus)


def _about(purpose: Purpose | None) -> str:
    if purpose is None:
        return _("Space or a click switches between no and yes; arrow keys go round; a dash means: not asked.")
    return f"{purpose_word(purpose)}: {_(PURPOSES[purpose][1])}"


def _column_head(purpose: Purpose) -> QLabel:
    label = QLabel(purpose_word(purpose), wordWrap=True)
    label.setProperty("kind", "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    label.setToolTip(_(PURPOSES[purpose][1]))
    # As wide as its longest word, so that it wraps and never runs into the next.
    widest = max(label.fontMetrics().horizontalAdvance(word) for word in purpose_word(purpose).split())
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setMinimumWidth(widest + 4)
    return label
