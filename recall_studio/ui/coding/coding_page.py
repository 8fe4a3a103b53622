"""Coding in full: picture and timeline at the left, codebook, moment and card at the right; every border moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding.chord_hint import ChordHint
from recall_studio.ui.coding.code_card import CodeCard
from recall_studio.ui.coding.codebook_tree import CodebookTree
from recall_studio.ui.coding.inspector import Inspector
from recall_studio.ui.coding.moments_table import MomentsTable
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.coding.video import VideoPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from recall_studio.ui.desk import Desk

LAYOUT = "coding"
SIDE_LETTERS, LEAST_LETTERS, SIDE_SHARE = 60, 34, 0.31
"""How wide the right side is at first and at the least, in average letters: it grows with the font, up to a share."""
INSPECTOR_LINES = 18
KEEP_AFTER_MS = 400


class CodingPage(QWidget):
    """Lays out the panels.

    Args:
        desk: what they work with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.video = VideoPanel(desk)
        self.timeline = Timeline(desk)
        self.table = MomentsTable(desk)
        self.codebook = CodebookTree(desk)
        self.inspector = Inspector(desk)
        self.card = CodeCard()
        self.tabs = self._tabs()
        self.hint = ChordHint(desk, self.video)
        self._left = self._splitter(Qt.Orientation.Vertical, self.video, self.tabs)
        self._right = self._splitter(Qt.Orientation.Vertical, self.codebook, self._scrolled())
        self._beside = self._side()
        self._across = self._splitter(Qt.Orientation.Horizontal, self._left, self._beside)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._across)
        self._arranged = False
        self._connect()
        self._name_tabs()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Arrange the panels once there is a size to arrange them in."""
        super().showEvent(event)
        if not self._arranged:
            self._arranged = True
            self._arrange()

    def _connect(self) -> None:
        self.codebook.pointed_at.connect(self._show_card)
        self.table.model.counted.connect(lambda _shown: self._name_tabs())
        self._desk.session.selected.connect(self._card_of_selection)
        self._desk.preferences.changed.connect(self._arrange_again)
        self._desk.playing.asked.connect(self._answer)

    def _answer(self, asked: str) -> None:
        """Leave nothing but picture and transport bar, or show all again."""
        if asked == "picture" and self.isVisible():
            alone = self.tabs.isVisible()
            for part in (self.tabs, self._beside):
                part.setVisible(not alone)

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tabs.tabBar().setDrawBase(False)
        tabs.tabBar().setAccessibleName(_("Timeline or moments"))
        tabs.addTab(self.timeline, _("Timeline"))
        tabs.addTab(self.table, _("Moments"))
        return tabs

    def _name_tabs(self) -> None:
        number, words = len(self._desk.coding.views()), _("Moments")
        self.tabs.setTabText(1, f"{words}  {number}" if number else words)

    def _scrolled(self) -> QScrollArea:
        """The inspector; it scrolls where there is too little room."""
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.inspector)
        self._desk.coding.note_asked.connect(lambda _moment: scroll.ensureWidgetVisible(self.inspector.note))
        return scroll

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("kind", "side")
        side.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        self.card.setProperty("kind", "foot")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._right, 1)
        layout.addWidget(self.card)
        return side

    def _splitter(self, orientation: Qt.Orientation, *parts: QWidget) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        for part in parts:
            splitter.addWidget(part)
        splitter.setStretchFactor(0, 1)
        splitter.splitterMoved.connect(lambda _place, _index: self._keeping.start())
        return splitter

    def _show_card(self, code: str | None) -> None:
        if code is None:
            self._card_of_selection()
        else:
            self.card.show_code(self._desk.session.codebook.by_key.get(code))

    def _card_of_selection(self, _moment: object = None) -> None:
        view = self._desk.coding.view(self._desk.session.selection or "")
        self.card.show_code(self._desk.session.codebook.by_key.get(view.code or "") if view else None)

    def _arrange_again(self, fields: frozenset[str]) -> None:
        if "layouts" in fields and LAYOUT not in self._desk.preferences.settings.layouts:
            self._arrange()

    def _arrange(self) -> None:
        """As it was left, or as it is at first."""
        kept = self._desk.preferences.settings.layouts.get(LAYOUT, "").split(".")
        splitters = (self._across, self._left, self._right)
        if len(kept) == len(splitters):
            for splitter, state in zip(splitters, kept, strict=True):
                splitter.restoreState(QByteArray.fromBase64(state.encode()))
            return
        side = min(self.fontMetrics().averageCharWidth() * SIDE_LETTERS, round(self.width() * SIDE_SHARE))
        self._across.setSizes([max(side, self.width() - side), side])
        height = max(self.height(), 1)
        self._left.setSizes([height * 58 // 100, height * 42 // 100])
        below = min(self.fontMetrics().height() * INSPECTOR_LINES, height // 2)
        self._right.setSizes([height - below, below])

    def _keep(self) -> None:
        states = (self._across, self._left, self._right)
        kept = ".".join(bytes(one.saveState().toBase64().data()).decode() for one in states)
        preferences = self._desk.preferences
        preferences.change(layouts={**preferences.settings.layouts, LAYOUT: kept})
