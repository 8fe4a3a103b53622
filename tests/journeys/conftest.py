"""A user at a terminal, and recordings of three seconds."""

from pathlib import Path

import pytest

from recall_studio.store import keys
from tests.journeys.driver import User
from tests.journeys.recordings import CLIP, OTHER, SOUND, write
from tests.journeys.terminal import Terminal


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of picture, 25 a second, with a tone."""
    return write(CLIP, tmp_path_factory.mktemp("clip") / "gesprek.mp4")


@pytest.fixture(scope="session")
def other_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another recording, of one second."""
    return write(OTHER, tmp_path_factory.mktemp("other") / "ander.mp4")


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of sound alone."""
    return write(SOUND, tmp_path_factory.mktemp("sound") / "gesprek.wav")


@pytest.fixture
def user(tmp_path: Path) -> User:
    """A researcher without a study yet, in a folder of their own."""
    folder = tmp_path / "bureau"
    folder.mkdir()
    return User(Terminal(folder))


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases of new studies less, so that opening one a dozen times takes no seconds."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 1024)
    monkeypatch.setattr(keys, "PASSES", 1)
