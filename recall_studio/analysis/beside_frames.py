"""What stands beside the coding, as tables: marks to discuss, and memos. What a viewer may not see is not in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from recall_studio.analysis.frame import PLACE_COLUMNS, clock_column, places, texts
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.memos import Subject
from recall_studio.domain.observing import clock_at
from recall_studio.store import conversations, marks, memos, observations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.memos import Memo
    from recall_studio.domain.observing import Observation
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading

MARK_COLUMNS = (
    *PLACE_COLUMNS,
    "member",
    "at_ms",
    "at",
    "meant_for",
    "moment_id",
    "mark_id",
    "created_at",
    "note",
    "clock_at",
)
MEMO_COLUMNS = (
    *PLACE_COLUMNS,
    "kind",
    "about",
    "about_key",
    "moment_id",
    "start_ms",
    "start",
    "member",
    "memo_id",
    "created_at",
    "text",
)
SUBJECT_KEYS = {
    Subject.STUDY: "studie",
    Subject.CASE: "casus",
    Subject.CONVERSATION: "gesprek",
    Subject.CODE: "code",
    Subject.MOMENT: "moment",
}


def marks_frame(study: Reading, *, as_seen_by: Member, recordings: Collection[RecordingId]) -> pd.DataFrame:
    """The marks to discuss that a member may see.

    Args:
        study: where.
        as_seen_by: who looks; while an independent round runs, the own marks are all there is.
        recordings: whose marks; a conversation that is watched along live has its own id among them.

    Returns:
        One row a mark with `MARK_COLUMNS`, by recording and time; `at_ms` is `int64`, all else of type `str`.
    """
    found = [mark for mark in marks.of_all(study, as_seen_by) if mark.recording_id in recordings]
    at_ms = [mark.at_ms for mark in found]
    columns = {
        **places(study, [mark.recording_id for mark in found]),
        "member": texts(mark.member for mark in found),
        "at_ms": pd.Series(at_ms, dtype="int64"),
        "at": clock_column(at_ms),
        "meant_for": texts(mark.meant_for for mark in found),
        "moment_id": texts(mark.moment_id for mark in found),
        "mark_id": texts(mark.id for mark in found),
        "created_at": texts(mark.created_at for mark in found),
        "note": texts(mark.note for mark in found),
        "clock_at": texts(_instants(study, found)),
    }
    return pd.DataFrame(columns)


def _instants(study: Reading, found: Sequence[Mark]) -> Iterator[str | None]:
    """When each mark was made by the clock, in UTC, where somebody watched along; None in a recording."""
    live = {row["id"] for row in conversations.live(study)}
    ids = {member.code: member.id for member in study.members()}
    begun: dict[tuple[str, str], Observation | None] = {}
    for mark in found:
        key = (mark.recording_id, mark.member)
        if mark.recording_id in live and key not in begun:
            conversation = ConversationId(mark.recording_id)
            begun[key] = observations.of_conversation(study, conversation, ids[mark.member])
        watched = begun.get(key)
        yield clock_at(watched.started_at, mark.at_ms) if watched else None


def memos_frame(study: Reading, *, as_seen_by: Member, recordings: Collection[RecordingId]) -> pd.DataFrame:
    """The memos that a member may see: of these recordings and their conversations, and of study, cases and codes.

    Args:
        study: where.
        as_seen_by: who looks; while an independent round runs, the own memos are all there is.
        recordings: which may be spoken of.

    Returns:
        One row a memo with `MEMO_COLUMNS`, by when it was written. A memo that hangs on no conversation has no place.
    """
    every = memos.memos(study, as_seen_by=as_seen_by)
    cases = _cases_leaving(study, recordings)
    found = [memo for memo in every if _may_leave(memo, recordings, cases)]
    start_ms = [memo.start_ms for memo in found]
    columns = {
        **places(study, [memo.place_id for memo in found]),
        "kind": texts(memo.kind.value for memo in found),
        "about": texts(SUBJECT_KEYS[memo.about.subject] for memo in found),
        "about_key": texts(_key(memo) for memo in found),
        "moment_id": texts(memo.about.id if memo.about.subject is Subject.MOMENT else None for memo in found),
        "start_ms": pd.Series(start_ms, dtype="Int64"),
        "start": clock_column(start_ms),
        "member": texts(memo.member for memo in found),
        "memo_id": texts(memo.id for memo in found),
        "created_at": texts(memo.created_at for memo in found),
        "text": texts(memo.text for memo in found),
    }
    return pd.DataFrame(columns)


def _cases_leaving(study: Reading, recordings: Collection[RecordingId]) -> set[str]:
    """The codes of the cases of which everything that was coded may leave: a memo on one speaks of its client."""
    watched = [row for row in conversations.live(study) if observations.marked(study, ConversationId(row["id"]))]
    places = (*conversations.recordings(study), *watched)
    held = {row["case"] for row in places if row["id"] not in recordings}
    return {row["case"] for row in places} - held


def _may_leave(memo: Memo, recordings: Collection[RecordingId], cases: Collection[str]) -> bool:
    """Whether the conversation or case that it speaks of may leave, and no restricted code is named."""
    if memo.about.subject is Subject.CASE:
        return memo.name in cases
    coded = memo.about.subject in (Subject.CODE, Subject.MOMENT)
    return (memo.place_id is None or memo.place_id in recordings) and not (coded and memo.name in RESTRICTED)


def _key(memo: Memo) -> str | None:
    """The key of the code or the code of the case; a conversation has its own column, a study its title."""
    return memo.name or None if memo.about.subject in (Subject.CODE, Subject.CASE, Subject.MOMENT) else None
