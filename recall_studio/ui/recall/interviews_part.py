"""The list of recall interviews: filters, a table, and beside it what can be done with the one that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.study import Role
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.finding_back.rows_model import RowsTable
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.icons import icon
from recall_studio.ui.recall.empty import EmptyRecall
from recall_studio.ui.recall.interview_details import InterviewDetails
from recall_studio.ui.recall.interview_words import State, state_of
from recall_studio.ui.recall.interviews_table import DIGITS, FILTERS, HEADINGS, HELD, counts, lines, wanted
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.held_interviews import HeldInterviews


class InterviewsPart(QWidget):
    """Shows what `HeldInterviews` holds.

    Args:
        desk: the window's things.
        held: what there is.
    """

    opened = Signal(object)
    """The `Interview` that the user wants to go to: to lead it, or to work on it afterwards."""

    def __init__(self, desk: Desk, held: HeldInterviews) -> None:
        super().__init__()
        self._desk, self._held, self._filter = desk, held, "all"
        self._wanted = ""
        self.table = RowsTable(_("Recall interviews"), [_(one) for one in HEADINGS], DIGITS)
        self.table.sort_by(HELD, down=True)
        reads = desk.session.member.role is not Role.PRIVACYBEHEER
        writable = desk.session.study.writable
        self.details = InterviewDetails(desk.tokens, desk.preferences, writable=writable, reads=reads)
        self.empty = EmptyRecall(desk)
        self.words = QLineEdit(placeholderText=_("Search in the interviews"), clearButtonEnabled=True)
        self.words.setAccessibleName(_("Search in the interviews"))
        self.words.addAction(icon("search", desk.tokens.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setMaximumWidth(280)
        self.number = QLabel()
        self.number.setProperty("kind", "muted")
        self._group = QButtonGroup(self)
        self.chips = {key: self._chip(key) for key in FILTERS}
        self.chips["all"].setChecked(True)
        self._pages = QStackedWidget()
        self._lay_out()
        self.words.textChanged.connect(self.show_interviews)
        self.table.selectionModel().selectionChanged.connect(self._point)
        self.table.activated.connect(self._open)
        held.changed.connect(self.show_interviews)
        self.number.setText(_("reading …"))
        self.setFocusProxy(self.table)

    def current(self) -> Interview | None:
        """The interview that is selected."""
        chosen = self.table.chosen()
        one: Interview | None = chosen[0].about if len(chosen) == 1 else None
        return one

    def choose(self, session: str) -> None:
        """Select the interview of this id, also when a filter left it out; one that is new, once it was read."""
        self._wanted = "" if self._held.of(session) is not None else session
        if not any(line.id == session for line in self.table.rows.lines):
            self.words.clear()
            self.chips["all"].setChecked(True)
            self._ask("all")
        self.table.choose(session)

    def show_interviews(self) -> None:
        """List those that are wanted."""
        held = self._held
        shown = wanted(held, self._filter, self.words.text())
        self.table.show_lines(lines(held, shown))
        for key, number in counts(held).items():
            chip = self.chips[key]
            chip.setText(_(FILTERS[key]) + ("" if key == "all" else f"  {number}"))
            chip.setVisible(key == "all" or number > 0 or chip.isChecked())
        said = ngettext("{n} interview", "{n} interviews", len(shown))
        self.number.setText(said if held.known else _("reading …"))
        self._show_page(empty=held.known and not held.interviews)
        if held.of(self._wanted) is not None:
            self.choose(self._wanted)
        if self.current() is None and shown:
            self.table.selectRow(0)
        self._point()

    def _show_page(self, *, empty: bool) -> None:
        """The list, or what is said where there is none; who is at the list with the keyboard goes along."""
        focus = QApplication.focusWidget()
        moves = self._pages.currentIndex() != int(empty) and focus is not None and self._pages.isAncestorOf(focus)
        self._pages.setCurrentIndex(int(empty))
        self.setFocusProxy(self.empty.begin if empty else self.table)
        if moves:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, key: str) -> None:
        self._filter = key
        self.show_interviews()

    def _point(self) -> None:
        one = self.current()
        if one is None:
            self.details.show_interview(None, None, own=False)
            return
        record, left = self._held.record_of(one.id), len(self._held.open_in(one.id))
        stops = len(record.stops) if record is not None else None
        self.details.show_interview(one, stops, left, own=self._held.works_on(one))

    def _open(self) -> None:
        one = self.current()
        if one is not None and state_of(one) is not State.SET_APART:
            self.opened.emit(one)

    def _chip(self, key: str) -> QPushButton:
        chip = QPushButton(_(FILTERS[key]))
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setAccessibleName(_(FILTERS[key]))
        chip.clicked.connect(lambda: self._ask(key))
        self._group.addButton(chip)
        return chip

    def _lay_out(self) -> None:
        head, chips = QHBoxLayout(), QWidget()
        flow = FlowLayout(chips, centred=True)
        for part in (*self.chips.values(), self.number):
            flow.addWidget(part)
        head.addWidget(chips, 3)
        head.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 10, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(in_card(self.table), 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
