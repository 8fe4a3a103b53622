"""A window with the library in it, the pages over it, and the keys of the program; studies for it made from scratch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.study import PersonRole, StudyKind
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording, copy_what_is_allowed, look_at
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store.opening import open_study
from recall_studio.ui.adding.page import AddingPage
from recall_studio.ui.commands.library import LIBRARY
from recall_studio.ui.commands.studying import STUDYING
from recall_studio.ui.desk import Desk
from recall_studio.ui.keys import KeyRouter
from recall_studio.ui.library.consent_page import ConsentPage
from recall_studio.ui.library.workspace import WORKSPACE, LibraryWorkspace
from recall_studio.ui.study_frame import StudyFrame
from recall_studio.ui.tokens import LIGHT
from recall_studio.ui.workspace import Workspace
from tests.ui.coding_hand import Hand

CODING = Workspace("coding", "Coding", "coding", lambda _desk: QLabel("coding"))
P = TypeVar("P", bound=QWidget)
COMMANDS = (*LIBRARY, *STUDYING)
TODAY = Form("v3", Method.SCHRIFTELIJK, "A", date(2026, 3, 11))


def make_study(folder: Path, *, kind: StudyKind = StudyKind.ONDERZOEK) -> Path:
    """An empty study."""
    path = folder / "Studie.recall"
    create_study(path, start=NewStudy("Studie", kind, default_codebook()))
    return path


def add(
    path: Path,
    media: Path,
    name: str,
    yes: tuple[Purpose, ...] = (),
    *,
    wave: str | None = None,
    day: date | None = None,
    link: bool = False,
    client: str | None = None,
) -> None:
    """Add a recording of K-(name) and M-100, who say yes to these purposes for this conversation."""
    study = open_study(path)
    persons = (GivenPerson(client or f"K-{name}", PersonRole.KLANT), GivenPerson("M-100", PersonRole.KLANTMANAGER))
    new = NewRecording(name, persons, held=day, type="Intake", wave=wave, link=link)
    study.perform(add_recording, given=look_at([media]), new=new)
    for person in persons if yes else ():
        study.perform(
            record_consent,
            person=str(person.pseudonym),
            purposes=list(yes),
            status=Status.GEGEVEN,
            form=TODAY,
            recording=name,
        )
    copy_what_is_allowed(study)
    study.close()


class LibraryRig(Hand):
    """The window, and a hand on mouse and keyboard."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        super().__init__(path, qtbot)
        self.frame = StudyFrame()
        qtbot.addWidget(self.frame)
        self.desk = Desk(
            session=self.session,
            playing=cast("Any", None),
            coding=self.coding,
            tasks=self.tasks,
            preferences=self.preferences,
            tokens=LIGHT,
            commands=COMMANDS,
            window=self.frame,
        )
        self.frame.fill(self.desk, (WORKSPACE, CODING))
        self.router = KeyRouter(self.desk)
        application().installEventFilter(self.router)
        self.frame.resize(1280, 720)
        self.frame.show()
        self.frame.show_workspace("library")
        self.frame.activateWindow()
        qtbot.waitUntil(self.frame.isActiveWindow)

    @property
    def library(self) -> LibraryWorkspace:
        found = self.frame.findChild(LibraryWorkspace)
        assert found is not None
        return found

    @property
    def names(self) -> list[str]:
        """What the table shows, from the top; headings in brackets."""
        model = self.library.table.model()
        lines = [cast("Any", model).line(n) for n in range(model.rowCount())]
        return [f"[{line}]" if isinstance(line, str) else line.name for line in lines]

    def adds(self, *files: Path) -> AddingPage:
        """Open the page that adds a conversation."""
        self.library.open_adding(files)
        return self.page(AddingPage)

    def looks_at_consent(self, name: str) -> ConsentPage:
        self.chooses(name)
        self.library.show_consent()
        return self.page(ConsentPage)

    def page(self, kind: type[P]) -> P:
        found = [page for page in self.frame.findChildren(kind) if page.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def chooses(self, name: str) -> None:
        row = next(row for row in cast("Any", self.library.table.model()).rows if row.name == name)
        self.library.table.choose(row.id)

    def presses_key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.frame, key, held)

    def until(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=10_000)

    @override
    def close(self) -> None:
        application().removeEventFilter(self.router)
        self.until(lambda: not cast("Any", self.tasks)._running)
        super().close()


def drop(widget: QWidget, *files: Path) -> None:
    """Drag files on a widget and let go."""
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place = QPointF(widget.rect().center())
    held = (Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place.toPoint(), *held)
    application().sendEvent(widget, enter)
    assert enter.isAccepted()
    application().sendEvent(widget, QDropEvent(place, *held))


def application() -> QApplication:
    return cast("QApplication", QApplication.instance())


@contextmanager
def library_of(path: Path, qtbot: QtBot) -> Iterator[LibraryRig]:
    rig = LibraryRig(path, qtbot)
    try:
        yield rig
    finally:
        rig.close()
