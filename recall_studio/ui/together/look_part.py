"""What fetching a package would do: counts a recording, the rows side by side, and what the user should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.packages import Fate
from recall_studio.domain.study import Round, round_in_words
from recall_studio.domain.words import _
from recall_studio.ui.library.dates import moment_in_words
from recall_studio.ui.together.entries_model import BECOMES, HERE, RECORDING, THERE, WHAT, EntriesModel
from recall_studio.ui.together.row_words import fate_in_words
from recall_studio.ui.together.working import label

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.packages import Package
    from recall_studio.edits.collecting import Look
    from recall_studio.ui.tokens import Tokens

FATES = (Fate.ADDED, Fate.CHANGED, Fate.REMOVED, Fate.DIFFERENT, Fate.LEFT_OUT, Fate.SAME)
MOST_LINES = 5
LIST_PX = 120
SIDE_LINES = 6
SAID_AT_ONCE = 4


class LookPart(QWidget):
    """Shows it; a blind round shows nothing of it.

    Args:
        look: what fetching would do.
        book: the codebook of this study.
        tokens: the colours.
    """

    def __init__(self, look: Look, book: Codebook, tokens: Tokens) -> None:
        super().__init__()
        self.model = EntriesModel(look, book, tokens)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(headline(look.package), "muted"))
        self.counts = _counts(look)
        self.counts.setVisible(bool(look.recordings))
        layout.addWidget(self.counts)
        self.list, self.here, self.there = self._list(), label(""), label("")
        layout.addWidget(self.list, 1)
        layout.addWidget(self._sides())
        if look.entries:
            self.list.setColumnHidden(RECORDING, len(look.recordings) == 1)
            self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
            self.list.setCurrentIndex(self.model.index(0, WHAT))
        else:
            self.list.hide()
            layout.addStretch(1)
        for words, kind in _said(look):
            layout.addWidget(label(words, kind))

    @property
    def theirs(self) -> tuple[str, ...]:
        """Which rows that differ become as they are in the package."""
        return tuple(sorted(self.model.theirs))

    def _sides(self) -> QWidget:
        """The selected row in full, as it is here and there."""
        scroll, inside = QScrollArea(widgetResizable=True), QWidget()
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFixedHeight(self.fontMetrics().lineSpacing() * SIDE_LINES)
        sides = QGridLayout(inside)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setHorizontalSpacing(18)
        for column, (title, part) in enumerate(((_("Here"), self.here), (_("In the file"), self.there))):
            part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            sides.addWidget(label(title, "small"), 0, column)
            sides.addWidget(part, 1, column)
            sides.setColumnStretch(column, 1)
        sides.setRowStretch(1, 1)
        scroll.setWidget(inside)
        scroll.setVisible(bool(self.model.entries))
        return scroll

    def _show(self, row: int) -> None:
        here, there = self.model.sides(row)
        self.here.setText(here)
        self.there.setText(there)

    def _list(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setAccessibleName(_("What changes, row by row"))
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
        view.setMinimumHeight(LIST_PX)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = view.fontMetrics().averageCharWidth()
        for column, letters in ((RECORDING, 15), (WHAT, 16), (BECOMES, 32)):
            header.resizeSection(column, letter * letters)
        for column in (HERE, THERE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return view


def headline(package: Package) -> str:
    """Whose work it is, of when, and of which round."""
    return _(
        "Coding work of {coder}, shared on {when}, in the round “{round}”.",
        coder=package.code,
        when=moment_in_words(package.made_at),
        round=round_in_words(Round(package.round)),
    )


def _counts(look: Look) -> QTableWidget:
    """One line a recording, one column for each thing that happens."""
    shown = [fate for fate in FATES if look.count(fate)] or [Fate.SAME]
    table = QTableWidget(len(look.recordings), len(shown) + 1)
    table.setAccessibleName(_("How many rows change, by recording"))
    for column, words in enumerate((_("Recording"), *(fate_in_words(fate) for fate in shown))):
        heading = QTableWidgetItem(words)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        heading.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        table.setHorizontalHeaderItem(column, heading)
    for line, (name, counts) in enumerate(look.recordings.items()):
        table.setItem(line, 0, QTableWidgetItem(name or _("the study")))
        for column, fate in enumerate(shown, start=1):
            item = QTableWidgetItem(str(counts.get(fate, 0) or "·"))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(line, column, item)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    lines = min(max(len(look.recordings), 1), MOST_LINES)
    table.setFixedHeight(header.sizeHint().height() + lines * table.verticalHeader().defaultSectionSize() + 4)
    return table


def _said(look: Look) -> list[tuple[str, str]]:
    """What the user should know, each with how it looks."""
    said = [(notice, "plain") for notice in look.notices[:SAID_AT_ONCE]]
    if look.blind:
        blind = _("The round is blind: what comes in is seen once the round is over.")
        said.insert(0, (blind, "warning"))
    if look.changes_nothing and not look.older:
        said.append((_("Everything that can come in is here already: fetching it changes nothing."), "neutral"))
    return said
