"""A viewer's hand for the tests of the player in the window: a real study, a fake engine, and a room around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.media.facts import MediaFacts
from recall_studio.player.choosing import Choice
from recall_studio.player.engine import State
from recall_studio.player.fake import FakeEngine, kept_in
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.coding.coding import Coding
from recall_studio.ui.commands.playing import PLAYING
from recall_studio.ui.commands.viewing import VIEWING
from recall_studio.ui.desk import Desk
from recall_studio.ui.playing import Playing
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.session import Said, Session
from recall_studio.ui.situation import Stage
from recall_studio.ui.tasks import Tasks
from recall_studio.ui.tokens import LIGHT

RECORDING = "G-001"


class Room:
    """The window around the view, which writes down what it is asked."""

    workspace = "coding"
    page_open = False

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.whole = QWidget()

    def show_workspace(self, key: str) -> None:
        self.asked.append(f"workspace {key}")

    def open_page(self, page: QWidget) -> None:
        self.asked.append(f"page {type(page).__name__}")
        page.deleteLater()

    def toggle_picture(self) -> None:
        self.asked.append("picture")


class Viewer:
    """Somebody in front of the player."""

    def __init__(self, path: Path, qtbot: QtBot, acting_as: str | None = None) -> None:
        self.qtbot = qtbot
        self.root = QObject()
        self.tasks = Tasks(self.root)
        self.study = open_study(path, Opening(acting_as=acting_as))
        self.session = Session(self.study, self.tasks, self.root)
        self.preferences = Preferences()
        self.engines: list[FakeEngine] = []
        self.facts: list[MediaFacts] = []
        self.playing = Playing(self.session, self.preferences, self.root, choose=self._choose)
        self.coding = Coding(self.session, self.playing, self.preferences, self.root)
        self.room = Room()
        qtbot.addWidget(self.room.whole)
        self.desk = Desk(
            self.session,
            self.playing,
            self.coding,
            self.tasks,
            self.preferences,
            LIGHT,
            (*PLAYING, *VIEWING),
            cast("Any", self.room),
        )
        self.said: list[Said] = []
        self.session.said.connect(self.said.append)

    def _choose(self, facts: MediaFacts, preference: str, _kept: object) -> Choice:
        self.facts.append(facts)
        return Choice("fake", f"chosen for {preference}", kept_in(self.engines))

    @property
    def engine(self) -> FakeEngine:
        return self.engines[-1]

    @property
    def player(self) -> Any:
        return self.playing.player

    def opens(self, recording: str = RECORDING) -> None:
        self.session.open_recording(recording)
        self.waits(lambda: self.playing.situation.stage is not Stage.OPENING)

    def watches(self, ms: int) -> None:
        """Let this much go by while it plays."""
        for _tick in range(ms // 200):
            self.engine.advance(200)
            self.playing._tick()

    def goes_to(self, ms: int) -> None:
        """Go there and see the picture of then."""
        self.player.seek(ms)
        self.playing._tick()

    def plays(self, ms: int) -> None:
        self.player.play()
        assert self.player.state is State.PLAYING
        self.watches(ms)

    def does(self, command: str) -> None:
        found = next(one for one in self.desk.commands if one.key == command)
        assert found.when(self.desk)
        found.run(self.desk)

    def shows(self, widget: QWidget, width: int = 1000, height: int = 640) -> None:
        self.qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        self.qtbot.waitExposed(widget)

    def answers(self, status: Status, *, person: str = "K-417", condition: Condition = Condition.GEEN) -> None:
        """A person answers every question this way."""
        form = Form("f", Method.DIGITAAL, "A", self.study.today(), condition=condition)
        self.session.do(record_consent, person=person, purposes=list(Purpose), status=status, form=form)
        self.waits()

    def waits(self, until: Callable[[], bool] | None = None) -> None:
        self.qtbot.waitUntil(lambda: not self.session.unkept and (until is None or until()), timeout=10_000)
        QCoreApplication.processEvents()

    def close(self) -> None:
        self.playing.close()
        self.session.close()
        self.tasks.close()


@contextmanager
def viewer_on(path: Path, qtbot: QtBot, acting_as: str | None = None) -> Iterator[Viewer]:
    viewer = Viewer(path, qtbot, acting_as)
    try:
        yield viewer
    finally:
        viewer.close()
