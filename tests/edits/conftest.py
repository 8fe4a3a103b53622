"""An empty study, and one whose recording may be coded; each test gets its own copy."""

import shutil
from pathlib import Path

import pytest

from tests.edits.setting import Clock, Lab, add_and_consent


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lab = Lab(tmp_path_factory.mktemp("empty") / "Leeg.recall", Clock())
    lab.make()
    return lab.path


@pytest.fixture(scope="session")
def _ready(tmp_path_factory: pytest.TempPathFactory, _empty: Path, clip: Path) -> Path:
    lab = Lab(Path(shutil.copytree(_empty, tmp_path_factory.mktemp("ready") / "Klaar.recall")), Clock())
    with lab.open() as study:
        add_and_consent(study, clip)
    return lab.path


@pytest.fixture
def lab(tmp_path: Path, _empty: Path) -> Lab:
    """A study with nothing in it."""
    return Lab(Path(shutil.copytree(_empty, tmp_path / "Proef.recall")), Clock())


@pytest.fixture
def ready(tmp_path: Path, _ready: Path) -> Lab:
    """A study with recording G-001 of three seconds, which may be coded by member A."""
    return Lab(Path(shutil.copytree(_ready, tmp_path / "Klaar.recall")), Clock())
