"""Which comment belongs to which moment although its place does not say so: for researchers, as they may see both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.ids import AnnotationId, CommentLinkId, RecallCommentId, new_id
from recall_studio.domain.study import Role
from recall_studio.store.annotations import unrestricted, unseen

if TYPE_CHECKING:
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


class CommentLink(NamedTuple):
    """A comment, the moment it belongs to, and the code of who said so."""

    id: CommentLinkId
    comment: RecallCommentId
    moment: AnnotationId
    member: str


def of_all(study: Reading, as_seen_by: Member) -> list[CommentLink]:
    """All links that this member may see: to moments that they see, and in an independent round only their own."""
    if as_seen_by.role is not Role.ONDERZOEK:
        return []
    own, mine = unseen(study, as_seen_by, "l", column="member")
    coded, theirs = unseen(study, as_seen_by, "a")
    rows = study.tuples(
        "SELECT l.id, l.recall_comment_id, l.annotation_id, member.code FROM comment_link AS l "
        "JOIN member ON member.id = l.member JOIN annotation AS a ON a.id = l.annotation_id "
        f"LEFT JOIN code ON code.id = a.code_id WHERE {own} AND {coded} AND {unrestricted(as_seen_by)} ORDER BY l.id",
        (*mine, *theirs),
    )
    return [
        CommentLink(CommentLinkId(made), RecallCommentId(comment), AnnotationId(moment), member)
        for made, comment, moment, member in rows
    ]


def insert(study: Writing, comment: RecallCommentId, moment: AnnotationId) -> CommentLinkId:
    """Add a link of the acting member."""
    made = CommentLinkId(new_id())
    study.insert(
        "comment_link",
        {
            "id": made,
            "recall_comment_id": comment,
            "annotation_id": moment,
            "member": study.acting.id,
            "created_at": study.now(),
        },
    )
    return made


def remove(study: Writing, comment: RecallCommentId, moment: AnnotationId) -> None:
    """Take a link away, whoever made it."""
    study.execute("DELETE FROM comment_link WHERE recall_comment_id = ? AND annotation_id = ?", (comment, moment))


def find(study: Reading, comment: RecallCommentId, moment: AnnotationId) -> CommentLinkId | None:
    """The link between a comment and a moment."""
    found = study.value(
        "SELECT id FROM comment_link WHERE recall_comment_id = ? AND annotation_id = ?", (comment, moment)
    )
    return CommentLinkId(found) if found else None
