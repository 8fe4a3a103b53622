"""The workbench, made once and copied for every test."""

import os
import shutil
from pathlib import Path

import pytest

from recall_studio.store import keys
from tests.cli.bench import Bench, set_up
from tests.journeys.terminal import Terminal


@pytest.fixture(scope="session")
def _bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECALL_STUDIO_STATE", str(folder / "state"))
        return set_up(folder / "werkbank")


@pytest.fixture
def bench(tmp_path: Path, _bench: Bench) -> Bench:
    """A workbench of its own for each test."""
    return Bench(Terminal(_copied(_bench.folder, tmp_path / "werkbank"), now=_bench.terminal.now))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder."""
    return Terminal(tmp_path)


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases of new studies less."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 1024)
    monkeypatch.setattr(keys, "PASSES", 1)


def _copied(folder: Path, to: Path) -> Path:
    """A copy; recordings, which the program never writes into, are the same file under another name."""

    def copy(source: str, target: str) -> str:
        if source.endswith(".mp3"):
            os.link(source, target)
            return target
        return str(shutil.copy2(source, target))

    return Path(shutil.copytree(folder, to, copy_function=copy))
