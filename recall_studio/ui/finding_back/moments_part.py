"""All moments over all conversations: the fields above, the table below, and what is selected in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.words import _
from recall_studio.ui.coding.moment_cells import CodeCells, StarCells
from recall_studio.ui.finding_back.filters import Filters
from recall_studio.ui.finding_back.moments_model import COLUMNS, MOMENT, FoundModel
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.tables import in_card, set_up_table

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex

    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.found_moments import FoundMoments

SHOW_AFTER_MS = 120
"""Who goes through the rows by the arrow keys sees the picture of the row where they stay."""
MOST_KEPT = 100
"""So many rows stay selected when the table changes."""


class MomentsPart(QWidget):
    """Finds moments back."""

    pointed_at = Signal(object)
    """The `Moment` whose row was chosen."""
    entered = Signal(object)
    """The `Moment` that the user wants to go to."""

    def __init__(self, desk: Desk, found: FoundMoments) -> None:
        super().__init__()
        self._found = found
        self.filters = Filters(desk, found)
        self.model = FoundModel(found)
        self.table = QTableView()
        self._pages = QStackedWidget()
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._showing = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._kept: tuple[set[str], str] = (set(), "")
        self._before: list[Moment] = []
        set_up_table(self.table, self.model, _("Moments that were found"))
        self.table.setItemDelegateForColumn(_place_of("code"), CodeCells(self.table, self._shape))
        self.table.setItemDelegateForColumn(_place_of("discuss"), StarCells(desk.tokens.star, self.table))
        self._size_columns()
        self._lay_out()
        self._connect()
        self._count()

    def queue(self) -> list[Stretch]:
        """What is played: the selected rows when there are several, else all that are shown; none of them live."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        moments = [self._found.shown[row] for row in rows] if len(rows) > 1 else self._found.shown
        return [stretch for moment in moments if (stretch := self.stretch(moment)) is not None]

    def number(self) -> int:
        """How many that is; of all that are shown it is known already, for it can be 100,000."""
        several = len(self.table.selectionModel().selectedRows()) > 1
        return len(self.queue()) if several else self._found.playable

    def current(self) -> Moment | None:
        """The moment of the current row."""
        return self.model.moment(self.table.currentIndex().row())

    def selected(self) -> list[Moment]:
        """All moments whose rows are selected."""
        return [self._found.shown[index.row()] for index in self.table.selectionModel().selectedRows()]

    def stretch(self, moment: Moment) -> Stretch | None:
        """What is played of a moment; nothing of one that was marked live."""
        place = self._found.place_of(moment)
        return None if place is None or place.live else Stretch(place.name, moment.start_ms, moment.end_ms)

    def _connect(self) -> None:
        self.filters.asked.connect(self._found.want)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._select_again)
        self._found.changed.connect(self._count)
        self.table.selectionModel().currentRowChanged.connect(self._point)
        self._showing.timeout.connect(self._tell)
        self.table.activated.connect(self._enter)
        self.table.doubleClicked.connect(self._enter)

    def _point(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._showing.start()

    def _tell(self) -> None:
        moment = self.current()
        if moment is not None and self.isVisible():
            self.pointed_at.emit(moment)

    def _enter(self, index: QModelIndex) -> None:
        self._showing.stop()
        moment = self.model.moment(index.row())
        if moment is not None:
            self.entered.emit(moment)

    def _keep(self) -> None:
        """Which moments are selected, before their rows become others."""
        rows = self.table.selectionModel().selectedRows()[:MOST_KEPT]
        ids = {str(moment.id) for index in rows if (moment := self._was(index.row())) is not None}
        now = self._was(self.table.currentIndex().row())
        self._kept = (ids, str(now.id) if now is not None else "")

    def _was(self, row: int) -> Moment | None:
        return self._before[row] if 0 <= row < len(self._before) else None

    def _select_again(self) -> None:
        self._before = self._found.shown
        ids, now = self._kept
        if not ids and not now:
            return
        rows, chosen, last = QItemSelection(), self.table.selectionModel(), len(COLUMNS) - 1
        for row, moment in enumerate(self._found.shown):
            if moment.id == now:
                chosen.setCurrentIndex(self.model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            if moment.id in ids:
                rows.select(self.model.index(row, 0), self.model.index(row, last))
        chosen.select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._showing.stop()  # nobody chose another row

    def _count(self) -> None:
        self._empty.setText(
            _("No moment fits. Ask for less, or show all.")
            if self._found.number
            else _("There are no moments yet. What is coded in any conversation is found back here.")
        )
        self._pages.setCurrentIndex(0 if self._found.shown else 1)

    def _shape(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, bool]:
        moment: Moment = index.data(MOMENT)
        return self._found.look(moment.code).colour, moment.end_ms is not None or moment.running

    def _size_columns(self) -> None:
        heads, digit = self.table.horizontalHeader(), self.table.fontMetrics().horizontalAdvance("0")
        for place, column in enumerate(COLUMNS):
            heads.resizeSection(place, max(28, column.digits * digit))
        heads.setSectionResizeMode(_place_of("note"), QHeaderView.ResizeMode.Stretch)
        heads.setSortIndicator(_place_of("place"), Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)

    def _lay_out(self) -> None:
        self._empty.setProperty("kind", "muted")
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filters)
        layout.addWidget(in_card(self._pages), 1)


def _place_of(key: str) -> int:
    return next(place for place, column in enumerate(COLUMNS) if column.key == key)
