"""Earlier states of what was corrected in an interview, for who may read the interview."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.ids import RecallSessionId, RecallVersionId, new_id
from recall_studio.domain.recall.reading import Reach
from recall_studio.store.recall import interviews

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_VERSIONS = (
    'SELECT v.id, v.recall_session_id, v."table", v.row, v.before, v.by_participant, v.why, member.code, v.at '
    "FROM recall_version AS v JOIN member ON member.id = v.member "
)


@dataclass(frozen=True, slots=True)
class Version:
    """What a row looked like before it was corrected.

    Attributes:
        table: of the row, such as `recall_comment`.
        row: its id.
        before: what the columns that changed held, by name.
        by_participant: who looked back asked for it.
        member: the code of who did it.
        at: UTC, ISO 8601.
    """

    id: RecallVersionId
    session: RecallSessionId
    table: str
    row: str
    before: Mapping[str, Any]
    by_participant: bool
    why: str
    member: str
    at: str


def of_row(study: Reading, row_id: str, as_seen_by: Member) -> list[Version]:
    """The earlier states of a row, the latest first; none for who may not read all of the interview."""
    return _readable(study, study.rows(f"{_VERSIONS} WHERE v.row = ? ORDER BY v.id DESC", (row_id,)), as_seen_by)


def of_session(study: Reading, session: RecallSessionId, as_seen_by: Member) -> list[Version]:
    """The earlier states of everything in an interview, the latest first, as far as this member may read them."""
    rows = study.rows(f"{_VERSIONS} WHERE v.recall_session_id = ? ORDER BY v.id DESC", (session,))
    return _readable(study, rows, as_seen_by)


def one(study: Reading, version: RecallVersionId, as_seen_by: Member) -> Version | None:
    """One earlier state, if it is there and this member may read it."""
    found = _readable(study, study.rows(f"{_VERSIONS} WHERE v.id = ?", (version,)), as_seen_by)
    return next(iter(found), None)


def _readable(study: Reading, rows: list[Row], reader: Member) -> list[Version]:
    whole = {
        session
        for asked in {RecallSessionId(row["recall_session_id"]) for row in rows}
        for session, (_interview, reach) in interviews.readable(study, reader, None, asked).items()
        if reach is Reach.ALL
    }
    codes = study.sees_others(reader)
    return [_version(row, codes=codes) for row in rows if row["recall_session_id"] in whole]


def _version(row: Row, *, codes: bool) -> Version:
    before = json.loads(row["before"])
    if not codes:
        before.pop("codes", None)
    return Version(
        RecallVersionId(row["id"]),
        RecallSessionId(row["recall_session_id"]),
        row["table"],
        row["row"],
        before,
        bool(row["by_participant"]),
        row["why"],
        row["code"],
        row["at"],
    )


def insert(
    study: Writing,
    session: RecallSessionId,
    *,
    table: str,
    row: str,
    before: Mapping[str, Any],
    by_participant: bool = False,
    why: str = "",
) -> RecallVersionId:
    """Keep what columns held before the acting member corrects them."""
    made = RecallVersionId(new_id())
    study.insert(
        "recall_version",
        {
            "id": made,
            "recall_session_id": session,
            "table": table,
            "row": row,
            "before": json.dumps(dict(before), sort_keys=True, ensure_ascii=False),
            "by_participant": int(by_participant),
            "why": why,
            "member": study.acting.id,
            "at": study.now(),
        },
    )
    return made
