"""What a workspace is: an entry in the rail and the widget behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Workspace:
    """One entry of the rail.

    Args:
        key: its name in settings and commands.
        title: English source of what stands under its icon.
        icon: a key of `icons.NAMES`.
        make: builds its widget; the widget's `top_bar()` gives what stands in the window's top bar.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Desk], QWidget]
