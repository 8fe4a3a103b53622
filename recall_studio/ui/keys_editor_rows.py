"""The table of the keys editor: every command and every code with its keys, and who else has one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from recall_studio.domain.words import _, in_words, language
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.commands.command import AREAS
from recall_studio.ui.palette import folded
from recall_studio.ui.strokes import shown

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from recall_studio.domain.codebook import Code
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.key_choices import KeysNow
    from recall_studio.ui.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WORDS, WHERE, KEYS, ALSO = range(4)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A command or a code with its keys.

    Args:
        words: what it is called.
        where: its area, or its theme.
        keys: as they are written for people.
        own: whether the user chose them.
        also: who else has one of them, in words; nothing where nobody has.
        command: what it starts, or
        code: what it codes.
    """

    words: str
    where: str
    keys: tuple[str, ...]
    own: bool = False
    also: str = ""
    command: Command | None = None
    code: Code | None = None

    @property
    def name(self) -> str:
        """By which it is known again."""
        return self.command.key if self.command is not None else f"code {self.code.key}" if self.code else ""


def rows_of(now: KeysNow) -> list[KeyRow]:
    """Every command in the order of the menu, then every code in use."""
    commands = [_of_command(now, command) for area in AREAS for command in now.commands if command.area == area]
    return commands + [_of_code(now, code) for code in codes_in_use(now.book, now.layer)]


def _of_command(now: KeysNow, command: Command) -> KeyRow:
    keys = tuple(map(shown, now.of(command)))
    also = [holder.words for holders in now.conflicts(command).values() for holder in holders]
    own = command.key in now.settings.keys
    return KeyRow(command.words, _(AREAS[command.area]), keys, own, in_words(also) if also else "", command=command)


def _of_code(now: KeysNow, code: Code) -> KeyRow:
    theme = now.book.theme_of(code.key)
    keys = tuple(filter(None, (code.chord, now.codes.digit_of(code.key))))
    where = _("Theme") if code.is_theme else theme.label.in_language(language())
    return KeyRow(code.label.in_language(language()), where, keys, code=code)


class KeysModel(QAbstractTableModel):
    """Shows rows; `narrow()` leaves only what is looked for."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._all: list[KeyRow] = []
        self._sought = ""
        self._shown: list[KeyRow] = []

    def show_rows(self, rows: list[KeyRow]) -> None:
        """Show these; where only their keys are others, nothing else moves."""
        self._all = rows
        self._show([row for row in rows if self._fits(row)])

    def narrow(self, sought: str) -> None:
        """Show only the rows that hold every word of this."""
        self._sought = sought
        self._show([row for row in self._all if self._fits(row)])

    def row(self, place: int) -> KeyRow:
        """What stands at a place."""
        return self._shown[place]

    def place_of(self, name: str) -> int:
        """Where a row stands, or -1."""
        return next((place for place, row in enumerate(self._shown) if row.name == name), -1)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 4

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.also:
            return _("also: {who}", who=row.also)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, index.column())
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("What it does"), _("Where"), _("Keys"), _("Also the key of"))[section]
        return None

    def _ink(self, row: KeyRow, column: int) -> QColor | None:
        if column == ALSO:
            return QColor(self._tokens.danger)
        if column == KEYS and row.own:
            return QColor(self._tokens.accent)
        return QColor(self._tokens.muted) if column == WHERE else None

    def _fits(self, row: KeyRow) -> bool:
        held = folded(" ".join((row.words, row.where, *row.keys)))
        return all(word in held for word in folded(self._sought).split())

    def _show(self, rows: list[KeyRow]) -> None:
        if [row.name for row in rows] != [row.name for row in self._shown]:
            self.beginResetModel()
            self._shown = rows
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(rows) if row != self._shown[place]]
        self._shown = rows
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, ALSO))


def _cell(row: KeyRow, column: int) -> str:
    return (row.words, row.where, "    ".join(row.keys) + ("  •" if row.own else ""), row.also)[column]
