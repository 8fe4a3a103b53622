"""The stage on which tests of the window run, and what is found out about tests that leave something behind."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests import leftovers, screens

PROJECT = Path(__file__).resolve().parents[2]
TELL = """
import sys, time
from tests.screens import on_stage
with on_stage() as stage:
    print(stage.environment["XDG_RUNTIME_DIR"], flush=True)
    {then}
"""


@pytest.fixture
def none_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """No patience: these tests leave things behind on purpose."""
    monkeypatch.setattr(leftovers, "GRACE_S", 0.05)


def test_the_screen_and_the_sound_are_ours(qtbot: QtBot) -> None:
    from PySide6.QtMultimedia import QMediaDevices  # here, because what it says when it loads would fail this test

    assert QGuiApplication.platformName() == "xcb"
    assert QGuiApplication.primaryScreen().size().toTuple() == (1920, 1080)
    assert {device.description() for device in QMediaDevices.audioOutputs()} == {"First", "Second"}
    assert QMediaDevices.defaultAudioOutput().description() == "First"
    assert QMediaDevices.audioInputs() != []


def test_a_window_gets_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()  # there is no window manager that would do it
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize("then", ["pass", "raise SystemExit(3)", "os.kill(os.getpid(), 9)"])
def test_nothing_of_it_outlives_the_process(then: str) -> None:
    need_stage()
    command = [sys.executable, "-c", TELL.replace("import sys", "import os, sys").format(then=then)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    folder = Path(done.stdout.strip()).parent
    assert folder.name.startswith("recall-stage-"), done.stderr
    wait_until(lambda: not folder.exists() and users_of(folder) == [])


def test_the_environment_is_put_back() -> None:
    need_stage()
    before = dict(os.environ)
    with screens.on_stage(["640x480x24", "320x240x24"]) as stage:
        assert os.environ["DISPLAY"] == stage.environment["DISPLAY"] != before.get("DISPLAY")
    assert dict(os.environ) == before


def test_a_screen_that_cannot_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    need_stage()
    with pytest.raises(OSError, match="screen"):
        screens.Stage(["no screen at all"])


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "platform", "linux")
    assert screens.missing().endswith("sudo apt install xvfb pulseaudio")
    monkeypatch.setattr(sys, "platform", "win32")
    assert screens.missing() == "Tests on a virtual screen run on Linux alone."


# What a test may not leave behind.


def test_a_timer_left_running_is_seen(qtbot: QtBot, none_left: None) -> None:
    timer = QTimer()
    timer.setObjectName("clock")
    with pytest.raises(AssertionError, match="QTimer every 1000 ms clock"), leftovers.none_allowed():
        timer.start(1000)
    timer.stop()


def test_a_timer_that_was_stopped_or_deleted_passes(qtbot: QtBot) -> None:
    owner = QObject()
    stopped, deleted = QTimer(), QTimer(owner)
    with leftovers.none_allowed():
        stopped.start(1000)
        deleted.start(1000)
        stopped.stop()
        owner.deleteLater()


def test_a_thread_of_qt_left_running_is_seen(qtbot: QtBot, none_left: None) -> None:
    thread = QThread()
    thread.setObjectName("decoder")
    with pytest.raises(AssertionError, match="QThread decoder"), leftovers.none_allowed():
        thread.start()
    thread.quit()
    thread.wait()


def test_a_thread_of_ours_left_running_is_seen(qtbot: QtBot, none_left: None) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="writer")
    with pytest.raises(AssertionError, match="thread writer"), leftovers.none_allowed():
        thread.start()
    end.set()
    thread.join()


def test_a_nested_loop_is_refused_at_once(qtbot: QtBot) -> None:
    with pytest.raises(leftovers.DialogMet, match=r"QDialog\.exec"), leftovers.none_allowed():
        QDialog().exec()
    with pytest.raises(leftovers.DialogMet, match=r"QMessageBox\.question"), leftovers.none_allowed():
        QMessageBox.question(QWidget(), "Sure?", "Sure?")


def test_a_modal_dialog_is_closed_and_told(qtbot: QtBot, dialogs_expected: None) -> None:
    dialog = QDialog()
    dialog.setWindowTitle("Sure?")
    qtbot.addWidget(dialog)
    with pytest.raises(leftovers.DialogMet, match=r"QDialog 'Sure\?'"), leftovers.none_allowed():
        dialog.open()
    assert dialog.isHidden()


def need_stage() -> None:
    if screens.missing():
        pytest.skip(screens.missing())


def users_of(folder: Path) -> list[str]:
    """The command lines of the processes that were started for this folder."""
    commands = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if bytes(folder) in command:
            commands.append(command.decode())
    return commands


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
