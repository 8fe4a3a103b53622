"""Leaving while something is still under way: nothing runs on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.exchange.demo import make_demo
from tests.journeys.at_window import WindowUser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo")).path


@pytest.mark.parametrize("later_ms", [0, 60, 120, 240])
def test_who_quits_while_a_recording_is_opened_leaves_nothing_running(
    demo: Path, qtbot: QtBot, qapp: QApplication, later_ms: int
) -> None:
    user = WindowUser(qtbot, qapp)
    user.starts(demo)
    user.sees(lambda: user.study.frame is not None and user.study.frame.isVisible())
    qtbot.wait(later_ms)
    user.quits()
