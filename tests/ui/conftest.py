"""The demo study for tests of the window, made once and copied for each; a desk on it, and what lies on that."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.exchange.demo import make_demo
from recall_studio.ui.coding.moments_table import MomentsTable
from recall_studio.ui.coding.timeline.timeline import Timeline
from tests.ui.desk_rig import Rig, rig_on


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo")).path


@pytest.fixture
def demo_path(tmp_path: Path, _demo: Path) -> Path:
    """A demo study of one's own: recording G-001, coded by A and B."""
    return Path(shutil.copytree(_demo, tmp_path / "Demo.recall"))


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    """A coder's hand with a desk, on that study."""
    with rig_on(demo_path, qtbot) as made:
        yield made


@pytest.fixture
def timeline(rig: Rig) -> Timeline:
    """The timeline, shown."""
    made = Timeline(rig.desk)
    made.resize(1100, 420)
    rig.shows(made)
    return made


@pytest.fixture
def table(rig: Rig) -> MomentsTable:
    """The table of moments, shown."""
    made = MomentsTable(rig.desk)
    made.resize(1000, 500)
    rig.shows(made)
    return made
