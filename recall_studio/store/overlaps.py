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


def stretches_of(
    study: Reading, *, place: str, coder: str, codes: Collection[str], within: Stretch
) -> dict[str, list[Stretch]]:
    """The half-open stretches in ms that moments take, by the key of their code; an instant takes its millisecond.

    Args:
        study: where.
        place: the id of a recording, or of a conversation that is watched along live.
        coder: their code.
        codes: keys.
        within: only those that have an instant in this stretch.
    """
    rows = study.tuples(
        "SELECT key, start_ms, last FROM (SELECT code.key, a.start_ms, "
        f"CASE WHEN a.running THEN {FOREVER_MS} ELSE coalesce(a.end_ms, a.start_ms + 1) END AS last "
        # Found by their codes, which are few: by place all of the recording would be looked through.
        "FROM code JOIN annotation AS a ON a.code_id = code.id WHERE code.key IN (SELECT value FROM json_each(?)) "
        "AND a.start_ms < ? AND coalesce(a.recording_id, a.conversation_id) = ? "
        "AND a.coder = (SELECT id FROM member WHERE member.code = ?)) WHERE last > ?",
        (json.dumps(list(codes)), within[1], place, coder, within[0]),
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
