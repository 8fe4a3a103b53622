"""What a command is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk

AREAS = {
    "play": N_("Playing"),
    "code": N_("Coding"),
    "moment": N_("The selected moment"),
    "recall": N_("Recall interviews"),
    "view": N_("Looking"),
    "panel": N_("Panels"),
    "study": N_("The study"),
    "leading": N_("Leading a recall interview"),
}
LEADING = "leading"
"""The place of a recall interview: its own commands count there, and only a few others."""
ALSO_WHILE_LEADING = frozenset({"play.toggle", "play.toggle_writing", "study.lock", "study.quit", "view.keys"})


def always(_desk: Desk) -> bool:
    """Whether it can be done now: yes."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the user can do.

    Args:
        key: its name in settings and tests, such as `play.toggle`.
        title: English source of its words, a short imperative.
        run: does it.
        keys: the key sequences that start it until the user chooses others, as Qt writes them (`Ctrl+Z`,
            `Shift+Left`); the first is shown. `key_choices` says which hold now.
        area: a key of `AREAS`.
        when: whether it can be done now.
        in_text: also while a text field has the keyboard.
        workspace: only there; empty for everywhere.
        icon: a key of `icons.NAMES`, or nothing.
        repeats: does it again and again while its key is held.
    """

    key: str
    title: str
    run: Callable[[Desk], None]
    keys: tuple[str, ...] = ()
    area: str = "view"
    when: Callable[[Desk], bool] = always
    in_text: bool = False
    workspace: str = ""
    icon: str = ""
    repeats: bool = False

    @property
    def words(self) -> str:
        """What it is called in the language spoken now."""
        return _(self.title)


def counts_at(command: Command, place: str) -> bool:
    """Whether a command counts at a place: a workspace, `plain`, `leading`, or nowhere in particular."""
    if place == LEADING:
        return command.workspace == LEADING or command.key in ALSO_WHILE_LEADING
    return command.workspace in ("", place)


def can_meet(one: Command, other: Command) -> bool:
    """Whether there is a place where both count, so that they need different keys."""
    if LEADING in (one.workspace, other.workspace):
        return counts_at(one, LEADING) and counts_at(other, LEADING)
    return not one.workspace or not other.workspace or one.workspace == other.workspace
