"""The frame around the workspaces of an open study: rail, top bar, notices, status bar, and the sheets over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon
from recall_studio.ui.notices import NoticeBar
from recall_studio.ui.rail import Rail
from recall_studio.ui.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.desk import Desk
    from recall_studio.ui.workspace import Workspace

BAR_HEIGHT = 52


class StudyFrame(QWidget):
    """Shows one workspace at a time.

    Args:
        desk: what the workspaces work with.
        workspaces: in the order of the rail.
        menu: behind the button at the foot of the rail.
    """

    shown = Signal(str)
    """The key of the workspace that is shown now."""
    search_asked = Signal()

    def __init__(self, desk: Desk, workspaces: Sequence[Workspace], menu: QMenu) -> None:
        super().__init__()
        self._keys = [workspace.key for workspace in workspaces]
        self.rail = Rail(workspaces, menu, desk.tokens)
        self.notices = NoticeBar(desk.tokens)
        self.status = StatusBar(desk.session)
        self._bars, self._pages = QStackedWidget(), QStackedWidget()
        for workspace in workspaces:
            page = workspace.make(desk)
            bar = page.top_bar() if hasattr(page, "top_bar") else QWidget()
            self._pages.addWidget(page)
            self._bars.addWidget(bar)
        self._lay_out(desk)
        self.rail.asked.connect(self.show_workspace)
        desk.session.said.connect(self.notices.tell)

    @property
    def workspace(self) -> str:
        """The key of the workspace that is shown."""
        return self._keys[self._pages.currentIndex()]

    @property
    def page(self) -> QWidget:
        """The widget of the workspace that is shown."""
        return self._pages.currentWidget()

    def show_workspace(self, key: str) -> None:
        """Go to a workspace; an unknown key stays where it is."""
        if key not in self._keys:
            return
        place = self._keys.index(key)
        self._pages.setCurrentIndex(place)
        self._bars.setCurrentIndex(place)
        self.rail.show_here(key)
        self._pages.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(key)

    def set_picture_alone(self, alone: bool) -> None:
        """Leave nothing but the workspace, or show all again."""
        for part in (self.rail, self._bar, self.status):
            part.setVisible(not alone)

    def _lay_out(self, desk: Desk) -> None:
        self._bar = self._top_bar(desk)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self._bar, self.notices):
            right.addWidget(part)
        right.addWidget(self._pages, 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _top_bar(self, desk: Desk) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        bar.setMinimumHeight(BAR_HEIGHT)
        search = QPushButton(icon("search", desk.tokens.muted), _("Search") + "   Ctrl K")
        search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        search.setAccessibleName(_("Search"))
        search.clicked.connect(self.search_asked)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self._bars, 1)
        layout.addWidget(search)
        return bar
