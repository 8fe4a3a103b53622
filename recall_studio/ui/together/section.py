"""Working together in the workspace Project: the three things that can be done, and what was fetched of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.words import N_, _
from recall_studio.store import collected
from recall_studio.ui.icons import icon
from recall_studio.ui.library.dates import moment_in_words
from recall_studio.ui.together.working import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from recall_studio.domain.changes import Changes
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk

DEEDS = {
    "together.assign": N_(
        "1. The lead makes one file for a colleague, with chosen recordings and no other coder's work. "
        "The colleague opens it on their own computer, with “Open a study”."
    ),
    "together.share": N_(
        "2. The colleague codes, and makes one small file of their own work: no recordings, no names."
    ),
    "together.fetch": N_(
        "3. The lead fetches it: first it is shown what would change, then it comes in as one step. "
        "This can be done as often as you like; what is here already stays as it is."
    ),
}
LINES = 5


class TogetherSection(QWidget):
    """Explains how two coders bring their work together, and begins each part of it.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.buttons: dict[str, QPushButton] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Coding together on two computers"), "title"))
        for command in desk.commands:
            if command.key in DEEDS:
                self.buttons[command.key] = button(command.words)
        for key, words in DEEDS.items():
            if key in self.buttons:
                column.addWidget(self._card(key, _(words)))
        column.addWidget(label(_("Fetched so far"), "heading"))
        self.nothing = label(
            _("Nothing was fetched yet: begin with 1, or fetch a file that a colleague gave."), "muted"
        )
        self.list = _list()
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll)
        self._connect()
        self._read()

    def _card(self, key: str, words: str) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(label(words), 1)
        row.addWidget(self.buttons[key])
        return card

    def _connect(self) -> None:
        for command in self._desk.commands:
            if command.key in self.buttons:
                made = self.buttons[command.key]
                made.setIcon(icon(command.icon, self._desk.tokens.muted))
                made.setEnabled(command.when(self._desk))
                made.clicked.connect(self._starter(command))
        self._desk.session.changed.connect(self._follow)

    def _starter(self, command: Command) -> Callable[[], None]:
        return lambda: command.run(self._desk)

    def _follow(self, changes: Changes) -> None:
        if changes.of("collected"):
            self._read()

    def _read(self) -> None:
        rows = collected.fetched(self._desk.session.study)
        self.list.clear()
        for row in rows:
            cells = [row["coder"], moment_in_words(row["made_at"]), moment_in_words(row["at"]), row["fetcher"]]
            self.list.addTopLevelItem(QTreeWidgetItem(cells))
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)


def _list() -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels([_("Coder"), _("Shared on"), _("Fetched on"), _("Fetched by")])
    made.setRootIsDecorated(False)
    made.setAccessibleName(_("Fetched so far"))
    made.setFixedHeight((made.fontMetrics().height() + 12) * (LINES + 1))
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return made
