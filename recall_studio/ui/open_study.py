"""An open study in the window: builds session, player, coding and frame, and takes them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.study import StudyKind
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.keeping import still_to_arrange
from recall_studio.player.engine import State
from recall_studio.store import access, conversations
from recall_studio.store.recall import interviews
from recall_studio.ui.coding.coding import Coding
from recall_studio.ui.coding.leaving import running_words
from recall_studio.ui.coding.workspace import WORKSPACE as CODING
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.commands.studying import add_recording, lock
from recall_studio.ui.covering import Idleness
from recall_studio.ui.desk import Desk, Leaving
from recall_studio.ui.finding_back.workspace import WORKSPACE as FINDING
from recall_studio.ui.keys import KeyRouter
from recall_studio.ui.library.workspace import WORKSPACE as LIBRARY
from recall_studio.ui.playing import Playing
from recall_studio.ui.project.workspace import WORKSPACE as PROJECT
from recall_studio.ui.recall.left_over_sound import finish_left_over
from recall_studio.ui.recall.workspace import WORKSPACE as RECALL
from recall_studio.ui.session import Session
from recall_studio.ui.study_frame import StudyFrame

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from recall_studio.store.locking import WindowLock
    from recall_studio.store.study import Study
    from recall_studio.ui.playing import Choose
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.tasks import Tasks
    from recall_studio.ui.tokens import Tokens

WORKSPACES = (LIBRARY, CODING, FINDING, RECALL, PROJECT)


class OpenStudy(QObject):
    """One study, its window lock held, from opening to closing.

    Args:
        study: open.
        lock: taken.
        tasks: runs long work.
        preferences: the settings of this computer.
        application: whose keys are listened to.
        choose: chooses the engine for a file.
    """

    left = Signal(object)
    """`Leaving`: the user goes away, and nothing stands in the way any more."""

    gave_up = Signal()
    """What waits for another program is not waited for any more."""

    def __init__(
        self,
        study: Study,
        lock: WindowLock,
        *,
        tasks: Tasks,
        preferences: Preferences,
        application: QApplication,
        choose: Choose,
    ) -> None:
        super().__init__()
        self._lock, self._tasks, self._preferences, self._application = lock, tasks, preferences, application
        self.session = Session(study, tasks, self)
        self.playing = Playing(self.session, preferences, self, choose=choose)
        self.coding = Coding(self.session, self.playing, preferences, self)
        self.frame: StudyFrame | None = None
        self._router: KeyRouter | None = None
        self._idleness = Idleness(application, self._is_busy, self)
        self._desk: Desk | None = None
        self._idleness.ran_out.connect(self._cover)

    def build(self, tokens: Tokens) -> StudyFrame:
        """Make the frame with everything in it; anew for another language or theme."""
        if self._router is not None:
            self._application.removeEventFilter(self._router)
        here = self.frame.workspace if self.frame is not None else LIBRARY.key
        self.coding.say_anew()
        frame = StudyFrame()
        desk = Desk(self.session, self.playing, self.coding, self._tasks, self._preferences, tokens, COMMANDS, frame)
        frame.fill(desk, WORKSPACES)
        frame.left.connect(self._leave)
        self._router = KeyRouter(desk)
        self._application.installEventFilter(self._router)
        self.frame, self._desk = frame, desk
        frame.show_workspace(here)
        return frame

    def greet(self) -> None:
        """Say what the user should know of this study: how it was opened, and what is still to be arranged."""
        study = self.session.study
        arrange = still_to_arrange(study) if study.facts().kind is not StudyKind.OEFENEN else []
        said = [*study.notices, *arrange]
        if any(
            one.goes_on and one.interviewer == study.acting.code for one in interviews.of_study(study, study.acting)
        ):
            said.append(_("A recall interview that you lead still goes on: continue it, or end it."))
        if said:
            self.session.say(" ".join(said), "warning")
        finish_left_over(self.session, self._tasks)

    def begin(self, then: str) -> None:
        """Go where the user wants to be, see `Chosen.then`."""
        if then == "adding":
            add_recording(self._desk_now())
            return
        apart = {row["name"] for row in conversations.interviews(self.session.study)}
        names = [one for one in access.seen_recordings(self.session.study, self.session.member) if one not in apart]
        if names and (then == "coding" or (not then and len(names) == 1)):
            self.session.open_recording(names[0])
            self._desk_now().window.show_workspace(CODING.key)

    def close(self) -> None:
        """Stop playing, finish what is queued, give the lock back."""
        if self._router is not None:
            self._application.removeEventFilter(self._router)
            self._router = None
        if self._desk is not None and self._desk.leading is not None:
            self._desk.leading.close()
        self.playing.close()
        self.session.close()
        self._lock.give_back()

    def _leave(self, how: Leaving) -> None:
        """What still runs is asked about first, and so is what another program keeps from being kept."""
        room, running = self._desk_now().window, [view for view in self.coding.running if view.own]
        leading = self._desk_now().leading
        if how is Leaving.ERASE:  # nothing of it is wanted any more
            self.left.emit(how)
        elif leading is not None and leading.goes_on:
            leading.pause()
            question = _("A recall interview goes on. You can continue it later; meanwhile nothing is recorded.")
            room.ask(question, _("Leave it open"), lambda: self._interrupt(how))
        elif self.session.unkept:
            question = ngettext(
                "{n} change waits for another program. It is lost when you leave now.",
                "{n} changes wait for another program. They are lost when you leave now.",
                self.session.unkept,
            )
            room.ask(question, _("Leave, and lose that"), lambda: self._give_up(how))
        elif running:
            question = _("Still running: {codes}. They stay open until you end them.", codes=running_words(running))
            room.ask(question, _("Leave them open"), lambda: self.left.emit(how))
        else:
            self.left.emit(how)

    def _interrupt(self, how: Leaving) -> None:
        """Leave a recall interview as it is; what is asked next is asked then."""
        desk = self._desk_now()
        if desk.leading is not None:
            desk.leading.close()
        self._leave(how)

    def _give_up(self, how: Leaving) -> None:
        self.gave_up.emit()
        self.left.emit(how)

    def _desk_now(self) -> Desk:
        if self._desk is None:
            raise RuntimeError("the frame is not built yet")
        return self._desk

    def _is_busy(self) -> bool:
        """A recording plays, or somebody looks back and talks, with no hand on anything."""
        return self.playing.player.state is State.PLAYING or self.session_runs()

    def session_runs(self) -> bool:
        """Whether a recall interview is led now."""
        return self._desk is not None and self._desk.leading is not None

    def _cover(self) -> None:
        lock(self._desk_now())
