"""What the consent of a recording comes to, in a badge of a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.analysis.library import Consent
from recall_studio.domain.consent import Operation
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from recall_studio.analysis.library import LibraryRow

KINDS = {
    Consent.GIVEN: "good",
    Consent.WAITING: "warning",
    Consent.REFUSED: "danger",
    Consent.WITHDRAWN: "danger",
    Consent.QUARANTINE: "warning",
}
"""The property `kind` of a badge."""


def consent_badge(row: LibraryRow) -> tuple[str, str]:
    """The kind of badge, and its words."""
    return KINDS[row.consent], _words(row)


def _words(row: LibraryRow) -> str:
    if row.consent is Consent.GIVEN:
        known = {
            Operation.CODE: _("research"),
            Operation.PREPARE: _("intervisie"),
            Operation.WATCH_ALONG: _("watch along"),
        }
        uses = [word for operation, word in known.items() if operation in row.allowed]
        return "✓ " + " · ".join(uses)
    if row.consent is Consent.WITHDRAWN:
        return _("withdrawn")
    if row.consent is Consent.REFUSED:
        return _("refused")
    people = in_words(row.waiting_for)
    if row.consent is Consent.QUARANTINE:
        return _("quarantine · waiting for {people}", people=people) if people else _("quarantine")
    return _("waiting for {people}", people=people)
