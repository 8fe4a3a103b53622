"""What researchers judge from recall interviews: congruence, links between comments and moments, global impressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId, ConversationId, RecallSessionId
from recall_studio.domain.moments import check_note
from recall_studio.domain.recall.reading import Reach
from recall_studio.domain.recall.telling import check_score
from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _
from recall_studio.edits.placing import check_within
from recall_studio.store import access, conversations
from recall_studio.store import annotations as annotation_rows
from recall_studio.store.recall import congruences, happenings, interviews, links, ratings

if TYPE_CHECKING:
    from recall_studio.domain.ids import CommentLinkId, CongruenceId, GlobalRatingId, RecallCommentId
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


def judge(
    study: Writing,
    *,
    recording: str,
    start_ms: int,
    end_ms: int | None,
    judgement: Judgement,
    note: str = "",
    annotation: AnnotationId | None = None,
) -> CongruenceId:
    """Judge how far client and case manager saw the same at a place; the acting member's earlier judgement goes.

    Args:
        study: where.
        recording: name of the recording of the conversation.
        start_ms: of the place, in ms of its time line.
        end_ms: None for an instant.
        judgement: how far.
        note: why, in a few words.
        annotation: the moment that it is about.

    Raises:
        UnknownName: there is no such recording or moment.
        BadInput: the place lies outside the recording, or the note does not fit.
        AccessRefused: consent or role do not allow it.
    """
    with study.step(N_("Judge congruence"), scope=recording):
        place = _judged_place(study, recording)
        check_within(place, start_ms=start_ms, end_ms=end_ms)
        check_note(note)
        if annotation is not None:
            _visible(study, annotation, place)
        row: Row = {
            "recording_id": place["id"],
            "annotation_id": annotation,
            "start_ms": start_ms,
            "end_ms": end_ms,
            "judgement": judgement.value,
            "note": note.strip(),
        }
        there = congruences.own_at(study, study.acting.id, row)
        if there is not None:
            congruences.change(study, there, {"judgement": row["judgement"], "note": row["note"]})
            return there
        return congruences.insert(study, row)


def unjudge(study: Writing, *, judgement: CongruenceId) -> None:
    """Take a judgement away.

    Raises:
        UnknownName: it is not there, or may not be seen.
        AccessRefused: somebody else made it, and the acting member does not lead the study; or consent or role do
            not allow it.
    """
    found = congruences.one(study, judgement, study.acting)
    if found is None:
        raise UnknownName(_("This judgement is not there any more."))
    place = conversations.place_by_id(study, found.recording_id)
    with study.step(N_("Remove judgement of congruence"), scope=place["name"]):
        _require_researcher(study, place)
        _require_own(study, found.member, place)
        congruences.remove(study, judgement)


def link_comment(study: Writing, *, comment: RecallCommentId, annotation: AnnotationId) -> CommentLinkId:
    """Say that a comment belongs to a moment although its place does not say so.

    Raises:
        UnknownName: there is no such comment or moment, or it may not be read.
        BadInput: they are of different conversations.
        AccessRefused: consent or role do not allow it.
    """
    place = _place_of(study, comment)
    with study.step(N_("Link a comment to a moment"), scope=place["name"]):
        _require_researcher(study, place)
        _visible(study, annotation, place)
        there = links.find(study, comment, annotation)
        return there if there is not None else links.insert(study, comment, annotation)


def unlink_comment(study: Writing, *, comment: RecallCommentId, annotation: AnnotationId) -> None:
    """Say that a comment does not belong to a moment after all.

    Raises:
        UnknownName: there is no such link, or its comment may not be read.
        AccessRefused: consent or role do not allow it.
    """
    place = _place_of(study, comment)
    with study.step(N_("Unlink a comment from a moment"), scope=place["name"]):
        _require_researcher(study, place)
        _visible(study, annotation, place)
        if links.find(study, comment, annotation) is None:
            raise UnknownName(_("This comment is not linked to this moment."))
        links.remove(study, comment, annotation)


def rate(study: Writing, *, conversation: str, item: RatingItem, rater: Rater, score: int) -> GlobalRatingId:
    """Keep a global impression, 1 to 5, in the place of what the acting member entered before.

    Args:
        study: where.
        conversation: its name, or that of its recording.
        item: what the impression is of.
        rater: whose impression it is.
        score: 1 to 5.

    Raises:
        UnknownName: there is no such conversation.
        BadInput: the score is none.
        AccessRefused: consent or role do not allow it.
    """
    check_score(score)
    which = _conversation(study, conversation)
    with study.step(N_("Give a global impression"), scope=conversation):
        _require_rating(study, which)
        return ratings.put(study, which, item, rater, score)


def unrate(study: Writing, *, conversation: str, item: RatingItem, rater: Rater) -> None:
    """Take back the global impression that the acting member entered.

    Raises:
        UnknownName: there is no such conversation, or nothing was entered.
        AccessRefused: consent or role do not allow it.
    """
    which = _conversation(study, conversation)
    with study.step(N_("Take a global impression back"), scope=conversation):
        _require_rating(study, which)
        if not ratings.remove(study, which, item, rater):
            raise UnknownName(_("You entered no such impression."))


def _conversation(study: Writing, name: str) -> ConversationId:
    """By the name of a recording, as everywhere; else by that of the conversation."""
    try:
        return ConversationId(conversations.place(study, name)["conversation_id"])
    except UnknownName:
        return ConversationId(conversations.conversation(study, name)["id"])


def _require_rating(study: Writing, conversation: ConversationId) -> None:
    access.require_coding(study, conversation)
    if study.acting.role is not Role.ONDERZOEK:
        raise _not_research(conversation)


def _judged_place(study: Writing, recording: str) -> Row:
    place = conversations.place(study, recording)
    if place["live"] or place["recall_session_id"]:
        raise BadInput(
            _("Congruence is judged in the recording of a conversation."),
            remedy=_("“recall-studio recordings” lists them."),
        )
    _require_researcher(study, place)
    return place


def _require_researcher(study: Writing, place: Row) -> None:
    access.require_place(study, place)
    if study.acting.role is not Role.ONDERZOEK:
        raise _not_research(place["conversation_id"])


def _not_research(conversation: str) -> AccessRefused:
    return AccessRefused(
        _("This is judged by researchers."),
        operation="coderen",
        subjects=(conversation,),
        remedy=_("“--as” says who works in the study."),
    )


def _require_own(study: Writing, member: str, place: Row) -> None:
    if member != study.acting.code and not study.acting.lead:
        raise AccessRefused(
            _("This was judged by “{member}” and is theirs to change.", member=member),
            operation="coderen",
            subjects=(place["conversation_id"],),
        )


def _visible(study: Writing, annotation: AnnotationId, place: Row) -> Moment:
    """The moment, when the acting member sees it and it lies in this recording."""
    found = annotation_rows.moments(study, as_seen_by=study.acting, ids=[annotation])
    if not found:
        raise UnknownName(_("This moment is not there any more."))
    if found[0].recording_id != place["id"]:
        raise BadInput(_("This moment lies in another recording."))
    return found[0]


def _place_of(study: Writing, comment: RecallCommentId) -> Row:
    """The recording that a comment is about, when the acting member may read it."""
    session = happenings.session_of(study, "recall_comment", comment)
    readable = interviews.readable(study, study.acting)
    row = happenings.row_of(study, "recall_comment", comment)
    found = readable.get(RecallSessionId(session)) if session else None
    if row is None or row["removed"] or found is None or not (found[1] is Reach.ALL or row["shareable"]):
        raise UnknownName(_("This comment is not there any more."))
    return conversations.place_by_id(study, found[0].recording_id)
