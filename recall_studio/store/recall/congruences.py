"""How far client and case manager saw the same, as researchers judge it: for researchers alone to read.

A judgement and its note tell what either party said, so the parties never read them; and none is read any more where
somebody took back what the use of their words rests on, or an interview is kept apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recall_studio.domain.ids import AnnotationId, CongruenceId, RecordingId, new_id
from recall_studio.domain.recall.kinds import Judgement
from recall_studio.domain.study import Role
from recall_studio.store.annotations import unrestricted, unseen
from recall_studio.store.recall import voices

if TYPE_CHECKING:
    from recall_studio.domain.ids import MemberId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_JUDGED = (
    "SELECT c.id, c.recording_id, c.start_ms, c.end_ms, c.judgement, c.note, member.code, c.annotation_id, "
    "c.created_at, recording.conversation_id FROM congruence AS c JOIN member ON member.id = c.member "
    "JOIN recording ON recording.id = c.recording_id "
    "LEFT JOIN annotation AS a ON a.id = c.annotation_id LEFT JOIN code ON code.id = a.code_id "
)
_IN_USE = "NOT EXISTS (SELECT 1 FROM recall_session AS s WHERE s.recording_id = c.recording_id AND s.set_apart)"


class Congruence(NamedTuple):
    """A judgement of a place in a recording, in ms of its time line; `moment` is the one it is about, if any."""

    id: CongruenceId
    recording_id: RecordingId
    start_ms: int
    end_ms: int | None
    judgement: Judgement
    note: str
    member: str
    moment: AnnotationId | None
    created_at: str


def of_recording(study: Reading, recording_id: RecordingId, as_seen_by: Member) -> list[Congruence]:
    """The judgements in a recording that this member may see, by time; in an independent round only their own."""
    return _read(study, as_seen_by, "c.recording_id = ?", recording_id)


def of_all(study: Reading, as_seen_by: Member) -> list[Congruence]:
    """All judgements that this member may see, by recording and time."""
    return _read(study, as_seen_by, "1")


def one(study: Reading, judgement: CongruenceId, as_seen_by: Member) -> Congruence | None:
    """One judgement, if it is there and this member may see it."""
    return next(iter(_read(study, as_seen_by, "c.id = ?", judgement)), None)


def _read(study: Reading, viewer: Member, which: str, *given: str) -> list[Congruence]:
    if viewer.role is not Role.ONDERZOEK:
        return []
    own, params = unseen(study, viewer, "c", column="member")
    rows = study.tuples(
        f"{_JUDGED} WHERE {own} AND {unrestricted(viewer)} AND {_IN_USE} AND {which} "
        "ORDER BY c.recording_id, c.start_ms, c.end_ms, c.id",
        (*params, *given),
    )
    gone = {conversation for conversation, _role in voices.taken_back(study)} if rows else set()
    return [_made(*row) for *row, conversation in rows if conversation not in gone]


def _made(made: str, recording: str, start: int, end: int | None, judgement: str, *rest: Any) -> Congruence:
    note, member, moment, at = rest
    about = AnnotationId(moment) if moment else None
    return Congruence(
        CongruenceId(made), RecordingId(recording), start, end, Judgement(judgement), note, member, about, at
    )


def own_at(study: Reading, member: MemberId, row: Row) -> CongruenceId | None:
    """A member's own judgement of exactly this place and moment (recording_id, start_ms, end_ms, annotation_id)."""
    found = study.value(
        "SELECT id FROM congruence WHERE member = :member AND recording_id = :recording_id AND start_ms = :start_ms "
        "AND end_ms IS :end_ms AND annotation_id IS :annotation_id",
        {**row, "member": member},
    )
    return CongruenceId(found) if found else None


def insert(study: Writing, row: Row) -> CongruenceId:
    """Add a judgement (recording_id, annotation_id, start_ms, end_ms, judgement, note) of the acting member."""
    made = CongruenceId(new_id())
    study.insert("congruence", {"id": made, **row, "member": study.acting.id, "created_at": study.now()})
    return made


def change(study: Writing, judgement: CongruenceId, row: Row) -> None:
    """Give a judgement another outcome (judgement, note)."""
    study.execute("UPDATE congruence SET judgement = :judgement, note = :note WHERE id = :id", {**row, "id": judgement})


def remove(study: Writing, judgement: CongruenceId) -> None:
    """Take a judgement away."""
    study.execute("DELETE FROM congruence WHERE id = ?", (judgement,))
