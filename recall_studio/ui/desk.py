"""What commands and views are given to work with: everything that `app.py` put together, and nothing global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.playing import Playing
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import Session
    from recall_studio.ui.tasks import Tasks
    from recall_studio.ui.tokens import Tokens


class Frame(Protocol):
    """What a command may ask of the window around it."""

    def show_workspace(self, key: str) -> None:
        """Go to a workspace."""


@dataclass(slots=True)
class Desk:
    """One window's things.

    Args:
        session: the open study.
        playing: the player.
        coding: the moments of the open recording and what can be done with them.
        tasks: long work.
        preferences: the settings of this computer, and their changes.
        tokens: the colours.
        window: the frame around the workspaces.
    """

    session: Session
    playing: Playing
    coding: Coding
    tasks: Tasks
    preferences: Preferences
    tokens: Tokens
    window: Frame
