"""Panels that can be moved, taken out, hidden and put back: a main window inside the workspace, without a middle."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding.dock_title import DockTitle
from recall_studio.ui.coding.dock_widths import Widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from recall_studio.ui.tokens import Tokens

VERSION = 1
"""Of what is remembered; another one is forgotten."""
KEEP_AFTER_MS = 400
FLOATING = (520, 420)


class Docks(QMainWindow):
    """Holds panels by their key. Who adds them also says where they lie at first.

    Args:
        tokens: the colours.
        elastic: the key of the panel that gets the width when the window grows; those beside it keep theirs.
    """

    rearranged = Signal()
    """Somebody moved, sized, took out, hid or showed a panel."""
    reset_asked = Signal()

    def __init__(self, tokens: Tokens, *, elastic: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._widths = Widths(self, elastic)
        self._nothing = Nothing(self)
        self._arranging = True  # nothing counts as done by hand until the first arrangement stands
        self._away: list[QDockWidget] = []
        self.panels: dict[str, QDockWidget] = {}
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setAnimated(False)
        self.setDocumentMode(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._telling = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._telling.timeout.connect(self._tell)

    def add(self, key: str, title: str, widget: QWidget, *, ground: str = "") -> QDockWidget:
        """A new panel; it has no place yet.

        Args:
            key: its name in what is remembered; never changes.
            title: its name in words.
            widget: what is in it.
            ground: the colour behind it, where it is not that of panels.
        """
        dock = QDockWidget(title, self)
        dock.setObjectName(key)
        dock.setWidget(widget)
        dock.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bar = DockTitle(dock, self._tokens, ground or self._tokens.surface)
        bar.back_asked.connect(lambda: dock.setFloating(False))
        bar.hide_asked.connect(lambda: self.show_panel(key, shown=False))
        dock.setTitleBarWidget(bar)
        dock.topLevelChanged.connect(lambda _floats: self._noted())
        dock.dockLocationChanged.connect(lambda _area: self._noted())
        dock.installEventFilter(self)
        self.panels[key] = dock
        return dock

    def is_shown(self, key: str) -> bool:
        """Whether a panel is there, be it behind another tab."""
        return not self.panels[key].isHidden() or self.panels[key] in self._away

    def show_panel(self, key: str, *, shown: bool = True) -> None:
        """Show a panel, in front of what shares its place, or hide it."""
        dock = self.panels[key]
        dock.setVisible(shown)
        if shown:
            dock.raise_()
        self._noted()

    def float_panel(self, key: str) -> None:
        """Take a panel out of the window, or put it back."""
        dock = self.panels[key]
        dock.show()
        dock.setFloating(not dock.isFloating())
        if dock.isFloating():
            dock.resize(max(dock.width(), FLOATING[0]), max(dock.height(), FLOATING[1]))
            dock.activateWindow()
            dock.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt gives the keyboard to the first field in it
        self._noted()

    def panel_with(self, widget: QWidget | None) -> str:
        """The key of the panel that this widget is in; empty when it is in none."""
        while widget is not None:
            if isinstance(widget, QDockWidget) and widget.objectName() in self.panels:
                return widget.objectName()
            widget = widget.parentWidget()
        return ""

    def arrangement(self) -> str:
        """Where everything lies, to be remembered."""
        return bytes(self.saveState(VERSION).toBase64().data()).decode()

    def arrange(self, kept: str) -> bool:
        """Put everything where it lay; whether that could be done."""
        with self.by_itself():
            return self.restoreState(QByteArray.fromBase64(kept.encode()), VERSION)

    @contextmanager
    def by_itself(self) -> Iterator[None]:
        """What is moved inside the block was not moved by the user."""
        before, self._arranging = self._arranging, True
        try:
            yield
        finally:
            self._arranging = before

    def settle(self) -> None:
        """Give every panel that was placed its size; Qt waits with that, and sizes it with what is said too early."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._widths.hold()

    def begin(self) -> None:
        """From now on what moves is moved by the user."""
        self._widths.hold()
        self._arranging = False

    def leave(self) -> None:
        """Somebody went elsewhere in the program: windows of panels go with it, and come back with `come_back`."""
        with self.by_itself():
            self._away = [dock for dock in self.panels.values() if dock.isFloating() and dock.isVisible()]
            for dock in self._away:
                dock.hide()

    def come_back(self) -> None:
        """Show the windows of panels that went away."""
        with self.by_itself():
            away, self._away = self._away, []
            for dock in away:
                dock.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window of a panel was moved or sized."""
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if moved and isinstance(watched, QDockWidget) and watched.isFloating():
            self._noted()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        """The borders between panels are this window's own: a button that is let go may have moved one."""
        taken = super().event(event)
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._widths.hold()
            self._noted()
        elif event.type() == QEvent.Type.LayoutRequest:
            _name_tabs(self)
            self._nothing.look()
        return taken

    @override
    def createPopupMenu(self) -> QMenu:
        """What a right click on a strip offers: every panel with a tick, and the way back to how it was."""
        menu = QMenu(self)
        for key, dock in self.panels.items():
            action = menu.addAction(dock.windowTitle())
            action.setCheckable(True)
            action.setChecked(self.is_shown(key))
            action.toggled.connect(lambda shown, key=key: self.show_panel(key, shown=shown))
        menu.addSeparator()
        menu.addAction(_("Reset the layout")).triggered.connect(self.reset_asked.emit)
        return menu

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panels beside the elastic one keep their width."""
        super().resizeEvent(event)
        self._widths.give_back()

    def _noted(self) -> None:
        if not self._arranging and isValid(self._telling):
            self._telling.start()  # at its end all has its size

    def _tell(self) -> None:
        self._widths.hold()
        self.rearranged.emit()


class Nothing(QLabel):
    """What stands in the place of the panels when none of them is there."""

    def __init__(self, docks: Docks) -> None:
        super().__init__(docks)
        self._docks = docks
        self.setText(_("No panel is left here. The menu “Panels” brings them back, and so does “Reset the layout”."))
        self.setProperty("kind", "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(24)
        self.hide()

    def look(self) -> None:
        """Show it when it is needed."""
        here = [dock for dock in self._docks.panels.values() if not dock.isHidden() and not dock.isFloating()]
        self.setGeometry(self._docks.rect())
        self.setVisible(not here)


def _name_tabs(docks: Docks) -> None:
    """The bars of tabs are Qt's own, and made when they are needed."""
    for bar in docks.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not bar.accessibleName():
            bar.setAccessibleName(_("Panels in this place"))
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar.setDrawBase(False)
            bar.setElideMode(Qt.TextElideMode.ElideNone)
