"""Discuss marks. What is read is what the viewer may see, as for moments; consent is the gate's word."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from recall_studio.domain.ids import DiscussMarkId, new_id
from recall_studio.domain.marks import Mark
from recall_studio.store.annotations import unrestricted, unseen, where_lies

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_MARKS = (
    "SELECT mark.id, coalesce(mark.recording_id, mark.conversation_id), at_ms, annotation_id, member.code, mark.note, "
    "mark.meant_for, mark.created_at FROM discuss_mark AS mark "
    "JOIN member ON member.id = mark.member LEFT JOIN annotation AS a ON a.id = annotation_id "
    "LEFT JOIN code ON code.id = a.code_id "
)


def of_recording(study: Reading, as_seen_by: Member, recording: RecordingId) -> list[Mark]:
    """The marks in a recording, or in a conversation watched along live, that this member may see, by time."""
    which = where_lies(study, recording, "mark")
    return _marks(study, as_seen_by, f"{which} ORDER BY at_ms, mark.id", recording)


def of_all(study: Reading, as_seen_by: Member) -> list[Mark]:
    """All marks that this member may see, by place and time."""
    return _marks(study, as_seen_by, "1 ORDER BY mark.conversation_id, mark.recording_id, at_ms, mark.id")


def one(study: Reading, as_seen_by: Member, mark: DiscussMarkId) -> Mark | None:
    """One mark, if it is there and this member may see it."""
    return next(iter(_marks(study, as_seen_by, "mark.id = ?", mark)), None)


def _marks(study: Reading, viewer: Member, which: str, *given: str) -> list[Mark]:
    own, params = unseen(study, viewer, "mark", column="member")
    sql = f"{_MARKS} WHERE {own} AND {unrestricted(viewer)} AND {which}"
    return list(starmap(Mark, study.tuples(sql, (*params, *given))))


def insert(study: Writing, row: Row) -> DiscussMarkId:
    """Add a mark (conversation_id, recording_id, annotation_id, at_ms, note) of the acting member."""
    made = DiscussMarkId(new_id())
    study.insert("discuss_mark", {"id": made, **row, "member": study.acting.id, "created_at": study.now()})
    return made


def remove(study: Writing, mark: DiscussMarkId) -> None:
    """Take a mark away."""
    study.execute("DELETE FROM discuss_mark WHERE id = ?", (mark,))


def change_note(study: Writing, mark: DiscussMarkId, note: str | None) -> None:
    """Give a mark another note."""
    study.execute("UPDATE discuss_mark SET note = ? WHERE id = ?", (note, mark))


def change_meant_for(study: Writing, mark: DiscussMarkId, meant_for: str | None) -> None:
    """Say where a mark is to be brought."""
    study.execute("UPDATE discuss_mark SET meant_for = ? WHERE id = ?", (meant_for, mark))
