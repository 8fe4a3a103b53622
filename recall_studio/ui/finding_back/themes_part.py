"""Conversations in which a theme never came up although it was looked for, apart from those where nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from recall_studio.analysis.finding_back import MISSED_OPENING, Standing, ThemeStanding, Wanted, theme_standings
from recall_studio.domain.words import N_, _, language, ngettext
from recall_studio.store import ranges as range_rows
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.found_moments import FoundMoments

WORDS = {
    Standing.NEVER: N_("Never came up"),
    Standing.UNKNOWN: N_("Unknown: not declared as coded"),
    Standing.CAME_UP: N_("Came up"),
}
DIGITS = (14, 30, 12, 10, 18)


class ThemesPart(QWidget):
    """Lists how it stands with a theme; the missed openings are one click away."""

    wanted = Signal(object)
    """A `Wanted`: these moments are to be listed."""

    def __init__(self, desk: Desk, found: FoundMoments) -> None:
        super().__init__()
        self._desk, self._found = desk, found
        self.theme, self.which = CalmChoice(_("Theme")), CalmChoice(_("Which conversations"))
        headings = (_("Conversation"), _("This theme"), _("Declared"), _("Moments"), _("Missed openings"))
        self.table = RowsTable(_("Conversations and this theme"), headings, DIGITS)
        self.number = QLabel(wordWrap=True)
        self.number.setProperty("kind", "muted")
        self.missed = QPushButton(_("Show the missed openings"))
        self.moments = QPushButton(_("Show the moments of this theme"))
        for button in (self.missed, self.moments):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for key, words in ((Standing.NEVER, WORDS[Standing.NEVER]), (Standing.UNKNOWN, WORDS[Standing.UNKNOWN])):
            self.which.addItem(_(words), key)
        self.which.addItem(_("All conversations"), None)
        self._pages, self._empty = QStackedWidget(), QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()

    def standings(self) -> list[ThemeStanding]:
        """How it stands in every recording."""
        session, theme = self._desk.session, self.theme.currentData()
        if not theme:
            return []
        codes = [theme, *(child.key for child in session.codebook.children(theme) if child.on)]
        ranges = range_rows.coded_ranges(session.study, as_seen_by=session.member)
        return theme_standings(self._found.places.values(), ranges, self._found.counts, codes)

    def show_standings(self) -> None:
        """List those that are wanted; only while it is looked at."""
        if not self.isVisible():
            return
        self._offer()
        all_of_them, which = self.standings(), self.which.currentData()
        shown = [one for one in all_of_them if which in (None, one.standing)]
        self.table.show_lines([_line(one) for one in shown])
        self._pages.setCurrentIndex(0 if shown else 1)
        self._empty.setText(_(_EMPTY[which]))
        number = {standing: sum(one.standing is standing for one in all_of_them) for standing in Standing}
        self.number.setText(
            _(
                "Of {all}: {never} never, {unknown} unknown, {came_up} came up.",
                all=ngettext("{n} recording", "{n} recordings", len(all_of_them)),
                never=number[Standing.NEVER],
                unknown=number[Standing.UNKNOWN],
                came_up=number[Standing.CAME_UP],
            )
        )

    def _offer(self) -> None:
        now = self.theme.currentData()
        self.theme.clear()
        for theme in self._desk.session.codebook.themes:
            if theme.on:
                self.theme.addItem(theme.label.in_language(language()), theme.key)
        self.theme.setCurrentIndex(max(0, self.theme.findData(now)))
        self.missed.setVisible(MISSED_OPENING in self._desk.session.codebook.by_key)

    def _place(self) -> str:
        chosen = self.table.chosen()
        return chosen[0].id if len(chosen) == 1 else ""

    def _connect(self) -> None:
        self._found.changed.connect(self.show_standings)
        self.theme.activated.connect(self.show_standings)
        self.which.activated.connect(self.show_standings)
        self.missed.clicked.connect(lambda: self.wanted.emit(Wanted(code=MISSED_OPENING, place=self._place())))
        self.moments.clicked.connect(
            lambda: self.wanted.emit(Wanted(code=self.theme.currentData() or "", place=self._place()))
        )

    def _lay_out(self) -> None:
        self._empty.setProperty("kind", "muted")
        for page in (self.table, self._empty):
            self._pages.addWidget(page)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.theme, 1)
        head.addWidget(self.which, 1)
        head.addWidget(self.number, 2)
        foot.addStretch(1)
        foot.addWidget(self.moments)
        foot.addWidget(self.missed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(in_card(self._pages), 1)
        layout.addLayout(foot)


_EMPTY = {
    Standing.NEVER: N_("This theme came up in every recording that was declared as coded for it."),
    Standing.UNKNOWN: N_("Every recording without this theme was declared as coded for it."),
    None: N_("There is no recording yet."),
}


def _line(one: ThemeStanding) -> Line:
    cells = (one.place.name, _(WORDS[one.standing]), f"{one.declared:.0%}", str(one.moments), str(one.missed))
    return Line(one.place.id, cells, one)
