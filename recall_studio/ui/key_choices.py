"""Which keys hold now: a command's own choice of the user, else the preset's, else its default; and who has a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.study import Layer
from recall_studio.domain.words import _, language
from recall_studio.ui.coding.chords import KeyMap, key_map
from recall_studio.ui.coding.pinning import pinned_codes
from recall_studio.ui.commands.command import can_meet
from recall_studio.ui.key_presets import preset
from recall_studio.ui.session import layer_of
from recall_studio.ui.strokes import shown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recall_studio.domain.codebook import Codebook
    from recall_studio.store.settings import Settings
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk

CODES_PLACE = "coding"
"""The place where letters and digits are codes."""


def keys_of(command: Command, settings: Settings) -> tuple[str, ...]:
    """The keys that start this command now; the first is the one that is shown."""
    own = settings.keys.get(command.key)
    return preset(settings.key_preset).keys_of(command) if own is None else own


def key_shown(command: Command, settings: Settings) -> str:
    """The key that is shown for this command, as the system writes it, or nothing."""
    keys = keys_of(command, settings)
    return shown(keys[0]) if keys else ""


def by_key(commands: Iterable[Command], settings: Settings) -> dict[str, list[Command]]:
    """The commands by each of their keys."""
    table: dict[str, list[Command]] = {}
    for command in commands:
        for keys in keys_of(command, settings):
            table.setdefault(written(keys), []).append(command)
    return table


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a key: a command, a theme by its letter, or the pinned codes by a digit.

    Args:
        words: what it is called.
        command: the key of the command; empty for codes.
        theme: the key of the theme; empty for others.
    """

    words: str
    command: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class KeysNow:
    """All keys as they are now.

    Args:
        commands: of the window.
        settings: the user's choices.
        book: the codebook.
        codes: what letters and digits mean.
        layer: in which they code.
    """

    commands: Sequence[Command]
    settings: Settings
    book: Codebook
    codes: KeyMap
    layer: Layer = Layer.GESPREK

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command."""
        return keys_of(command, self.settings)

    def others_with(self, keys: str, command: Command) -> list[Holder]:
        """Who else has these keys where the command counts."""
        name = written(keys)
        found = [
            Holder(other.words, command=other.key)
            for other in self.commands
            if other is not command and can_meet(other, command) and name in map(written, self.of(other))
        ]
        return found + (self._codes_with(name) if command.workspace in ("", CODES_PLACE) else [])

    def conflicts(self, command: Command) -> dict[str, list[Holder]]:
        """Who else has each of the command's keys; keys that are its own alone are left out."""
        found = {keys: self.others_with(keys, command) for keys in self.of(command)}
        return {keys: holders for keys, holders in found.items() if holders}

    def _codes_with(self, name: str) -> list[Holder]:
        theme = self.codes.themes.get(name.removeprefix("Shift+"))
        if theme is not None:
            label = self.book.by_key[theme].label.in_language(language())
            return [Holder(_("the theme “{theme}”", theme=label), theme=theme)]
        digit = name.removeprefix("Ctrl+")
        return [Holder(_("the codes on 1 to 0"))] if len(digit) == 1 and digit.isdecimal() else []


def keys_now(desk: Desk) -> KeysNow:
    """The keys of this window as they are now."""
    settings, book = desk.preferences.settings, desk.session.codebook
    codes = key_map(book, pinned_codes(desk.session, settings), layer_of(desk.session))
    return KeysNow(desk.commands, settings, book, codes, layer_of(desk.session))


def chosen(settings: Settings, command: Command, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The user's own choices with this one; a choice that is the preset's own is none."""
    own = dict(settings.keys)
    own[command.key] = tuple(keys)
    if tuple(map(written, keys)) == tuple(map(written, preset(settings.key_preset).keys_of(command))):
        del own[command.key]
    return own


def taken(now: KeysNow, command: Command, keys: str) -> dict[str, tuple[str, ...]]:
    """The user's own choices after this command took these keys over from every other command that has them."""
    lost = {holder.command for holder in now.others_with(keys, command)}
    own: Mapping[str, tuple[str, ...]] = now.settings.keys
    for other in now.commands:
        if other.key in lost:
            kept = [one for one in now.of(other) if written(one) != written(keys)]
            own = {**own, other.key: tuple(kept)}
    return {**own, command.key: (*now.of(command), keys)}
