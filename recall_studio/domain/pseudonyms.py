"""Names that say nothing about a person: random numbers behind a letter, and the checks on what is given."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.personal_text import is_citizen_number
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Container

LETTERS = {
    PersonRole.KLANT: "K",
    PersonRole.KLANTMANAGER: "M",
    PersonRole.TOLK: "T",
    PersonRole.NAASTE: "N",
    PersonRole.COLLEGA: "L",
    PersonRole.ANDERS: "P",
}
CASE_LETTER = "C"
RECORDING_LETTER = "G"
_CODE = re.compile(r"[^\W_][\w.\-]{0,31}")


def propose(letter: str, taken: Container[str]) -> str:
    """A random name such as K-417 that is not taken; the number says nothing about the order of entry."""
    digits = 3
    while True:
        for _attempt in range(200):
            name = f"{letter}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if name not in taken:
                return name
        digits += 1


def checked(name: str, *, what: str) -> str:
    """Give the short name back when it can serve as one.

    Args:
        name: what was given.
        what: the translated word for what is named, such as "recording".

    Raises:
        BadInput: it is empty, too long, holds other signs than letters, digits, dot, dash and underscore, or looks
            like a citizen service number.
    """
    if not _CODE.fullmatch(name):
        raise BadInput(
            _("“{name}” cannot be the name of a {what}.", name=name, what=what),
            remedy=_("Use at most 32 letters, digits, dots, dashes and underscores, starting with a letter or digit."),
        )
    if is_citizen_number("".join(filter(str.isdecimal, name))):
        raise BadInput(
            _("The name of a {what} looks like a citizen service number (BSN).", what=what),
            remedy=_("Use a pseudonym such as K-417."),
        )
    return name
