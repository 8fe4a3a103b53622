"""Waiting for the writer in short pieces, so that Ctrl+C is heard meanwhile."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future
    from threading import Thread

T = TypeVar("T")

# Python runs the handler of a signal on the main thread alone, and a wait without end only lets it when the signal cut
# that very wait short. One that arrives just before it, or on another thread, is left until the wait is over (measured:
# 29 of 100 that the writer sent while the main thread began to wait); on Windows every one is.
_PIECE_S = 0.1


def result_of(future: Future[T]) -> T:
    """The result of a future, or its error."""
    while not future.done():
        wait((future,), timeout=_PIECE_S)
    return future.result()


def until_ended(thread: Thread) -> None:
    """Wait for a thread."""
    while thread.is_alive():
        thread.join(_PIECE_S)
