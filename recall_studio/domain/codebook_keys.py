"""The keys of codes: the name that a file knows a code by, and the letter and number that tag it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import CodeStatus
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code, Codebook, Text

LONGEST_KEY = 40
KEY = re.compile(rf"[A-Za-z][A-Za-z0-9_]{{0,{LONGEST_KEY - 1}}}")  # it becomes part of column names
_CHORD = re.compile(r"([A-Z])(?: ([1-9]))?")


def new_key(book: Codebook, *, label: Text, theme: str | None, key: str | None = None) -> str:
    """A key for a new code: the one given, or one made from its label behind the theme's key.

    Raises:
        BadInput: the one given cannot be a key, or another code has it.
    """
    if key is not None:
        if not KEY.fullmatch(key):
            raise BadInput(_("“{key}” cannot be a key; use at most 40 letters, digits and underscores.", key=key[:60]))
        if key in book.by_key:
            raise BadInput(_("There is a code “{key}” already.", key=key))
        return key
    wanted = "_".join(filter(None, (theme, plain_key(label.nl or label.en)))) or "code"
    base = wanted[:LONGEST_KEY].strip("_") if wanted[0].isalpha() else f"code_{wanted}"[:LONGEST_KEY].strip("_")
    tried, number = base, 1
    while tried in book.by_key:
        number += 1
        tried = f"{base[: LONGEST_KEY - len(str(number)) - 1]}_{number}"
    return tried


def plain_key(text: str) -> str:
    """A text as a key: lower case letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def chord_holder(book: Codebook, key: str, chord: str) -> Code | None:
    """Another code in use that has this chord."""
    return next(
        (
            code
            for code in book.codes
            if chord and code.key != key and code.chord.upper() == chord.upper() and code.status is CodeStatus.ACTIEF
        ),
        None,
    )


def check_chord(book: Codebook, key: str, chord: str) -> str:
    """The chord as it is kept: `D` for a theme, `D 1` for a code, or nothing.

    Raises:
        BadInput: it is of another shape, or another code in use has it.
    """
    pressed = re.sub(r"\s+", "", chord).upper()
    given = " ".join(pressed) if len(pressed) == 2 else pressed
    shape = _CHORD.fullmatch(given)
    if given and shape is None:
        raise BadInput(_("A key is a letter for a theme (D), and that letter and a number for a code (D 1)."))
    if shape is not None and (shape[2] is None) is not book.code(key).is_theme:
        raise BadInput(_("A key is a letter for a theme (D), and that letter and a number for a code (D 1)."))
    _check_free(book, key, given)
    return given


def check_new_chords(before: Codebook, after: Codebook) -> None:
    """See that no code got a chord that another code in use has.

    Raises:
        BadInput: one did.
    """
    for code in after.codes:
        was = before.by_key.get(code.key)
        if was is None or was.chord != code.chord:
            _check_free(after, code.key, code.chord)


def _check_free(book: Codebook, key: str, chord: str) -> None:
    holder = chord_holder(book, key, chord)
    if holder is not None:
        raise BadInput(_("“{chord}” is the key of “{other}” already.", chord=chord, other=holder.key))


def free_chord(theme: str, *books: Codebook) -> str:
    """The next chord under a theme that is free in all these states of a codebook.

    Nothing when the theme has no letter, or no number is left.
    """
    letter = books[0].code(theme).chord[:1].upper()
    taken = {code.chord.upper() for book in books for code in book.codes}
    return next((f"{letter} {n}" for n in range(1, 10) if letter and f"{letter} {n}" not in taken), "")
