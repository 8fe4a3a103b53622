"""Whose keys are under the fingers: Recall's own are the commands' defaults, the others say what differs from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.ui.commands.command import Command


@dataclass(frozen=True, slots=True)
class Preset:
    """Keys of some commands, by the command's key; the other commands keep their defaults.

    Args:
        key: its name in the settings.
        keys: what differs from the defaults, as Qt writes it.
    """

    key: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command."""
        return self.keys.get(command.key, command.keys)


RECALL = Preset("recall")
ELAN = Preset(
    "elan",
    {
        "play.toggle_writing": ("Ctrl+Space", "F4"),
        "play.picture_back": ("Ctrl+Left", ","),
        "play.picture_ahead": ("Ctrl+Right", "."),
        "moment.play": ("Shift+Space", "Ctrl+Return", "Ctrl+Enter"),
        "moment.previous": ("Alt+Left", "Up"),
        "moment.next": ("Alt+Right", "Down"),
        "moment.note": ("Alt+M", "Return", "Enter", "F2"),
        "moment.remove": ("Alt+D", "Del"),
        "moment.earlier": ("Ctrl+Shift+Up",),
        "moment.later": ("Ctrl+Shift+Down",),
        "code.uncoded": ("Alt+N", "N"),
    },
)
BORIS = Preset(
    "boris",
    {
        "play.picture_back": ("/", ","),
        "play.picture_ahead": ("*", "."),
        "play.back": ("Down", "Left"),
        "play.ahead": ("Up", "Right"),
        "play.faster": ("Home", "]"),
        "play.slower": ("End", "["),
        "play.start": ("Alt+Home",),
        "play.end": ("Alt+End",),
        "moment.previous": ("PgUp",),
        "moment.next": ("PgDown",),
        "code.search": ("Ctrl+F",),
        "code.discuss": ("Shift+N",),
        "library.search": ("Ctrl+F",),
    },
)
JKL = Preset(
    "jkl",
    {
        "play.shuttle_back": ("J",),
        "play.pause": ("K",),
        "play.shuttle_ahead": ("L",),
    },
)
PRESETS = (RECALL, ELAN, BORIS, JKL)


def preset(key: str) -> Preset:
    """The preset of this key; Recall's own when there is none."""
    return next((one for one in PRESETS if one.key == key), RECALL)
