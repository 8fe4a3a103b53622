"""What a section of the workspace Project is: a line at its left and the widget behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the workspace Project.

    Args:
        key: its name in commands and tests.
        title: English source of its words.
        icon: a key of `icons.NAMES`.
        make: builds its widget when it is first shown.
        headed: its title stands above it; the others have a heading of their own.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Desk], QWidget]
    headed: bool = False
