"""The writer: one thread that owns the only writing connection and takes edits from a queue."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from recall_studio.domain.errors import AccessRefused, RecallError
from recall_studio.store import audit
from recall_studio.store.waiting import until_ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.store.writing import Writing

T = TypeVar("T")
_Job = tuple["Future[object]", "Callable[[Writing], object]"]


class Writer:
    """Runs edits one after another; none is dropped.

    Args:
        study: the writing connection; from now on it is used on the writer's thread alone.
        committed: called on that thread after every edit that went through.
    """

    def __init__(self, study: Writing, *, committed: Callable[[], None]) -> None:
        self._study = study
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._committed = committed
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, edit: Callable[[Writing], T]) -> Future[T]:
        """Queue an edit; its result or its error comes in the future."""
        future: Future[T] = Future()
        self._jobs.put((future, edit))  # type: ignore[arg-type]  # a Future[T] is filled with T below
        return future

    def close(self) -> None:
        """Do what is queued, then stop and close the connection."""
        self._jobs.put(None)
        until_ended(self._thread)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._do(*job)
        self._study.db.close()

    def _do(self, future: Future[object], edit: Callable[[Writing], object]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(edit(self._study))
            self._committed()
        except BaseException as error:  # noqa: BLE001 - the task runner: whoever asked gets it, whatever it is
            if future.done():  # a listener failed, not the edit: a bug to report, and the next edit is still made
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
                return
            if isinstance(error, AccessRefused):
                with suppress(RecallError):  # the refusal stands, whether it could be written down or not
                    audit.refused(self._study, error)
            future.set_exception(error)
