"""Commands that change what is looked at: workspaces, palette, keys, theme, language, layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_, language
from recall_studio.ui.commands.command import Command
from recall_studio.ui.theme import THEMES

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def _next_theme(desk: Desk) -> None:
    now = desk.preferences.settings.theme
    desk.preferences.change(theme=THEMES[(THEMES.index(now) + 1) % len(THEMES)])


def _other_language(desk: Desk) -> None:
    desk.preferences.change(language="en" if language() == "nl" else "nl")


VIEWING = (
    Command(
        "view.search",
        N_("Search everything"),
        lambda d: d.window.open_palette(),
        ("Ctrl+K",),
        in_text=True,
        icon="search",
    ),
    Command("view.keys", N_("Show the keys"), lambda d: d.window.open_keys(), ("?", "F1"), icon="keys"),
    Command(
        "view.library",
        N_("Go to the conversations"),
        lambda d: d.window.show_workspace("library"),
        ("Alt+1",),
        in_text=True,
        icon="library",
    ),
    Command(
        "view.coding",
        N_("Go to coding"),
        lambda d: d.window.show_workspace("coding"),
        ("Alt+2",),
        in_text=True,
        icon="coding",
    ),
    Command(
        "view.history",
        N_("Show the history"),
        lambda d: d.window.open_history(),
        ("Ctrl+H",),
        in_text=True,
        icon="history",
    ),
    Command(
        "view.picture", N_("Picture alone"), lambda d: d.window.toggle_picture(), ("F11",), in_text=True, icon="full"
    ),
    Command("view.layout", N_("Reset the layout"), lambda d: d.window.reset_layout(), (), icon="fit"),
    Command("view.theme", N_("Light, dark or as the system"), _next_theme, ("Ctrl+Alt+T",), in_text=True, icon="eye"),
    Command(
        "view.language", N_("Nederlands or English"), _other_language, ("Ctrl+Alt+L",), in_text=True, icon="language"
    ),
    Command(
        "view.preferences",
        N_("Preferences …"),
        lambda d: d.window.open_preferences(),
        ("Ctrl+,",),
        in_text=True,
        icon="settings",
    ),
)
