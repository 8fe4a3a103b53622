"""Where the picture is: in its panel, over the full screen, or in a window on another screen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from recall_studio.player.engine import State
from recall_studio.ui.coding.docks import KEEP_AFTER_MS
from recall_studio.ui.coding.picture_window import PictureWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.coding.docks import Docks
    from recall_studio.ui.desk import Desk

PLACE = "coding.picture"
"""The name among the layouts of where the picture's own window stands; empty while it has none."""
PANEL = "picture"


class PicturePlaces(QObject):
    """Takes the picture out of its panel and puts it back.

    Args:
        desk: the window's things.
        docks: where its panel is.
        video: the picture with its transport bar.
    """

    def __init__(self, desk: Desk, docks: Docks, video: QWidget) -> None:
        super().__init__(docks)
        self._desk, self._docks, self._video = desk, docks, video
        self.window: PictureWindow | None = None
        self._second = False
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)

    @property
    def out(self) -> bool:
        """Whether the picture has a window of its own now."""
        return self.window is not None

    def toggle_full(self) -> None:
        """Over all of the screen, or back to where it was."""
        if self.window is not None and self.window.isFullScreen():
            self._leave_full(self.window)
            return
        window = self.window or self._take_out()
        window.fill(window.screen() if self._second else self._docks.window().screen())

    def toggle_second(self) -> None:
        """In a window of its own on another screen, or back."""
        if self._second:
            self.bring_back()
        else:
            self._stand(self._desk.preferences.settings.layouts.get(PLACE, ""))

    def come_out(self) -> None:
        """As it was left: in a window of its own if it had one."""
        kept = self._desk.preferences.settings.layouts.get(PLACE, "")
        if kept and self.window is None:
            self._stand(kept)

    def show_with(self, shown: bool) -> None:
        """The window comes and goes with its workspace."""
        if self.window is not None and not shown:
            self.window.hide()
        elif self.window is not None:
            self.window.show()

    def bring_back(self) -> None:
        """Into its panel."""
        window, self.window = self.window, None
        if window is None:
            return
        self._second = False
        with self._playing_on(), self._docks.by_itself():
            dock = self._docks.panels[PANEL]
            dock.setWidget(self._video)
            dock.show()
        window.hide()
        window.deleteLater()
        self._keep()
        self._docks.window().activateWindow()

    def _stand(self, kept: str) -> None:
        window = self.window or self._take_out()
        self._second = True
        window.stand(kept)
        window.moved.connect(self._keeping.start)
        self._keep()

    def _take_out(self) -> PictureWindow:
        with self._playing_on(), self._docks.by_itself():
            dock = self._docks.panels[PANEL]
            dock.hide()
            window = self.window = PictureWindow(self._video, self._docks)
        window.left.connect(self._go)
        return window

    def _go(self) -> None:
        if self.window is not None and self.window.isFullScreen():
            self._leave_full(self.window)
        else:
            self.bring_back()

    def _leave_full(self, window: PictureWindow) -> None:
        if self._second:
            window.stay()
        else:
            self.bring_back()

    def _keep(self) -> None:
        """Remember where it stands; never the full screen, which is for a while."""
        kept = ""
        if self._second and self.window is not None:
            if self.window.isFullScreen():
                return
            kept = self.window.place()
        layouts = self._desk.preferences.settings.layouts
        if layouts.get(PLACE, "") != kept:
            self._desk.preferences.change(layouts={**layouts, PLACE: kept})

    @contextmanager
    def _playing_on(self) -> Iterator[None]:
        """A picture that is hidden pauses its player; here it only changes places."""
        player = self._desk.playing.player
        played = player.state is State.PLAYING
        yield
        if played:
            player.play()
