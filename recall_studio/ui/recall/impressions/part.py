"""Global impressions: the conversations with the largest gap of each, and the grid of the one that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.analysis.finding_back import SeenPlace, seen_places
from recall_studio.analysis.recall.impressions import impressions
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.recall.kinds import RATING_WORDS
from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.edits.recall.judging import rate, unrate
from recall_studio.store.recall import ratings
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.recall.impressions.grid import ImpressionsGrid, gap_in_words
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.store.recall.ratings import GlobalRating
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.impressions.grid import Cell

CONCERNS = ("global_rating", "conversation", "recording", "consent", "recorded_person", "round_state", "member")


class ImpressionsPart(QWidget):
    """Reads only while it is seen.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, list[GlobalRating]] = {}
        self._read_already = False
        member, study = desk.session.member, desk.session.study
        editable = study.writable and member.role is Role.ONDERZOEK
        self.table = RowsTable(_("Conversations"), (_("Conversation"), _("Scores"), _("Furthest apart")), (14, 8, 28))
        self.grid = ImpressionsGrid(desk.tokens, member.code, editable=editable)
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self._pages = QStackedWidget()
        self.setFocusProxy(self.table)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._point)
        self.grid.scored.connect(self._score)
        InSight(self, desk.session, CONCERNS, self.read)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is first seen; from now on what is done here is taken back from here."""
        super().showEvent(event)
        if not self._read_already:
            self.read()
        self._take_scope()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What is taken back elsewhere is something else."""
        super().hideEvent(event)
        self._desk.session.editor = None

    def read(self) -> None:
        """Read all impressions anew."""
        self._read_already = True
        session = self._desk.session
        self._rows = {}
        for one in ratings.of_all(session.study, session.member):
            self._rows.setdefault(one.conversation_id, []).append(one)
        found = [one for one in seen_places(session.study, as_seen_by=session.member) if not one.live]
        self.table.show_lines([self._line(one) for one in found])
        self._pages.setCurrentIndex(0 if found else 1)
        if found and not self.table.chosen():
            self.table.selectRow(0)
        self._point()

    def _here(self) -> SeenPlace | None:
        chosen = self.table.chosen()
        one: SeenPlace | None = chosen[0].about if len(chosen) == 1 else None
        return one

    def _of(self, place: SeenPlace) -> list[GlobalRating]:
        return self._rows.get(ConversationId(place.conversation), [])

    def _line(self, place: SeenPlace) -> Line:
        rows = self._of(place)
        far = [one for one in impressions(rows) if one.gap]
        worst = max(far, key=lambda one: one.gap or 0, default=None)
        said = ""
        if worst is not None:
            said = f"{_(RATING_WORDS[worst.item])}: {gap_in_words(worst).partition(chr(10))[0]}"
        return Line(place.id, (place.name, str(len(rows)) if rows else "", said), place)

    def _point(self) -> None:
        place = self._here()
        self.grid.setVisible(place is not None)
        if place is not None:
            self.title.setText(place.name)
            rows = self._of(place)
            self.grid.show_impressions(rows, impressions(rows))
            self._take_scope()

    def _take_scope(self) -> None:
        place = self._here()
        if self.isVisible() and place is not None:
            self._desk.session.editor = place.name

    def _score(self, cell: Cell, score: int | None) -> None:
        place, (item, rater) = self._here(), cell
        if place is None:
            return
        do = self._desk.session.do
        if score is None:
            do(unrate, conversation=place.name, item=item, rater=rater)
        else:
            do(rate, conversation=place.name, item=item, rater=rater, score=score)

    def _lay_out(self) -> None:
        words = QLabel(wordWrap=True)
        words.setText(
            _(
                "Three questions, one score from 1 to 5 each, by client, case manager and researcher. Enter what they "
                "answered; where two lie far apart, there is something to talk about."
            )
        )
        words.setProperty("kind", "muted")
        right, left = QWidget(), QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 10, 16, 14)
        column.setSpacing(10)
        for part in (self.title, words, self.grid):
            column.addWidget(part)
        column.addStretch(1)
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 10, 12, 12)
        beside.addWidget(in_card(self.table))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([420, 720])
        empty = QLabel(_("There is no recording yet that you may see."), alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("kind", "muted")
        self._pages.addWidget(splitter)
        self._pages.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
