"""Finds threads and timers that a test of the window leaves behind, and stops at a modal dialog, which never ends."""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from typing import TYPE_CHECKING, Any, NoReturn
from unittest import mock

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GRACE_S = 2.0
LOOK_EVERY_MS = 50

# What waits inside a loop of its own until a person answers.
WAITING: tuple[tuple[type, str], ...] = (
    (QDialog, "exec"),
    (QMenu, "exec"),
    (QMessageBox, "exec"),
    *((QMessageBox, name) for name in ("about", "critical", "information", "question", "warning")),
    *((QFileDialog, name) for name in ("getExistingDirectory", "getOpenFileName", "getOpenFileNames")),
    (QFileDialog, "getSaveFileName"),
    *((QInputDialog, name) for name in ("getInt", "getDouble", "getItem", "getText", "getMultiLineText")),
)


class DialogMet(AssertionError):
    """A modal dialog came up, and nobody is there to answer it."""


@contextlib.contextmanager
def none_allowed(*, dialogs: bool = False) -> Iterator[None]:
    """Fail when this block leaves a thread or timer running, and at once when it opens a modal dialog.

    Args:
        dialogs: the block opens modal dialogs on purpose and closes them itself; none may `exec()` all the same.

    Raises:
        AssertionError: something still runs, `GRACE_S` after the end.
    """
    begun: weakref.WeakSet[QObject] = weakref.WeakSet()
    with contextlib.ExitStack() as stack:
        for kind, name in WAITING:
            stack.enter_context(mock.patch.object(kind, name, _refusal(f"{kind.__name__}.{name}")))
        for made in (QThread, QTimer):
            stack.enter_context(mock.patch.object(made, "start", _noted(made.start, begun)))
        if not dialogs:
            stack.enter_context(_watched_for_dialogs())
        stack.enter_context(no_threads())
        yield
    _expect_none(lambda: _running(begun))


@contextlib.contextmanager
def no_threads() -> Iterator[None]:
    """Fail when this block leaves a thread of Python running, `GRACE_S` after the end."""
    before = set(threading.enumerate())
    yield
    _expect_none(lambda: [f"thread {thread.name}" for thread in threading.enumerate() if thread not in before])


def _refusal(what: str) -> Callable[..., NoReturn]:
    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise DialogMet(f"{what} waits for a person; a test has none, and the program knows no nested loops")

    return refuse


def _noted(real: Callable[..., Any], begun: weakref.WeakSet[QObject]) -> Callable[..., Any]:
    """The same method, that also remembers whose it was."""

    def start(self: QObject, *given: object, **named: object) -> object:
        begun.add(self)
        return real(self, *given, **named)

    return start


@contextlib.contextmanager
def _watched_for_dialogs() -> Iterator[None]:
    """Close a modal dialog as soon as the loop of events turns, and fail with its title."""
    timer = QTimer()
    timer.setInterval(LOOK_EVERY_MS)
    timer.timeout.connect(_close_dialog)
    QTimer.start(timer)
    try:
        yield
        _close_dialog()
    finally:
        timer.stop()


def _close_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()
        raise DialogMet(f"a modal dialog came up: {type(dialog).__name__} '{dialog.windowTitle()}'")


def _expect_none(look: Callable[[], list[str]]) -> None:
    """Give threads time to end and objects to be deleted, and fail with what is found even so."""
    until = time.monotonic() + GRACE_S
    left = look()
    while left and time.monotonic() < until:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QThreadPool.globalInstance().waitForDone(10)
        time.sleep(0.01)
        left = look()
    assert not left, f"still running after the test: {'; '.join(left)}"


def _running(begun: weakref.WeakSet[QObject]) -> list[str]:
    alive = [made for made in begun if isValid(made)]
    threads = [f"QThread {made.objectName()}" for made in alive if isinstance(made, QThread) and made.isRunning()]
    timers = [_words_for(made) for made in alive if isinstance(made, QTimer) and made.isActive()]
    pool = QThreadPool.globalInstance().activeThreadCount()
    return [*threads, *timers, *([f"{pool} tasks of QThreadPool"] if pool else [])]


def _words_for(timer: QTimer) -> str:
    parent = timer.parent()
    owner = f" of {type(parent).__name__} '{parent.objectName()}'" if parent is not None else ""
    return f"QTimer every {timer.interval()} ms {timer.objectName()}{owner}"
