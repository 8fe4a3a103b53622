"""The history in words: what was done in the study, by whom and when; a click goes to the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from recall_studio.domain.changes import step_in_words
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _, local_time
from recall_studio.store import journal

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.ui.desk import Desk

SHOWN = 200
_STEP = Qt.ItemDataRole.UserRole


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
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([_("When"), _("Member"), _("Step"), _("Moment"), _("Where")])
        self.list.setAccessibleName(_("History"))
        self.list.setMinimumHeight(420)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (title, self._hint, self.list):
            layout.addWidget(part)
        desk.session.changed.connect(self._read)
        self._read()

    def _read(self, _changes: object = None) -> None:
        """Read the latest steps; they are few, and each change adds one."""
        session = self._desk.session
        steps = journal.history(session.study, as_seen_by=session.member, limit=SHOWN)
        known = journal.reversals(session.study)
        gone = set(known.values())
        self.list.clear()
        for step in reversed(steps):
            self.list.addTopLevelItem(_item(step, step_in_words(step, known), is_gone=step.id in gone))
        self._hint.setVisible(not steps)
        for column in (0, 1, 3, 4):
            self.list.resizeColumnToContents(column)

    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        """Show the picture of the moment, when it lies in the open recording."""
        step: Step = item.data(0, _STEP)
        recording, place = self._desk.session.recording, step.about.rpartition(" ")[2]
        if recording is not None and step.scope == recording.name and place:
            self._desk.playing.player.seek(parse_ms(place))


def _item(step: Step, words: str, *, is_gone: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([local_time(step.at), step.author, words, step.about, step.scope or ""])
    item.setData(0, _STEP, step)
    if is_gone:
        font = QFont(item.font(2))
        font.setStrikeOut(True)
        item.setFont(2, font)
    return item
