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


class Room(Protocol):
    """What a command or view may ask of the window around it."""

    def show_workspace(self, key: str) -> None:
        """Go to a workspace."""

    def open_palette(self) -> None:
        """Search everything."""

    def open_keys(self) -> None:
        """Show the keys of where one is."""

    def open_history(self) -> None:
        """Show what was done."""

    def open_preferences(self) -> None:
        """Show the settings."""

    def open_page(self, page: object) -> None:
        """Show a page (a widget) in the place of the workspace until `close_page()`."""

    def close_page(self) -> None:
        """Take the page away and show the workspace again."""

    def toggle_picture(self) -> None:
        """Show the picture alone, or all again."""

    def reset_layout(self) -> None:
        """Lay everything out as it was at first."""

    def add_recording(self) -> None:
        """Open the page that adds a conversation."""

    def ask(self, question: str, answer: str, run: object) -> None:
        """Ask one thing in the bar at the top; `run` is called when the user says yes."""

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Say something in the status bar, such as how many moments there are."""

    def leave_study(self) -> None:
        """Close the study and show the start page."""

    def ask_member(self) -> None:
        """Ask who works."""

    def lock(self) -> None:
        """Pause, and cover the screen until a key is pressed."""

    def quit(self) -> None:
        """End the program."""


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
    window: Room
