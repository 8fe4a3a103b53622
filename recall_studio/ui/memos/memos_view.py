"""The memos as a list to search in, with an editor beside it: all of them, or those on one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.memos import MemoKind, kind_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.memoing import SCOPE
from recall_studio.store import memos
from recall_studio.ui.icons import icon
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.memos.editor import MemoEditor
from recall_studio.ui.memos.subjects import about_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.domain.memos import About, Memo
    from recall_studio.ui.desk import Desk

CONCERNS = ("memo", "annotation", "code", "consent", "round_state", "conversation", "recording")
LEAST_LETTERS = 34


class MemosView(QWidget):
    """Finds, shows and begins memos.

    Args:
        desk: what it works with.
        about: only memos on this; None for all.
    """

    def __init__(self, desk: Desk, about: About | None = None) -> None:
        super().__init__()
        self._desk, self._about = desk, about
        self._found: dict[str, Memo] = {}
        self.words = QLineEdit(placeholderText=_("Search in memos…"), clearButtonEnabled=True)
        self.words.setAccessibleName(_("Search in memos"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of memo to show"))
        self.kind.addItem(_("All kinds"), None)
        for kind in MemoKind:
            self.kind.addItem(kind_in_words(kind), kind)
        self.new = QPushButton(icon("add", desk.tokens.on_accent), _("New memo"))
        self.new.setProperty("kind", "main")
        self.new.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.new.setEnabled(desk.session.study.writable)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Memos"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        self.count = QLabel()
        self.count.setProperty("kind", "small")
        self.editor = MemoEditor(desk, about)
        self._lay_out()
        self._connect()
        self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What is taken back now are memos."""
        super().showEvent(event)
        if self._about is None:
            self._desk.session.editor = SCOPE

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What is taken back is what is done elsewhere again."""
        super().hideEvent(event)
        if self._about is None:
            self._desk.session.editor = None

    def show_memo(self, which: str) -> None:
        """Select a memo, whatever is being looked for."""
        self.words.clear()
        self.kind.setCurrentIndex(0)
        self._select(which)

    def begin(self) -> None:
        """Begin a new memo, with the keyboard in it."""
        self.list.setCurrentRow(-1)
        self.list.clearSelection()
        self.editor.begin()
        self.editor.text.setFocus()

    def read(self) -> None:
        """Show what there is now."""
        chosen = self._chosen()
        every = memos.memos(self._desk.session.study, as_seen_by=self._desk.session.member, about=self._about)
        self.editor.let_go({one.id for one in every})
        kind = self.kind.currentData()
        found = [one for one in every if memos.holds(one, self.words.text()) and kind in (None, one.kind)]
        self._found = {one.id: one for one in reversed(found)}
        self.list.clear()
        for one in self._found.values():
            line = QListWidgetItem(_line(self._desk, one), self.list)
            line.setData(Qt.ItemDataRole.UserRole, one.id)
        self.count.setText(self._counted(len(every)))
        if chosen in self._found:
            self._select(chosen)

    def _counted(self, every: int) -> str:
        if not every:
            return _("No memo yet. A memo keeps what you think on method, theory, or your own part in it.")
        shown = len(self._found)
        said = ngettext("{n} memo", "{n} memos", shown)
        return said if shown == every else _("{shown} of {all}", shown=said, all=every)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _words: self.read())
        self.kind.activated.connect(lambda _row: self.read())
        self.new.clicked.connect(self.begin)
        self.list.itemSelectionChanged.connect(self._show)
        self.editor.written.connect(self._select)
        InSight(self, self._desk.session, CONCERNS, self.read)

    def _show(self) -> None:
        memo = self._found.get(self._chosen())
        if memo is not None:
            self.editor.show_memo(memo)

    def _chosen(self) -> str:
        chosen = self.list.selectedItems()
        return str(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else ""

    def _select(self, which: str) -> None:
        for row, memo in enumerate(self._found):
            if memo == which:
                self.list.setCurrentRow(row)
                self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.kind)
        head.addWidget(self.new)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setProperty("kind", "gap")
        across.setChildrenCollapsible(False)
        across.addWidget(self.list)
        across.addWidget(self.editor)
        across.setStretchFactor(0, 2)
        across.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.count)
        layout.addWidget(across, 1)


def _line(desk: Desk, memo: Memo) -> str:
    first = " ".join(memo.text.split())
    return f"{kind_in_words(memo.kind).capitalize()} · {about_in_words(desk, memo)} · {memo.member}\n{first[:140]}"
