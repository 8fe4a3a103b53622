"""Media files that are dragged in, or asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from recall_studio.domain.words import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.tokens import Tokens

SUFFIXES = ("mp4", "mkv", "mov", "m4v", "avi", "webm", "mpg", "ts", "mp3", "wav", "m4a", "flac", "ogg", "aac")
"""What the file dialog shows; whatever is given is looked at by what is in it, not by its name."""


def patterns() -> str:
    """What the file dialog is to show."""
    recordings = _("Recordings ({patterns})", patterns=" ".join(f"*.{suffix}" for suffix in SUFFIXES))
    return ";;".join((recordings, _("All files") + " (*)"))


def files_in(given: QMimeData) -> tuple[Path, ...]:
    """The files of a drag, folders left out."""
    return tuple(
        Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile() and Path(url.toLocalFile()).is_file()
    )


class DropZone(QPushButton):
    """A dashed place to drop recordings on; a click or Enter asks for them."""

    dropped = Signal(object)
    """The paths, a tuple."""

    def __init__(self, words: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._tokens = tokens
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)
        self.setMinimumHeight(64)
        self._dress(over=False)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that it may be dropped here."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._dress(over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went on."""
        self._dress(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped."""
        self._dress(over=False)
        event.acceptProposedAction()
        self.dropped.emit(files_in(event.mimeData()))

    def _dress(self, *, over: bool) -> None:
        t = self._tokens
        self.setStyleSheet(
            f"""DropZone {{ border: 1px dashed {t.accent if over else t.muted}; border-radius: 8px;
            background: {t.soft if over else "transparent"}; color: {t.on_soft if over else t.muted}; padding: 12px; }}
            DropZone:hover {{ color: {t.text}; border-color: {t.accent}; }}
            DropZone:focus {{ border: 2px dashed {t.focus}; }}"""
        )
