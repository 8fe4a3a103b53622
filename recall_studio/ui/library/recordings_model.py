"""The table of recordings as a model: it reads rows, and tells the view no more than what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from recall_studio.domain.recall.kinds import RECALLERS
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import N_, _, in_words
from recall_studio.ui.library.badges import consent_badge
from recall_studio.ui.library.dates import day_in_words, length_in_words
from recall_studio.ui.library.filters import Arrangement, arranged
from recall_studio.ui.recall.interview_words import delay_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap

    from recall_studio.analysis.coding_progress import CoderProgress
    from recall_studio.analysis.library import LibraryRow

    Index = QModelIndex | QPersistentModelIndex

HEADINGS = (
    *("", N_("Conversation"), N_("Date"), N_("Length"), N_("Who"), N_("Wave"), N_("Consent"), N_("Coded")),
    N_("Recall"),
)
PICTURE, NAME, DATE, LENGTH, WHO, WAVE, CONSENT, CODED, RECALL = range(len(HEADINGS))
LINE = Qt.ItemDataRole.UserRole + 1
"""A `LibraryRow`, or the heading of a group as a text."""
THUMBNAIL = Qt.ItemDataRole.UserRole + 2
"""The small picture, or None."""


class RecordingsModel(QAbstractTableModel):
    """Shows rows as they are arranged.

    Args:
        coder: who works, for what is still to code.
    """

    rearranged = Signal()
    """Lines came, went or moved."""

    def __init__(self, coder: str) -> None:
        super().__init__()
        self._coder = coder
        self._rows: tuple[LibraryRow, ...] = ()
        self._lines: list[LibraryRow | str] = []
        self._pictures: dict[str, QPixmap] = {}
        self.arrangement = Arrangement()

    @property
    def rows(self) -> tuple[LibraryRow, ...]:
        """All rows, also those that are not shown."""
        return self._rows

    def line(self, row: int) -> LibraryRow | str:
        """What stands in a line: a recording or a heading."""
        return self._lines[row]

    def line_of(self, recording: str) -> int:
        """In which line a recording of this id stands; −1 when it is not shown."""
        return next((n for n, line in enumerate(self._lines) if not isinstance(line, str) and line.id == recording), -1)

    def show_rows(self, rows: Sequence[LibraryRow]) -> None:
        """Show these rows from now on."""
        self._rows = tuple(rows)
        self._settle()

    def arrange(self, **fields: Any) -> None:
        """Choose otherwise what is seen; fields of `Arrangement`."""
        self.arrangement = replace(self.arrangement, **fields)
        self._settle()

    def set_picture(self, recording: str, picture: QPixmap) -> None:
        """Give a recording its small picture."""
        self._pictures[recording] = picture
        line = self.line_of(recording)
        if line >= 0:
            self.dataChanged.emit(self.index(line, PICTURE), self.index(line, PICTURE))

    def picture(self, recording: str) -> QPixmap | None:
        """The small picture of a recording, if it came."""
        return self._pictures.get(recording)

    def _settle(self) -> None:
        """Go to the new lines: what left goes, what came is put in, the rest moves only where it must."""
        lines = arranged(self._rows, self.arrangement, self._coder)
        before, after = [_key(line) for line in self._lines], [_key(line) for line in lines]
        if before != after:
            staying = set(after)
            for n in reversed([n for n, key in enumerate(before) if key not in staying]):
                self.beginRemoveRows(QModelIndex(), n, n)
                del self._lines[n]
                self.endRemoveRows()
            there = {_key(line) for line in self._lines}
            self._reorder([line for line in lines if _key(line) in there])
            self._put_in(lines, there)
            self.rearranged.emit()
        self._tell_values(lines)

    def _put_in(self, lines: list[LibraryRow | str], there: set[str]) -> None:
        """Put the lines that are new in, those that lie together at once."""
        n = 0
        while n < len(lines):
            end = n
            while end < len(lines) and _key(lines[end]) not in there:
                end += 1
            if end > n:
                self.beginInsertRows(QModelIndex(), n, end - 1)
                self._lines[n:n] = lines[n:end]
                self.endInsertRows()
            n = end + 1

    def _reorder(self, lines: list[LibraryRow | str]) -> None:
        if [_key(line) for line in lines] == [_key(line) for line in self._lines]:
            return
        self.layoutAboutToBeChanged.emit()
        indexes = self.persistentIndexList()
        keys = [_key(self._lines[index.row()]) for index in indexes]
        self._lines = list(lines)
        places = {_key(line): n for n, line in enumerate(lines)}
        moved = [self.index(places[key], index.column()) for key, index in zip(keys, indexes, strict=True)]
        self.changePersistentIndexList(indexes, moved)
        self.layoutChanged.emit()

    def _tell_values(self, lines: list[LibraryRow | str]) -> None:
        changed = [n for n, (old, new) in enumerate(zip(self._lines, lines, strict=True)) if old != new]
        self._lines = lines
        for n in changed:
            self.dataChanged.emit(self.index(n, 0), self.index(n, len(HEADINGS) - 1))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return _(HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole and HEADINGS[section] else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for reading and for screen readers; the line itself for painting."""
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if isinstance(line, str):
            return line if role == Qt.ItemDataRole.DisplayRole and index.column() == PICTURE else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (WHO, CONSENT, RECALL):
            return _words(line, index.column())
        if role == THUMBNAIL:
            return self._pictures.get(line.id) if line.shown else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(line, index.column())
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Arrange by a column."""
        if 0 <= column < len(HEADINGS):
            self.arrange(column=column, descending=order is Qt.SortOrder.DescendingOrder)


def _key(line: LibraryRow | str) -> str:
    return f"group {line}" if isinstance(line, str) else line.id


def _words(row: LibraryRow, column: int) -> str:
    if column == CODED:
        return in_words([coded_words(row, one) for one in row.progress])
    if column == CONSENT:
        return consent_badge(row)[1]
    if column == RECALL:
        return looked_back_in_words(row)
    return (
        "",
        row.name,
        day_in_words(row.held_on),
        how_long(row),
        who(row),
        row.wave or "",
    )[column]


def coded_words(row: LibraryRow, one: CoderProgress) -> str:
    """How far a coder is; of what is watched along live, of which no time is declared, how many moments there are."""
    return f"{one.coder} {one.share:.0%}" if row.live is None else f"{one.coder} {one.moments}"


def how_long(row: LibraryRow) -> str:
    """The length; of a conversation that is watched along live, how it stands while it has none."""
    if row.live is None or row.duration_ms:
        return length_in_words(row.duration_ms)
    return _("not yet") if row.live.observation is None else _("goes on")


def looked_back_signs(row: LibraryRow) -> str:
    """A dot for the client and one for the case manager: full where they looked back."""
    held = {role for role, _hours in row.looked_back}
    return "" if row.live else "".join("●" if role in held else "○" for role in RECALLERS)


def looked_back_in_words(row: LibraryRow) -> str:
    """Who looked back, and how long after."""
    said = [f"{role_in_words(role)} ({delay_in_words(hours)})" for role, hours in row.looked_back]
    return in_words(said) if said or row.live else _("nobody looked back yet")


def who(row: LibraryRow) -> str:
    """The people of a recording by pseudonym."""
    return " × ".join(person.pseudonym for person in row.people)
