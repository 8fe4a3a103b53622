"""What is typed on the command line, read into what the edits take."""

from __future__ import annotations

from datetime import UTC, date, datetime

from recall_studio.domain.errors import BadInput
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _
from recall_studio.edits.recording import GivenPerson


def read_day(text: str | None, *, option: str) -> date | None:
    """A day as 2026-11-01.

    Raises:
        BadInput: it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            _("“{text}” after “{option}” is not a date.", text=text, option=option),
            remedy=_("Write a date as 2026-11-01."),
        ) from None


def read_instant(text: str | None, *, option: str) -> date | datetime | None:
    """A day, or a day and a time: 2026-11-01T10:00, local unless a zone stands behind it.

    Raises:
        BadInput: it is neither.
    """
    if text is None or not ("T" in text.upper() or " " in text):
        return read_day(text, option=option)
    try:
        held = datetime.fromisoformat(text).astimezone()
        held.astimezone(UTC)  # as it will be kept; the very last hours that a calendar has cannot be
    except (ValueError, OverflowError):
        raise BadInput(
            _("“{text}” after “{option}” is not a date and time.", text=text, option=option),
            remedy=_("Write them as 2026-11-01T10:00."),
        ) from None
    return held


def read_person(text: str) -> GivenPerson:
    """A person as `K-001:klant`; `:klant` gets a random pseudonym.

    Raises:
        BadInput: the role is missing or unknown.
    """
    pseudonym, _colon, role = text.rpartition(":")
    try:
        return GivenPerson(pseudonym or None, PersonRole(role))
    except ValueError:
        raise BadInput(
            _("“{text}” is not a person with a role.", text=text),
            remedy=_("Write a pseudonym and a role, as K-001:klant. Roles: {roles}.", roles=", ".join(PersonRole)),
        ) from None
