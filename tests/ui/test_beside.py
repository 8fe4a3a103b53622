"""What is long to read is read by the writer and worked out on a worker; the newest answer alone is shown."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.store.reading import Reading
from recall_studio.ui.beside import Beside
from tests.ui.player_hand import Viewer, viewer_on


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    with viewer_on(demo_path, qtbot) as made:
        yield made


def _where(study: Reading) -> tuple[str, str]:
    return threading.current_thread().name, study.facts().title


def _instead(number: int) -> Callable[[object], int]:
    return lambda _read: number


def test_neither_reading_nor_working_out_is_on_the_thread_of_the_window(viewer: Viewer, qtbot: QtBot) -> None:
    beside = Beside(viewer.session, viewer.root)
    shown: list[tuple[str, str, str]] = []
    beside.ask(_where, lambda read: (*read, threading.current_thread().name), shown.append)
    assert beside.busy
    assert shown == []
    qtbot.waitUntil(lambda: not beside.busy)
    (reader, title, worker) = shown[0]
    assert threading.current_thread().name not in (reader, worker)
    assert reader != worker
    assert title == viewer.study.facts().title


def test_what_is_asked_for_meanwhile_takes_the_place_of_what_was(viewer: Viewer, qtbot: QtBot) -> None:
    beside = Beside(viewer.session, viewer.root)
    shown: list[int] = []
    for number in range(5):
        beside.ask(_where, _instead(number), shown.append)
    qtbot.waitUntil(lambda: not beside.busy)
    assert shown == [4]


def test_nothing_is_shown_of_a_study_that_was_let_go(viewer: Viewer, qtbot: QtBot) -> None:
    beside = Beside(viewer.session, viewer.root)
    shown: list[object] = []
    beside.ask(_where, lambda read: read, shown.append)
    viewer.session.closing.emit()
    qtbot.wait(200)
    assert shown == []
    assert not beside.busy


def test_what_was_forgotten_is_not_taken_for_what_is_asked_for_next(viewer: Viewer, qtbot: QtBot) -> None:
    beside = Beside(viewer.session, viewer.root)
    shown: list[object] = []
    beside.ask(_where, lambda _read: "old", shown.append)
    beside.forget()
    beside.ask(lambda _study: "new", lambda read: read, shown.append)
    qtbot.waitUntil(lambda: not beside.busy)
    qtbot.wait(200)
    assert shown == ["new"]
