"""The moments as a table: sorted and filtered here, and changed by the row, never as a whole."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import N_, _
from recall_studio.ui.clock_words import length_of, long_clock
from recall_studio.ui.coding.moment_index import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import Delta, MomentView

Index = QModelIndex | QPersistentModelIndex
VIEW = Qt.ItemDataRole.UserRole
_DISPLAY, _ALIGNMENT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_ANSWERED = frozenset({_DISPLAY, _ALIGNMENT, int(VIEW), int(Qt.ItemDataRole.ToolTipRole)})
NOWHERE = QModelIndex()
FEW = 300
"""So many moments are looked up one by one sooner than all are gone through."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: English source of its heading, what stands in it, and by what it is sorted."""

    key: str
    title: str
    text: Callable[[MomentView], str]
    order: Callable[[MomentView], Any]
    right: bool = False


def _length(view: MomentView) -> str:
    return length_of(view.start_ms, view.end_ms)


def _start(view: MomentView) -> str:
    return long_clock(view.start_ms, hours=False)


def _end(view: MomentView) -> str:
    if view.end_ms is not None:
        return long_clock(view.end_ms, hours=False)
    return _("runs") if view.running else ""


def _speaker(view: MomentView) -> str:
    return role_in_words(PersonRole(view.speaker)) if view.speaker else ""


def _certainty(view: MomentView) -> str:
    return "●" * (view.certainty or 0) + "○" * (3 - view.certainty) if view.certainty else ""


def _state(view: MomentView) -> str:
    return _("waits") if view.pending else "✓"


COLUMNS = (
    Column("discuss", N_("★"), lambda view: "★" if view.discuss else "", lambda view: not view.discuss),
    Column("start", N_("Begin"), _start, lambda view: view.start_ms),
    Column("end", N_("End"), _end, lambda view: view.last_ms),
    Column("length", N_("Length"), _length, lambda view: view.last_ms - view.start_ms, right=True),
    Column("code", N_("Code"), lambda view: view.label, lambda view: view.label.casefold()),
    Column("coder", N_("Coder"), lambda view: view.coder, lambda view: view.coder),
    Column("speaker", N_("Who"), _speaker, _speaker),
    Column("certainty", N_("Certainty"), _certainty, lambda view: view.certainty or 0),
    Column("note", N_("Note"), lambda view: (view.note or "").replace("\n", " "), lambda view: view.note or ""),
    Column("state", N_("Kept"), _state, lambda view: not view.pending),
)
MANY = 200
"""When more moments changed at once, the table is read anew: that takes less than so many rows that move."""
UNCODED = "?"
"""Stands for no code at all in a filter."""
NOT_PLAIN = frozenset({"coder", "certainty", "state"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which moments are shown: every word of `words` in code or note, and of this code or theme, coder, speaker."""

    words: tuple[str, ...] = field(default=())
    code: str = ""
    coder: str = ""
    speaker: str = ""

    def holds(self, view: MomentView) -> bool:
        """Whether a moment is shown."""
        if self.code and self.code not in (view.code or UNCODED, view.theme):
            return False
        if (self.coder and view.coder != self.coder) or (self.speaker and view.speaker != self.speaker):
            return False
        if not self.words:
            return True
        said = f"{view.label} {view.short} {view.code or ''} {view.note or ''}".casefold()
        return all(word in said for word in self.words)


class MomentsModel(QAbstractTableModel):
    """Reads `Coding`; rows come and go one by one."""

    counted = Signal(int)
    """How many moments are shown."""

    def __init__(self, coding: Coding, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._sides = [_RIGHT if column.right else _LEFT for column in self.columns]
        self._coding = coding
        self._wanted = Wanted()
        self._by = next(column for column in self.columns if column.key == "start")
        self._down = False
        self._keys: list[_Key] = []
        self._rows: list[MomentView] = []
        self._shown: dict[str, MomentView] = {}
        self.following = False
        """Whether rows come and go because moments did: what the table then selects is not meant."""
        coding.moments_changed.connect(self._follow)
        self._read()

    def want(self, wanted: Wanted) -> None:
        """Show these moments alone."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._read()

    def row_of(self, moment: str | None) -> int:
        """In which row a moment stands; −1 when it is not shown."""
        view = self._shown.get(moment or "")
        return -1 if view is None else self._turned(bisect_left(self._keys, self._key(view)))

    def rows_of(self, moments: Collection[str]) -> list[int]:
        """The rows in which moments stand, in order; those that are not shown have none."""
        if len(moments) <= FEW:
            return sorted(row for moment in moments if (row := self.row_of(moment)) >= 0)
        chosen = set(moments)
        rows = [self._turned(place) for place, view in enumerate(self._rows) if view.id in chosen]
        return rows[::-1] if self._down else rows

    def view_at(self, row: int) -> MomentView | None:
        """The moment of a row."""
        return self._rows[self._turned(row)] if 0 <= row < len(self._rows) else None

    def ids(self) -> list[str]:
        """The moments that are shown, in no order."""
        return list(self._shown)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        return self._sides[section] if role == _ALIGNMENT else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:  # a table asks eight roles of each cell it paints, and most of them say nothing
            return None
        view = self.view_at(index.row())
        if view is None:
            return None
        if role == _DISPLAY:
            return self.columns[index.column()].text(view)
        if role == _ALIGNMENT:
            return self._sides[index.column()]
        if role == VIEW:
            return view
        return view.note if self.columns[index.column()].key == "note" else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by this column."""
        if 0 <= column < len(self.columns):
            self._by, self._down = self.columns[column], order == Qt.SortOrder.DescendingOrder
            self._read()

    def _key(self, view: MomentView) -> _Key:
        if self._by.key == "start":
            return key_of(view)
        return self._by.order(view), view.start_ms, view.id

    def _turned(self, row: int) -> int:
        """Sorted downwards, the last one stands first."""
        return len(self._rows) - 1 - row if self._down else row

    def _read(self) -> None:
        self.beginResetModel()
        index = self._coding.index
        if self._by.key == "start" and self._wanted == Wanted():  # they are kept in this order: at 100,000 it counts
            self._rows, self._keys, self._shown = list(index.views), list(index.keys), index.by_id()
        else:
            rows = [view for view in index.views if self._wanted.holds(view)]
            self._rows = sorted(rows, key=self._key)
            self._keys = [self._key(view) for view in self._rows]
            self._shown = {view.id: view for view in self._rows}
        self.endResetModel()
        self.counted.emit(len(self._rows))

    def _follow(self, delta: Delta) -> None:
        self.following = True
        try:
            self._take(delta)
        finally:
            self.following = False

    def _take(self, delta: Delta) -> None:
        if delta.reset or len(delta.added) + len(delta.changed) + len(delta.removed) > MANY:
            self._read()
            return
        if self._kept_in_place(delta):
            return
        for moment in delta.removed:
            self._take_out(moment)
        for moment in (*delta.changed, *delta.added):
            view = self._coding.view(moment)
            if view is None or not self._wanted.holds(view):
                self._take_out(moment)
            else:
                self._put(view)
        self.counted.emit(len(self._rows))

    def _kept_in_place(self, delta: Delta) -> bool:
        """Whether this is one pending moment that was kept where it stood: then its row alone is painted again."""
        if len(delta.removed) != 1 or len(delta.added) != 1 or delta.changed:
            return False
        pending, view = self._shown.get(delta.removed[0]), self._coding.view(delta.added[0])
        if pending is None or view is None or not self._wanted.holds(view):
            return False
        place, key = bisect_left(self._keys, self._key(pending)), self._key(view)
        if self._keys[place - 1 : place] >= [key] or [key] >= (self._keys[place + 1 : place + 2] or [(*key, "")]):
            return False
        del self._shown[pending.id]
        self._keys[place], self._rows[place], self._shown[view.id] = key, view, view
        row = self._turned(place)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        return True

    def _put(self, view: MomentView) -> None:
        before = self._shown.get(view.id)
        if before is not None and self._key(before) == self._key(view):
            place = bisect_left(self._keys, self._key(view))
            self._rows[place] = self._shown[view.id] = view
            row = self._turned(place)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
            return
        self._take_out(view.id)
        place = bisect_left(self._keys, self._key(view))
        row = len(self._rows) - place if self._down else place
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(place, self._key(view))
        self._rows.insert(place, view)
        self._shown[view.id] = view
        self.endInsertRows()

    def _take_out(self, moment: str) -> None:
        view = self._shown.get(moment)
        if view is None:
            return
        place = bisect_left(self._keys, self._key(view))
        row = self._turned(place)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[place], self._rows[place], self._shown[moment]
        self.endRemoveRows()
