"""Memos. What is read is what the viewer may see: blind rounds, restricted codes and consent hide theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import MemoId, new_id
from recall_studio.domain.memos import About, Memo, MemoKind, Subject
from recall_studio.domain.study import Role
from recall_studio.store import access
from recall_studio.store.annotations import unrestricted, unseen

if TYPE_CHECKING:
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_CODES = "coalesce(mine.key, code.key)"
_MEMOS = (
    "SELECT memo.id, memo.kind, about_table, about_row, memo.text, member.code AS member, memo.created_at, "
    f"coalesce(study.title, \"case\".code, conversation.name, {_CODES}, '') AS name, "
    "coalesce(a.conversation_id, conversation.id) AS conversation_id, "
    "coalesce(a.recording_id, a.conversation_id, (SELECT id FROM recording AS tape "
    "WHERE tape.conversation_id = conversation.id AND tape.recall_session_id IS NULL ORDER BY name LIMIT 1), "
    "conversation.id) AS place_id, "
    "coalesce(recording.name, talk.name, '') AS recording, a.start_ms "
    "FROM memo JOIN member ON member.id = memo.member "
    "LEFT JOIN study ON about_table = 'study' AND study.id = about_row "
    'LEFT JOIN "case" ON about_table = \'case\' AND "case".id = about_row '
    "LEFT JOIN conversation ON about_table = 'conversation' AND conversation.id = about_row "
    "LEFT JOIN code AS mine ON about_table = 'code' AND mine.id = about_row "
    "LEFT JOIN annotation AS a ON about_table = 'annotation' AND a.id = about_row "
    "LEFT JOIN code ON code.id = a.code_id LEFT JOIN recording ON recording.id = a.recording_id "
    "LEFT JOIN conversation AS talk ON talk.id = a.conversation_id "
)


def memos(study: Reading, *, as_seen_by: Member, about: About | None = None, ids: tuple[str, ...] = ()) -> list[Memo]:
    """The memos that this member may see, the latest last.

    Args:
        study: where.
        as_seen_by: who looks; in an independent round only the own memos are there.
        about: only those on this.
        ids: only these; all when empty.
    """
    own, me = unseen(study, as_seen_by, "memo", column="member")
    if as_seen_by.role is not Role.ONDERZOEK:
        own, me = "memo.member = ?", (as_seen_by.id,)  # what researchers think is theirs
    restricted = f"{unrestricted(as_seen_by)} AND {unrestricted(as_seen_by).replace('code.key', 'mine.key')}"
    sql, given = f"{_MEMOS} WHERE {own} AND {restricted}", [*me]
    if about is not None:
        sql, given = f"{sql} AND about_table = ? AND about_row = ?", [*given, about.subject.value, about.id]
    if ids:
        sql, given = f"{sql} AND memo.id IN ({', '.join('?' * len(ids))})", [*given, *ids]
    found = [_memo(row) for row in study.rows(f"{sql} ORDER BY memo.created_at, memo.id", given)]
    if not any(memo.place_id for memo in found):
        return found
    seen = set(access.seen_recordings(study, as_seen_by).values())
    return [memo for memo in found if memo.place_id is None or memo.place_id in seen]


def holds(one: Memo, words: str) -> bool:
    """Whether a memo holds all of these words, in its text or in what it is about, whatever their case."""
    within = f"{one.text} {one.name} {one.recording} {one.member}".casefold()
    return all(word in within for word in words.casefold().split())


def memo(study: Reading, which: MemoId, *, as_seen_by: Member) -> Memo | None:
    """One memo, if it is there and this member may see it."""
    return next(iter(memos(study, as_seen_by=as_seen_by, ids=(which,))), None)


def counts(study: Reading, *, as_seen_by: Member) -> dict[About, int]:
    """How many memos this member may see on each thing."""
    found: dict[About, int] = {}
    for one in memos(study, as_seen_by=as_seen_by):
        found[one.about] = found.get(one.about, 0) + 1
    return found


def is_there(study: Reading, about: About) -> bool:
    """Whether what a memo is to hang on is there."""
    return bool(study.value(f'SELECT 1 FROM "{about.subject.value}" WHERE id = ?', (about.id,)))


def insert(study: Writing, *, kind: MemoKind, about: About, text: str) -> MemoId:
    """Add a memo of the acting member."""
    made = MemoId(new_id())
    row = {"id": made, "kind": kind.value, "about_table": about.subject.value, "about_row": about.id, "text": text}
    study.insert("memo", {**row, "member": study.acting.id, "created_at": study.now()})
    return made


def change(study: Writing, which: MemoId, *, kind: MemoKind, text: str) -> None:
    """Give a memo another kind and text."""
    study.execute("UPDATE memo SET kind = ?, text = ? WHERE id = ?", (kind.value, text, which))


def remove(study: Writing, which: MemoId) -> None:
    """Take a memo away."""
    study.execute("DELETE FROM memo WHERE id = ?", (which,))


def _memo(row: Row) -> Memo:
    about = About(Subject(row.pop("about_table")), row.pop("about_row"))
    return Memo(**{**row, "kind": MemoKind(row["kind"])}, about=about)
