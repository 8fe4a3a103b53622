"""The rows of a table of moments that are selected: the same moments as everywhere, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QTableView

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import Delta
    from recall_studio.ui.coding.moments_model import MomentsModel

_Flag = QItemSelectionModel.SelectionFlag


class RowChoice(QObject):
    """Keeps table and session alike.

    Args:
        table: shows the model, and is its parent.
        model: of the moments.
        coding: where moments are selected.
    """

    def __init__(self, table: QTableView, model: MomentsModel, coding: Coding) -> None:
        super().__init__(table)
        self._table, self._model, self._coding, self._session = table, model, coding, coding.session
        self._showing = False
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.selectionModel().selectionChanged.connect(self._take)
        table.selectionModel().currentRowChanged.connect(self._go)
        table.clicked.connect(self._click)
        model.modelReset.connect(self.show)
        coding.session.chosen_changed.connect(self.show)
        coding.session.selected.connect(self._point)
        coding.moments_changed.connect(self._follow)
        self.show()

    def show(self, _told: object = None) -> None:
        """Select the rows of the moments that are selected; those that the filter hides have none."""
        wanted = list(_runs(self._model.rows_of(self._session.chosen)))
        if wanted != self._stretches():
            chosen, last = QItemSelection(), self._model.columnCount() - 1
            for first, final in wanted:
                chosen.select(self._model.index(first, 0), self._model.index(final, last))
            self._showing = True
            self._table.selectionModel().select(chosen, _Flag.ClearAndSelect)
            self._showing = False
        self._point()

    def _point(self, _told: object = None) -> None:
        """Have the row current, and in sight, whose moment is shown in full."""
        row = self._model.row_of(self._session.selection)
        if row == self._table.currentIndex().row():
            return
        here = self._model.index(row, 1) if row >= 0 else QModelIndex()
        self._showing = True
        self._table.selectionModel().setCurrentIndex(here, _Flag.NoUpdate)
        self._showing = False
        if here.isValid():
            self._table.scrollTo(here)

    def _follow(self, delta: Delta) -> None:
        """A row that was taken out and put in elsewhere is not selected any more."""
        chosen = self._session.chosen
        if delta.reset or not {*delta.changed, *delta.added, *delta.removed}.isdisjoint(chosen) or not chosen:
            self.show()

    def _stretches(self) -> list[tuple[int, int]]:
        """The rows that are selected, as stretches: the first and the last of each."""
        chosen = self._table.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        return sorted((one.top(), one.bottom()) for one in ranges)

    def _take(self, _selected: object = None, _deselected: object = None) -> None:
        """The user selects rows: select their moments everywhere."""
        if self._showing or self._model.following:
            return
        rows = sorted({row for first, last in self._stretches() for row in range(first, last + 1)})
        views = [view for row in rows if (view := self._model.view_at(row)) is not None]
        current = self._model.view_at(self._table.currentIndex().row())
        self._session.choose([view.id for view in views], current.id if current is not None else None)

    def _go(self, index: QModelIndex, _before: object = None) -> None:
        """Going through the rows goes through the moments; extending the selection stays where it is."""
        if self._showing or self._model.following or not self._table.hasFocus():
            return
        if not self._table.selectionModel().isSelected(index):  # a click: what it selects is told next
            return
        self._take()
        view = self._model.view_at(index.row())
        if view is not None and len(self._session.chosen) <= 1:
            self._coding.go_to(view.id)

    def _click(self, index: QModelIndex) -> None:
        view = self._model.view_at(index.row())
        if view is not None and len(self._session.chosen) <= 1 and self._table.selectionModel().isSelected(index):
            self._coding.go_to(view.id)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows in order as stretches: the first and the last of each."""
    first = before = None
    for row in rows:
        if before is not None and first is not None and row != before + 1:
            yield first, before
            first = row
        first, before = row if first is None else first, row
    if first is not None and before is not None:
        yield first, before
