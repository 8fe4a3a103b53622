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
        coding.session.selected.connect(self.show)
        coding.moments_changed.connect(self._follow)
        self.show()

    def show(self, _told: object = None) -> None:
        """Select the rows of the moments that are selected; those that the filter hides have none."""
        wanted = sorted(row for moment in self._session.chosen if (row := self._model.row_of(moment)) >= 0)
        current = self._model.row_of(self._session.selection)
        if wanted == self._rows() and current == self._table.currentIndex().row():
            return
        self._showing = True
        chosen, last = QItemSelection(), self._model.columnCount() - 1
        for first, final in _runs(wanted):
            chosen.select(self._model.index(first, 0), self._model.index(final, last))
        selection = self._table.selectionModel()
        here = self._model.index(current, 1) if current >= 0 else QModelIndex()
        selection.setCurrentIndex(here, _Flag.NoUpdate)
        selection.select(chosen, _Flag.ClearAndSelect)
        if here.isValid():
            self._table.scrollTo(here)
        self._showing = False

    def _follow(self, delta: Delta) -> None:
        """A row that was taken out and put in elsewhere is not selected any more."""
        chosen = self._session.chosen
        if delta.reset or not {*delta.changed, *delta.added, *delta.removed}.isdisjoint(chosen) or not chosen:
            self.show()

    def _rows(self) -> list[int]:
        chosen = self._table.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def _take(self, _selected: object = None, _deselected: object = None) -> None:
        """The user selects rows: select their moments everywhere."""
        if self._showing or self._model.following:
            return
        views = [view for row in self._rows() if (view := self._model.view_at(row)) is not None]
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
