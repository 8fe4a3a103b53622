"""Entering a study: its passphrase tried on a worker, the window's lock taken, then opened, or refused in words."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.errors import RecallError, WrongPassphrase
from recall_studio.domain.words import _
from recall_studio.store import opening
from recall_studio.store.folder import find_study
from recall_studio.store.locking import WindowLock

if TYPE_CHECKING:
    from recall_studio.store.study import Study
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.start.chosen import Chosen
    from recall_studio.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Entered:
    """A study that is open, its window lock, and what was chosen to get there."""

    study: Study
    lock: WindowLock
    chosen: Chosen


class Entering(QObject):
    """Opens studies, one at a time.

    Args:
        tasks: runs the work that takes long.
        preferences: who works in which study on this computer.
    """

    entered = Signal(object)
    """`Entered`."""
    refused = Signal(object, object)
    """What was chosen (`Chosen`), and the `RecallError` that says why it does not open."""
    waiting = Signal(bool)
    """An edit waits for another program, or no longer."""

    def __init__(self, tasks: Tasks, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._preferences = tasks, preferences
        self._gave_up = threading.Event()
        self.unlocking = False
        """Whether a passphrase is being tried; what is chosen meanwhile is not heard."""

    def enter(self, chosen: Chosen) -> None:
        """Open a study; `entered` or `refused` says how that ended."""
        if self.unlocking:
            return
        try:
            if chosen.key is None and opening.is_encrypted(chosen.path):
                self._unlock(chosen)
            else:
                self._open(chosen)
        except RecallError as error:
            self.refused.emit(chosen, error)

    def give_up(self) -> None:
        """Wait no more for another program that holds the study."""
        self._gave_up.set()

    def _unlock(self, chosen: Chosen) -> None:
        """Try the passphrase on a worker: to stretch it takes most of a second."""
        given = chosen.passphrase
        if given is None:
            raise WrongPassphrase(_("The passphrase does not open this study."))
        self.unlocking = True
        self._tasks.run(
            _("Opening the study"),
            lambda _progress: opening.study_key(chosen.path, lambda: given)[1],
            done=lambda key: self._go_on(replace(chosen, key=key)),
            refused=lambda error: self._stop(chosen, error),
            quiet=True,
        )

    def _go_on(self, chosen: Chosen) -> None:
        self.unlocking = False
        self.enter(chosen)

    def _stop(self, chosen: Chosen, error: RecallError) -> None:
        self.unlocking = False
        self.refused.emit(chosen, error)

    def _open(self, chosen: Chosen) -> None:
        lock = WindowLock(find_study(chosen.path))
        lock.take()  # where another window has it, it is not ours to give back
        self._gave_up.clear()
        try:
            study = opening.open_study(chosen.path, self._how(chosen))
        except RecallError:
            lock.give_back()
            raise
        self.entered.emit(Entered(study, lock, chosen))

    def _how(self, chosen: Chosen) -> opening.Opening:
        known = self._preferences.settings.members.get(opening.study_id(chosen.path))
        return opening.Opening(
            key=chosen.key,
            acting_as=chosen.member or known,
            waiting=self.waiting.emit,
            given_up=self._gave_up.is_set,
        )
