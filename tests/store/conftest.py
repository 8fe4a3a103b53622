"""The study of `studies.py`, made once a session and copied for each test that asks for it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from recall_studio.store import keys
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from tests.store.programs import Program
from tests.store.studies import Clock, found

PROJECT = Path(__file__).resolve().parent.parent.parent
PASSPHRASE = "open-voor-test"

Opens = Callable[..., Study]
Starts = Callable[..., Program]


@pytest.fixture(scope="session")
def plain_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that nobody opens: tests work in copies."""
    return _found(tmp_path_factory, passphrase=None)[0]


@pytest.fixture(scope="session")
def encrypted_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same, encrypted, and its recovery key. Stretched little, for speed; one test stretches in full."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(keys, "MEMORY_KIB", 64)
        path, recovery_key = _found(tmp_path_factory, passphrase=PASSPHRASE)
    assert recovery_key is not None
    return path, recovery_key


def _found(tmp_path_factory: pytest.TempPathFactory, *, passphrase: str | None) -> tuple[Path, str | None]:
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("RECALL_STUDIO_STATE", str(home / "state"))
        recovery_key = found(home / "Studie.recall", home / "G-01.mp4", passphrase=passphrase)
    shutil.rmtree(home / "Studie.recall" / "backups")
    return home / "Studie.recall", recovery_key


@pytest.fixture
def folder(plain_template: Path, tmp_path: Path) -> Path:
    """A study of this test's own."""
    return Path(shutil.copytree(plain_template, tmp_path / "Studie.recall"))


@pytest.fixture
def encrypted(encrypted_template: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted study of this test's own; `PASSPHRASE` opens it, and a new passphrase is stretched little too."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    return Path(shutil.copytree(encrypted_template[0], tmp_path / "Geheim.recall"))


@pytest.fixture
def clock() -> Clock:
    """The clock of every study that `opens` opens."""
    return Clock()


@pytest.fixture
def opens(folder: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opens]:
    """Opens the study, or the one at a path, or a copy of a backup; closes what is still open in the end."""
    with ExitStack() as stack:

        def opened(acting_as: str | None = None, *, path: Path = folder, **how: Any) -> Study:
            if path.parent.name == "backups":  # a backup is not opened in its place
                path = Path(shutil.copytree(path, tmp_path_factory.mktemp("backup") / "Studie.recall"))
            study = open_study(path, Opening(acting_as=acting_as, clock=clock, **how))
            stack.callback(study.close)
            return study

        yield opened


@pytest.fixture
def study(opens: Opens) -> Study:
    """The study, open for member A."""
    return opens()


@pytest.fixture
def starts(folder: Path) -> Iterator[Starts]:
    """Starts another program beside this one, in the study; stops it in the end."""
    with ExitStack() as stack:

        def started(verb: str, *, path: Path = folder) -> Program:
            command = [sys.executable, "-m", "tests.store.programs", verb, str(path)]
            process = stack.enter_context(
                subprocess.Popen(
                    command,
                    cwd=PROJECT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                )
            )
            stack.callback(process.kill)
            return Program(process)

        yield started
