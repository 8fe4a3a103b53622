"""The exclusive groups: codes that cannot stand at one place together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.codebook import CodeStatus
from recall_studio.domain.words import _, language
from recall_studio.edits.codebook_editing import set_exclusive_groups

if TYPE_CHECKING:
    from recall_studio.ui.project.codebook.editing import Editing

KEY = Qt.ItemDataRole.UserRole
ROOM_PX = 10


class GroupsPage(QWidget):
    """The groups at the left, the codes of the chosen one ticked at the right.

    Args:
        editing: what it shows and changes.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._filling = False
        self._groups: list[list[str]] = []
        self.list, self.codes = QListWidget(), QListWidget()
        self.list.setAccessibleName(_("Exclusive groups"))
        self.codes.setAccessibleName(_("Codes of the group"))
        self.add, self.remove = QPushButton(_("Add a group")), QPushButton(_("Remove it"))
        hint = QLabel(
            _("Codes of one group are not given to the same words or deeds. Tick at least two."), wordWrap=True
        )
        hint.setProperty("kind", "muted")
        below = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setEnabled(editing.may_edit)
            below.addWidget(button)
        below.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(18)
        for part in (self.list, self.codes):
            both.addWidget(part, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(hint)
        layout.addLayout(both, 1)
        layout.addLayout(below)
        self.list.currentRowChanged.connect(self._tick)
        self.codes.itemChanged.connect(self._take)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        editing.read_anew.connect(self.read)
        self.read()

    def read(self) -> None:
        """Show them as they will be."""
        here = self.list.currentRow()
        self._groups = [list(group) for group in self._editing.book.exclusive_groups]
        self._show(max(0, min(here, len(self._groups) - 1)))

    def _show(self, row: int) -> None:
        book, spoken = self._editing.book, language()
        self._filling = True
        self.list.clear()
        for group in self._groups:
            words = "  ×  ".join(book.code(key).label.in_language(spoken) for key in group)
            item = QListWidgetItem(words or _("New group: tick its codes"), self.list)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + ROOM_PX))
        self._filling = False
        self.list.setCurrentRow(row)
        self._tick(row)

    def _tick(self, row: int) -> None:
        if self._filling:
            return
        group = self._groups[row] if 0 <= row < len(self._groups) else []
        top = self.codes.verticalScrollBar().value()
        self._filling = True
        self.codes.clear()
        for code in self._editing.book.codes:
            if code.is_theme or (code.status is CodeStatus.VERVALLEN and code.key not in group):
                continue
            item = QListWidgetItem(code.label.in_language(language()), self.codes)
            item.setData(KEY, code.key)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + ROOM_PX))
            item.setCheckState(Qt.CheckState.Checked if code.key in group else Qt.CheckState.Unchecked)
        self.codes.setEnabled(self._editing.may_edit and 0 <= row < len(self._groups))
        self.codes.verticalScrollBar().setValue(top)
        self._filling = False

    def _take(self, _item: object) -> None:
        row = self.list.currentRow()
        if self._filling or not 0 <= row < len(self._groups):
            return
        items = [self.codes.item(place) for place in range(self.codes.count())]
        self._groups[row] = [str(item.data(KEY)) for item in items if item.checkState() is Qt.CheckState.Checked]
        self._keep()

    def _keep(self) -> None:
        """Keep the groups; one of fewer than two codes is still being made."""
        if all(len(group) > 1 for group in self._groups):
            self._editing.do(set_exclusive_groups, groups=self._groups)

    def _add(self) -> None:
        self._groups.append([])
        self._show(len(self._groups) - 1)
        self.codes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._groups):
            del self._groups[row]
            self._keep()
            self._show(max(0, row - 1))
