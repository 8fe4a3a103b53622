"""Two windows on one study: the second is told who has it, and a dead window holds nobody up."""

import json
import os
import socket
from pathlib import Path

import pytest

from recall_studio.domain.errors import StudyBusy
from recall_studio.store.folder import StudyFolder
from recall_studio.store.locking import WindowLock
from tests.store.conftest import Opens, Starts
from tests.store.studies import moments, tag


@pytest.fixture
def lock(folder: Path) -> WindowLock:
    return WindowLock(StudyFolder(folder))


def test_a_second_window_is_refused_and_told_who_has_the_study(folder: Path, starts: Starts, lock: WindowLock) -> None:
    window = starts("window")
    assert window.says() == "ready"
    with pytest.raises(StudyBusy) as told:
        lock.take()
    holder = json.loads((folder / "window.json").read_text(encoding="utf-8"))
    assert holder["pid"] != os.getpid()
    assert told.value.message == (
        f"This study is open in another window (process {holder['pid']} on {socket.gethostname()})."
    )
    assert told.value.remedy == "Close it there first."


def test_a_window_that_was_closed_leaves_room(starts: Starts, lock: WindowLock) -> None:
    window = starts("window")
    assert window.says() == "ready"
    window.is_told()
    assert window.ends() == 0
    lock.take()
    lock.give_back()


def test_a_window_that_was_killed_leaves_room(folder: Path, starts: Starts, lock: WindowLock) -> None:
    """What it wrote about itself is still there, and is no reason to refuse."""
    window = starts("window")
    assert window.says() == "ready"
    window.is_killed()
    assert (folder / "window.json").exists()
    lock.take()
    assert json.loads((folder / "window.json").read_text(encoding="utf-8"))["pid"] == os.getpid()
    lock.give_back()
    assert not (folder / "window.json").exists()


def test_a_second_window_of_the_same_program_is_refused_too(folder: Path, lock: WindowLock) -> None:
    lock.take()
    with pytest.raises(StudyBusy, match=str(os.getpid())):
        WindowLock(StudyFolder(folder)).take()
    lock.give_back()
    WindowLock(StudyFolder(folder)).take()


@pytest.mark.parametrize("said", ["", "{", "[]", '{"pid": "x"}', '{"host": "h"}'])
def test_a_holder_that_cannot_be_read_is_unknown_and_still_a_holder(
    folder: Path, starts: Starts, lock: WindowLock, said: str
) -> None:
    window = starts("window")
    assert window.says() == "ready"
    (folder / "window.json").write_text(said, encoding="utf-8")
    with pytest.raises(StudyBusy, match="unknown process"):
        lock.take()


def test_command_lines_may_write_beside_a_window(starts: Starts, opens: Opens) -> None:
    window = starts("window")
    assert window.says() == "ready"
    study = opens()
    tag(study)
    other = starts("tag")
    assert other.says() == "ready"
    other.is_told("go on")
    assert other.says()
    assert len(moments(study)) == 2
