"""Commands that change what is looked at: workspaces, palette, keys, history, theme, language, layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_, language
from recall_studio.ui.commands.command import Command
from recall_studio.ui.theme import THEMES

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def open_palette(desk: Desk) -> None:
    """Search everything."""
    from recall_studio.ui.finding import entries
    from recall_studio.ui.palette import Palette

    desk.window.open_sheet(Palette(entries(desk, desk.commands), desk.tokens))


def open_keys(desk: Desk) -> None:
    """Show the keys of where one is."""
    from recall_studio.ui.keys_help import KeysHelp

    desk.window.open_sheet(KeysHelp(desk))


def open_history(desk: Desk) -> None:
    """Show in words what was done."""
    from recall_studio.ui.history import HistoryPanel
    from recall_studio.ui.sheet import Sheet

    sheet = Sheet(width=620)
    sheet.body.addWidget(HistoryPanel(desk))
    desk.window.open_sheet(sheet)


def open_preferences(desk: Desk) -> None:
    """Show the settings."""
    from recall_studio.ui.preferences_sheet import PreferencesSheet

    desk.window.open_sheet(PreferencesSheet(desk))


def open_help(desk: Desk) -> None:
    """Show the help page."""
    from recall_studio.ui.help import HelpSheet

    desk.window.open_sheet(HelpSheet())


def next_theme(desk: Desk) -> None:
    """As the system, light, dark, of high contrast: the next of them."""
    now = desk.preferences.settings.theme
    desk.preferences.change(theme=THEMES[(THEMES.index(now) + 1) % len(THEMES)])


def other_language(desk: Desk) -> None:
    """Dutch or English: the other one."""
    desk.preferences.change(language="en" if language() == "nl" else "nl")


def _workspace(key: str, title: str, keys: tuple[str, ...], picture: str) -> Command:
    return Command(f"view.{key}", title, lambda desk: desk.window.show_workspace(key), keys, in_text=True, icon=picture)


VIEWING = (
    Command("view.search", N_("Search everything"), open_palette, ("Ctrl+K",), in_text=True, icon="search"),
    _workspace("library", N_("Go to the conversations"), ("Alt+1",), "library"),
    _workspace("coding", N_("Go to coding"), ("Alt+2",), "coding"),
    _workspace("project", N_("Go to the project"), ("Alt+6",), "settings"),
    Command("view.keys", N_("Show the keys"), open_keys, ("?",), icon="keys"),
    Command("view.help", N_("Help"), open_help, ("F1",), in_text=True, icon="help"),
    Command("view.history", N_("Show the history"), open_history, ("Ctrl+H",), in_text=True, icon="history"),
    Command(
        "view.picture",
        N_("Show the workspace alone"),
        lambda desk: desk.window.toggle_picture(),
        ("F11",),
        in_text=True,
        icon="full",
    ),
    Command("view.layout", N_("Reset the layout"), lambda desk: desk.preferences.change(layouts={}), icon="fit"),
    Command(
        "view.theme",
        N_("Light, dark, high contrast or as the system"),
        next_theme,
        ("Ctrl+Alt+T",),
        in_text=True,
        icon="eye",
    ),
    Command(
        "view.language", N_("Nederlands or English"), other_language, ("Ctrl+Alt+L",), in_text=True, icon="language"
    ),
    Command("view.preferences", N_("Preferences"), open_preferences, ("Ctrl+,",), in_text=True, icon="settings"),
)
