"""The keys overlay: the keys of where you are, made from the commands, and the chords of the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _, language
from recall_studio.ui.commands.command import AREAS
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from recall_studio.domain.codebook import Codebook
    from recall_studio.ui.commands.command import Command

WIDTH, COLUMNS = 1080, 3
COLUMN_LETTERS = 46
"""How many average letters a column takes."""


class KeysHelp(Sheet):
    """Shows the keys of one workspace."""

    def __init__(self, commands: Sequence[Command], codebook: Codebook, workspace: str) -> None:
        super().__init__(width=WIDTH)
        title = QLabel(_("Keys"))
        title.setProperty("kind", "title")
        self.body.addWidget(title)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setProperty("kind", "plain")
        self._scroll.setAccessibleName(_("Keys"))
        self._groups = _groups(commands, codebook, workspace)
        self._columns = 0
        self._scroll.setMinimumHeight(520)
        self.body.addWidget(self._scroll)
        foot = QLabel(_("Letters work while no text field has the keyboard; Esc gives the keys back to the player."))
        foot.setProperty("kind", "muted")
        foot.setWordWrap(True)
        self.body.addWidget(foot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        letters = min(WIDTH, self.width()) // self.fontMetrics().averageCharWidth()
        columns = max(1, min(COLUMNS, letters // COLUMN_LETTERS))
        if columns != self._columns:
            self._columns = columns
            self._scroll.setWidget(_columns(self._groups, self._columns))
        super().resizeEvent(event)


def _groups(commands: Sequence[Command], codebook: Codebook, workspace: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings with their rows of words and keys."""
    groups = []
    for area, heading in AREAS.items():
        rows = [
            (command.words, "   ".join(shown(key) for key in command.keys))
            for command in commands
            if command.area == area and command.keys and command.workspace in ("", workspace)
        ]
        if rows:
            groups.append((_(heading), rows))
    if workspace == "coding":
        spoken = language()
        codes = [(code.label.in_language(spoken), code.chord) for code in codebook.on if code.chord]
        groups.append((_("Codes: a letter for the theme, then a number"), codes))
    return groups


def shown(key: str) -> str:
    """A key sequence as the system writes it, such as `Ctrl+Z`."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


def _columns(groups: list[tuple[str, list[tuple[str, str]]]], number: int) -> QWidget:
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
        key = QLabel(keys)
        key.setProperty("kind", "key")
        grid.addWidget(label, place, 0)
        grid.addWidget(key, place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    return holder
