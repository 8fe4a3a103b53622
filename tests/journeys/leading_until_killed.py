"""The window leading an interview until somebody kills it; each line says what is kept by now.

Run with a study, an interview and an engine. It begins the interview, or continues it where it was left; then the
viewer stops and plays on, the interviewer asks and writes, and the microphone hears it all.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from recall_studio.domain.ids import RecallSessionId
from recall_studio.ui.app import Program
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.recall.leading.going_on import GoingOn
from recall_studio.ui.recall.leading.page import LeadingPage
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.sounding import Hears
from recall_studio.ui.start.who import WhoPage

TURN_MS = 20
PLAYED_S = 0.25
BACK_MS = 400


class Hands(QObject):
    """All hands at once: they do what is next, a few times a second."""

    def __init__(self, program: Program, interview: RecallSessionId) -> None:
        super().__init__()
        self._program, self._interview = program, interview
        self._page: LeadingPage | None = None
        self._told: set[str] = set()
        self._since = 0.0
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        if self._page is None:
            self._open()
        elif self._page.leading.phase is Phase.BEFORE:
            self._begin(self._page)
        else:
            self._lead(self._page)
            self._tell(self._page)

    def _open(self) -> None:
        study = self._program.open_study
        if isinstance(asks := self._program.window.centralWidget(), WhoPage):
            asks.members[0].click()
        elif study is not None and study.frame is not None:
            desk = study._desk_now()
            self._page = LeadingPage(desk, self._interview)
            desk.window.open_page(self._page)
            self._page.leading.sound.level.connect(self._hear)

    def _begin(self, page: LeadingPage) -> None:
        if not page.leading.showing.ready or page.leading.showing.image.isNull():
            return
        going_on = page.findChild(GoingOn)
        if going_on is not None:
            going_on.go_on.click()
        elif page.setting_up.begin.isEnabled():
            page.setting_up.begin.click()

    def _lead(self, page: LeadingPage) -> None:
        leading, card = page.leading, page.panel.card
        if time.monotonic() - self._since < PLAYED_S:
            return
        self._since = time.monotonic()
        if leading.phase is Phase.PLAYING and leading.showing.plays:
            leading.hands._last_s = None  # faster than a hand
            page.viewer.pressed.emit()
            card.asking.cards[0].click()
            card.form.text.setPlainText(f"Woorden {len(leading.notes.stops)}")
        elif leading.phase is Phase.STOPPED:
            leading.go_on(back_ms=BACK_MS)

    def _tell(self, page: LeadingPage) -> None:
        for stop in page.leading.notes.stops:
            if stop.id is not None:
                self._say(f"stop {stop.id} {stop.position_ms}")
            for asked in stop.asked:
                if asked.id is not None:
                    self._say(f"prompt {asked.id}")
            for said in stop.said:
                if said.id is not None and not said.busy and not said.unkept:
                    self._say(f"comment {said.id} {said.text}")

    def _hear(self, _level: float) -> None:
        if self._page is not None and self._page.leading.sound.hears is Hears.RECORDS:
            self._say(f"heard {self._page.leading.now_ms()}")

    def _say(self, line: str) -> None:
        if line not in self._told:
            self._told.add(line)
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def main() -> None:
    app = QApplication([])
    study, interview, engine = sys.argv[1:]
    Preferences().change(engine=engine, language="en", theme="light")
    program = Program(app)
    program.start(Path(study))
    hands = Hands(program, RecallSessionId(interview))
    app.exec()
    del hands


if __name__ == "__main__":
    main()
