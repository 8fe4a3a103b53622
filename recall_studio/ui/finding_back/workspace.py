"""The workspace Terugvinden: what was marked in any conversation, found back, played, and chosen to look back at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import N_, _
from recall_studio.ui.finding_back.choosing_part import ChoosingPart
from recall_studio.ui.finding_back.found_moments import FoundMoments
from recall_studio.ui.finding_back.going import Going
from recall_studio.ui.finding_back.marks_part import MarksPart
from recall_studio.ui.finding_back.moments_part import MomentsPart
from recall_studio.ui.finding_back.play_all import PlayAll
from recall_studio.ui.finding_back.player_panel import PlayerPanel
from recall_studio.ui.finding_back.themes_part import ThemesPart
from recall_studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.analysis.finding_back import Wanted
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.play_all import Stretch


class FindingWorkspace(QWidget):
    """Reads only while it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found = FoundMoments(desk.session, desk.tokens.muted, self)
        self.playing_all = PlayAll(desk.session, desk.playing, desk.preferences, self)
        self.moments = MomentsPart(desk, self.found)
        self.marks = MarksPart(desk, self.found)
        self.themes = ThemesPart(desk, self.found)
        self.choosing = ChoosingPart(desk, self.found, self.moments.selected)
        self.player = PlayerPanel(desk, self.playing_all)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.going = Going(desk, self)
        self._came = False
        self._lay_out()
        self._connect()

    def top_bar(self) -> QWidget:
        """Its title."""
        bar = QWidget()
        title = QLabel(_("Find back"))
        title.setProperty("kind", "title")
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(title)
        layout.addStretch(1)
        return bar

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was not shown."""
        super().showEvent(event)
        self._came = True
        self.found.wake(True)
        self._turn()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is played on where nobody sees it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.found.wake(False)
            self.playing_all.stop()

    def play_all(self) -> None:
        """Play what is selected in front, or all of it."""
        stretches = self._queue()
        if stretches:
            self.playing_all.begin(stretches)

    def search(self) -> None:
        """Give the keyboard to the search field."""
        self.tabs.setCurrentWidget(self.moments)
        self.moments.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.moments.filters.words.selectAll()

    def choose(self, recording: str) -> None:
        """Choose moments of this recording to look back at."""
        self.tabs.setCurrentWidget(self.choosing)
        self.choosing.choose_place(recording)

    def show_marks(self) -> None:
        """Show what is to be discussed."""
        self.tabs.setCurrentWidget(self.marks)

    def go(self) -> None:
        """Go to what is selected in front, where it is coded."""
        moment, mark = self.moments.current(), self.marks.current()
        if self.tabs.currentWidget() is self.moments and moment is not None:
            self._go_to_moment(moment)
        elif self.tabs.currentWidget() is self.marks and mark is not None:
            self._go_to_mark(mark)

    def _go_to_moment(self, moment: Moment) -> None:
        place = self.found.place_of(moment)
        if place is not None:
            self.playing_all.stop()
            self.going.go(place.name, str(moment.id), moment.start_ms)

    def _go_to_mark(self, mark: Mark) -> None:
        place = self.found.place_of(mark)
        if place is not None:
            self.playing_all.stop()
            self.going.go(place.name, str(mark.moment_id or ""), mark.at_ms)

    def _show_moment(self, moment: Moment) -> None:
        stretch = self.moments.stretch(moment)
        if stretch is not None and not self.playing_all.queue:
            self.playing_all.show(stretch)

    def _take_keyboard(self) -> None:
        """The table has the keyboard once there is something in it; before, Qt gives it to the tabs."""
        came, self._came = self._came, False
        if came and self.tabs.tabBar().hasFocus() and self.tabs.currentWidget() is self.moments:
            self.moments.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, wanted: Wanted) -> None:
        self.tabs.setCurrentWidget(self.moments)
        self.moments.filters.ask(wanted)

    def _queue(self) -> list[Stretch]:
        here = self.tabs.currentWidget()
        if isinstance(here, MomentsPart | MarksPart | ChoosingPart):
            return here.queue()
        return []

    def _count(self, _told: object = None) -> None:
        in_front = self.tabs.currentWidget() is self.moments
        self.player.count(self.moments.number() if in_front else len(self._queue()))
        self.tabs.setTabText(1, f"★ {_('To be discussed')}  {len(self.found.marks) or ''}".rstrip())

    def _turn(self, _tab: int = 0) -> None:
        """Another tab is in front."""
        here = self.tabs.currentWidget()
        if here is self.themes:
            self.themes.show_standings()
        elif here is self.choosing:
            self.choosing.offer()
        self._count()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.moments.pointed_at.connect(self._show_moment)
        self.moments.entered.connect(self._go_to_moment)
        self.moments.table.selectionModel().selectionChanged.connect(self._count)
        self.marks.pointed_at.connect(self.playing_all.show)
        self.marks.entered.connect(self._go_to_mark)
        self.choosing.pointed_at.connect(self.playing_all.show)
        self.themes.wanted.connect(self._list)
        for part in (self.marks, self.choosing):
            part.counted.connect(self._count)
        self.found.changed.connect(self._count)
        self.found.changed.connect(self._take_keyboard)
        self.player.play_all_asked.connect(self.play_all)

    def _lay_out(self) -> None:
        for part, words in (
            (self.moments, _("Moments")),
            (self.marks, _("To be discussed")),
            (self.themes, _("Never came up")),
            (self.choosing, _("Choose moments")),
        ):
            self.tabs.addTab(part, words)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 16, 14)
        column.addWidget(self.tabs)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.player)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, 360])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.setFocusProxy(self.moments.table)


WORKSPACE = Workspace("finding", N_("Find back"), "find", FindingWorkspace)
