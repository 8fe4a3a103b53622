"""What a key that was pressed in the keys editor would change, and who would lose it: pure, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recall_studio.domain.words import _, in_words, language
from recall_studio.edits.keying import free_letter, with_letter, with_number
from recall_studio.ui.key_choices import CODES_PLACE, chosen, taken
from recall_studio.ui.strokes import shown, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.codebook import Code
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.key_choices import Holder, KeysNow
    from recall_studio.ui.keys_editor_rows import KeyRow


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be done.

    Args:
        said: who has the key now and what they would get instead; nothing when nobody has it.
        keys: the user's own choices of keys afterwards, or None.
        chords: the keys that codes would get.
        possible: whether it can be taken over at all.
    """

    said: str = ""
    keys: Mapping[str, tuple[str, ...]] | None = None
    chords: Mapping[str, str] = field(default_factory=dict)
    possible: bool = True


def proposed(now: KeysNow, row: KeyRow, key: str) -> Proposal:
    """What this key would do for a row of the editor."""
    code = row.code
    if row.command is not None:
        return for_command(now, row.command, key)
    if code is None:
        return Proposal()
    if code.is_theme:
        is_letter = len(key) == 1 and key.isascii() and key.isalpha()
        wrong = Proposal(_("A theme has a letter from A to Z."), possible=False)
        return for_theme(now, code, key) if is_letter else wrong
    if key.isdecimal() and key != "0" and now.book.theme_of(code.key).chord:
        return for_code(now, code, int(key))
    return Proposal(_("A code has a number from 1 to 9, after the letter of its theme."), possible=False)


def for_command(now: KeysNow, command: Command, pressed: str) -> Proposal:
    """Give a command one more key."""
    if written(pressed) in map(written, now.of(command)):
        return Proposal()
    holders = now.others_with(pressed, command)
    key = shown(pressed)
    if not holders:
        return Proposal(keys=chosen(now.settings, command, (*now.of(command), pressed)))
    who = in_words([holder.words for holder in holders])
    said = _("{key} is the key of {who}.", key=key, who=who)
    if any(not holder.command and not holder.theme for holder in holders):
        return Proposal(
            _("{key} is the key of {who}; these keys are never a command’s.", key=key, who=who), possible=False
        )
    theme = next((holder for holder in holders if holder.theme), None)
    if theme is None:
        return Proposal(said, taken(now, command, pressed))
    return _from_theme(now, command, pressed, theme, said)


def _from_theme(now: KeysNow, command: Command, pressed: str, theme: Holder, said: str) -> Proposal:
    letter = free_letter(now.book, theme.theme, language(), not_these=_letters_of_commands(now))
    if not letter:
        return Proposal(said, possible=False)
    given = _("Its codes would begin with {letter} from then on, for everybody.", letter=letter)
    return Proposal(f"{said} {given}", taken(now, command, pressed), with_letter(now.book, theme.theme, letter))


def for_theme(now: KeysNow, theme: Code, letter: str) -> Proposal:
    """Give a theme, and with it its codes, another letter."""
    if letter == theme.chord:
        return Proposal()
    chords = with_letter(now.book, theme.key, letter)
    other = next((one for one in now.book.codes if one.is_theme and one.chord == letter), None)
    if other is not None:
        chords |= with_letter(now.book, other.key, theme.chord)
        label = other.label.in_language(language())
        if not theme.chord:
            return Proposal(_("{key} is the key of {who}; it would have none.", key=letter, who=label), None, chords)
        return Proposal(
            _("{key} is the key of {who}; it would get {other}.", key=letter, who=label, other=theme.chord),
            None,
            chords,
        )
    return _from_commands(now, letter, chords)


def _from_commands(now: KeysNow, letter: str, chords: Mapping[str, str]) -> Proposal:
    lost = [
        command
        for command in now.commands
        if command.workspace in ("", CODES_PLACE) and letter in map(written, now.of(command))
    ]
    if not lost:
        return Proposal(chords=chords)
    own = dict(now.settings.keys)
    for command in lost:
        own[command.key] = tuple(key for key in now.of(command) if written(key) != letter)
    who = in_words([command.words for command in lost])
    return Proposal(_("{key} is the key of {who}; it would have none.", key=letter, who=who), own, chords)


def for_code(now: KeysNow, code: Code, number: int) -> Proposal:
    """Give a code another number under its theme."""
    chords = with_number(now.book, code, number)
    wanted = chords[code.key]
    if wanted == code.chord:
        return Proposal()
    other = next((now.book.by_key[key] for key in chords if key != code.key), None)
    if other is None:
        return Proposal(chords=chords)
    label = other.label.in_language(language())
    if not code.chord:
        return Proposal(_("{key} is the key of {who}; it would have none.", key=wanted, who=label), None, chords)
    said = _("{key} is the key of {who}; it would get {other}.", key=wanted, who=label, other=code.chord)
    return Proposal(said, None, chords)


def _letters_of_commands(now: KeysNow) -> set[str]:
    return {written(key) for command in now.commands for key in now.of(command) if len(key) == 1}
