"""Moments that were chosen for a nagesprek or an intervisie. What is read is what the viewer may see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.ids import SelectionId, new_id
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose, Chosen
from recall_studio.store.annotations import unrestricted, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from recall_studio.domain.ids import ConversationId, RecordingId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_CHOSEN = (
    "SELECT s.id, recording.name, s.purpose, s.method, s.start_ms, s.end_ms, s.why, s.plan, member.code, "
    "participant.pseudonym, s.position, s.created_at FROM selection AS s "
    "JOIN recording ON recording.id = s.recording_id JOIN member ON member.id = s.member "
    "LEFT JOIN participant ON participant.id = s.participant_id "
    "LEFT JOIN code ON code.key IN (SELECT value FROM json_each(s.plan, '$.codes')) AND NOT {open} "
    "WHERE {own} AND code.id IS NULL "
)
_ORDER = "ORDER BY recording.name, s.purpose, s.position, s.start_ms, s.id"


def of_all(study: Reading, as_seen_by: Member, recording: RecordingId | None = None) -> list[Chosen]:
    """The stretches that this member may see, of one recording or of all, in the order in which they are taken.

    In an independent round only one's own: which moments were chosen by code tells where somebody coded it.
    """
    return _read(study, as_seen_by, "(?1 IS NULL OR s.recording_id = ?1)", recording)


def one(study: Reading, as_seen_by: Member, chosen: SelectionId) -> Chosen | None:
    """One stretch, if it is there and this member may see it."""
    return next(iter(_read(study, as_seen_by, "s.id = ?1", chosen)), None)


def _read(study: Reading, viewer: Member, which: str, given: str | None) -> list[Chosen]:
    own, params = unseen(study, viewer, "s", column="member")
    sql = _CHOSEN.format(own=own.replace("?", "?2"), open=unrestricted(viewer))
    return [_chosen(*row) for row in study.tuples(f"{sql} AND {which} {_ORDER}", (given, *params))]


def _chosen(row: str, recording: str, purpose: str, method: str, *rest: Any) -> Chosen:
    start, end, why, plan, member, participant, position, at = rest
    return Chosen(
        id=SelectionId(row),
        recording=recording,
        purpose=ChoicePurpose(purpose),
        method=ChoiceMethod(method),
        start_ms=start,
        end_ms=end,
        why=why,
        plan=json.loads(plan),
        member=member,
        participant=participant,
        position=position,
        created_at=at,
    )


def last_position(study: Reading, conversation: ConversationId, purpose: str) -> int:
    """The place of the last stretch that was chosen of a conversation for a purpose; −1 when there is none."""
    found = study.value(
        "SELECT max(position) FROM selection WHERE conversation_id = ? AND purpose = ?", (conversation, purpose)
    )
    return -1 if found is None else int(found)


def insert(study: Writing, row: Row) -> SelectionId:
    """Add a stretch (all columns but id, member and created_at) of the acting member."""
    made = SelectionId(new_id())
    study.insert("selection", {"id": made, **row, "member": study.acting.id, "created_at": study.now()})
    return made


def remove(study: Writing, chosen: Iterable[SelectionId]) -> None:
    """Take stretches away."""
    study.execute_many("DELETE FROM selection WHERE id = ?", [(row,) for row in chosen])


def place(study: Writing, positions: Iterable[tuple[int, SelectionId]]) -> None:
    """Give stretches other places: place and id of each."""
    study.execute_many("UPDATE selection SET position = ? WHERE id = ?", list(positions))
