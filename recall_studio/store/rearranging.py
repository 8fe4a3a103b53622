"""Copies of moments, and what hangs on moments that become one: marks and memos."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.ids import AnnotationId, new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from recall_studio.store.writing import Writing


def copy(study: Writing, moment: AnnotationId, different: Mapping[str, Any]) -> AnnotationId:
    """Add a moment like another, with other values in some columns; what hangs on the other stays there."""
    made = AnnotationId(new_id())
    row = study.rows("SELECT * FROM annotation WHERE id = ?", (moment,))[0]
    study.insert("annotation", {**row, **different, "id": made, "created_at": study.now()})
    return made


def hand_over(study: Writing, *, to: AnnotationId, moments: Collection[AnnotationId]) -> None:
    """Hang the memos of some moments, and one mark of each member who had none there, on another moment."""
    given = json.dumps(list(moments))
    study.execute(
        "UPDATE memo SET about_row = ? WHERE about_table = 'annotation' "
        "AND about_row IN (SELECT value FROM json_each(?))",
        (to, given),
    )
    study.execute(
        "UPDATE discuss_mark SET annotation_id = ?1 WHERE id IN (SELECT min(id) FROM discuss_mark "
        "WHERE annotation_id IN (SELECT value FROM json_each(?2)) GROUP BY member) "
        "AND member NOT IN (SELECT member FROM discuss_mark WHERE annotation_id = ?1)",
        (to, given),
    )
