"""Nawerk: the stops of an interview, what is still open, and everything about the one that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _, ngettext
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.rows_model import RowsTable
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.key_tips import KeyBeside
from recall_studio.ui.recall.afterwork.detail import Detail
from recall_studio.ui.recall.afterwork.stops_lines import DIGITS, HEADINGS, WHOLE, WHOLE_CELLS, open_lines, stop_lines
from recall_studio.ui.recall.interview_words import State, state_of, title_of, when_of
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from recall_studio.domain.recall.interview import Record
    from recall_studio.domain.recall.still_open import StillOpen
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.held_interviews import HeldInterviews

OPEN_LINES = 3


class AfterworkPart(QWidget):
    """One interview that ended, chosen above.

    Args:
        desk: the window's things.
        held: the interviews that there are.
    """

    sound_asked = Signal(object)
    """The interview of which a recording is to be brought in, or lined up."""
    coding_asked = Signal(object)
    """The interview whose own recording is to be coded."""

    def __init__(self, desk: Desk, held: HeldInterviews) -> None:
        super().__init__()
        self._desk, self._held = desk, held
        self._wanted = ""
        self._stale = True
        self.which = CalmChoice(_("Interview"))
        self.only_open = QCheckBox(_("Only where something is open"))
        self.left = QLabel()
        self.left.setProperty("kind", "muted")
        self.next = word_button("", lambda: self.step(1))
        KeyBeside(self.next, desk, "recall.next_open", _("Next"))
        self.code = word_button(_("Code this interview"), self._code)
        self.sound = word_button("", self._ask_sound)
        self.table = RowsTable(_("Stops of this interview"), [_(one) for one in HEADINGS], DIGITS)
        self.open = RowsTable(_("Still to determine"), (_("Stop"), _("Time"), _("What")), (10, 10, 40))
        self.detail = Detail(desk)
        self._pages = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.table)
        self.which.activated.connect(lambda _at: self._turn())
        self.only_open.clicked.connect(lambda _on: self._fill())
        self.table.selectionModel().selectionChanged.connect(self._point)
        self.open.activated.connect(self._go_to_open)
        self.open.clicked.connect(self._go_to_open)
        held.changed.connect(self._follow)

    @property
    def record(self) -> Record | None:
        """The interview that is worked on."""
        return self._held.record_of(str(self.which.currentData() or ""))

    def choose(self, session: str) -> None:
        """Work on this interview; on one that ended just now, once it was read."""
        self._catch_up()
        at = self.which.findData(session)
        self._wanted = session if at < 0 else ""
        if at >= 0:
            self.detail.keep()
            self.which.setCurrentIndex(at)
            self._turn()

    def show_interviews(self) -> None:
        """Offer those that ended; what is worked on stays."""
        now = self.which.currentData()
        self.which.clear()
        for one in reversed(self._held.interviews):
            if state_of(one) is State.ENDED and self._held.record_of(one.id) is not None:
                self.which.addItem(f"{title_of(one)} · {when_of(one)}", one.id)
        wanted = self.which.findData(self._wanted)
        self.which.setCurrentIndex(wanted if wanted >= 0 else max(0, self.which.findData(now)))
        self._pages.setCurrentIndex(0 if self.which.count() or not self._held.known else 1)
        if wanted >= 0:
            self._wanted = ""
            self.detail.keep()
            self._turn()
        else:
            self._fill()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show what was read while it was out of sight."""
        super().showEvent(event)
        self._catch_up()

    def step(self, by: int) -> None:
        """Go to the next thing that is open, or the one before; from the end round to the begin."""
        still = self._still()
        if not still:
            self._desk.session.say(_("Nothing is open in this interview."))
            return
        at = self.open.currentIndex().row() if self.open.selectionModel().hasSelection() else (-1 if by > 0 else 0)
        self.open.selectRow((at + by) % len(still))
        self._go_to_open()

    def step_stop(self, by: int) -> None:
        """Go to the stop so many further."""
        rows = self.table.rows.rowCount()
        if rows:
            at = self.table.currentIndex().row() + by
            self.table.selectRow(max(0, min(at, rows - 1)))

    def _follow(self) -> None:
        """Interviews were read: cards are made of what is looked at alone."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.show_interviews()

    def _turn(self) -> None:
        """Another interview."""
        self.table.clearSelection()
        self.open.clearSelection()
        self._fill()

    def _still(self) -> list[StillOpen]:
        record = self.record
        return self._held.open_in(record.interview.id) if record is not None else []

    def _fill(self) -> None:
        record, still = self.record, self._still()
        if record is None:
            self.table.show_lines([])
            self.open.show_lines([])
            self.detail.show_stop(None, "")
        else:
            self.table.show_lines(stop_lines(record, still, open_only=self.only_open.isChecked()))
            self.open.show_lines(open_lines(record, still))
            self.table.clearSpans()
            if any(line.id == WHOLE for line in self.table.rows.lines[:1]):
                self.table.setSpan(0, WHOLE_CELLS[0], 1, WHOLE_CELLS[1])
            if not self.table.chosen() and self.table.rows.lines:
                first = next((line for line in self.table.rows.lines if line.id != WHOLE), self.table.rows.lines[0])
                self.table.choose(first.id)
            self._point()
        self._say(len(still))

    def _say(self, left: int) -> None:
        words = ngettext("{n} thing is still to be determined", "{n} things are still to be determined", left)
        self.left.setText(words if left else _("✓ Everything is determined"))
        self.next.setEnabled(left > 0)
        self._open_card.setVisible(left > 0)
        interview = self.record.interview if self.record is not None else None
        there = interview is not None and interview.sound_recording is not None
        self.code.setVisible(there)
        self.sound.setText(_("Line up its sound…") if there else _("Bring in its sound…"))
        self.sound.setEnabled(interview is not None and self._desk.session.study.writable)

    def _point(self) -> None:
        chosen = self.table.chosen()
        if len(chosen) == 1:
            self.detail.show_stop(self.record, chosen[0].id)

    def _go_to_open(self, _at: object = None) -> None:
        chosen = self.open.chosen()
        if len(chosen) != 1:
            return
        one: StillOpen = chosen[0].about
        if self.only_open.isChecked() or any(line.id == (one.stop or WHOLE) for line in self.table.rows.lines):
            self.table.choose(one.stop or WHOLE)
        self.detail.go_to(one)

    def _code(self) -> None:
        if self.record is not None:
            self.coding_asked.emit(self.record.interview)

    def _ask_sound(self) -> None:
        if self.record is not None:
            self.sound_asked.emit(self.record.interview)

    def _lay_out(self) -> None:
        head, below = QHBoxLayout(), QWidget()
        head.addWidget(self.which, 1)
        for button in (self.sound, self.code):
            head.addWidget(button)
        flow = FlowLayout(below, gap=10, centred=True)
        for part in (self.left, self.only_open, self.next):
            flow.addWidget(part)
        foot = self._open_card = in_card(self.open)
        foot.setFixedHeight(self.fontMetrics().height() * 2 * (OPEN_LINES + 1))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(in_card(self.table), 1)
        column.addWidget(below)
        column.addWidget(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([640, 540])
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 10, 16, 12)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addWidget(splitter, 1)
        empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setText(_("No interview has ended yet. What is left open in one is determined here afterwards."))
        empty.setProperty("kind", "muted")
        self._pages.addWidget(page)
        self._pages.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
