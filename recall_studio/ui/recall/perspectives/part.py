"""The list of places that were talked about, with its filters, and the card of the one that is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.analysis.recall.cards import Wanted, at, name_of, read_of_places, shows_coding, themes_of
from recall_studio.analysis.recall.discussed import TOLERANCE_MS
from recall_studio.domain.recall.kinds import JUDGEMENT_WORDS
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _, language, ngettext
from recall_studio.ui.beside import Beside
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.going import Going
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.recall.held_interviews import CONCERNS
from recall_studio.ui.recall.perspectives.card_view import CardView
from recall_studio.ui.recall.perspectives.judging_row import SIGNS
from recall_studio.ui.recall.perspectives.paper_sheet import PaperSheet
from recall_studio.ui.recall.perspectives.said_words import place_in_words, words_of
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk

EVERY_AND_ONE = 2
"""Where there is but one conversation a column need not say which."""
READ_AGAIN = (*CONCERNS, "annotation", "congruence", "comment_link", "code", "round_state")


class PerspectivesPart(QWidget):
    """Reads only while it is seen.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: Sequence[Line] = ()
        self._beside = Beside(desk.session, self)
        self._wanted: tuple[str, int | None] | None = None
        self._coding = shows_coding(desk.session.member, None)
        headings = [_("Conversation"), _("Time"), _("Who"), _("What was said"), _("Same?")]
        self.table = RowsTable(_("Places that were talked about"), headings, (13, 15, 14, 26, 12))
        self.table.setColumnHidden(4, not self._coding)
        self.which, self.theme = CalmChoice(_("Conversation")), CalmChoice(_("Theme"))
        self.both = QCheckBox(_("Only moments both talked about"))
        self.number = QLabel()
        self.number.setProperty("kind", "muted")
        self.card = CardView(desk)
        self.going = Going(desk, self)
        self.setFocusProxy(self.table)
        self._pages, self._cards = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._known = False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is first seen."""
        super().showEvent(event)
        if not self._known and not self._beside.busy:
            self.read()

    def read(self) -> None:
        """Read all places anew, beside the window."""
        if not self._known:
            self.number.setText(_("reading …"))
        read = partial(read_of_places, as_seen_by=self._desk.session.member)
        self._beside.ask(read, lambda found: [_line(one) for one in found.places], self._take)

    def show_recording(self, name: str, at_ms: int | None = None) -> None:
        """Show the places of this recording; of those at this time the nearest is selected."""
        self._wanted = (name, at_ms)
        self.read()

    def _take(self, found: Sequence[Line]) -> None:
        self._lines, self._known = found, True
        self._offer()
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            self.show_places()
        else:
            self._go_to(*wanted)

    def _go_to(self, name: str, at_ms: int | None) -> None:
        self.both.setChecked(False)
        self.theme.setCurrentIndex(0)
        self.which.setCurrentIndex(max(0, self.which.findData(name)))
        self.show_places()
        places = [line.about for line in self._lines]
        near = [one for one in at(places, at_ms or 0, None, TOLERANCE_MS) if name_of(one) == name]
        if at_ms is not None and near:
            self.table.choose(_key(near[0]))

    def show_places(self) -> None:
        """List those that are wanted."""
        wanted = Wanted(self.both.isChecked(), self.theme.currentData() or "", self.which.currentData() or "")
        book = self._desk.session.codebook
        shown = [line for line in self._lines if wanted.holds(line.about, book)]
        self.table.show_lines(shown)
        self.table.setColumnHidden(0, bool(wanted.recording) or self.which.count() == EVERY_AND_ONE)
        both = sum(line.about.both for line in shown)
        number = ngettext("{n} moment", "{n} moments", len(shown))
        self.number.setText(_("{moments}, {n} talked about by both", moments=number, n=both))
        self._pages.setCurrentIndex(0 if self._lines else 1)
        if shown and not self.table.chosen():
            self.table.selectRow(0)
        self._point()

    def _point(self) -> None:
        chosen = self.table.chosen()
        self._cards.setCurrentIndex(0 if len(chosen) == 1 else 1)
        if len(chosen) == 1:
            self.card.show_place(chosen[0].about, name_of(chosen[0].about))

    def _offer(self) -> None:
        """What can be filtered by, as it stands now."""
        book, places = self._desk.session.codebook, [line.about for line in self._lines]
        lying = themes_of(places, book)
        themes = [one for one in book.themes if one.key in lying]
        offered = (
            (self.which, _("All conversations"), [(name, name) for name in dict.fromkeys(map(name_of, places))]),
            (self.theme, _("Any theme"), [(one.label.in_language(language()), one.key) for one in themes]),
        )
        for choice, every, rows in offered:
            now = choice.currentData()
            choice.clear()
            choice.addItem(every, "")
            for words, value in rows:
                choice.addItem(words, value)
            choice.setCurrentIndex(max(0, choice.findData(now)))
        self.theme.setVisible(self._coding)

    def _go(self, moment: Moment) -> None:
        self.card.player.stop()
        self.going.go(moment.recording, str(moment.id), moment.start_ms)

    def _print(self) -> None:
        place = self.card.place
        if place is not None:
            self._desk.window.open_sheet(PaperSheet(self._desk, place, self.card.recording))

    def _connect(self) -> None:
        for choice in (self.which, self.theme):
            choice.activated.connect(lambda _at: self.show_places())
        self.both.clicked.connect(lambda _on: self.show_places())
        self.table.selectionModel().selectionChanged.connect(self._point)
        self.table.activated.connect(lambda _at: self.card.play_event())
        self.card.going.connect(self._go)
        self.card.printing.connect(self._print)
        InSight(self, self._desk.session, READ_AGAIN, self.read)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.which, 1)
        head.addWidget(self.theme, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.both)
        column.addWidget(self.number)
        column.addWidget(in_card(self.table), 1)
        unchosen = QLabel(_("Choose a moment to see its perspectives."), alignment=Qt.AlignmentFlag.AlignCenter)
        unchosen.setProperty("kind", "muted")
        holder = QWidget()
        beside = QVBoxLayout(holder)
        beside.setContentsMargins(12, 10, 16, 12)
        beside.addWidget(self.card)
        self._cards.addWidget(holder)
        self._cards.addWidget(unchosen)
        self._cards.setCurrentIndex(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._cards)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([500, 680])
        empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setText(
            _("Nothing was said in a recall interview yet that you may read. It comes here, moment by moment.")
        )
        empty.setProperty("kind", "muted")
        self._pages.addWidget(splitter)
        self._pages.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)


def _line(place: Place) -> Line:
    who = _("both") if place.both else " ".join(role_in_words(role) for role in place.roles)
    said = "  ·  ".join(" ".join(words_of(one).split()) for one in place.said)
    judged = place.judgement
    same = f"{SIGNS[judged]} {_(JUDGEMENT_WORDS[judged])}" if judged is not None else ""
    if place.judged_differently:
        same = _("differs")
    return Line(_key(place), (name_of(place), place_in_words(place), who, said, same), place)


def _key(place: Place) -> str:
    return f"{place.said[0].comment.id}" if place.said else f"{place.recording}-{place.start_ms}"
