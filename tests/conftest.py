"""What holds for every test: compiled words, English, a home and a screen of its own, and nothing left over."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from recall_studio.domain.words import speak
from tests import leftovers, screens
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
def stage() -> screens.Stage:
    """A virtual screen and sound card for all tests that show or sound something; skips where there can be none."""
    why_not = screens.missing()
    if why_not:
        pytest.skip(why_not)
    return screens.for_this_process()


@pytest.fixture(scope="session")
def qapp_args(stage: screens.Stage) -> list[str]:
    """Qt looks for its screen once, when the application is made: by then the stage must be there."""
    return ["recall-studio"]


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test leaves a thread running; one that uses Qt leaves no timer either, and meets no modal dialog."""
    if "qapp" not in request.fixturenames:
        with leftovers.no_threads():
            yield
        return
    request.getfixturevalue("qapp")
    with leftovers.none_allowed(dialogs="dialogs_expected" in request.fixturenames):
        yield


@pytest.fixture
def dialogs_expected() -> None:
    """For the rare test that means to meet a modal dialog, and closes it itself."""


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
