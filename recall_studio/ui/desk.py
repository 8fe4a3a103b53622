"""What commands and views are given to work with: everything that `app.py` put together, and nothing global."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.playing import Playing
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.session import Session
    from recall_studio.ui.sheet import Sheet
    from recall_studio.ui.tasks import Tasks
    from recall_studio.ui.tokens import Tokens


class Leaving(Enum):
    """Where to go from an open study."""

    QUIT = "quit"
    START = "start"  # the start page
    MEMBER = "member"  # the same study, somebody else works
    ERASE = "erase"  # the start page, and the study is destroyed


class Room(Protocol):
    """What a command or view may ask of the window around it."""

    @property
    def workspace(self) -> str:
        """The key of the workspace that is shown."""

    @property
    def page_open(self) -> bool:
        """Whether a page lies over the workspace, whose keys then do nothing."""

    @property
    def whole(self) -> QWidget:
        """All of the window, to lie over."""

    def show_workspace(self, key: str) -> None:
        """Go to a workspace, or a section as in `project/coders`; a page that lies over it goes away."""

    def open_page(self, page: QWidget) -> None:
        """Show a page in the place of the workspace; its `top_bar()` stands above it."""

    def close_page(self) -> None:
        """Take the page away and show the workspace again."""

    def open_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over everything until it is closed; the one before goes."""

    def ask(self, question: str, answer: str, run: Callable[[], None]) -> None:
        """Ask one thing in the bar at the top; `run` is called when the user says yes."""

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Say something in the status bar, such as how many moments there are."""

    def toggle_picture(self) -> None:
        """Show the workspace alone, or all again."""

    def close_off(self, closed: bool) -> None:
        """Offer no other place to go to, while something is led that must not be left by accident; or all again."""

    def leave(self, how: Leaving) -> None:
        """Go away from this study; open intervals are asked about first."""


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
        commands: everything that can be done.
        window: the frame around the workspaces.
        leading: the recall interview that is led now; None while there is none. Nothing else is done meanwhile.
    """

    session: Session
    playing: Playing
    coding: Coding
    tasks: Tasks
    preferences: Preferences
    tokens: Tokens
    commands: tuple[Command, ...]
    window: Room
    leading: Leading | None = None

    @property
    def place(self) -> str:
        """Whose keys count: the workspace's, those of `plain` while coding is shown plainly, nobody's under a page.

        A recall interview has keys of its own, `leading`.
        """
        if self.leading is not None:
            return "leading"
        if self.window.page_open:
            return ""
        here = self.window.workspace
        return "plain" if here == "coding" and self.session.plain else here
