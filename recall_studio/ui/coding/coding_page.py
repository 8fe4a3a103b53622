"""Coding in full: picture and timeline at the left, codebook, moment and card at the right; every panel can move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import N_, _
from recall_studio.ui.coding.chord_hint import ChordHint
from recall_studio.ui.coding.code_card import CodeCard
from recall_studio.ui.coding.codebook_tree import CodebookTree
from recall_studio.ui.coding.docks import Docks
from recall_studio.ui.coding.inspector import Inspector
from recall_studio.ui.coding.moments_table import MomentsTable
from recall_studio.ui.coding.picture import SMALLEST
from recall_studio.ui.coding.picture_places import PicturePlaces
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.coding.video import VideoPanel
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.ui.desk import Desk

LAYOUT = "coding"
SIDE_LETTERS, LEAST_LETTERS, SIDE_SHARE = 60, 44, 0.31
"""How wide the right side is at first and at the least, in average letters: it grows with the font, up to a share."""
INSPECTOR_LINES, INSPECTOR_SHARE = 24, 0.46
"""So high is the selected moment: all of it down to its note, up to a share of the height."""
PICTURE_SHARE = 0.58

PANELS = {
    "picture": N_("Picture"),
    "timeline": N_("Timeline"),
    "moments": N_("Moments"),
    "codebook": N_("Codebook"),
    "moment": N_("Moment"),
    "card": N_("About the code"),
}
"""The panels by their key, which never changes: what is remembered of them goes by it."""


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
        self.hint = ChordHint(desk, self.video)
        self.docks = Docks(desk.tokens, elastic="picture")
        self._add_panels()
        self.places = PicturePlaces(desk, self.docks, self.video)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.docks)
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
            self.docks.begin()
        elif not event.spontaneous():
            self.docks.come_back()
            self.places.show_with(True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What stands in windows of its own goes along."""
        super().hideEvent(event)
        if not event.spontaneous():  # else the window was only minimised
            self.docks.leave()
            self.places.show_with(False)

    def show_panel(self, key: str, *, shown: bool = True) -> None:
        """Show one of `PANELS`, in front of what shares its place, or hide it."""
        if key == "picture" and self.places.out:
            self.places.bring_back()
        self.docks.show_panel(key, shown=shown)

    def _connect(self) -> None:
        self.codebook.pointed_at.connect(self._show_card)
        self.table.model.counted.connect(lambda _shown: self._name_tabs())
        desk = self._desk
        desk.session.selected.connect(self._card_of_selection)
        desk.preferences.changed.connect(self._arrange_again)
        desk.playing.asked.connect(self._answer)
        desk.coding.panel_asked.connect(self._move)
        desk.coding.search_asked.connect(while_there(self, lambda: self._uncover("codebook")))
        desk.coding.note_asked.connect(while_there(self, lambda _moment: self._uncover("moment")))
        self.docks.rearranged.connect(self._keep)
        self.docks.reset_asked.connect(lambda: desk.preferences.change(layouts={}))

    def _answer(self, asked: str) -> None:
        """Show nothing but picture and transport bar, on all of the screen, or all again."""
        if asked == "picture" and (self.isVisible() or self.places.out):
            self.places.toggle_full()

    def _move(self, asked: str, key: str) -> None:
        """Do what a command asks of a panel."""
        if not self.isVisible():
            return
        if asked == "second":
            self.places.toggle_second()
        elif asked == "float":
            key = self.docks.panel_with(QApplication.focusWidget() or QApplication.activeWindow()) or "timeline"
            self.docks.float_panel(key)
        elif key == "picture" and self.places.out:
            self.places.bring_back()
        else:
            self.docks.show_panel(key, shown=not self.docks.is_shown(key))

    def _uncover(self, key: str) -> None:
        """What is asked for must be there to answer."""
        if self.isVisible() and not self.docks.is_shown(key):
            self.docks.show_panel(key)

    def _add_panels(self) -> None:
        self.card.setProperty("kind", "panel")
        widgets = {
            "picture": self.video,
            "timeline": self.timeline,
            "moments": self.table,
            "codebook": self.codebook,
            "moment": self._scrolled(),
            "card": self.card,
        }
        for key, title in PANELS.items():
            ground = self._desk.tokens.ground if key == "picture" else ""
            self.docks.add(key, _(title), widgets[key], ground=ground)
        self.codebook.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        for panel in (self.video, self.table):
            panel.setMinimumWidth(SMALLEST.width())  # else with large letters its bar would push others out of sight

    def _name_tabs(self) -> None:
        number, words = len(self._desk.coding.views()), _("Moments")
        self.docks.panels["moments"].setWindowTitle(f"{words}  {number}" if number else words)

    def _scrolled(self) -> QFrame:
        """The inspector; it scrolls where there is too little room."""
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.inspector)
        show_note = while_there(scroll, lambda _moment: scroll.ensureWidgetVisible(self.inspector.note))
        self._desk.coding.note_asked.connect(show_note)
        around = QFrame()
        around.setProperty("kind", "panel")
        layout = QVBoxLayout(around)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        return around

    def _show_card(self, code: str | None) -> None:
        if code is None:
            self._card_of_selection()
        else:
            self.card.show_code(self._desk.session.codebook.by_key.get(code))

    def _card_of_selection(self, _moment: object = None) -> None:
        view = self._desk.coding.view(self._desk.session.selection or "")
        self.card.show_code(self._desk.session.codebook.by_key.get(view.code or "") if view else None)

    def _arrange_again(self, fields: frozenset[str]) -> None:
        if "layouts" in fields and not self._desk.preferences.settings.layouts:
            self.places.bring_back()
            self._arrange()

    def _arrange(self) -> None:
        """As it was left, or as it is at first."""
        kept = self._desk.preferences.settings.layouts.get(LAYOUT, "")
        if not (kept and self.docks.arrange(kept)):
            with self.docks.by_itself():
                self._place_all()
                self.docks.settle()
                self._size_all()
                self.docks.settle()
        self.places.come_out()

    def _place_all(self) -> None:
        docks, panels = self.docks, self.docks.panels
        down = Qt.Orientation.Vertical
        for dock in panels.values():
            dock.setFloating(False)
            dock.show()
        # All in one area, which Qt divides as splitters do: two areas without a middle always grow by halves.
        docks.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, panels["picture"])
        docks.splitDockWidget(panels["picture"], panels["codebook"], Qt.Orientation.Horizontal)
        docks.splitDockWidget(panels["picture"], panels["timeline"], down)
        docks.tabifyDockWidget(panels["timeline"], panels["moments"])
        docks.splitDockWidget(panels["codebook"], panels["moment"], down)
        docks.splitDockWidget(panels["moment"], panels["card"], down)
        panels["timeline"].raise_()

    def _size_all(self) -> None:
        panels, height = self.docks.panels, max(self.height(), 1)
        side = min(self.fontMetrics().averageCharWidth() * SIDE_LETTERS, round(self.width() * SIDE_SHARE))
        below = min(self.fontMetrics().height() * INSPECTOR_LINES, round(height * INSPECTOR_SHARE))
        card = self.card.sizeHint().height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.docks.resizeDocks([panels["picture"], panels["codebook"]], [max(side, self.width() - side), side], across)
        upper = round(height * PICTURE_SHARE)
        self.docks.resizeDocks([panels["picture"], panels["timeline"]], [upper, height - upper], down)
        right = [panels[key] for key in ("codebook", "moment", "card")]
        self.docks.resizeDocks(right, [max(height - below - card, 1), below, card], down)

    def _keep(self) -> None:
        preferences = self._desk.preferences
        preferences.change(layouts={**preferences.settings.layouts, LAYOUT: self.docks.arrangement()})
