"""The history in words: what was done in the study, by whom and when; a click goes to the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from recall_studio.domain.changes import step_in_words
from recall_studio.domain.words import _, local_time
from recall_studio.store import journal
from recall_studio.ui.coding.taking_back import about_in_words, place_of
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.library.dates import recent_in_words

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.ui.desk import Desk

SHOWN = 200
"""How many steps are listed at first, and how many more each time more are asked for."""
LINES = 18
_STEP = Qt.ItemDataRole.UserRole
_WHAT = 2
_ROOM_PX = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """A step as it is listed; `cells` are the words of its columns."""

    step: Step
    cells: tuple[str, ...]
    is_gone: bool


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
        self._limit, self._lines = SHOWN, list[_Line]()
        self.list = self._list()
        self.more = QPushButton(_("More …"))
        self.more.setAccessibleName(_("Show earlier steps"))
        self.more.setToolTip(_("Show earlier steps"))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self._show_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (title, self._hint, self.list):
            layout.addWidget(part)
        layout.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        InSight(self, desk.session, (), self._read)
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

    def _show_more(self) -> None:
        self._limit += SHOWN
        self._read()

    def _read(self) -> None:
        """Read the latest steps, and change only the lines that are others now."""
        session = self._desk.session
        steps = journal.history(session.study, as_seen_by=session.member, limit=self._limit + 1)
        known = journal.reversals(session.study, as_seen_by=session.member)
        gone = set(known.values())
        latest = steps[::-1][: self._limit]
        self._put([self._line(step, step_in_words(step, known), is_gone=step.id in gone) for step in latest])
        self._hint.setVisible(not steps)
        self.more.setVisible(len(steps) > self._limit)

    def _put(self, lines: list[_Line]) -> None:
        """Show these lines: new ones on top, the rest stays as it is selected and scrolled."""
        newest = self._lines[0].step.id if self._lines else None
        added = next((place for place, line in enumerate(lines) if line.step.id == newest), 0)
        shown = [*lines[:added], *self._lines][: len(lines)]
        self.list.insertTopLevelItems(0, [self._item(line) for line in lines[:added]])
        while self.list.topLevelItemCount() > len(lines):
            self.list.takeTopLevelItem(len(lines))
        for place, (was, line) in enumerate(zip(shown, lines, strict=False)):
            if was != line:
                self._fill(self.list.topLevelItem(place), line)
        self.list.addTopLevelItems([self._item(line) for line in lines[len(shown) :]])
        if len(self._lines) != len(lines) or added:
            self._widen()
        self._lines = lines

    def _widen(self) -> None:
        for column in range(self.list.columnCount()):
            if column != _WHAT:
                self.list.resizeColumnToContents(column)

    def _line(self, step: Step, words: str, *, is_gone: bool) -> _Line:
        cells = (
            recent_in_words(step.at),
            step.author,
            words,
            about_in_words(self._desk.coding, step),
            step.scope or "",
        )
        return _Line(step, cells, is_gone)

    def _item(self, line: _Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROOM_PX))
        self._fill(item, line)
        return item

    def _fill(self, item: QTreeWidgetItem | None, line: _Line) -> None:
        if item is None:
            return
        for column, words in enumerate(line.cells):
            item.setText(column, words)
        item.setData(0, _STEP, line.step)
        item.setToolTip(0, local_time(line.step.at))
        words = line.cells[_WHAT]
        item.setToolTip(_WHAT, _("{step}, taken back", step=words) if line.is_gone else words)
        font = QFont(item.font(_WHAT))
        font.setStrikeOut(line.is_gone)
        item.setFont(_WHAT, font)

    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        """Show the picture of the moment, when it lies in the open recording."""
        step: Step = item.data(0, _STEP)
        recording, place = self._desk.session.recording, place_of(step)
        if recording is not None and step.scope == recording.name and place is not None:
            self._desk.playing.player.seek(place)
