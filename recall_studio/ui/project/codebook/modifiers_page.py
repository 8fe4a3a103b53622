"""The modifiers of the codebook: what can be said of a moment besides its code, with the values to choose from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.codebook import ON_EVERY_CODE, Modifier, ModifierValue, Text
from recall_studio.domain.codebook_keys import plain_key
from recall_studio.domain.words import _, language
from recall_studio.edits.codebook_editing import remove_modifier, set_modifier
from recall_studio.ui.buttons import word_button
from recall_studio.ui.project.codebook.text_pair import TextPair

if TYPE_CHECKING:
    from recall_studio.ui.project.codebook.editing import Editing

KEY = Qt.ItemDataRole.UserRole
LETTERS, ROOM_PX = 34, 10


class ModifiersPage(QWidget):
    """The list at the left, the chosen one at the right.

    Args:
        editing: what it shows and changes.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._filling = False
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName(_("Modifiers"))
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self.label = TextPair(_("Label"))
        self.values = self._table()
        self.multiple = QCheckBox(_("Several values at once"))
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("kind", "small")
        self.add, self.remove = word_button(_("Add a modifier")), word_button(_("Remove it"))
        self.add_value, self.remove_value = word_button(_("Add a value")), word_button(_("Remove the value"))
        self._lay_out()
        self._connect()
        self.read()

    def read(self) -> None:
        """Show them as they will be."""
        self._filling = True
        here = self._key()
        self.list.clear()
        marks = {one.key: one.words for one in self._editing.concept.differences if one.kind == "modifier"}
        for modifier in self._editing.book.modifiers:
            mark = f"  ·  {marks[modifier.key]}" if modifier.key in marks else ""
            item = QListWidgetItem(modifier.label.in_language(language()) + mark, self.list)
            item.setData(KEY, modifier.key)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + ROOM_PX))
            if modifier.key == here:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._filling = False
        self._fill(same=here == self._key())

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(8)
        below = QHBoxLayout()
        below.addWidget(self.add_value)
        below.addWidget(self.remove_value)
        below.addWidget(self.multiple)
        below.addStretch(1)
        for part in (self.label, self._hint, self.values):
            beside.addWidget(part)
        beside.addLayout(below)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        under = QHBoxLayout()
        under.addWidget(self.add)
        under.addWidget(self.remove)
        left.addLayout(under)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(18)
        layout.addLayout(left)
        layout.addLayout(beside, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.label.written.connect(lambda text: self._change(label=text))
        self.multiple.clicked.connect(lambda on: self._change(multiple=on))
        self.values.itemChanged.connect(lambda _item: self._take_values())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(lambda: self._editing.do(remove_modifier, modifier=self._key()))
        self.add_value.clicked.connect(self._add_value)
        self.remove_value.clicked.connect(self._remove_value)
        self._editing.read_anew.connect(self.read)

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, 3)
        made.setHorizontalHeaderLabels([_("Name in files"), _("Dutch"), _("English")])
        made.setAccessibleName(_("Values of the modifier"))
        made.verticalHeader().hide()
        made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)
        return made

    def _key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(KEY)) if self.list.currentRow() >= 0 else ""

    def _now(self) -> Modifier | None:
        return next((one for one in self._editing.book.modifiers if one.key == self._key()), None)

    def _choose(self, _row: int) -> None:
        if not self._filling:
            self._fill(same=False)

    def _fill(self, *, same: bool) -> None:
        modifier, may = self._now(), self._editing.may_edit
        if modifier is None:
            return
        self._filling = True
        self.label.show_text(modifier.label, same=same)
        self.multiple.setChecked(modifier.multiple)
        self._hint.setText(
            _("A whole number of {unit}.", unit=modifier.unit)
            if modifier.unit
            else _("Labels hold at once; values that come or go wait in the concept.")
        )
        self.values.setRowCount(len(modifier.values))
        for row, value in enumerate(modifier.values):
            for column, words in enumerate((value.key, value.label.nl, value.label.en)):
                self.values.setItem(row, column, QTableWidgetItem(words))
        of_choice = may and not modifier.unit
        for part in (self.values, self.multiple, self.add_value, self.remove_value):
            part.setEnabled(of_choice)
        self.label.setEnabled(may)
        self.add.setEnabled(may)
        self.remove.setEnabled(may and modifier.key not in ON_EVERY_CODE)
        self._filling = False

    def _change(self, *, label: Text | None = None, multiple: bool | None = None) -> None:
        now = self._now()
        if now is not None:
            changed = replace(now, label=label or now.label, multiple=now.multiple if multiple is None else multiple)
            self._editing.do(set_modifier, modifier=changed)

    def _take_values(self) -> None:
        now = self._now()
        if self._filling or now is None:
            return
        rows = [[self._cell(row, column) for column in range(3)] for row in range(self.values.rowCount())]
        values = tuple(
            ModifierValue(key or plain_key(nl or en), Text(nl, en)) for key, nl, en in rows if key or nl or en
        )
        if values != now.values:
            self._editing.do(set_modifier, modifier=replace(now, values=values))

    def _cell(self, row: int, column: int) -> str:
        item = self.values.item(row, column)
        return item.text().strip() if item is not None else ""

    def _add(self) -> None:
        taken = {one.key for one in self._editing.book.modifiers}
        key = next(name for name in ("kenmerk", *(f"kenmerk_{n}" for n in range(2, 999))) if name not in taken)
        new = Modifier(key, Text("Nieuw kenmerk", "New modifier"), (ModifierValue("ja", Text("ja", "yes")),))
        self._editing.do(set_modifier, modifier=new, done=lambda _made: self._go_to(key))

    def _go_to(self, key: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY) == key:
                self.list.setCurrentRow(row)
        field = self.label.fields[language()]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def _add_value(self) -> None:
        """An empty line to write in; it counts once it has words."""
        self._filling = True
        row = self.values.rowCount()
        self.values.insertRow(row)
        cells = [QTableWidgetItem("") for _column in range(3)]
        for column, cell in enumerate(cells):
            self.values.setItem(row, column, cell)
        self._filling = False
        self.values.setCurrentCell(row, 1)
        self.values.editItem(cells[1])

    def _remove_value(self) -> None:
        row = self.values.currentRow()
        if row >= 0:
            self._filling = True
            self.values.removeRow(row)
            self._filling = False
            self._take_values()
