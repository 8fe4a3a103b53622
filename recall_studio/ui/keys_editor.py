"""The section Keys of the workspace Project: every key of commands and codes, to look up and to change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.study import Role
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.keying import set_chords
from recall_studio.store.settings import offers
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.pinning import pin, unpin
from recall_studio.ui.commands.keying import print_keys
from recall_studio.ui.key_choices import chosen, keys_now
from recall_studio.ui.keys_editor_panel import KeysPanel
from recall_studio.ui.keys_editor_proposals import Proposal, proposed
from recall_studio.ui.keys_editor_rows import ALSO, KEYS, WHERE, WORDS, KeysModel, rows_of
from recall_studio.ui.settings_form import editor_of, show_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from recall_studio.domain.changes import Changes
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.keys_editor_rows import KeyRow

PANEL_LETTERS, PANEL_PART = 40, 0.45
"""How wide what is chosen is shown, and at the most which part of the width."""
KEYS_PART = 0.4
NARROW_LETTERS = 110
"""Below this width there is no room for everything beside each other."""
_WIDTHS = {WHERE: 24, KEYS: 26, ALSO: 26}
"""In average letters."""


class KeysEditor(QWidget):
    """Looks keys up and changes them: those of commands on this computer, those of codes in the codebook.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._now = keys_now(desk)
        self.model = KeysModel(desk.tokens, self)
        self.table = _table(self.model)
        self.panel = KeysPanel(desk.tokens)
        self.search = QLineEdit(placeholderText=_("Search a command, a code or a key …"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search"))
        self._conflicts = QLabel()
        self._conflicts.setProperty("kind", "warning")
        self.editors = {field: self._setting(field) for field in ("key_preset", "hold_to_code")}
        self.all_back = word_button(_("All as usual"), lambda: desk.preferences.change(keys={}))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._listen()
        self._read()
        self.choose(self.model.row(0).name)

    def choose(self, name: str) -> None:
        """Select a command by its key, or a code by `code ` and its key."""
        place = self.model.place_of(name)
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, 0))

    @property
    def row(self) -> KeyRow | None:
        """What is selected."""
        place = self.table.currentIndex().row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where letters are large, what can stand below each other does, and the areas are left out."""
        letter = self.fontMetrics().averageCharWidth()
        is_narrow = self.width() < NARROW_LETTERS * letter
        direction = QBoxLayout.Direction
        self._top.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self.table.setColumnHidden(WHERE, is_narrow)
        panel = min(PANEL_LETTERS * letter, int(self.width() * PANEL_PART))
        self.panel.setFixedWidth(panel)
        self.table.setColumnWidth(KEYS, min(_WIDTHS[KEYS] * letter, int((self.width() - panel) * KEYS_PART)))
        super().resizeEvent(event)

    def _listen(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        self.table.activated.connect(lambda _index: self.panel.field.listen())
        self.panel.removed.connect(self._remove)
        self.panel.pressed_key.connect(self._pressed)
        self.panel.set_back.connect(self._set_back)
        self.panel.pinned.connect(self._pin)
        self._desk.preferences.changed.connect(self._read)
        self._desk.session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        if changes.of("code"):
            self._read()

    def _read(self, _changed: object = None) -> None:
        row = self.row
        self._now = keys_now(self._desk)
        rows = rows_of(self._now)
        self.model.show_rows(rows)
        conflicts = sum(bool(one.also) for one in rows)
        self._conflicts.setText(ngettext("{n} key does two things", "{n} keys do two things", conflicts))
        self._conflicts.setVisible(conflicts > 0)
        self.table.setColumnHidden(ALSO, conflicts == 0)
        self.all_back.setEnabled(bool(self._now.settings.keys))
        for field, editor in self.editors.items():
            show_value(editor, getattr(self._now.settings, field))
        if row is not None:
            self.choose(row.name)
        self._show_chosen()

    def _narrow(self, sought: str) -> None:
        self.model.narrow(sought)
        if self.row is None and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_chosen()

    def _show_chosen(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        row = self.row
        self.panel.setVisible(row is not None)
        if row is None:
            return
        keys: tuple[str, ...] = ()
        digit = ""
        if row.command is not None:
            keys = self._now.of(row.command)
        elif row.code is not None:
            keys = (row.code.chord,) if row.code.chord else ()
            digit = self._now.codes.digit_of(row.code.key)
        self.panel.show_row(row, keys, digit=digit, may=row.command is not None or self._may_key_codes())

    def _may_key_codes(self) -> bool:
        session = self._desk.session
        return session.study.writable and session.member.role is Role.ONDERZOEK

    def _pressed(self, key: str) -> None:
        """A key was pressed for the selected row: do it, or ask first where somebody else has it."""
        row = self.row
        proposal = proposed(self._now, row, key) if row is not None else None
        if proposal is None:
            return
        if proposal.chords and not self._may_key_codes():
            only = _("Only researchers change the keys of codes.")
            proposal = Proposal(f"{proposal.said} {only}".strip(), possible=False)
        if proposal.said:
            self.panel.ask(proposal, partial(self._do, proposal))
        else:
            self._do(proposal)

    def _do(self, proposal: Proposal) -> None:
        if not proposal.chords:
            self._choose_keys(proposal)
            return
        # The keys of commands follow those of codes: else they would be lost where the codebook refuses.
        self._desk.session.do(set_chords, done=lambda _made: self._choose_keys(proposal), chords=proposal.chords)

    def _choose_keys(self, proposal: Proposal) -> None:
        if proposal.keys is not None:
            self._desk.preferences.change(keys=dict(proposal.keys))

    def _remove(self, key: str) -> None:
        row = self.row
        if row is not None and row.command is not None:
            kept = tuple(one for one in self._now.of(row.command) if one != key)
            self._desk.preferences.change(keys=chosen(self._now.settings, row.command, kept))
        elif row is not None and row.code is not None:
            self._desk.session.do(set_chords, chords={row.code.key: ""})

    def _set_back(self) -> None:
        row = self.row
        if row is not None and row.command is not None:
            own = {key: keys for key, keys in self._now.settings.keys.items() if key != row.command.key}
            self._desk.preferences.change(keys=own)

    def _pin(self, digit: str) -> None:
        row = self.row
        if row is None or row.code is None:
            return
        if digit:
            pin(self._desk.session, self._desk.preferences, row.code.key, int(digit))
        else:
            unpin(self._desk.session, self._desk.preferences, row.code.key)

    def _setting(self, field: str) -> QWidget:
        change: Callable[[Any], object] = lambda value: self._desk.preferences.change(**{field: value})  # noqa: E731
        return editor_of(offers()[field], getattr(self._now.settings, field), change)

    def _lay_out(self) -> None:
        below, usual, others = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        whose = offers()["key_preset"]
        usual.addWidget(QLabel(_(whose.title)))
        usual.addWidget(self.editors["key_preset"])
        usual.addWidget(self.all_back)
        usual.addStretch(1)
        others.addWidget(self.editors["hold_to_code"])
        others.addStretch(1)
        others.addWidget(word_button(_("Print …"), lambda: print_keys(self._desk)))
        self._top.addLayout(usual, 1)
        self._top.addLayout(others)
        below.addWidget(self.table, 1)
        below.addWidget(self.panel)
        below.setSpacing(14)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(self._top)
        beside = QHBoxLayout()
        beside.addWidget(self.search, 1)
        beside.addWidget(self._conflicts)
        layout.addLayout(beside)
        layout.addLayout(below, 1)


def _table(model: KeysModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(_("Keys"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 12)
    table.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for column, letters in _WIDTHS.items():
        table.setColumnWidth(column, table.fontMetrics().averageCharWidth() * letters)
    return table
