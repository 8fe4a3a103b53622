"""The study itself, its members and set-up items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import MemberId, new_id
from recall_studio.domain.study import Member, Role, SetupItem

if TYPE_CHECKING:
    from recall_studio.domain.ids import ParticipantId
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


def add_study(study: Writing, row: Row) -> None:
    """Write what the study is (id, title, kind, synthetic, retention_months)."""
    study.insert("study", {**row, "created_at": study.now()})


def bar_undo(study: Writing) -> None:
    """Let nothing that was done up to now be taken back."""
    study.execute("UPDATE study SET undo_barrier = (SELECT max(number) FROM step WHERE open = 0)")


def set_strict(study: Writing, *, strict: bool) -> None:
    """Let open set-up items stop the adding of recordings, or not."""
    study.execute("UPDATE study SET strict = ?", (int(strict),))


def is_strict(study: Reading) -> bool:
    """Whether open set-up items stop the adding of recordings."""
    return bool(study.value("SELECT strict FROM study"))


def add_member(study: Writing, member: Member) -> Member:
    """Add a member after the others."""
    number = study.value("SELECT coalesce(max(number), 0) + 1 FROM member")
    study.insert(
        "member",
        {
            "id": member.id,
            "number": number,
            "code": member.code,
            "role": member.role.value,
            "lead": int(member.lead),
            "participant_id": member.participant_id,
            "created_at": study.now(),
        },
    )
    return member


def new_member(code: str, role: Role = Role.ONDERZOEK, participant: ParticipantId | None = None) -> Member:
    """A member who is not in the study yet."""
    return Member(MemberId(new_id()), code, role, lead=False, participant_id=participant)


def change_member(study: Writing, member: Member) -> None:
    """Give a member another role or participant."""
    study.execute(
        "UPDATE member SET role = ?, participant_id = ? WHERE id = ?",
        (member.role.value, member.participant_id, member.id),
    )


def set_reaction_time(study: Writing, member: MemberId, reaction_ms: int) -> None:
    """Say how much later than what they saw a member presses a key, in ms."""
    study.execute("UPDATE member SET reaction_ms = ? WHERE id = ?", (reaction_ms, member))


def setup_items(study: Reading) -> list[Row]:
    """The set-up items: key, done, reference, done_on."""
    return study.rows("SELECT id, key, done, reference, done_on FROM setup_item ORDER BY id")


def add_setup_items(study: Writing) -> None:
    """Put all set-up items on the list, open."""
    for item in SetupItem:
        study.insert("setup_item", {"id": new_id(), "key": item.value})


def set_setup_item(study: Writing, item: SetupItem, *, done: bool, reference: str | None, on: str | None) -> None:
    """Say that an item is arranged, or open again."""
    study.execute(
        "UPDATE setup_item SET done = ?, reference = ?, done_on = ?, member = ? WHERE key = ?",
        (int(done), reference, on, study.acting.id, item.value),
    )
