"""The composition root of the window: makes the application, opens and closes studies, and hears of every bug."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLoggingCategory, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from recall_studio import __version__
from recall_studio.domain.words import _, language, language_of_system, speak
from recall_studio.player import choosing
from recall_studio.store import opening
from recall_studio.store.logs import LOGGER, keep_crash, start_logging
from recall_studio.ui.desk import Leaving
from recall_studio.ui.entering import Entering
from recall_studio.ui.interrupts import Interrupts
from recall_studio.ui.open_study import OpenStudy
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.session import Said
from recall_studio.ui.start.chosen import Chosen
from recall_studio.ui.start.erasing import erase_after_leaving
from recall_studio.ui.start.welcome import WelcomePage
from recall_studio.ui.start.who import WhoPage
from recall_studio.ui.study_frame import StudyFrame
from recall_studio.ui.tasks import Tasks
from recall_studio.ui.theme import dress, tokens_for
from recall_studio.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from recall_studio.domain.errors import RecallError
    from recall_studio.store.locking import WindowLock
    from recall_studio.store.study import Study
    from recall_studio.ui.entering import Entered
    from recall_studio.ui.playing import Choose

MOST_RECENT = 10


def run_window(path: Path | None, *, lang: str | None = None) -> int:
    """Show the window until it is closed; gives the exit status.

    Args:
        path: the study to open, or None for the start page.
        lang: the language asked for on the command line, which beats the settings.
    """
    start_logging()
    calm_collector()
    # Where there is no PipeWire Qt plays through PulseAudio, and tells the terminal so in words for engineers.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Recall Studio")
    application.setApplicationVersion(__version__)
    program = Program(application, lang=lang)
    interrupts = Interrupts(program)
    interrupts.asked.connect(program.window.close)
    program.start(path)
    status = application.exec()
    program.end()
    interrupts.end()
    return int(status)


def calm_collector() -> None:
    """Let Python look for rings of dead objects less often: among 100,000 moments a look costs as much as a paint."""
    gc.set_threshold(50_000, 20, 20)


class Program(QObject):
    """The program from its start to its end.

    Args:
        application: Qt's.
        lang: the language asked for on the command line.
        choose: chooses the engine for a file.
    """

    _bug_found = Signal(object)

    def __init__(self, application: QApplication, *, lang: str | None = None, choose: Choose = choosing.choose) -> None:
        super().__init__()
        self._application, self._choose = application, choose
        self._asked_language = lang
        self._translator: QTranslator | None = None
        self.preferences = Preferences()
        self.tasks = Tasks(self)
        self.entering = Entering(self.tasks, self.preferences, self)
        self.window = Window(self.preferences)
        self.open_study: OpenStudy | None = None
        self._at_the_door: tuple[Study, WindowLock] | None = None  # open, until it is known who works in it
        self._chosen: Chosen | None = None
        self._is_stale = False
        self._bug_found.connect(self._report)
        self.entering.entered.connect(self._entered)
        self.entering.refused.connect(self._refused)
        self.window.close_asked.connect(self._close_asked)
        self.preferences.changed.connect(self._adapt)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._adapt(frozenset({"theme"})))
        hints.accessibility().contrastPreferenceChanged.connect(lambda _clear: self._adapt(frozenset({"theme"})))
        self._hook()

    def start(self, path: Path | None) -> None:
        """Show the start page, or the study at this path."""
        self._speak()
        dress(self._application, tokens_for(self.preferences.settings.theme))
        self._show_welcome()
        if path is not None:
            self.open(Chosen(path))
        self.window.show()
        self.window.activateWindow()  # also where there is no window manager to do it

    def end(self) -> None:
        """Let everything go."""
        self._close_study()
        self.tasks.close()
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__

    def open(self, chosen: Chosen) -> None:
        """Open a study; where that cannot be done, the start page says why."""
        self.entering.enter(chosen)

    def _entered(self, entered: Entered) -> None:
        here = str(entered.study.folder.root)
        recent = (here, *(path for path in self.preferences.settings.recent if path != here))
        self.preferences.change(recent=recent[:MOST_RECENT])
        self._chosen = entered.chosen
        self._show_study(entered.study, entered.lock, entered.chosen)

    def _refused(self, chosen: Chosen, error: RecallError) -> None:
        self._welcome().refuse(chosen, error)

    def _show_study(self, study: Study, lock: WindowLock, chosen: Chosen) -> None:
        who = opening.study_id(chosen.path)
        known = chosen.member or self.preferences.settings.members.get(who)
        if known is None and len(study.members()) > 1:
            self._ask_member(study, lock, chosen)
            return
        members = {**self.preferences.settings.members, who: study.acting.code}
        self.preferences.change(members=members)
        self.open_study = OpenStudy(
            study,
            lock,
            tasks=self.tasks,
            preferences=self.preferences,
            application=self._application,
            choose=self._choose,
        )
        self.open_study.left.connect(self._leave)
        self.open_study.gave_up.connect(self.entering.give_up)
        self.entering.waiting.connect(self.open_study.session.waiting)
        self._build_study()
        self.open_study.greet()
        self.open_study.begin(chosen.then)

    def _build_study(self) -> None:
        """Make the window of the open study, anew for another language or theme."""
        opened = self.open_study
        if opened is None:
            return
        if opened.frame is not None and opened.frame.page_open:  # what was filled in on it must not get lost
            self._is_stale = True
            return
        self._is_stale = False
        frame = opened.build(tokens_for(self.preferences.settings.theme))
        frame.shown.connect(self._build_stale, Qt.ConnectionType.QueuedConnection)
        self.window.show_page(frame, opened.session.study.facts().title)
        frame.show_workspace(frame.workspace)  # once more: Qt gives no keyboard to what is not shown yet

    def _build_stale(self, _workspace: str) -> None:
        if self._is_stale:
            self._build_study()

    def _ask_member(self, study: Study, lock: WindowLock, chosen: Chosen) -> None:
        page = WhoPage(study, tokens_for(self.preferences.settings.theme))
        self._at_the_door = (study, lock)

        def opened_as(code: str) -> None:
            self._close_study()
            self.preferences.change(members={**self.preferences.settings.members, opening.study_id(chosen.path): code})
            self.open(chosen)

        page.chosen.connect(opened_as)
        self.window.show_page(page)
        page.setFocus()

    def _welcome(self) -> WelcomePage:
        """The start page that is shown, or one that is shown from now on."""
        page = self.window.centralWidget()
        return page if isinstance(page, WelcomePage) else self._show_welcome()

    def _show_welcome(self) -> WelcomePage:
        self._close_study()
        page = WelcomePage(self.preferences, self.tasks, tokens_for(self.preferences.settings.theme))
        page.study_chosen.connect(self.open)
        self.window.show_page(page)
        return page

    def _close_study(self) -> None:
        if self._at_the_door is not None:
            study, lock = self._at_the_door
            self._at_the_door = None
            study.close()
            lock.give_back()
        if self.open_study is not None:
            self.open_study.close()
            self.open_study.deleteLater()
            self.open_study = None

    def _leave(self, how: Leaving) -> None:
        if how is Leaving.QUIT:
            self.window.let_go()
            return
        chosen = self._chosen
        if how is Leaving.MEMBER and chosen is not None:
            self._close_study()
            members = dict(self.preferences.settings.members)
            members.pop(opening.study_id(chosen.path), None)
            self.preferences.change(members=members)
            self.open(chosen)
        elif how is Leaving.ERASE and self.open_study is not None:
            study = self.open_study.session.study
            erase_after_leaving(study, self._show_welcome())
        else:
            self._show_welcome()

    def _close_asked(self) -> None:
        if self.open_study is None or self.open_study.frame is None:
            self.window.let_go()
        else:
            self.open_study.frame.leave(Leaving.QUIT)

    def _adapt(self, fields: frozenset[str]) -> None:
        """Speak or look otherwise from now on: the window is built anew around the same session."""
        if not fields & {"language", "theme", "layouts"} or ("layouts" in fields and self.preferences.settings.layouts):
            return
        self._speak()
        dress(self._application, tokens_for(self.preferences.settings.theme))
        if self.open_study is not None:
            self._build_study()
        elif "layouts" not in fields:
            self._show_welcome()

    def _speak(self) -> None:
        speak(self._asked_language or self.preferences.settings.language or language_of_system())
        self._asked_language = None if self.preferences.settings.language else self._asked_language
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language()}", place):
            self._application.installTranslator(self._translator)

    def _hook(self) -> None:
        def found(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            self._bug_found.emit(error)

        sys.excepthook = found
        threading.excepthook = lambda given: self._bug_found.emit(given.exc_value)

    def _report(self, error: BaseException) -> None:
        """Tell the user of a bug, and keep where it was, without content."""
        said = _("Something went wrong in the program itself.")
        with suppress(OSError):
            place = keep_crash(error, __version__)
            said = _(
                "Something went wrong in the program itself. What happened stands, without content, in “{path}”.",
                path=place,
            )
        LOGGER.error("bug: %s", type(error).__name__)
        page = self.window.centralWidget()
        if isinstance(page, StudyFrame | WelcomePage):
            page.notices.tell(Said(said, "error"))
