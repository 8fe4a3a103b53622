"""Long work beside the window: it runs on a worker, shows how far it is, and can be stopped."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from recall_studio.domain.errors import Cancelled, RecallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.progress import Progress

T = TypeVar("T")
WORKERS = 2


class Task(QObject):
    """One piece of long work, as the window sees it; it is the `Progress` that the work is given.

    Args:
        title: what it is, in words.
        quiet: nothing is shown of it.
    """

    moved = Signal(int)
    """How much is done, in thousandths; −1 while nobody knows."""
    ended = Signal()

    def __init__(self, title: str, *, quiet: bool = False) -> None:
        super().__init__()
        self.title = title
        self.quiet = quiet
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop; it does so where it leaves nothing half done."""
        self._cancelled = True

    def report(self, done: int, total: int) -> None:
        """Say how far it is; called on the worker."""
        self.moved.emit(min(done * 1000 // total, 1000) if total else -1)  # bytes would not fit in Qt's int


class Tasks(QObject):
    """Runs long work, two at a time; answers come on the window's thread.

    A `RecallError` goes to `failed`, everything else to the excepthook: a bug is never swallowed.
    """

    started = Signal(object)
    failed = Signal(object)
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="task")
        self._running: set[Task] = set()
        # Queued, also when the work was done at once: whoever started it hears of its end after `run()` gave the task.
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] = lambda _result: None,
        refused: Callable[[RecallError], None] | None = None,
        quiet: bool = False,
    ) -> Task:
        """Start `work` on a worker; then call `done` with what it gave, or `refused` (else `failed`) with its error."""
        task = Task(title, quiet=quiet)
        self._running.add(task)
        self.started.emit(task)
        future = self._pool.submit(work, task)
        self.follow(future, done=done, refused=refused, task=task)
        return task

    def follow(
        self,
        future: Future[T],
        *,
        done: Callable[[T], None] = lambda _result: None,
        refused: Callable[[RecallError], None] | None = None,
        task: Task | None = None,
    ) -> None:
        """Hear on the window's thread how a future ended, such as that of an edit."""
        future.add_done_callback(lambda settled: self._settled.emit((settled, done, refused, task)))

    @property
    def busy(self) -> tuple[Task, ...]:
        """What runs now, quiet work left out."""
        return tuple(task for task in self._running if not task.quiet)

    def close(self) -> None:
        """Stop what runs and wait for it."""
        for task in self._running:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _settle(
        self, ended: tuple[Future[Any], Callable[[Any], None], Callable[[RecallError], None] | None, Any]
    ) -> None:
        future, done, refused, task = ended
        if task is not None:
            self._running.discard(task)
            task.ended.emit()
        try:
            result = future.result()
        except (Cancelled, CancelledError):
            return
        except RecallError as error:
            (refused or self.failed.emit)(error)
            return
        done(result)
