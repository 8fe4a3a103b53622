"""The frame around the workspaces of an open study: rail, top bar, notices, status bar, and the sheets over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.commands.viewing import open_palette, other_language
from recall_studio.ui.desk import Leaving
from recall_studio.ui.icons import icon
from recall_studio.ui.key_tips import KeyBeside
from recall_studio.ui.menu import menu_of
from recall_studio.ui.notices import NoticeBar
from recall_studio.ui.project.workspace import ProjectWorkspace
from recall_studio.ui.rail import Rail
from recall_studio.ui.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.ui.desk import Desk
    from recall_studio.ui.sheet import Sheet
    from recall_studio.ui.workspace import Workspace

BAR_HEIGHT = 52


class StudyFrame(QWidget):
    """Shows one workspace at a time; it is the `Room` of the desk. Empty until `fill()`."""

    shown = Signal(str)
    """The key of the workspace that is shown now."""
    left = Signal(object)
    """`Leaving`: the user goes away from this study."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._here = ""
        self._page: QWidget | None = None
        self._sheet: Sheet | None = None
        self._bars, self._pages = QStackedWidget(), QStackedWidget()

    def fill(self, desk: Desk, workspaces: Sequence[Workspace]) -> None:
        """Build everything; the desk already has this frame as its window."""
        self._keys = [workspace.key for workspace in workspaces]
        self.rail = Rail(workspaces, menu_of(desk.commands, desk), desk.tokens)
        self.notices = NoticeBar(desk.tokens)
        self.status = StatusBar(desk.session)
        for workspace in workspaces:
            self._add(workspace.make(desk))
        self._lay_out(desk)
        self.rail.asked.connect(self.show_workspace)
        self.status.member_asked.connect(lambda: self.leave(Leaving.MEMBER))
        self.status.round_asked.connect(lambda: self.show_workspace("project/coders"))
        self.status.language_asked.connect(lambda: other_language(desk))
        desk.session.said.connect(self.notices.tell)

    @property
    def workspace(self) -> str:
        """The key of the workspace that is shown."""
        return self._here

    @property
    def page_open(self) -> bool:
        """Whether a page lies over the workspace, whose keys then do nothing."""
        return self._page is not None

    @property
    def whole(self) -> QWidget:
        """All of the window, to lie over."""
        return self.window()

    def show_workspace(self, key: str) -> None:
        """Go to a workspace, or to a section of it as in `project/coders`; an unknown key stays where it is."""
        key, _slash, section = key.partition("/")
        if key not in self._keys:
            return
        self._drop_page()
        self._here = key
        self._turn_to(self._keys.index(key))
        self.rail.show_here(key)
        page = self._pages.currentWidget()
        if isinstance(page, ProjectWorkspace):
            page.show_section(section)
        self.shown.emit(key)

    def open_page(self, page: QWidget) -> None:
        """Show a page in the place of the workspace."""
        self._drop_page()
        self._page = page
        self._turn_to(self._add(page))

    def close_page(self) -> None:
        """Show the workspace again."""
        self.show_workspace(self._here)

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over everything; the one before goes."""
        if self._sheet is not None:
            self._sheet.shut()
        self._sheet = sheet
        sheet.closed.connect(self._forget_sheet)
        sheet.open_over(self)

    def ask(self, question: str, answer: str, run: Callable[[], None]) -> None:
        """Ask one thing in the bar at the top."""
        self.notices.ask(question, answer, run)

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Say something in the status bar."""
        self.status.show_facts(facts)

    def toggle_picture(self) -> None:
        """Leave nothing but the workspace, or show all again."""
        alone = self.rail.isVisible()
        for part in (self.rail, self._bar, self.status):
            part.setVisible(not alone)

    def close_off(self, closed: bool) -> None:
        """Offer no other place to go to, or all of them again."""
        for part in (self.rail, self.status, self._search):
            part.setVisible(not closed)

    def leave(self, how: Leaving) -> None:
        """Go away from this study."""
        self.left.emit(how)

    def _add(self, page: QWidget) -> int:
        self._bars.addWidget(page.top_bar() if hasattr(page, "top_bar") else QWidget())
        return self._pages.addWidget(page)

    def _turn_to(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._bars.setCurrentIndex(place)
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_page(self) -> None:
        if self._page is None:
            return
        for stack in (self._bars, self._pages):
            widget = stack.widget(len(self._keys))  # it came behind the workspaces
            if widget is not None:
                stack.removeWidget(widget)
                widget.deleteLater()
        self._page = None

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _lay_out(self, desk: Desk) -> None:
        self._search = _search_button(desk)
        self._bar = _top_bar(self._bars, self._search)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._bar)
        right.addWidget(self._pages, 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.notices.lie_over(self._pages)


def _top_bar(bars: QWidget, search: QPushButton) -> QFrame:
    bar = QFrame()
    bar.setProperty("kind", "bar")
    bar.setMinimumHeight(BAR_HEIGHT)
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(16, 6, 16, 6)
    layout.addWidget(bars, 1)
    layout.addWidget(search)
    return bar


def _search_button(desk: Desk) -> QPushButton:
    search = QPushButton(icon("search", desk.tokens.muted), "")
    search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    search.setAccessibleName(_("Search"))
    search.clicked.connect(lambda: open_palette(desk))
    KeyBeside(search, desk, "view.search", _("Search"))
    return search
