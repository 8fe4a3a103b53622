"""What holds for every test: translations compiled, English spoken, and a home of its own."""

import runpy
from pathlib import Path

import pytest

from recall_studio.domain.words import speak
from tests.journeys.recordings import CLIP, OTHER, SOUND, write

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _compiled_words() -> None:
    """Compile the translations, which git does not keep."""
    runpy.run_path(str(PROJECT / "packaging" / "compile_words.py"))["compile_all"]()


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test writes into the folders of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(home / "state" / "recall-studio"))


@pytest.fixture(autouse=True)
def _english(_compiled_words: None) -> None:
    """Every test starts in English; one that wants Dutch says so itself."""
    speak("en")


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
