"""Somebody who sits before the whole window: turns its loop, presses keys, sees when and what it paints."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench_turning import Turning

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication, QWidget

    from recall_studio.player.playing import Player
    from recall_studio.ui.app import Program
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.picture import Picture

SIZE = (1600, 1000)


class Watched(Turning):
    """A study in the window, open at its coding.

    Args:
        application: Qt's.
        program: shows the study.
    """

    def __init__(self, application: "QApplication", program: "Program") -> None:
        from recall_studio.ui.coding.coding_page import CodingPage

        super().__init__(application)
        self.program, self.window = program, program.window
        # A study is read by a worker before it is shown.
        self.wait(lambda: program.open_study is not None and self.window.findChild(CodingPage) is not None)
        page = self.window.findChild(CodingPage)
        if page is None or program.open_study is None:
            raise LookupError("the window does not show a recording")
        self.page: CodingPage = page
        self.picture: Picture = page.video.stage.picture
        self.player: Player = program.open_study.playing.player
        self.coding: Coding = program.open_study.coding

    def key_to_painted(self, panel: "QWidget") -> float:
        """Tag an instant by key; how long until picture and panel were painted with the new moment, in ms."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        before = len(self.coding.views())
        with painted(self.application, (self.picture, panel), lambda: len(self.coding.views()) > before) as all_are:
            started = time.perf_counter()
            QTest.keyClick(self.window, Qt.Key.Key_2)
            self.wait(all_are, pause_s=0)
            return (time.perf_counter() - started) * 1000

    def number_on_screen(self, size: "QSize") -> int | None:
        """What the bars say in a photograph of the screen.

        Args:
            size: of the recording's pictures.
        """
        import numpy as np
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QImage

        from recall_studio.ui.coding.picture import letterboxed
        from tests.player.clips import read_number

        corner, room = self.picture.mapTo(self.window, QPoint(0, 0)), self.picture.rect()
        screen = self.window.screen()
        shot = screen.grabWindow(self.window.winId(), corner.x(), corner.y(), room.width(), room.height())
        image = shot.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        place = letterboxed(size, room)
        return read_number(rows[place.top() : place.bottom() + 1, place.left() : place.right() + 1])


@contextmanager
def watching(study: Path, engine: str, *, picture: bool = True) -> Iterator[Watched]:
    """The window on a study, its recording open at the first picture.

    Args:
        study: with one recording.
        engine: what plays.
        picture: whether the recording has one, which is waited for.
    """
    from PySide6.QtWidgets import QApplication

    from recall_studio.ui.app import Program, calm_collector
    from recall_studio.ui.preferences import Preferences

    calm_collector()  # as the program itself does when it starts
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError(application)
    Preferences().change(engine=engine, language="en", theme="light")
    program = Program(application)
    program.start(study)
    program.window.resize(*SIZE)
    program.window.activateWindow()
    try:
        watched = Watched(application, program)
        watched.wait(lambda: watched.player.shown_ms is not None if picture else watched.player.duration_ms > 0)
        yield watched
    finally:
        program.window.let_go()
        program.end()
        program.window.deleteLater()
        application.processEvents()


@contextmanager
def painted(
    application: "QApplication", widgets: "tuple[QWidget, ...]", once: Callable[[], bool]
) -> Iterator[Callable[[], bool]]:
    """Tells whether all these were painted, themselves or a part of them, since something is so.

    Args:
        application: whose events are looked at.
        widgets: which are to be painted.
        once: what must be so when they are.
    """
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget
    from typing_extensions import override

    missing = set(widgets)

    class Filter(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and once():
                missing.difference_update([one for one in widgets if one is watched or one.isAncestorOf(watched)])
            return False

    looking = Filter()
    application.installEventFilter(looking)
    yield lambda: not missing
    application.removeEventFilter(looking)
