"""A user at a terminal."""

from pathlib import Path

import pytest

from recall_studio.store import keys
from tests.journeys.driver import User
from tests.journeys.terminal import Terminal


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
