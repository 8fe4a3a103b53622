"""Which recordings are shown, in what order and under which headings: pure choices over the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.analysis.library import Consent
from recall_studio.domain.consent import Operation
from recall_studio.domain.recall.kinds import RECALLERS
from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recall_studio.analysis.library import LibraryRow

DONE = 0.999
"""The share of a recording from which it counts as coded: rounding is nobody's fault."""


def own_share(row: LibraryRow, coder: str) -> float:
    """How much of a recording a coder declared as coded, 0 to 1."""
    return next((one.share for one in row.progress if one.coder == coder), 0.0)


def to_code(row: LibraryRow, coder: str) -> bool:
    """Whether this coder may still code something in it."""
    return row.consent is Consent.GIVEN and row.live is None and own_share(row, coder) < DONE


def to_look_back(row: LibraryRow) -> bool:
    """Whether a recall interview about it is allowed, and somebody did not look back yet."""
    return Operation.RECALL in row.allowed and len({role for role, _hours in row.looked_back}) < len(RECALLERS)


FILTERS: dict[str, tuple[str, Callable[[LibraryRow, str], bool]]] = {
    "all": (N_("All"), lambda _row, _coder: True),
    "to_code": (N_("To code"), to_code),
    "consent": (N_("Consent missing"), lambda row, _coder: row.consent is not Consent.GIVEN),
    "recall": (N_("Recall to plan"), lambda row, _coder: to_look_back(row)),
    "quarantine": (N_("Quarantine"), lambda row, _coder: row.consent is Consent.QUARANTINE),
}
"""Each filter with its name and what it lets through, for who codes."""

GROUPS: dict[str, tuple[str, Callable[[LibraryRow], str]]] = {
    "none": (N_("Group by: nothing"), lambda _row: ""),
    "case": (N_("Group by: case"), lambda row: row.case or ""),
    "wave": (N_("Group by: wave"), lambda row: row.wave or ""),
}
"""Each grouping with its name and the heading of a row."""

SORTS: tuple[Callable[[LibraryRow], Any], ...] = (
    lambda row: row.has_picture,
    lambda row: row.name,
    lambda row: (row.held_on or "", row.held_at or ""),
    lambda row: row.duration_ms,
    lambda row: tuple(person.pseudonym for person in row.people),
    lambda row: row.wave or "",
    lambda row: list(Consent).index(row.consent),
    lambda row: sum(one.share for one in row.progress),
    lambda row: len(row.looked_back),
)
"""What each column is sorted by."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the user chose to see.

    Args:
        filter: a key of `FILTERS`.
        words: each of them must stand in the row.
        group: a key of `GROUPS`.
        column: that it is sorted by.
        descending: from the last to the first.
    """

    filter: str = "all"
    words: str = ""
    group: str = "none"
    column: int = 2
    descending: bool = True


def arranged(rows: Iterable[LibraryRow], wanted: Arrangement, coder: str) -> list[LibraryRow | str]:
    """The rows that are shown, in order; a text is the heading of those below it."""
    lets_through = FILTERS[wanted.filter][1]
    terms = wanted.words.lower().split()
    shown = [row for row in rows if lets_through(row, coder) and all(term in _text(row) for term in terms)]
    shown.sort(key=lambda row: row.name)
    shown.sort(key=SORTS[wanted.column], reverse=wanted.descending)
    return _grouped(shown, GROUPS[wanted.group][1])


def counts(rows: Sequence[LibraryRow], coder: str) -> dict[str, int]:
    """How many rows each filter lets through."""
    return {key: sum(lets_through(row, coder) for row in rows) for key, (_name, lets_through) in FILTERS.items()}


def _grouped(rows: Sequence[LibraryRow], heading: Callable[[LibraryRow], str]) -> list[LibraryRow | str]:
    groups: dict[str, list[LibraryRow]] = {}
    for row in rows:
        groups.setdefault(heading(row), []).append(row)
    if list(groups) in ([], [""]):
        return list(rows)
    lines: list[LibraryRow | str] = []
    for name in sorted(groups):
        lines += [name or _("without"), *groups[name]]
    return lines


def _text(row: LibraryRow) -> str:
    said = (row.name, row.type, row.held_on, row.wave, row.case, *(person.pseudonym for person in row.people))
    return " ".join(part for part in said if part).lower()
