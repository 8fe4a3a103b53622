"""Asking for files and folders with the system's own dialog, without waiting for the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def pick_files(parent: QWidget, title: str, patterns: str, done: Callable[[tuple[Path, ...]], object]) -> QFileDialog:
    """Ask for one or more files that are there; `done` is not called when the user thinks better of it.

    Args:
        parent: what the dialog lies over.
        title: what is asked.
        patterns: as Qt writes them, such as `Video (*.mp4 *.mkv)`.
        done: told which.
    """
    dialog = QFileDialog(parent, title, "", patterns)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: done(tuple(Path(name) for name in names)))
    return _shown(dialog)


def pick_folder(
    parent: QWidget, title: str, done: Callable[[Path], object], *, start: Path | None = None
) -> QFileDialog:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title, str(start or ""))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    return _shown(dialog)


def pick_target(parent: QWidget, title: str, done: Callable[[Path], object], *, name: str) -> QFileDialog:
    """Ask where a new file is to be written; `name` is proposed."""
    dialog = QFileDialog(parent, title, name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    return _shown(dialog)


def _shown(dialog: QFileDialog) -> QFileDialog:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()  # never exec(): the player goes on
    return dialog
