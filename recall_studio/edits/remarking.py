"""What a user should know of what is coded, and which codes are still coded with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.codebook import CodeStatus, CodeType
from recall_studio.domain.errors import BadInput
from recall_studio.domain.personal_text import FINDING_WORDS, findings
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Code


def usable(code: Code) -> Code:
    """The code, when something new may be coded with it.

    Raises:
        BadInput: it is retired.
    """
    if code.status is CodeStatus.VERVALLEN:
        raise BadInput(
            _("The code “{key}” is retired.", key=code.key),
            remedy=_("Use “{key}” instead.", key=code.replaced_by) if code.replaced_by else "",
        )
    return code


def about_code(code: Code | None, end_ms: int | None, *, running: bool = False) -> list[str]:
    """What the user should know of a code at such a place."""
    said: list[str] = []
    if code is None:
        return said
    if code.code_type is CodeType.INTERVAL and end_ms is None and not running:
        said.append(_("“{key}” is a code for stretches; this moment has no end and counts no time.", key=code.key))
    if code.code_type is CodeType.POINT and end_ms is not None:
        said.append(_("“{key}” is a code for instants; this moment was kept with its end.", key=code.key))
    if not code.on:
        said.append(_("“{key}” is switched off in this study; the moment was kept.", key=code.key))
    return said


def about_note(note: str | None) -> list[str]:
    """What the user should know of a note: what in it seems to point at a person."""
    found = findings(note or "")
    if not found:
        return []
    words = in_words([_(FINDING_WORDS[finding]) for finding in found])
    return [_("The note seems to hold {what}. A note should not say who somebody is.", what=words)]


def new_members(codes: Sequence[str]) -> list[str]:
    """That these coders were not known before."""
    return [_("“{code}” was not a member of the study yet and has been added.", code=code) for code in codes]
