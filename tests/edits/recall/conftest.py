"""The study of `interviewing.py`, made once a session and copied for each test that asks for it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import found_ready
from tests.store.studies import Clock

Opens = Callable[..., Study]


@pytest.fixture(scope="session")
def interview_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that nobody opens: tests work in copies."""
    home = tmp_path_factory.mktemp("interviews")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("RECALL_STUDIO_STATE", str(home / "state"))
        found_ready(home / "Studie.recall", home / "G-01.mp4")
    shutil.rmtree(home / "Studie.recall" / "backups")
    return home / "Studie.recall"


@pytest.fixture
def folder(interview_template: Path, tmp_path: Path) -> Path:
    """A study of this test's own."""
    return Path(shutil.copytree(interview_template, tmp_path / "Studie.recall"))


@pytest.fixture
def clock() -> Clock:
    """The clock of every study that `opens` opens."""
    return Clock()


@pytest.fixture
def opens(folder: Path, clock: Clock) -> Iterator[Opens]:
    """Opens the study for a member; closes what is still open in the end."""
    with ExitStack() as stack:

        def opened(acting_as: str | None = None) -> Study:
            study = open_study(folder, Opening(acting_as=acting_as, clock=clock))
            stack.callback(study.close)
            return study

        yield opened


@pytest.fixture
def study(opens: Opens) -> Study:
    """The study, open for member A."""
    return opens()
