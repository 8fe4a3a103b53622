"""The codes in use as a tree of themes and codes, with what is counted and what runs in the open recording."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from recall_studio.domain.words import _, language, ngettext
from recall_studio.ui.coding.chords import KeyMap, codes_in_use, key_map
from recall_studio.ui.coding.moment_view import is_stretch
from recall_studio.ui.coding.pinning import pinned_codes
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.domain.study import Layer
    from recall_studio.ui.coding.coding import Coding

Index = QModelIndex | QPersistentModelIndex
CODE_ROW = Qt.ItemDataRole.UserRole
CODE_FORMAT = "application/x-recall-code"
"""What is dragged out of the tree: the key of a code in UTF-8."""
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One row as it is drawn; `running_ms` is how long the code's open stretch runs by now."""

    key: str
    label: str
    colour: str
    is_theme: bool
    is_stretch: bool
    count: int
    chord: str
    pinned: str
    running_ms: int | None
    is_provisional: bool = False


class CodebookModel(QAbstractItemModel):
    """Reads the codebook and the counts of `Coding`; `narrow()` shows only what is looked for."""

    def __init__(self, coding: Coding, parent: QObject) -> None:
        super().__init__(parent)
        self._coding = coding
        self._sought = ""
        self._themes: list[tuple[Code, list[Code]]] = []
        self._keys = KeyMap()
        self._all: list[tuple[Code, list[Code]]] = []
        self._counted: dict[str, tuple[int, bool]] = {}
        self._at_s = -1
        coding.surroundings_changed.connect(self.read)
        coding.preferences.changed.connect(self.read)
        coding.moments_changed.connect(self._count)
        coding.playing.moved.connect(self._go_on)
        self.read()

    def read(self, _changed: object = None) -> None:
        """Read the codebook and the keys again, where they changed."""
        session = self._coding.session
        book, layer = session.codebook, layer_of(session)
        keys = key_map(book, pinned_codes(session, self._coding.preferences.settings), layer)
        self._all = _branches(book, "", layer)
        themes = _branches(book, self._sought, layer)
        if themes != self._themes or keys != self._keys:
            self.beginResetModel()
            self._themes, self._keys = themes, keys
            self.endResetModel()
        self._count()

    def narrow(self, sought: str) -> None:
        """Show only the codes that hold every word of this, in either language."""
        self._sought = sought
        self.read()

    def index_of(self, code: str) -> QModelIndex:
        """Where a code or theme stands; nowhere when it is not shown."""
        for row, (theme, codes) in enumerate(self._themes):
            if theme.key == code:
                return self.createIndex(row, 0, 0)
            for child, one in enumerate(codes):
                if one.key == code:
                    return self.createIndex(child, 0, row + 1)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The code that was probably meant: one whose words begin as was typed, rather than hold it somewhere."""
        words = _plain(self._sought).split()
        shown = [code for theme, codes in self._themes for code in (*codes, theme)]
        meant = next((code for code in shown if _begins(code, words)), shown[0] if shown else None)
        return self.index_of(meant.key) if meant is not None else QModelIndex()

    @override
    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent() beside it
        branch = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(branch - 1, 0, 0) if branch else QModelIndex()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        if not parent.isValid():
            return len(self._themes)
        return 0 if parent.internalId() else len(self._themes[parent.row()][1])

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._row(index)
        if role == CODE_ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        return _spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """A code can be dragged onto a moment."""
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    @override
    def mimeTypes(self) -> list[str]:
        return [CODE_FORMAT]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of the code that is dragged."""
        data = QMimeData()
        data.setData(CODE_FORMAT, self._row(indexes[0]).key.encode())
        return data

    def _row(self, index: Index) -> CodeRow:
        branch = int(index.internalId())
        theme, codes = self._themes[branch - 1 if branch else index.row()]
        code = codes[index.row()] if branch else theme
        running = next((view for view in self._coding.running if view.own and view.code == code.key), None)
        now_ms = self._coding.playing.player.position_ms() if running else 0
        return CodeRow(
            key=code.key,
            label=code.label.in_language(language()),
            colour=code.color or theme.color,
            is_theme=code.is_theme,
            is_stretch=is_stretch(code) or code.is_theme,
            count=self._counted.get(code.key, (0, False))[0],
            chord=code.chord,
            pinned=self._keys.digit_of(code.key),
            running_ms=abs(now_ms - running.start_ms) if running else None,
            is_provisional=code.provisional,
        )

    def _count(self, _delta: object = None) -> None:
        """Show other numbers where they changed, and what runs."""
        of_codes, running = self._coding.counts, {view.code for view in self._coding.running if view.own}
        counted: dict[str, tuple[int, bool]] = {}
        for theme, codes in self._all:
            number = of_codes[theme.key] + sum(of_codes[code.key] for code in codes)
            counted[theme.key] = number, theme.key in running
            counted.update({code.key: (of_codes[code.key], code.key in running) for code in codes})
        before, self._counted = self._counted, counted
        for key, now in counted.items():
            if now != before.get(key):
                self._tell(key)

    def _go_on(self, ms: int) -> None:
        """Count the seconds of what runs."""
        if ms // 1000 != self._at_s:
            self._at_s = ms // 1000
            for view in self._coding.running:
                self._tell(view.code or "")

    def _tell(self, code: str) -> None:
        index = self.index_of(code)
        if index.isValid():
            self.dataChanged.emit(index, index)


def _branches(book: Codebook, sought: str, layer: Layer) -> list[tuple[Code, list[Code]]]:
    """Themes with their codes; those that hold every word that is sought, and the themes above them."""
    words, used = _plain(sought).split(), codes_in_use(book, layer)
    branches: list[tuple[Code, list[Code]]] = []
    for theme in (code for code in used if code.is_theme):
        codes = [code for code in book.children(theme.key) if code in used]
        found = [code for code in codes if _holds(code, words)]
        if found or _holds(theme, words):
            branches.append((theme, found))
    return branches


def _said(code: Code) -> str:
    """Everything that a code is found by."""
    chord = code.chord.replace(" ", "")
    texts = (code.label.nl, code.label.en, code.short.nl, code.short.en, code.key, code.chord, chord)
    return _plain(" ".join(texts))


def _holds(code: Code, words: list[str]) -> bool:
    said = _said(code)
    return all(word in said for word in words)


def _begins(code: Code, words: list[str]) -> bool:
    said = _said(code).split()
    return all(any(one.startswith(word) for one in said) for word in words)


def _plain(text: str) -> str:
    """Lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _spoken(row: CodeRow) -> str:
    """The row for who hears it."""
    said = [row.label, ngettext("{n} time", "{n} times", row.count), row.chord]
    said += [_("provisional")] if row.is_provisional else []
    return ", ".join([*said, _("running")] if row.running_ms is not None else said)
