"""What both ways of reading a codebook share: the checks, and putting the parts together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from recall_studio.domain.codebook import Codebook
from recall_studio.domain.codebook_keys import KEY
from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from recall_studio.domain.codebook import Code, Modifier

    E = TypeVar("E", bound=StrEnum)

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def wrong(file: str, place: str, reason: str) -> BadFile:
    """The error for something at a place of a codebook file."""
    return BadFile(_("“{file}”, {place}: {reason}", file=file, place=place, reason=reason))


def checked_key(key: str, *, file: str, place: str) -> str:
    """Give the key back when it can be one.

    Raises:
        BadFile: it cannot.
    """
    if not KEY.fullmatch(key):
        reason = _("“{key}” cannot be a key; use at most 40 letters, digits and underscores.", key=key[:60])
        raise wrong(file, place, reason)
    return key


def checked_color(color: str, *, file: str, place: str) -> str:
    """Give the color back when it is empty or of the shape #7A4FBF.

    Raises:
        BadFile: it is something else.
    """
    if color and not _COLOR.fullmatch(color):
        raise wrong(file, place, _("“{color}” is no color of the shape #7A4FBF.", color=color[:60]))
    return color


def checked_word(word: str, kind: type[E], *, file: str, place: str) -> E:
    """The member of an enumeration that a word stands for.

    Raises:
        BadFile: there is none.
    """
    if word not in list(kind):
        raise wrong(file, place, _("“{value}” is none of {values}.", value=word[:60], values=", ".join(kind)))
    return kind(word)


def put_together(
    file: str,
    *,
    version: str,
    codes: Sequence[Code],
    modifiers: Sequence[Modifier],
    exclusive_groups: Sequence[tuple[str, ...]],
) -> Codebook:
    """The codebook, each theme followed by its codes.

    Raises:
        BadFile: the parts do not hold together.
    """
    places = {code.key: place for place, code in reversed(list(enumerate(codes)))}
    ordered = sorted(codes, key=lambda code: (places.get(code.parent or code.key, 0), code.parent is not None))
    try:
        book = Codebook(version, tuple(ordered), tuple(modifiers), tuple(exclusive_groups))
    except BadFile as error:
        raise BadFile(_("“{file}”: {reason}", file=file, reason=error.message)) from error
    _check_successors(file, book)
    return book


def _check_successors(file: str, book: Codebook) -> None:
    """See that following `replaced_by` comes to an end.

    Raises:
        BadFile: it goes round.
    """
    for code in book.codes:
        waiting, seen = [*code.successors], set[str]()
        while waiting:
            at = waiting.pop()
            if at == code.key:
                raise BadFile(_("“{file}”: the codes that replace “{key}” go round.", file=file, key=code.key))
            waiting += book.by_key[at].successors if at not in seen else ()
            seen.add(at)
