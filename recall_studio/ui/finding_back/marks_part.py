"""The discuss marks of all conversations: play, note, say what each is meant for, take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from recall_studio.domain.sampling import PURPOSE_WORDS, ChoicePurpose
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.marking import change_mark_note, set_meant_for, unmark_several
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from recall_studio.domain.ids import DiscussMarkId
    from recall_studio.domain.marks import Mark
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.found_moments import FoundMoments

DIGITS = (14, 9, 28, 16, 8)


def meant_in_words(mark: Mark) -> str:
    """What a mark is to be brought to."""
    return _(PURPOSE_WORDS[ChoicePurpose(mark.meant_for)]) if mark.meant_for in list(ChoicePurpose) else _("not said")


class MarksPart(QWidget):
    """Reads `FoundMoments.marks`; what it changes are edits."""

    pointed_at = Signal(object)
    """The `Stretch` of the row that was chosen."""
    entered = Signal(object)
    """The `Mark` that the user wants to go to."""
    counted = Signal()

    def __init__(self, desk: Desk, found: FoundMoments) -> None:
        super().__init__()
        self._desk, self._found = desk, found
        headings = (_("Conversation"), _("Time"), _("Note"), _("Meant for"), _("By"))
        self.table = RowsTable(_("Marked to be discussed"), headings, DIGITS)
        self.filter = CalmChoice(_("Meant for"))
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Note; no names"))
        self.meant = CalmChoice(_("Bring the mark to"))
        self.remove = QPushButton(_("Take the mark away"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.number = QLabel()
        self.number.setProperty("kind", "muted")
        self._pages = QStackedWidget()
        self._offer()
        self._lay_out()
        self._connect()
        self.show_marks()

    def queue(self) -> list[Stretch]:
        """What is played: the selected marks when there are several, else all that are listed."""
        chosen = self.table.chosen()
        lines = chosen if len(chosen) > 1 else self.table.rows.lines
        return [stretch for line in lines if (stretch := self._stretch(line.about)) is not None]

    def current(self) -> Mark | None:
        """The mark whose row is selected, of one."""
        chosen = self.table.chosen()
        mark: Mark | None = chosen[0].about if len(chosen) == 1 else None
        return mark

    def show_marks(self) -> None:
        """List those that are wanted."""
        wanted = self.filter.currentData()
        marks = [mark for mark in self._found.marks if wanted in (None, mark.meant_for or "")]
        self.table.show_lines([self._line(mark) for mark in marks])
        self.number.setText(ngettext("{n} mark", "{n} marks", len(marks)))
        self._pages.setCurrentIndex(0 if marks else 1)
        self._fill()
        self.counted.emit()

    def _line(self, mark: Mark) -> Line:
        place = self._found.places[mark.recording_id]
        time = plain_clock(mark.at_ms)
        return Line(mark.id, (place.name, time, mark.note or "", meant_in_words(mark), mark.member), mark)

    def _stretch(self, mark: Mark) -> Stretch | None:
        place = self._found.places.get(mark.recording_id)
        return None if place is None or place.live else Stretch(place.name, mark.at_ms)

    def _fill(self) -> None:
        mark, several = self.current(), bool(self.table.chosen())
        if not self.note.hasFocus() or mark is None:
            self.note.setText((mark.note or "") if mark is not None else "")
        self.meant.setCurrentIndex(max(0, self.meant.findData(mark.meant_for or "")) if mark is not None else 0)
        writable = self._desk.session.study.writable
        self.note.setEnabled(mark is not None and writable)
        self.meant.setEnabled(several and writable)
        self.remove.setEnabled(several and writable)

    def _point(self) -> None:
        self._fill()
        self.counted.emit()
        mark = self.current()
        stretch = self._stretch(mark) if mark is not None else None
        if stretch is not None and self.isVisible():
            self.pointed_at.emit(stretch)

    def _write(self) -> None:
        mark = self.current()
        if mark is not None and (self.note.text().strip() or None) != mark.note:
            self._desk.session.do(change_mark_note, mark=mark.id, note=self.note.text().strip() or None)

    def _mean(self, _chosen: int) -> None:
        said = self.meant.currentData()
        self._desk.session.do(set_meant_for, marks=self._chosen(), meant_for=ChoicePurpose(said) if said else None)

    def _take_away(self) -> None:
        self._desk.session.do(unmark_several, marks=self._chosen())

    def _chosen(self) -> tuple[DiscussMarkId, ...]:
        return tuple(line.about.id for line in self.table.chosen())

    def _connect(self) -> None:
        self._found.read.connect(self.show_marks)
        self.filter.activated.connect(self.show_marks)
        self.table.selectionModel().selectionChanged.connect(self._point)
        self.table.activated.connect(self._enter)
        self.table.doubleClicked.connect(self._enter)
        self.note.editingFinished.connect(self._write)
        self.meant.activated.connect(self._mean)
        self.remove.clicked.connect(self._take_away)

    def _enter(self) -> None:
        line = self.table.line_at(self.table.currentIndex().row())
        if line is not None:
            self.entered.emit(line.about)

    def _offer(self) -> None:
        self.filter.addItem(_("Meant for anything"), None)
        for purpose in ChoicePurpose:
            for choice in (self.filter, self.meant):
                choice.addItem(_(PURPOSE_WORDS[purpose]), purpose.value)
        self.filter.addItem(_("not said"), "")
        self.meant.insertItem(0, _("not said"), "")

    def _lay_out(self) -> None:
        empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setText(_("Nothing is marked to be discussed. While you code, the key * marks a moment."))
        empty.setProperty("kind", "muted")
        self._pages.addWidget(self.table)
        self._pages.addWidget(empty)
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.number, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 3)
        foot.addWidget(self.meant, 1)
        foot.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(in_card(self._pages), 1)
        layout.addLayout(foot)
