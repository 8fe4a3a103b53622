"""A user at a terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.store import keys
from tests.journeys.at_window import WindowUser, at_work
from tests.journeys.driver import User, study_with
from tests.journeys.terminal import Terminal
from tests.player.clips import write_bar_clip


@pytest.fixture
def user(tmp_path: Path) -> User:
    """A researcher without a study yet, in a folder of their own."""
    folder = tmp_path / "bureau"
    folder.mkdir()
    return User(Terminal(folder))


@pytest.fixture
def window_user(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUser]:
    """A user at the window, with whatever engine plays."""
    with at_work(WindowUser(qtbot, qapp)) as made:
        yield made


@pytest.fixture
def ready_study(tmp_path: Path) -> Path:
    """A study with a recording of four seconds that may be coded."""
    clip = tmp_path / "gesprek.mp4"
    write_bar_clip(clip, frames=100, variable=False)
    return study_with(User(Terminal(tmp_path)), clip)


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases of new studies less, so that opening one a dozen times takes no seconds."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 1024)
    monkeypatch.setattr(keys, "PASSES", 1)
