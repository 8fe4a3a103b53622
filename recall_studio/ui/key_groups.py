"""The keys as they are now, in groups to read: commands by their area, codes by their theme, and the pinned ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _, language
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.commands.command import AREAS, counts_at
from recall_studio.ui.recall.leading.viewer_keys import FAR, MEDIA, PAD, REMOTE
from recall_studio.ui.strokes import shown

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code
    from recall_studio.ui.key_choices import KeysNow

Group = tuple[str, list[tuple[str, str]]]
"""A heading, and rows of words and keys."""
BETWEEN = "   "


def command_groups(now: KeysNow, workspace: str | None = None) -> list[Group]:
    """The commands that have keys, by area; those of one workspace, or of all."""
    groups = []
    for area, heading in AREAS.items():
        rows = [
            (command.words, BETWEEN.join(map(shown, now.of(command))))
            for command in now.commands
            if command.area == area and now.of(command) and (workspace is None or counts_at(command, workspace))
        ]
        if rows:
            groups.append((_(heading), rows))
    return groups


def viewer_group() -> Group:
    """The keys of who looks back in a recall interview: a fixed set that nobody else hears."""
    rows = [(_(words), _("stop, or go on")) for words in (REMOTE, MEDIA, FAR, PAD)]
    return _("The viewer’s control"), rows


def code_groups(now: KeysNow) -> list[Group]:
    """The codes in use that have keys, by theme, after those that one digit is enough for."""
    pinned = [(_label(now.book.by_key[key]), now.codes.digit_of(key)) for key in now.codes.pinned if key]
    groups = [(_("Codes under one key"), pinned)] if pinned else []
    used = codes_in_use(now.book, now.layer)
    for theme in (code for code in used if code.is_theme):
        codes = [code for code in used if code.parent == theme.key and code.chord]
        rows = [(_label(code), code.chord) for code in codes]
        if theme.chord:
            rows.append((_("the theme itself"), f"{theme.chord} 0"))
        if rows:
            groups.append((_label(theme), rows))
    return groups


def _label(code: Code) -> str:
    return code.label.in_language(language())
