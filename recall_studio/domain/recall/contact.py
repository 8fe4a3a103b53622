"""Whom a viewer can call after a recall interview: what the study fills in on the card. Never anything of a viewer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """What stands on the card; what is not known stays empty, and is a line to write on.

    Attributes:
        organisation: which one.
        person: whom to ask for; somebody of the study's team.
        phone: the number.
        email: the address.
        hours: when they can be reached.
    """

    organisation: str = ""
    person: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""

    def lines(self) -> dict[str, str]:
        """What is filled in, by field."""
        return asdict(self)

    @property
    def reachable(self) -> bool:
        """Whether somebody can be called or written to."""
        return bool(self.phone or self.email)


FIELDS = tuple(field.name for field in fields(Contact))


def contact_of(given: Mapping[str, object]) -> Contact:
    """What was kept, or typed in; what is no text or no field is left out."""
    return Contact(**{name: value.strip() for name in FIELDS if isinstance(value := given.get(name), str)})


def check_contact(contact: Contact) -> None:
    """See that every line fits on the card.

    Raises:
        BadInput: one does not.
    """
    for text in contact.lines().values():
        if len(text) > LONGEST or any(ord(letter) < 32 for letter in text):
            raise BadInput(_("What stands on the card is one line of at most {n} letters.", n=LONGEST))
