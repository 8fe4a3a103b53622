"""The demo study for tests of the window: made once, copied for each."""

import shutil
from pathlib import Path

import pytest

from recall_studio.exchange.demo import make_demo


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo")).path


@pytest.fixture
def demo_path(tmp_path: Path, _demo: Path) -> Path:
    """A demo study of one's own: recording G-001, coded by A and B."""
    return Path(shutil.copytree(_demo, tmp_path / "Demo.recall"))
