"""What commands ask of the window around them: a part of it that is there, and which conversation is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from recall_studio.ui.library.workspace import LibraryWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk

Part = TypeVar("Part", bound=QWidget)


def shown(desk: Desk, kind: type[Part]) -> Part | None:
    """The part of this kind in this window, if it is there."""
    return desk.window.whole.findChild(kind)


def on_shown(kind: type[Part], act: Callable[[Part], object]) -> Callable[[Desk], None]:
    """What a command runs that asks something of a part; nothing where that is not there."""

    def run(desk: Desk) -> None:
        part = shown(desk, kind)
        if part is not None:
            act(part)

    return run


def in_front(desk: Desk, *, live: bool = True) -> str:
    """The conversation that is selected in the library, or open; empty when there is none.

    Args:
        desk: the window's things.
        live: also one that is open and watched along live.
    """
    library = shown(desk, LibraryWorkspace)
    if desk.window.workspace == "library" and library is not None and library.row is not None:
        return library.row.name
    recording = desk.session.recording
    return recording.name if recording is not None and (live or not recording.live) else ""
