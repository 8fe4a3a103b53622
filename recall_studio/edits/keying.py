"""Giving codes other keys, several at once: a theme's letter goes with its codes, two codes change numbers.

It never makes a version of the codebook.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from recall_studio.domain.codebook_keys import check_chord
from recall_studio.domain.concept import planned
from recall_studio.domain.words import N_
from recall_studio.edits.codebook_editing import SCOPE, keep_target, require_researcher
from recall_studio.store import codebooks
from recall_studio.store import concept as concept_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.store.writing import Writing


def set_chords(study: Writing, *, chords: Mapping[str, str]) -> None:
    """Give codes and themes these keys, as one step.

    Args:
        study: where.
        chords: by the key of the code: `D` for a theme, `D 1` for a code, nothing to take its key away.

    Raises:
        UnknownName: there is no such code.
        BadInput: a key is of another shape, or two codes would have the same.
        AccessRefused: the member is no researcher.
    """
    require_researcher(study)
    with study.step(N_("Change keys of codes"), scope=SCOPE):
        stands = codebooks.codebook(study)
        for code in chords:
            stands.code(code)
        target = _with_chords(planned(stands, concept_rows.rows(study)), chords)
        for code, chord in chords.items():
            check_chord(target, code, chord)
        keep_target(study, stands, target)


def with_letter(book: Codebook, theme: str, letter: str) -> dict[str, str]:
    """The keys of a theme and its codes once the theme has this letter; without a letter they have none."""
    moved = {theme: letter}
    for code in book.codes:
        if code.parent == theme and code.chord:
            moved[code.key] = f"{letter}{code.chord[1:]}" if letter else ""
    return moved


def with_number(book: Codebook, code: Code, number: int) -> dict[str, str]:
    """The keys once this code has a number under its theme; who had it gets the code's old one."""
    wanted = f"{book.theme_of(code.key).chord} {number}"
    holder = next((one for one in book.codes if one.chord == wanted and one.key != code.key), None)
    return {code.key: wanted} | ({holder.key: code.chord} if holder is not None else {})


def free_letter(book: Codebook, theme: str, language: str, *, not_these: Iterable[str] = ()) -> str:
    """A letter that no theme has, the first of the theme's label where there is one; nothing when all are taken."""
    label = unicodedata.normalize("NFKD", book.by_key[theme].label.in_language(language)).upper()
    taken = {code.chord[:1].upper() for code in book.codes} | set(not_these)
    free = [letter for letter in (*label, *ascii_uppercase) if letter in ascii_uppercase and letter not in taken]
    return free[0] if free else ""


def _with_chords(book: Codebook, chords: Mapping[str, str]) -> Codebook:
    codes = (replace(code, chord=chords[code.key]) if code.key in chords else code for code in book.codes)
    return replace(book, codes=tuple(codes))
