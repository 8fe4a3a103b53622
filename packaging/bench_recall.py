"""Bench: a recall interview. From the press of Stop to a picture that stands, and which; 300 stops; turns and keys."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_seat import ENGINES, PATIENCE_S
from bench_table import Row, measured, turns
from bench_turning import Turning

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from recall_studio.ui.app import Program
    from recall_studio.ui.open_study import OpenStudy
    from recall_studio.ui.recall.leading.page import LeadingPage

FRAMES = 4500
PRESSES = 40
STOPS = 300
FEW = 30
KEYS = 60
HOURS_MS = 7_200_000
"""What the clock of the session says at the last of the stops."""


def rows(folder: Path) -> Iterator[Row]:
    """A recording of 3 minutes, 1280 x 720, in two windows; somebody presses Stop, looks, and goes on."""
    study, times_ms = _study(folder)
    for engine in ENGINES:
        with _leading(study, engine) as bench:
            frozen, late, wrong = bench.presses(times_ms)
            told = f"pictures painted afterwards: {late} (aim 0), other positions kept: {wrong} of {PRESSES} (aim 0)"
            yield measured(f"{engine}: press to frozen picture and other button", frozen, "p95 < 100 ms", None, told)
            gaps = bench.turns()
            told = f"longest {max(gaps):.0f} ms; it plays in two windows and records"
            yield measured(f"{engine}: a 16 ms turn of the window meanwhile", gaps, "p95 < 20 ms", None, told)
    with _leading(study, "qt") as bench:
        before, typed_at_first = _memory_mb(), bench.types()
        first, last = bench.stops()
        told = f"the first ones; memory {before:.0f} MB before, {_memory_mb():.0f} MB after"
        yield measured(f"a stop until card and list show it, first {FEW}", first, "p95 < 100 ms")
        yield measured(f"the same, last {FEW} of {STOPS} in two hours", last, "as the first", first, told)
        told = "the same at the first stop"
        yield measured(f"a key in the comment after {STOPS} stops", bench.types(), "< 16 ms", typed_at_first, told)


def _study(folder: Path) -> tuple[Path, list[int]]:
    from tests.journeys.driver import User
    from tests.journeys.recall_hand import study_to_look_back
    from tests.journeys.terminal import Terminal

    researcher = User(Terminal(folder))
    return researcher.folder, study_to_look_back(researcher, folder, FRAMES, size=(1280, 720))


class Bench(Turning):
    """An interview that has begun.

    Args:
        application: Qt's.
        page: where it is led.
    """

    def __init__(self, application: "QApplication", page: "LeadingPage") -> None:
        super().__init__(application)
        self.page, self.leading = page, page.leading

    def presses(self, times_ms: list[int]) -> tuple[list[float], int, int]:
        """How long each press took (ms), how many pictures came after it, and how many kept positions are others."""
        took, late, seen = [], 0, []
        painted = _Painted(self.page.viewer.picture.picture, lambda: self.leading.showing.image)
        for _press in range(PRESSES):
            self.rest(0.45)
            took.append(self._press(painted))
            shown = painted.image
            self.rest(0.25)
            late += painted.image != shown
            seen.append(times_ms[self._number()])
            self._press(painted)
            self.wait(lambda: self.leading.showing.plays)
        self.wait(self._all_kept)
        kept = [stop.position_ms for stop in self.leading.notes.stops]
        return took, late, sum(one != other for one, other in zip(kept, seen, strict=True))

    def stops(self) -> tuple[list[float], list[float]]:
        """How long the first and the last of many stops took, in ms."""
        from recall_studio.domain.recall.kinds import Initiator

        took, before = [], len(self.leading.notes.stops)
        for number in range(before + 1, STOPS + 1):
            self._let_time_go_by()
            started = time.perf_counter()
            self.leading.stop(Initiator.KLANT)
            self.wait(lambda number=number: self._shows(number), pause_s=0)  # type: ignore[misc]
            took.append((time.perf_counter() - started) * 1000)
            self.wait(self._all_kept)  # the disk's own time is no measure of how much there is in the session
            self.page.panel.card.form.text.setPlainText("Hier dacht ik iets.")
            self.leading.go_on(back_ms=200)
            self.rest(0.05)
        return took[:FEW], took[-FEW:]

    def turns(self) -> list[float]:
        """How long its turns are while it plays, is painted in both windows and is recorded, in ms.

        Raises:
            RuntimeError: nothing is recorded.
        """
        from recall_studio.ui.recall.leading.sounding import Hears

        if self.leading.sound.hears is not Hears.RECORDS:
            raise RuntimeError("the bench needs a microphone")
        self.wait(lambda: self.leading.showing.plays)
        return turns(self.page.viewer.isVisible)

    def types(self) -> list[float]:
        """How long each key takes in the field of what is said, at a stop, until everything is painted; in ms."""
        from PySide6.QtTest import QTest

        from recall_studio.domain.recall.kinds import Initiator

        self.wait(lambda: self.leading.showing.plays)
        self.leading.stop(Initiator.KLANT)
        self.wait(self._all_kept)
        took, field = [], self.page.panel.card.form.text
        for _key in range(KEYS):
            started = time.perf_counter()
            QTest.keyClicks(field, "a")
            self.application.processEvents()
            took.append((time.perf_counter() - started) * 1000)
            self.rest(0.02)
        self.wait(self._all_kept)
        self.leading.go_on(back_ms=500)
        self.rest(0.1)
        return took

    def _let_time_go_by(self) -> None:
        """As long as it takes to get to two hours with all stops."""
        clock = self.leading.clock
        if clock is not None:
            clock._base_ms += HOURS_MS // STOPS  # noqa: SLF001 - a bench has no two hours

    def _press(self, painted: "_Painted") -> float:
        """Press the button with the mouse; how long until the window stands still and shows the other button."""
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        button = self.page.viewer.button
        self.leading.hands._last_s = None  # noqa: SLF001 - a bench presses faster than a hand
        at, left, none = QPointF(button.rect().center()), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        before = button.text()
        started = time.perf_counter()
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            QApplication.sendEvent(button, QMouseEvent(kind, at, button.mapToGlobal(at), left, left, none))
        self.wait(lambda: button.text() != before and painted.button_painted(button), pause_s=0)
        return (time.perf_counter() - started) * 1000

    def _shows(self, number: int) -> bool:
        """Whether card and list show the stop of this number, painted."""
        card, table = self.page.panel.card, self.page.panel.table
        there = card.stopped is not None and card.stopped.number == number and card.stopped.position_ms is not None
        if there:
            card.repaint()
            table.viewport().repaint()
        return there

    def _all_kept(self) -> bool:
        stops = self.leading.notes.stops
        return not self.leading.notes.unkept and all(stop.id is not None for stop in stops[-1:])

    def _number(self) -> int:
        import numpy as np
        from PySide6.QtGui import QImage

        from recall_studio.ui.coding.picture import letterboxed
        from tests.player.clips import read_number

        surface, image = self.page.viewer.picture.picture, self.leading.showing.image
        seen = surface.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        lines = np.frombuffer(seen.constBits(), np.uint8).reshape(seen.height(), seen.bytesPerLine())
        place = letterboxed(image.size(), surface.rect())
        number = read_number(lines[place.top() : place.bottom() + 1, place.left() : place.right() + 1])
        if number is None:
            raise LookupError("there is no picture with bars in the viewer's window")
        return number


def _memory_mb() -> float:
    """What this process holds in memory, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class _Painted:
    """What was painted last: the picture, and whether the button was painted since it changed."""

    def __init__(self, picture: Any, shown: Callable[[], Any]) -> None:
        from PySide6.QtCore import QEvent, QObject
        from typing_extensions import override

        outer = self
        self.image: Any = None
        self._watched: Any = None
        self._said = ""

        class Eye(QObject):
            @override
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    if watched is picture:
                        outer.image = shown().copy()
                    else:
                        outer._said = watched.text()  # type: ignore[attr-defined]
                return False

        self._eye = Eye()
        picture.installEventFilter(self._eye)

    def button_painted(self, button: Any) -> bool:
        """Whether the button was painted with the words that it has now."""
        if self._watched is not button:
            self._watched = button
            button.installEventFilter(self._eye)
            button.update()
        return bool(self._said == button.text())


def _open(study: Path, engine: str) -> "tuple[QApplication, Program, OpenStudy]":
    """Start the program on a study."""
    from PySide6.QtWidgets import QApplication

    from recall_studio.ui.app import Program, calm_collector
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.start.who import WhoPage

    calm_collector()
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError(application)
    Preferences().change(engine=engine, language="en", theme="light")
    program = Program(application)
    program.start(study)
    until = time.monotonic() + PATIENCE_S
    while program.open_study is None and time.monotonic() < until:
        application.processEvents()
        asks = program.window.centralWidget()
        if isinstance(asks, WhoPage):  # asked once per computer and study
            asks.members[0].click()
    opened = program.open_study
    if opened is None:
        raise TimeoutError("the study does not open")
    return application, program, opened


@contextmanager
def _leading(study: Path, engine: str) -> "Iterator[Bench]":
    """An interview that plays in the program itself."""
    from recall_studio.domain.recall.kinds import Control
    from recall_studio.domain.recall.plan import InterviewPlan
    from recall_studio.edits.recall.preparing import prepare_interview
    from recall_studio.ui.recall.leading.page import LeadingPage

    application, program, opened = _open(study, engine)
    made = opened.session.study.perform(
        prepare_interview, recording="G-001", recaller="K-001", plan=InterviewPlan(control=Control.BEIDEN)
    )
    desk = opened._desk_now()  # noqa: SLF001 - the bench is a user who knows the way
    page = LeadingPage(desk, made)
    desk.window.open_page(page)
    bench = Bench(application, page)
    try:
        bench.wait(lambda: page.leading.showing.ready and not page.leading.showing.image.isNull())
        page.leading.begin(opened.session.complain)
        bench.wait(lambda: page.leading.showing.plays)
        bench.rest(1.0)
        yield bench
        page.leading.end(None, None)
        bench.rest(1.0)
    finally:
        _end(application, program)


def _end(application: "QApplication", program: "Program") -> None:
    program.window.let_go()
    program.end()
    program.window.deleteLater()
    application.processEvents()
