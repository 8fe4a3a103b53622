"""Who watched along live with which conversation, and when it began and ended. Consent is the gate's word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING

from recall_studio.domain.ids import ConversationId, ObservationId, new_id
from recall_studio.domain.observing import Observation

if TYPE_CHECKING:
    from recall_studio.domain.ids import MemberId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

_OBSERVATIONS = (
    "SELECT observation.id, conversation_id, member.code, started_at, ended_at, length_ms "
    "FROM live_observation AS observation JOIN member ON member.id = observation.member "
)


def of_conversation(study: Reading, conversation: ConversationId, member: MemberId) -> Observation | None:
    """What counts for a member: their own observation, else the first of all; two computers may each have one."""
    order = "WHERE conversation_id = ? ORDER BY observation.member <> ?, started_at, observation.id LIMIT 1"
    return next(starmap(Observation, study.tuples(_OBSERVATIONS + order, (conversation, member))), None)


def going_on(study: Reading) -> list[Observation]:
    """All whose clock runs."""
    return list(starmap(Observation, study.tuples(f"{_OBSERVATIONS} WHERE ended_at IS NULL ORDER BY started_at")))


def all_of(study: Reading, member: Member) -> dict[ConversationId, Observation]:
    """What counts for a member, of each conversation that was begun."""
    rows = study.tuples(f"{_OBSERVATIONS} ORDER BY observation.member = ?, started_at DESC", (member.id,))
    return {ConversationId(row[1]): Observation(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class Marked:
    """How much was marked live in a conversation, by whomever."""

    moments: int = 0
    notes: int = 0
    marks: int = 0

    def __bool__(self) -> bool:
        return bool(self.moments or self.marks)


def marked(study: Reading, conversation: ConversationId) -> Marked:
    """How much was marked live in a conversation, also what its viewer may not see: what is to be deleted."""
    moments, notes, marks = study.tuples(
        "SELECT count(*), count(note), "
        "(SELECT count(*) FROM discuss_mark WHERE conversation_id = ?1 AND recording_id IS NULL) "
        "FROM annotation WHERE conversation_id = ?1 AND recording_id IS NULL",
        (conversation,),
    )[0]
    return Marked(moments, notes, marks)


def last_ms(study: Reading, conversation: ConversationId) -> int:
    """The last instant that something was marked live at, in ms; the clock never stands before it."""
    found = study.value(
        "SELECT max(at_ms) FROM (SELECT max(coalesce(end_ms, start_ms)) AS at_ms FROM annotation "
        "WHERE conversation_id = ?1 AND recording_id IS NULL UNION ALL "
        "SELECT max(at_ms) FROM discuss_mark WHERE conversation_id = ?1 AND recording_id IS NULL)",
        (conversation,),
    )
    return int(found or 0)


def add(study: Writing, *, conversation: ConversationId, member: MemberId, started_at: str) -> ObservationId:
    """Note that it began."""
    made = ObservationId(new_id())
    row = {"id": made, "conversation_id": conversation, "member": member, "started_at": started_at}
    study.insert("live_observation", row)
    return made


def set_start(study: Writing, observation: ObservationId, started_at: str) -> None:
    """Note that it began at another time."""
    study.execute("UPDATE live_observation SET started_at = ? WHERE id = ?", (started_at, observation))


def set_end(study: Writing, observation: ObservationId, *, ended_at: str | None, length_ms: int | None) -> None:
    """Note when it ended, or that it did not."""
    study.execute(
        "UPDATE live_observation SET ended_at = ?, length_ms = ? WHERE id = ?", (ended_at, length_ms, observation)
    )
