"""Where the moments of some codes lie, of one coder at one place: for what may not lie over each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from recall_studio.domain.intervals import Stretch
    from recall_studio.store.reading import Reading

_GROUPS = (
    "SELECT exclusive_group.id, code.key FROM exclusive_group, json_each(exclusive_group.codes) AS member "
    "JOIN code ON code.id = member.value ORDER BY exclusive_group.id"
)
FOREVER_MS = 1 << 53
"""Where a stretch that still runs is taken to end."""


def stretches_of(study: Reading, *, place: str, coder: str, codes: Collection[str]) -> dict[str, list[Stretch]]:
    """The half-open stretches in ms that moments take, by the key of their code; an instant takes its millisecond.

    Args:
        study: where.
        place: the id of a recording, or of a conversation that is watched along live.
        coder: their code.
        codes: keys.
    """
    rows = study.tuples(
        "SELECT code.key, a.start_ms, "
        f"CASE WHEN a.running THEN {FOREVER_MS} ELSE coalesce(a.end_ms, a.start_ms + 1) END "
        "FROM annotation AS a JOIN code ON code.id = a.code_id JOIN member ON member.id = a.coder "
        "WHERE code.key IN (SELECT value FROM json_each(?)) AND member.code = ? "
        "AND coalesce(a.recording_id, a.conversation_id) = ?",
        (json.dumps(list(codes)), coder, place),
    )
    found: dict[str, list[Stretch]] = {}
    for key, start_ms, end_ms in rows:
        found.setdefault(key, []).append((start_ms, end_ms))
    return found


def exclusive_groups(study: Reading) -> list[list[str]]:
    """The keys of the codes that exclude each other, group by group; without reading all of the codebook."""
    groups: dict[str, list[str]] = {}
    for group, key in study.tuples(_GROUPS):
        groups.setdefault(group, []).append(key)
    return list(groups.values())
