"""The found moments as a table that says what stands in a row only when it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import N_, _
from recall_studio.ui.clock_words import length_of, plain_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.moments import Moment
    from recall_studio.ui.finding_back.found_moments import FoundMoments

Index = QModelIndex | QPersistentModelIndex
MOMENT = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column: English source of its heading, what stands in it, by what it is sorted, how wide it is in digits."""

    key: str
    title: str
    text: Callable[[FoundMoments, Moment], str]
    order: Callable[[FoundMoments, Moment], Any] | None
    digits: int
    right: bool = False


def _length(_found: FoundMoments, moment: Moment) -> str:
    return length_of(moment.start_ms, moment.end_ms)


def _length_ms(_found: FoundMoments, moment: Moment) -> int:
    return 0 if moment.end_ms is None else moment.end_ms - moment.start_ms


def _speaker(_found: FoundMoments, moment: Moment) -> str:
    return role_in_words(PersonRole(moment.speaker)) if moment.speaker else ""


def _star(found: FoundMoments, moment: Moment) -> str:
    return "★" if moment.id in found.discussed else ""


def _label(found: FoundMoments, moment: Moment) -> str:
    return found.look(moment.code).label


COLUMNS = (
    Column("discuss", "★", _star, lambda found, one: one.id not in found.discussed, 3),
    Column("place", N_("Conversation"), lambda _found, one: one.recording, None, 12),
    Column(
        "start",
        N_("Begin"),
        lambda _found, one: plain_clock(one.start_ms),
        lambda _found, one: one.start_ms,
        8,
    ),
    Column("code", N_("Code"), _label, lambda found, one: _label(found, one).casefold(), 24),
    Column("coder", N_("Coder"), lambda _found, one: one.coder, lambda _found, one: one.coder, 8),
    Column("length", N_("Length"), _length, _length_ms, 9, right=True),
    Column("speaker", N_("Who"), _speaker, _speaker, 11),
    Column(
        "note",
        N_("Note"),
        lambda _found, one: (one.note or "").replace("\n", " "),
        lambda _found, one: one.note or "",
        20,
    ),
)


class FoundModel(QAbstractTableModel):
    """Reads `FoundMoments`."""

    def __init__(self, found: FoundMoments) -> None:
        super().__init__(found)
        self._found = found
        found.changed.connect(self._renew)

    def moment(self, row: int) -> Moment | None:
        """The moment of a row."""
        return self._found.shown[row] if 0 <= row < len(self._found.shown) else None

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found.shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].title)
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        moment = self.moment(index.row())
        if moment is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].text(self._found, moment)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == MOMENT:
            return moment
        return moment.note if role == Qt.ItemDataRole.ToolTipRole and COLUMNS[index.column()].key == "note" else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by this column."""
        if 0 <= column < len(COLUMNS):
            by, found = COLUMNS[column].order, self._found
            found.sort(None if by is None else lambda one: by(found, one), down=order == Qt.SortOrder.DescendingOrder)

    def _renew(self) -> None:
        self.beginResetModel()
        self.endResetModel()


def _side(column: int) -> Qt.AlignmentFlag:
    return _RIGHT if COLUMNS[column].right else _LEFT
