"""Commands that show, hide and move the panels of coding, and take the picture elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk

_SHOWN = (
    ("picture", N_("Show or hide the picture"), ()),
    ("timeline", N_("Show or hide the timeline"), ()),
    ("moments", N_("Show or hide the table of moments"), ()),
    ("codebook", N_("Show or hide the codebook"), ()),
    ("moment", N_("Show or hide the selected moment"), ()),
    ("card", N_("Show or hide what the code means"), ()),
)


def _ask(asked: str, key: str = "") -> Callable[[Desk], None]:
    return lambda desk: desk.coding.panel_asked.emit(asked, key)


PANELING = (
    *(
        Command(f"panel.{key}", title, _ask("show", key), keys, "panel", workspace="coding", in_text=True, icon="panel")
        for key, title, keys in _SHOWN
    ),
    Command(
        "panel.float",
        N_("Take the panel with the keyboard out of the window, or put it back"),
        _ask("float"),
        ("Ctrl+Shift+F11",),
        "panel",
        workspace="coding",
        in_text=True,
        icon="float",
    ),
    Command(
        "panel.second",
        N_("Show the picture on the second screen, or here again"),
        _ask("second"),
        ("Ctrl+F11",),
        "panel",
        workspace="coding",
        in_text=True,
        icon="screen",
    ),
)
