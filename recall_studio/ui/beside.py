"""Reading that is too long for the window: the study's writer reads, a worker works it out, the window shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.errors import RecallError
    from recall_studio.store.reading import Reading
    from recall_studio.ui.session import Session

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, eq=False, slots=True)
class _Asked:
    """What is done with a study, in three parts."""

    read: Callable[..., Any]
    work: Callable[[Any], Any]
    show: Callable[[Any], object]


class Beside(QObject):
    """Has one thing read at a time; what is asked for meanwhile is read next, and of several only the last.

    Args:
        session: the open study. Where it is open for reading only there is no writer, and the window reads itself.
        parent: who shows it.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._now: _Asked | None = None
        self._next: _Asked | None = None
        self._over = False
        session.closing.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether something is being read or worked out."""
        return self._now is not None

    def ask(self, read: Callable[[Reading], R], work: Callable[[R], T], show: Callable[[T], object]) -> None:
        """Read, work it out, and show what came of it; not when something is asked for in the meantime.

        Args:
            read: of the study; runs on its writer's thread, so every edit that was made before is in it.
            work: needs no study and no widget; runs on a worker.
            show: on the window's thread.
        """
        self._next = _Asked(read, work, show)
        if self._now is None:
            self._begin()

    def forget(self) -> None:
        """Show nothing of what is being read."""
        self._now, self._next = None, None

    def _begin(self) -> None:
        asked = self._now = None if self._over else self._next
        self._next = None
        if asked is None:
            return
        study = self._session.study
        if study.writable:
            done, refused = (while_there(self, partial(act, asked)) for act in (self._work, self._refuse))
            self._session.tasks.follow(study.submit(asked.read), done=done, refused=refused)
        else:
            self._work(asked, asked.read(study))

    def _work(self, asked: _Asked, read: Any) -> None:
        if asked is not self._now:
            return
        if self._next is not None:  # this is of the past already
            self._begin()
            return
        done, refused = (while_there(self, partial(act, asked)) for act in (self._show, self._refuse))
        self._session.tasks.run("", lambda _progress: asked.work(read), done=done, refused=refused, quiet=True)

    def _show(self, asked: _Asked, made: Any) -> None:
        if asked is self._now:
            late = self._next is not None
            self._begin()
            if not late:
                asked.show(made)

    def _refuse(self, asked: _Asked, error: RecallError) -> None:
        if asked is self._now:
            self._begin()
            self._session.complain(error)

    def _end(self) -> None:
        """The study is let go: nothing is read any more."""
        self._over = True
        self.forget()
