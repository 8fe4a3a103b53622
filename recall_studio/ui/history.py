"""The history in words: what was done in the study, by whom and when; a click goes to the moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from recall_studio.domain.changes import step_in_words
from recall_studio.domain.words import _, local_time
from recall_studio.store import journal
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.coding.taking_back import place_of
from recall_studio.ui.library.dates import day_in_words

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.ui.desk import Desk

SHOWN = 200
LINES = 18
_STEP = Qt.ItemDataRole.UserRole
_WHAT = 2
_ROOM_PX = 10


class HistoryPanel(QWidget):
    """Lists the latest steps, the newest first; what was taken back is struck through.

    Args:
        desk: whose study it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        title = QLabel(_("History"))
        title.setProperty("kind", "title")
        self._hint = QLabel(_("Nothing was done yet."))
        self._hint.setProperty("kind", "muted")
        self.list = self._list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (title, self._hint, self.list):
            layout.addWidget(part)
        desk.session.changed.connect(self._read)
        self._read()

    def _list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setHeaderLabels([_("When"), _("Member"), _("Step"), _("Moment"), _("Where")])
        made.setAccessibleName(_("History"))
        made.setAccessibleDescription(_("Enter shows the picture of the moment, in the open recording."))
        made.setMinimumHeight(self.fontMetrics().height() * LINES)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        made.itemActivated.connect(self._go)
        made.itemClicked.connect(self._go)
        return made

    def _read(self, _changes: object = None) -> None:
        """Read the latest steps; they are few, and each change adds one."""
        session = self._desk.session
        steps = journal.history(session.study, as_seen_by=session.member, limit=SHOWN)
        known = journal.reversals(session.study)
        gone = set(known.values())
        self.list.clear()
        for step in reversed(steps):
            self.list.addTopLevelItem(self._item(step, step_in_words(step, known), is_gone=step.id in gone))
        self._hint.setVisible(not steps)
        for column in range(self.list.columnCount()):
            if column != _WHAT:
                self.list.resizeColumnToContents(column)

    def _item(self, step: Step, words: str, *, is_gone: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([_when(step.at), step.author, words, self._about(step), step.scope or ""])
        item.setData(0, _STEP, step)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROOM_PX))
        item.setToolTip(0, local_time(step.at))
        item.setToolTip(_WHAT, _("{step}, taken back", step=words) if is_gone else words)
        if is_gone:
            font = QFont(item.font(_WHAT))
            font.setStrikeOut(True)
            item.setFont(_WHAT, font)
        return item

    def _about(self, step: Step) -> str:
        """The moment of a step as the timeline calls it: its code as short as it stands there, and its time."""
        place, key = place_of(step), step.about.rpartition(" ")[0]
        if place is None:
            return step.about
        known = key in self._desk.session.codebook.by_key
        return f"{self._desk.coding.look(key).short if known else key} {short_clock(place)}".strip()

    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        """Show the picture of the moment, when it lies in the open recording."""
        step: Step = item.data(0, _STEP)
        recording, place = self._desk.session.recording, place_of(step)
        if recording is not None and step.scope == recording.name and place is not None:
            self._desk.playing.player.seek(place)


def _when(utc: str) -> str:
    """The time, with its day when that is not today."""
    local = datetime.fromisoformat(utc).astimezone()
    today = local.date() == datetime.now(UTC).astimezone().date()
    return f"{local:%H:%M}" if today else f"{day_in_words(local.date())} {local:%H:%M}"
