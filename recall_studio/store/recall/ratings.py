"""Global impressions of conversations by client, case manager and researchers. What is read is what the viewer may see.

A client's score is the client's data as a comment is, and a case manager's theirs; a researcher's is coding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.ids import ConversationId, GlobalRatingId, new_id
from recall_studio.domain.recall.kinds import Rater, RatingItem
from recall_studio.domain.study import PersonRole, Role
from recall_studio.store import conversations
from recall_studio.store.recall import voices

if TYPE_CHECKING:
    from recall_studio.domain.recall.reading import Audience
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


class GlobalRating(NamedTuple):
    """A score, 1 to 5, and the code of the member who entered it."""

    id: GlobalRatingId
    conversation_id: ConversationId
    item: RatingItem
    rater: Rater
    score: int
    member: str


def of_conversation(
    study: Reading, conversation: ConversationId, as_seen_by: Member, audience: Audience | None = None
) -> list[GlobalRating]:
    """The impressions of a conversation that this member may see, before this audience."""
    return _seen(study, _rows(study, "conversation_id = ?", conversation), as_seen_by, audience)


def of_all(study: Reading, as_seen_by: Member, audience: Audience | None = None) -> list[GlobalRating]:
    """All impressions that this member may see, before this audience, by conversation."""
    return _seen(study, _rows(study, "1"), as_seen_by, audience)


def _seen(study: Reading, rows: list[GlobalRating], reader: Member, audience: Audience | None) -> list[GlobalRating]:
    gone = voices.taken_back(study) if rows else frozenset()
    used = (one for one in rows if (one.conversation_id, PersonRole.__members__.get(one.rater.name)) not in gone)
    return [one for one in used if _may_see(study, one, reader, audience)]


def _rows(study: Reading, which: str, *given: str) -> list[GlobalRating]:
    rows = study.tuples(
        "SELECT r.id, conversation_id, item, rater, score, member.code FROM global_rating AS r "
        f"JOIN member ON member.id = r.member WHERE {which} AND NOT EXISTS "  # what consent was taken back for
        "(SELECT 1 FROM recall_session AS s WHERE s.conversation_id = r.conversation_id "
        "AND s.recaller_role = r.rater AND s.set_apart) ORDER BY conversation_id, item, rater, member.code",
        given,
    )
    return [
        GlobalRating(GlobalRatingId(made), ConversationId(where), RatingItem(item), Rater(rater), score, member)
        for made, where, item, rater, score, member in rows
    ]


def _may_see(study: Reading, rating: GlobalRating, reader: Member, audience: Audience | None) -> bool:
    """A researcher sees all, but while a round is blind of their colleagues' nothing; a case manager sees theirs."""
    if audience is not None and audience.value != "onderzoek" and audience.value != rating.rater.value:
        return False
    if reader.role is Role.ONDERZOEK:
        return rating.rater is not Rater.ONDERZOEKER or rating.member == reader.code or study.sees_others(reader)
    if reader.role is Role.KLANTMANAGER and rating.rater is Rater.KLANTMANAGER:
        recorded = conversations.recorded(study, rating.conversation_id)
        return any(person.participant_id == reader.participant_id for person in recorded)
    return False


def put(study: Writing, conversation: ConversationId, item: RatingItem, rater: Rater, score: int) -> GlobalRatingId:
    """Keep a score that the acting member enters, in the place of their earlier one."""
    given = (conversation, item.value, rater.value, study.acting.id)
    there = study.value(
        "SELECT id FROM global_rating WHERE conversation_id = ? AND item = ? AND rater = ? AND member = ?", given
    )
    if there:
        study.execute("UPDATE global_rating SET score = ? WHERE id = ?", (score, there))
        return GlobalRatingId(there)
    made = GlobalRatingId(new_id())
    study.insert(
        "global_rating",
        {
            "id": made,
            "conversation_id": conversation,
            "item": item.value,
            "rater": rater.value,
            "score": score,
            "member": study.acting.id,
            "created_at": study.now(),
        },
    )
    return made


def remove(study: Writing, conversation: ConversationId, item: RatingItem, rater: Rater) -> bool:
    """Take the score away that the acting member entered; whether there was one."""
    given = (conversation, item.value, rater.value, study.acting.id)
    which = "WHERE conversation_id = ? AND item = ? AND rater = ? AND member = ?"
    there = study.value(f"SELECT 1 FROM global_rating {which}", given)
    study.execute(f"DELETE FROM global_rating {which}", given)
    return bool(there)
