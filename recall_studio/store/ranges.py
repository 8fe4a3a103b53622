"""Coded ranges: what a coder declares to have coded, for which codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.ids import CodedRangeId, RecordingId, new_id
from recall_studio.domain.moments import CodedRange
from recall_studio.store.annotations import unseen

if TYPE_CHECKING:
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


def coded_ranges(study: Reading, *, as_seen_by: Member, recording: RecordingId | None = None) -> list[CodedRange]:
    """The ranges that this member may see, of one recording or of all, by recording, coder and time.

    Their codes are in the codebook's order.
    """
    keys = dict(study.tuples("SELECT id, key FROM code ORDER BY position"))
    order = {key: place for place, key in enumerate(keys.values())}
    where, params = unseen(study, as_seen_by, "r")
    rows = study.rows(
        "SELECT r.id, r.recording_id, recording.name AS recording, member.code AS coder, r.layer, r.round, r.start_ms, "
        "r.end_ms, r.codes, codebook_version.version AS codebook_version, r.declared_at FROM coded_range AS r "
        "JOIN recording ON recording.id = r.recording_id JOIN member ON member.id = r.coder "
        f"JOIN codebook_version ON codebook_version.id = r.codebook_version WHERE {where} "
        "AND (? IS NULL OR r.recording_id = ?) ORDER BY recording.name, member.code, r.start_ms, r.end_ms, r.id",
        (*params, recording, recording),
    )
    return [_range(row, keys, order) for row in rows]


def _range(row: Row, keys: dict[str, str], order: dict[str, int]) -> CodedRange:
    codes = sorted((keys[code] for code in json.loads(row.pop("codes"))), key=lambda key: order[key])
    made, recording = CodedRangeId(row.pop("id")), RecordingId(row.pop("recording_id"))
    return CodedRange(made, recording, codes=tuple(codes), **row)


def insert(study: Writing, row: Row, *, codes: list[str]) -> CodedRangeId:
    """Add a range (recording_id, layer, round, coder, start_ms, end_ms, codebook_version) for these code ids."""
    made = CodedRangeId(new_id())
    study.insert("coded_range", {"id": made, **row, "codes": json.dumps(codes), "declared_at": study.now()})
    return made
