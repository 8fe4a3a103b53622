"""The rows of a package, one a line: as they are here and there, side by side, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from recall_studio.domain.packages import Fate
from recall_studio.domain.words import N_, _
from recall_studio.ui.together.row_words import RowWords, fate_in_words, kind_in_words

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Codebook
    from recall_studio.edits.collecting import Look
    from recall_studio.edits.weighing import Entry
    from recall_studio.ui.tokens import Tokens

COLUMNS = (N_("Recording"), N_("What"), N_("Here"), N_("In the file"), N_("What becomes of it"))
RECORDING, WHAT, HERE, THERE, BECOMES = range(5)
_AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class EntriesModel(QAbstractTableModel):
    """Rows that differ here and there have a tick: take theirs.

    Args:
        look: what fetching would do.
        book: the codebook of this study.
        tokens: the colours.
    """

    def __init__(self, look: Look, book: Codebook, tokens: Tokens) -> None:
        super().__init__()
        self._words, self._tokens = RowWords(look.keys, book, look.coming), tokens
        self.entries: tuple[Entry, ...] = look.entries
        self.theirs: set[str] = set()

    @override
    def rowCount(self, parent: _AnyIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def columnCount(self, parent: _AnyIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    @override
    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry, column = self.entries[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(entry, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == BECOMES and entry.fate is Fate.DIFFERENT:
            return Qt.CheckState.Checked if entry.id in self.theirs else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and entry.fate in (Fate.DIFFERENT, Fate.LEFT_OUT):
            return QColor(self._tokens.warning if entry.fate is Fate.DIFFERENT else self._tokens.muted)
        return None

    @override
    def setData(self, index: _AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose theirs, or not; the study does not change by it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        row = self.entries[index.row()].id
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.theirs.add(row)
        else:
            self.theirs.discard(row)
        self.dataChanged.emit(index, index)
        return True

    @override
    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        differs = index.column() == BECOMES and self.entries[index.row()].fate is Fate.DIFFERENT
        return base | Qt.ItemFlag.ItemIsUserCheckable if differs else base

    def sides(self, row: int) -> tuple[str, str]:
        """All that the row in this line says, here and there."""
        entry = self.entries[row]
        return self._words.details(entry.table, entry.here), self._words.details(entry.table, entry.there)

    def _said(self, entry: Entry, column: int) -> str:
        if column == RECORDING:
            return entry.recording
        if column == WHAT:
            return kind_in_words(entry.table)
        if column == HERE:
            return self._words.words(entry.table, entry.here)
        if column == THERE:
            return self._words.words(entry.table, entry.there)
        if entry.fate is Fate.DIFFERENT:
            return _("Take theirs") if entry.id in self.theirs else _("Stays as here – take theirs?")
        return f"{fate_in_words(entry.fate)}. {entry.reason}" if entry.reason else fate_in_words(entry.fate)
