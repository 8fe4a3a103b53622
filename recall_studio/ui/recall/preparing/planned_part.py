"""The moments that are planned: taken over from what was chosen, put in order, played, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.recall.plan import Planned, in_order
from recall_studio.domain.sampling import METHOD_WORDS, ChoiceMethod
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.recall.kinds import PlayOrder

LINES = 7
Moment = tuple[int, int | None, ChoiceMethod, str]


class PlannedPart(QWidget):
    """Holds the planned moments in the order in which they were arranged.

    Args:
        writable: whether the study can be changed.
    """

    edited = Signal()
    played = Signal(object)
    """The `Planned` that is to be played."""
    choosing_asked = Signal()
    """Moments are to be chosen where all of them are found back."""
    taking_asked = Signal()
    """What was chosen for a recall interview is to be taken over."""
    marks_asked = Signal()
    """What is marked to be discussed is to be taken over."""

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self._moments: list[Moment] = []
        self._order: PlayOrder | None = None
        headings = (_("Nr"), _("Begin"), _("End"), _("How it was chosen"), _("Why"))
        self.table = RowsTable(_("Planned moments"), headings, (5, 9, 9, 22, 26))
        self.table.setMinimumHeight(self.fontMetrics().height() * 2 * LINES)
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("kind", "muted")
        self.take = word_button(_("Take over the chosen moments"), self.taking_asked.emit)
        self.marks = word_button(_("Add what is to be discussed"), self.marks_asked.emit)
        self.choose = word_button(_("Choose moments…"), self.choosing_asked.emit)
        self.choose.setToolTip(_("By time sample, by code or by hand, where moments are found back"))
        self.play = word_button(_("Play"), self._play)
        self.earlier = word_button(_("Earlier"), lambda: self._move(-1))
        self.later = word_button(_("Later"), lambda: self._move(1))
        self.remove = word_button(_("Remove"), self._remove)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.activated.connect(self._play)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Those that are planned, as they were arranged."""
        return tuple(self._moments)

    def show_moments(self, moments: Iterable[Moment], order: PlayOrder) -> None:
        """Show these, in the order in which they will be taken."""
        self._moments, self._order = list(moments), order
        self._show()

    def add(self, moments: Iterable[Moment]) -> int:
        """Add those whose place is not there yet; how many that are."""
        there = {(one[0], one[1]) for one in self._moments}
        new = [Planned(*one) for one in moments if (one[0], one[1]) not in there]
        self._moments += new
        if new:
            self._show()
            self.edited.emit()
        return len(new)

    def _show(self) -> None:
        shown = in_order(self._moments, self._order) if self._order is not None else tuple(self._moments)
        self.table.show_lines([_line(number, Planned(*one)) for number, one in enumerate(shown, start=1)])
        self.said.setText(_summary(shown))
        self._enable()

    def _enable(self) -> None:
        chosen, arranged = len(self.table.chosen()), self._order == "gekozen"
        self.play.setEnabled(chosen == 1)
        self.remove.setEnabled(chosen > 0 and self._writable)
        for button in (self.earlier, self.later):
            button.setEnabled(chosen == 1 and arranged and self._writable)
            button.setToolTip("" if arranged else _("They are shown in the order of the conversation."))
        for button in (self.take, self.marks):
            button.setEnabled(self._writable)

    def _play(self, _at: object = None) -> None:
        chosen = self.table.chosen()
        if len(chosen) == 1:
            self.played.emit(chosen[0].about)

    def _move(self, by: int) -> None:
        chosen = self.table.chosen()
        at = self._moments.index(chosen[0].about) if len(chosen) == 1 else -1
        if at >= 0 and 0 <= at + by < len(self._moments):
            self._moments.insert(at + by, self._moments.pop(at))
            self._show()
            self.table.selectRow(at + by)
            self.edited.emit()

    def _remove(self) -> None:
        gone = [line.about for line in self.table.chosen()]
        self._moments = [one for one in self._moments if Planned(*one) not in gone]
        self._show()
        self.edited.emit()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for button in (self.take, self.marks, self.choose):
            above.addWidget(button)
        above.addStretch(1)
        below.addWidget(self.said, 1)
        row: tuple[QPushButton, ...] = (self.play, self.earlier, self.later, self.remove)
        for button in row:
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(in_card(self.table))
        layout.addLayout(below)


def _line(number: int, one: Planned) -> Line:
    end = "" if one.end_ms is None else plain_clock(one.end_ms)
    cells = (str(number), plain_clock(one.start_ms), end, _(METHOD_WORDS[one.method]), one.why)
    return Line(f"{one.start_ms}-{one.end_ms}", cells, one)


def _summary(shown: tuple[Moment, ...]) -> str:
    if not shown:
        return _("No moment is planned. Without any, the recording is shown and stops only where somebody stops it.")
    total = sum((end or start) - start for start, end, _method, _why in shown)
    number = ngettext("{n} moment", "{n} moments", len(shown))
    return _("{moments}, together {time}.", moments=number, time=plain_clock(total))
