"""Reading that is too long for the window: the study's writer reads, a worker works it out, the window shows."""

from __future__ import annotations

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


class Beside(QObject):
    """Has one thing read at a time; what is asked for meanwhile is read next, and of several only the last.

    Args:
        session: the open study. Where it is open for reading only there is no writer, and the window reads itself.
        parent: who shows it.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._now: tuple[Callable[..., Any], ...] | None = None
        self._next: tuple[Callable[..., Any], ...] | None = None
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
        self._next = (read, work, show)
        if self._now is None:
            self._begin()

    def _begin(self) -> None:
        self._now, self._next = self._next, None
        if self._now is None or self._over:
            return
        read, study, tasks = self._now[0], self._session.study, self._session.tasks
        if study.writable:
            refused = while_there(self, self._refuse)
            tasks.follow(study.submit(read), done=while_there(self, self._work), refused=refused)
        else:
            self._work(read(study))

    def _work(self, read: Any) -> None:
        if self._now is None or self._over:
            return
        if self._next is not None:  # this is of the past already
            self._begin()
            return
        work = self._now[1]
        done, refused = while_there(self, self._show), while_there(self, self._refuse)
        self._session.tasks.run("", lambda _progress: work(read), done=done, refused=refused, quiet=True)

    def _show(self, made: Any) -> None:
        now, late = self._now, self._next is not None
        self._begin()
        if now is not None and not late and not self._over:
            now[2](made)

    def _refuse(self, error: RecallError) -> None:
        self._begin()
        if not self._over:
            self._session.complain(error)

    def _end(self) -> None:
        """The study is let go: nothing is read any more."""
        self._over, self._now, self._next = True, None, None
