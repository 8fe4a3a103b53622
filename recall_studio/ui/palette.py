"""The command palette: every command, code, moment, recording and person, found by typing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QListView
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.palette_rows import PaletteRows
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from recall_studio.ui.tokens import Tokens

WIDTH, ROWS, MOST = 640, 10, 60
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: what it is called, a word on what it is, its key, and what Enter does."""

    title: str
    kind: str
    run: Callable[[], None]
    detail: str = ""
    key: str = ""
    colour: str = ""


def folded(text: str) -> str:
    """The text for searching: small letters without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def found(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that hold every word that was typed; those whose title begins with it first. At most `MOST`."""
    words = folded(typed).split()
    if not words:
        return list(entries[:MOST])
    ranked = []
    for place, entry in enumerate(entries):
        title, rest = folded(entry.title), folded(f"{entry.title} {entry.detail} {entry.kind}")
        if all(word in rest for word in words):
            begins = title.startswith(words[0])
            within = all(word in title for word in words)
            ranked.append((not begins, not within, place, entry))
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:3])[:MOST]]


class Found(QAbstractListModel):
    """What was found, one row an entry."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.title, entry.detail, entry.kind, entry.key)))
        return None


class _Typed(QLineEdit):
    """Keeps Enter for itself: the palette is gone by then, and the key would be told to what lies below it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class Palette(Sheet):
    """Finds among these entries; Enter does the chosen one. `hint` says what is looked for."""

    def __init__(self, entries: Sequence[Entry], tokens: Tokens, hint: str = "") -> None:
        super().__init__(width=WIDTH, top=True)
        self._entries = entries
        hint = hint or _("Search commands, codes, moments, recordings, people …")
        self._typed = _Typed(placeholderText=hint)
        self._typed.setAccessibleName(_("Search"))
        self._found = Found()
        self._list = QListView(uniformItemSizes=True)
        self._list.setProperty("kind", "plain")
        self._list.setModel(self._found)
        self._list.setItemDelegate(PaletteRows(tokens, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._typed)
        self.body.addWidget(self._list)
        self._typed.textChanged.connect(self._search)
        self._typed.returnPressed.connect(self._do)
        self._list.clicked.connect(self._do)
        self._search("")

    @override
    def take_focus(self) -> None:
        """The search field has the keyboard."""
        self._typed.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose; the field keeps the keyboard."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        if event.key() in steps:
            self._choose(self._list.currentIndex().row() + steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _search(self, typed: str) -> None:
        self._found.show(found(self._entries, typed))
        self._choose(0)
        rows = max(1, min(ROWS, self._found.rowCount()))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 4 if self._found.rowCount() else 40)
        self.fit()

    def _choose(self, row: int) -> None:
        last = self._found.rowCount() - 1
        if last >= 0:
            self._list.setCurrentIndex(self._found.index(max(0, min(row, last))))

    def _do(self) -> None:
        row = self._list.currentIndex().row()
        self.shut()
        if 0 <= row < len(self._found.entries):
            self._found.entries[row].run()
