"""The audit log: who did what to which id, each row sealed onto the one before. Never content, never erased.

Seal of a row: SHA-256 over the seal before it and the row's own fields as compact JSON with sorted keys.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recall_studio.domain.errors import AccessRefused
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

FIRST_SEAL = "0" * 64
REFUSED = "geweigerd"


def write(study: Writing, action: str, *, table: str | None = None, row: str | None = None, **detail: object) -> str:
    """Add a row to the log, within a step, and give the log's new head.

    Args:
        study: where.
        action: what was done, a Dutch key such as `toestemming` or `export`.
        table: the kind of thing it was done to.
        row: its id.
        detail: ids, keys, counts and dates that tell more; never content.
    """
    entry = {"at": study.now(), "member": study.acting.code, "action": action, "table": table, "row": row}
    entry["detail"] = json.dumps(detail, sort_keys=True, separators=(",", ":"))
    previous = head(study)
    study.insert("audit", {**entry, "previous": previous, "hash": seal(previous, entry)})
    return head(study)


def refused(study: Writing, refusal: AccessRefused) -> None:
    """Keep that the gate said no, in a transaction of its own: the one that asked is rolled back."""
    with study.step(""):
        write(study, REFUSED, operation=refusal.operation, conversations=list(refusal.subjects))


def head(study: Reading) -> str:
    """The seal of the last row."""
    return study.value("SELECT hash FROM audit ORDER BY number DESC LIMIT 1") or FIRST_SEAL


def seal(previous: str, entry: Row) -> str:
    """The seal of a row that follows the one with seal `previous`."""
    fields = {name: entry[name] for name in ("at", "member", "action", "table", "row", "detail")}
    text = json.dumps([previous, fields], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def broken_at(study: Reading) -> int | None:
    """The number of the first row whose seal does not hold, or None when the whole chain does."""
    previous = FIRST_SEAL
    query = 'SELECT number, at, member, action, "table", row, detail, previous, hash FROM audit ORDER BY number'
    for entry in study.rows(query):
        if entry["previous"] != previous or seal(previous, entry) != entry["hash"]:
            return int(entry["number"])
        previous = entry["hash"]
    return None
