"""The window at the workspace Nagesprek, for the researcher who leads the demo study."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.recall.workspace_rig import Window, window_on


@pytest.fixture
def window(demo_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with window_on(demo_path, qtbot) as made:
        yield made
