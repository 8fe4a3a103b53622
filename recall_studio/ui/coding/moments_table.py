"""The table of moments beside the timeline: all columns, filters, and the same selection as everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import _, language, ngettext
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.coding.moment_cells import CodeCells, StarCells
from recall_studio.ui.coding.moment_menu import offer
from recall_studio.ui.coding.moments_model import COLUMNS, NOT_PLAIN, UNCODED, VIEW, MomentsModel, Wanted
from recall_studio.ui.coding.row_choice import RowChoice
from recall_studio.ui.session import layer_of
from recall_studio.ui.tables import set_up_table

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.moments_model import Index
    from recall_studio.ui.desk import Desk

WIDTHS = {
    "discuss": 28,
    "start": 88,
    "end": 76,
    "length": 60,
    "code": 172,
    "coder": 60,
    "speaker": 70,
    "certainty": 76,
    "state": 70,
}
"""At a digit of 8 px; the note takes what is left."""


class MomentsTable(QWidget):
    """Filters above, the table below.

    Args:
        desk: what it works with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        plain = desk.session.plain
        columns = [column for column in COLUMNS if not (plain and column.key in NOT_PLAIN)]
        self.model = MomentsModel(desk.coding, columns, self)
        self.table = QTableView()
        self.words = QLineEdit()
        self.code, self.coder, self.speaker = (CalmChoice(name) for name in (_("Code"), _("Coder"), _("Who")))
        self._number = QLabel()
        self._number.setProperty("kind", "muted")
        self._pages = QStackedWidget()
        self._set_up_table()
        self._lay_out()
        self.coder.setVisible(not plain)
        self.choice = RowChoice(self.table, self.model, desk.coding)
        self._connect()
        self._offer()
        self._count(self.model.rowCount())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """“All” means all that are listed here while this is seen."""
        super().showEvent(event)
        self._desk.coding.shaping.listed = self.model.ids

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """And all of the recording when it is not."""
        super().hideEvent(event)
        self._desk.coding.shaping.listed = None

    def _set_up_table(self) -> None:
        table = self.table
        set_up_table(table, self.model, _("Moments"))
        # By column: each cell that Python draws takes 70 µs more.
        table.setItemDelegateForColumn(self._place_of("code"), CodeCells(table, _shape))
        table.setItemDelegateForColumn(self._place_of("discuss"), StarCells(self._desk.tokens.star, table))
        heads = table.horizontalHeader()
        scale = table.fontMetrics().horizontalAdvance("0") / 8
        for place, column in enumerate(self.model.columns):
            heads.resizeSection(place, round(WIDTHS.get(column.key, 84) * scale))
        heads.setSectionResizeMode(self._place_of("note"), QHeaderView.ResizeMode.Stretch)
        heads.setSortIndicator(self._place_of("start"), Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)

    def _place_of(self, key: str) -> int:
        return next(place for place, column in enumerate(self.model.columns) if column.key == key)

    def _lay_out(self) -> None:
        self.words.setPlaceholderText(_("Filter: words in code or note"))
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName(_("Filter the moments"))
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 10, 6)
        head.setSpacing(8)
        head.addWidget(self.words, 2)
        for choice in (self.code, self.coder, self.speaker):
            head.addWidget(choice, 1)
        head.addWidget(self._number)
        empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("kind", "muted")
        self._empty = empty
        self._pages.addWidget(self.table)
        self._pages.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._want)
        for choice in (self.code, self.coder, self.speaker):
            choice.activated.connect(self._want)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer_menu)
        self.table.doubleClicked.connect(self._play)
        self.table.activated.connect(self._play)
        self.model.counted.connect(self._count)
        self._desk.coding.surroundings_changed.connect(self._offer)

    def _offer(self) -> None:
        """What can be filtered by."""
        book = self._desk.session.codebook
        codes = [
            (code.label.in_language(language()), code.key) for code in codes_in_use(book, layer_of(self._desk.session))
        ]
        codes.append((_("To be coded"), UNCODED))
        study, me = self._desk.session.study, self._desk.session.member
        seen = study.members() if study.sees_others(me) else [me]
        coders = [(_("Coder {code}", code=one.code), one.code) for one in seen]
        roles = [(role_in_words(role).capitalize(), role.value) for role in PersonRole]
        for choice, everything, entries in (
            (self.code, _("All codes"), codes),
            (self.coder, _("All coders"), coders),
            (self.speaker, _("Everybody"), roles),
        ):
            now = choice.currentData()
            choice.clear()
            choice.addItem(everything, "")
            for words, key in entries:
                choice.addItem(words, key)
            choice.setCurrentIndex(max(0, choice.findData(now)))

    def _want(self, _changed: object = None) -> None:
        words = tuple(self.words.text().casefold().split())
        self.model.want(Wanted(words, self.code.currentData(), self.coder.currentData(), self.speaker.currentData()))

    def _count(self, shown: int) -> None:
        everything = len(self._desk.coding.views())
        if shown == everything:
            self._number.setText(ngettext("{n} moment", "{n} moments", shown))
        else:
            self._number.setText(_("{shown} of {all}", shown=shown, all=everything))
        self._empty.setText(
            _("No moment fits this filter.")
            if everything
            else _("No moments yet. Play the recording and press the keys of a code, such as D 2.")
        )
        self._pages.setCurrentIndex(0 if shown else 1)

    def _offer_menu(self, at: QPoint) -> None:
        if self.table.indexAt(at).isValid() and self._desk.session.chosen:
            offer(self._desk, self.table, self.table.viewport().mapToGlobal(at))

    def _play(self, index: QModelIndex) -> None:
        view = self.model.view_at(index.row())
        if view is not None:
            self._desk.coding.play_moment(view.id)


def _shape(index: Index) -> tuple[str, bool]:
    view: MomentView = index.data(VIEW)
    return view.colour, not view.is_point
