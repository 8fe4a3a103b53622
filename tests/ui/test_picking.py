"""Files and folders are asked for without waiting for the answer."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from recall_studio.ui.picking import pick_files, pick_folder, pick_target

pytestmark = pytest.mark.usefixtures("dialogs_expected")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_files_are_told_when_they_were_chosen(parent: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[tuple[Path, ...]] = []
    dialog = pick_files(parent, "Which?", "Video (*.mp4)", told.append)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(tmp_path / "a.mp4"), str(tmp_path / "b.mp4")])
    assert told == [(tmp_path / "a.mp4", tmp_path / "b.mp4")]
    close(dialog, qtbot)


def test_so_is_a_folder(parent: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Path] = []
    dialog = pick_folder(parent, "Where?", told.append, start=tmp_path)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.fileSelected.emit(str(tmp_path))
    assert told == [tmp_path]
    close(dialog, qtbot)


def test_and_a_place_for_a_new_file(parent: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[Path] = []
    dialog = pick_target(parent, "Where to?", told.append, name="sleutel.txt")
    dialog.fileSelected.emit(str(tmp_path / "sleutel.txt"))
    assert told == [tmp_path / "sleutel.txt"]
    close(dialog, qtbot)


def test_thinking_better_of_it_tells_nothing(parent: QWidget, qtbot: QtBot) -> None:
    told: list[Path] = []
    close(pick_folder(parent, "Where?", told.append), qtbot)
    assert told == []


def close(dialog: QFileDialog, qtbot: QtBot) -> None:
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
