"""The keys overlay: the keys of where you are, as they are now, made from the commands and the codebook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.commands.command import LEADING
from recall_studio.ui.commands.keying import change_keys, print_keys
from recall_studio.ui.key_choices import CODES_PLACE, keys_now
from recall_studio.ui.key_groups import BETWEEN, Group, code_groups, command_groups, viewer_group
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from recall_studio.ui.desk import Desk

WIDTH, COLUMNS = 1080, 3
COLUMN_LETTERS = 46
"""How many average letters a column takes."""
LONGEST_LINE = 18
"""In letters: several keys that take more stand below each other."""


class KeysHelp(Sheet):
    """Shows the keys of where one is, and leads to changing and printing them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        self._add_head()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setProperty("kind", "plain")
        self._scroll.setAccessibleName(_("Keys"))
        now = keys_now(desk)
        codes = code_groups(now) if desk.place == CODES_PLACE else []
        codes += [viewer_group()] if desk.place == LEADING else []
        self._groups = [*command_groups(now, desk.place), *codes]
        self._columns = 0
        self._scroll.setMinimumHeight(520)
        self.body.addWidget(self._scroll)
        foot = QLabel(_("Letters work while no text field has the keyboard; Esc gives the keys back to the player."))
        foot.setProperty("kind", "muted")
        foot.setWordWrap(True)
        self.body.addWidget(foot)

    @override
    def take_focus(self) -> None:
        """The keys can be gone through at once."""
        self._scroll.setFocus()

    def _add_head(self) -> None:
        title = QLabel(_("Keys"))
        title.setProperty("kind", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(word_button(_("Print …"), partial(self._leave_for, print_keys)))
        head.addWidget(word_button(_("Change keys …"), partial(self._leave_for, change_keys)))
        self.body.addLayout(head)

    def _leave_for(self, run: Callable[[Desk], None]) -> None:
        self.shut()
        run(self._desk)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        letters = min(WIDTH, self.width()) // self.fontMetrics().averageCharWidth()
        columns = max(1, min(COLUMNS, letters // COLUMN_LETTERS))
        if columns != self._columns:
            self._columns = columns
            self._scroll.setWidget(_columns(self._groups, self._columns))
        super().resizeEvent(event)


def _columns(groups: list[Group], number: int) -> QWidget:
    """The groups side by side, the shortest column first to be filled."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setSpacing(32)
    columns = [QVBoxLayout() for _place in range(number)]
    filled = [0] * number
    for heading, rows in groups:
        place = filled.index(min(filled))
        filled[place] += len(rows) + 2
        columns[place].addWidget(_group(heading, rows))
    for column in columns:
        column.addStretch(1)
        row.addLayout(column, 1)
    return holder


def _group(heading: str, rows: list[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 12)
    grid.setVerticalSpacing(4)
    title = QLabel(heading)
    title.setProperty("kind", "heading")
    title.setWordWrap(True)
    grid.addWidget(title, 0, 0, 1, 2)
    for place, (words, keys) in enumerate(rows, start=1):
        label = QLabel(words)
        label.setWordWrap(True)
        key = QLabel(keys if len(keys) < LONGEST_LINE else keys.replace(BETWEEN, "\n"))
        key.setProperty("kind", "key")
        grid.addWidget(label, place, 0)
        grid.addWidget(key, place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    return holder
