"""The stops of an interview as rows, the last one first; a row changes alone, and nothing is rebuilt when one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, ORIENTATION_WORDS, PROMPT_WORDS, TimeOrientation
from recall_studio.domain.words import N_, _
from recall_studio.ui.clock_words import plain_clock

if TYPE_CHECKING:
    from recall_studio.ui.recall.leading.notes import Notes, Stopped

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADINGS = (
    N_("#"),
    N_("Moment"),
    N_("Stopped by"),
    N_("Question"),
    N_("Comment"),
    N_("Then/now"),
    N_("Share"),
)
COMMENT = 4
_LONGEST = 200
"""Letters of a comment in a cell; more would not be seen."""


class StopsModel(QAbstractTableModel):
    """Shows the notes.

    Args:
        notes: of the interview.
    """

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self._notes = notes
        self._count = len(notes.stops)
        notes.added.connect(self._add)
        notes.changed.connect(self._change)

    def stop_at(self, row: int) -> Stopped:
        """The stop in a row."""
        return self._notes.stops[self._count - 1 - row]

    def row_of(self, stopped: Stopped) -> int:
        """The row of a stop."""
        return self._count - stopped.number

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return _(HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cell(self.stop_at(index.row()), index.column())
        return None

    def _add(self, stopped: Stopped) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._count = stopped.number
        self.endInsertRows()

    def _change(self, stopped: Stopped) -> None:
        row = self.row_of(stopped)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))


def _cell(stopped: Stopped, column: int) -> str:
    said = [one for one in stopped.said if one.fields]
    last = said[-1] if said else None
    if column == 0:
        return str(stopped.number)
    if column == 1:
        return "…" if stopped.position_ms is None else plain_clock(stopped.position_ms)
    if column == 2:
        return _(INITIATOR_WORDS[stopped.initiator])
    if column == 3:
        return _(PROMPT_WORDS[stopped.asked[-1].type]) if stopped.asked else _("none")
    if last is None:
        return "–"
    if column == COMMENT:
        return " · ".join(one.text or _("(sound)") for one in said if one.told)[:_LONGEST].replace("\n", " ")
    if column == COMMENT + 1:
        later = last.orientation is TimeOrientation.NOG_TE_BEPALEN
        return _("later") if later else _(ORIENTATION_WORDS[last.orientation])
    return _("yes") if any(one.shareable for one in said) else "–"
