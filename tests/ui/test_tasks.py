"""Long work: answers come on the window's thread, errors to who asked, stopping leaves nothing behind."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from recall_studio.domain.errors import BadInput, Cancelled, RecallError
from recall_studio.domain.progress import Progress
from recall_studio.ui.tasks import Task, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_the_answer_comes_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    here, seen = QThread.currentThread(), []
    tasks.run("adding up", lambda _progress: 1 + 1, done=lambda result: seen.append((result, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(2, here)]


def test_a_refusal_goes_to_who_asked_and_else_to_everybody(tasks: Tasks, qtbot: QtBot) -> None:
    own: list[RecallError] = []
    everybody: list[RecallError] = []
    tasks.failed.connect(everybody.append)

    def refuse(_progress: Progress) -> None:
        raise BadInput("no")

    tasks.run("one", refuse, refused=own.append)
    tasks.run("two", refuse)
    qtbot.waitUntil(lambda: len(own) == len(everybody) == 1)
    assert own[0].message == everybody[0].message == "no"


def test_work_is_stopped_and_says_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    begun, told = threading.Event(), list[object]()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            pass
        raise Cancelled("stopped")

    task = tasks.run("long", work, done=told.append, refused=told.append)
    assert begun.wait(5)
    assert tasks.busy == (task,)
    with qtbot.waitSignal(task.ended):
        task.cancel()
    assert told == []
    assert not tasks.busy


def test_progress_of_large_files_is_told_in_thousandths(qtbot: QtBot) -> None:
    task, told = Task("copying"), list[int]()
    task.moved.connect(told.append)
    task.report(3 << 32, 6 << 32)
    task.report(5, 0)
    assert told == [500, -1]
