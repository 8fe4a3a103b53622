"""An empty study, and one whose recording may be coded; each test gets its own copy."""

import shutil
from pathlib import Path

import pytest

from tests.edits.setting import Clock, Lab, add_and_consent
from tests.journeys.recordings import CLIP, OTHER, SOUND, write


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
