"""Comments that carry a restricted code. They are found whatever a reader may see of codes: they never leave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.ids import RecallCommentId

if TYPE_CHECKING:
    from recall_studio.store.reading import Reading


def comments(study: Reading) -> frozenset[RecallCommentId]:
    """The ids of the comments with a restricted code."""
    rows = study.tuples(
        "SELECT DISTINCT c.id FROM recall_comment AS c, json_each(c.codes) AS given "
        "JOIN code ON code.id = given.value WHERE code.key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(RESTRICTED)),),
    )
    return frozenset(RecallCommentId(comment) for (comment,) in rows)
