"""A short table of words: rows that are read anew as a whole, each with what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from recall_studio.ui.tables import set_up_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its id, what stands in its cells, what it is about, and by what each cell is sorted if not its words."""

    id: str
    cells: tuple[str, ...]
    about: Any
    order: tuple[Any, ...] = ()


class RowsModel(QAbstractTableModel):
    """Shows lines.

    Args:
        headings: of the columns, translated.
    """

    def __init__(self, headings: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.lines: list[Line] = []

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()].cells[index.column()]
        return None

    def put_in_order(self, column: int, *, down: bool) -> None:
        """Sort by this column; what is the same stays as it lies."""
        self.lines.sort(key=lambda line: (line.order or line.cells)[column], reverse=down)


class RowsTable(QTableView):
    """A table of lines that keeps its selection when they are read anew.

    Args:
        name: of the table, for who cannot see it.
        headings: translated.
        digits: how wide each column is, in digits; the widest of them takes what is left.
    """

    def __init__(self, name: str, headings: Sequence[str], digits: Sequence[int]) -> None:
        super().__init__()
        self.rows = RowsModel(headings, self)
        set_up_table(self, self.rows, name)
        width = self.fontMetrics().horizontalAdvance("0")
        for place, number in enumerate(digits):
            self.horizontalHeader().resizeSection(place, number * width)
        widest = max(range(len(digits)), key=digits.__getitem__)
        self.horizontalHeader().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)

    def sort_by(self, column: int, *, down: bool = False) -> None:
        """Let a click on a heading sort, from this column on."""
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(lambda *_given: self.show_lines(list(self.rows.lines)))

    def show_lines(self, lines: list[Line]) -> None:
        """Show these instead; what was selected stays so."""
        kept = {line.id for line in self.chosen()}
        self.rows.beginResetModel()
        self.rows.lines = lines
        head = self.horizontalHeader()
        if head.isSortIndicatorShown():
            down = head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            self.rows.put_in_order(head.sortIndicatorSection(), down=down)
        self.rows.endResetModel()
        mode = self.selectionMode()
        self.setSelectionMode(QTableView.SelectionMode.MultiSelection)
        for row, line in enumerate(lines):
            if line.id in kept:
                self.selectRow(row)
        self.setSelectionMode(mode)

    def chosen(self) -> list[Line]:
        """The lines that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.lines[row] for row in rows]

    def choose(self, line: str) -> None:
        """Select the line of this id alone."""
        for row, one in enumerate(self.rows.lines):
            if one.id == line:
                self.selectRow(row)

    def line_at(self, row: int) -> Line | None:
        """The line of a row."""
        return self.rows.lines[row] if 0 <= row < len(self.rows.lines) else None
