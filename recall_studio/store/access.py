"""The gate: the only place that makes a `Playable` or a `Release`. It asks the rules, logs, and says no by default."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.access import Playable, Release
from recall_studio.domain.consent import (
    MAY_DO,
    Condition,
    Operation,
    coding_operation,
)
from recall_studio.domain.errors import AccessRefused, MediaUnusable
from recall_studio.domain.ids import ConversationId, MediaFileId, ParticipantId, RecallSessionId, RecordingId
from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.store import audit, consents, conversations, files, observations
from recall_studio.store.deciding import decision, decisions
from recall_studio.store.recall import gate, instructing, interviews, sessions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from recall_studio.domain.consent import Decision
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

__all__ = ["decision", "decisions"]  # asked for at the gate, whoever decides

OWN_ANALYSIS, MOVING = "eigen_analyse", "verplaatsen"


def quarantined(study: Reading, conversation: ConversationId, on: date) -> bool:
    """Whether a recording may not be kept (yet): somebody's `opname` is missing."""
    return not decision(study, Operation.KEEP, conversation, on).allowed


def require(
    study: Writing, operation: Operation, conversation: ConversationId, themes: Collection[str] = ()
) -> Decision:
    """See that the acting member may do this; within a step, so that nothing can come between.

    Raises:
        AccessRefused: a consent is missing, or the member's role does not do this. The writer logs it.
    """
    _require_role(study, study.acting, operation, conversation)
    return _require_consent(study, operation, conversation, themes)


def _require_consent(
    study: Writing, operation: Operation, conversation: ConversationId, themes: Collection[str] = ()
) -> Decision:
    return require_decided(decision(study, operation, conversation, study.today(), themes), conversation)


def require_decided(decided: Decision, conversation: ConversationId) -> Decision:
    """See that the rules allowed it.

    Raises:
        AccessRefused: a consent is missing.
    """
    if not decided.allowed:
        raise AccessRefused(
            decided.sentence(),
            operation=decided.operation.value,
            subjects=(conversation,),
            remedy=_("“recall-studio consent” records an answer."),
        )
    return decided


def _role_allows(study: Reading, member: Member, operation: Operation, conversation: ConversationId) -> bool:
    if operation not in MAY_DO[member.role]:
        return False
    recorded = conversations.recorded(study, conversation) if member.role is Role.KLANTMANAGER else ()
    own = any(member.participant_id == person.participant_id for person in recorded)
    # Whoever watches along sees the conversation of a colleague.
    return own or member.role is not Role.KLANTMANAGER or operation is Operation.WATCH_ALONG


def _require_role(study: Reading, member: Member, operation: Operation, conversation: ConversationId) -> None:
    if not _role_allows(study, member, operation, conversation):
        raise AccessRefused(
            _("Somebody with the role “{role}” may not do this with this conversation.", role=member.role.value),
            operation=operation.value,
            subjects=(conversation,),
            remedy=_("“--as” says who works in the study."),
        )


def seen_recordings(study: Reading, member: Member) -> dict[str, RecordingId]:
    """The recordings, by name, whose coding this member may see today: consent, role and own conversation allow it.

    Recall interviews stand among them, and conversations that are watched along live, each with its own id.
    """
    operation = _coding(study, member)
    decided = decisions(study, [operation], study.today())
    recorded = {
        row["name"]: RecordingId(row["id"])
        for row in conversations.recordings(study)
        if decided[ConversationId(row["conversation_id"])][operation].allowed
        and _role_allows(study, member, operation, ConversationId(row["conversation_id"]))
    }
    heard = gate.heard_by(study, member, operation, study.today())
    recorded |= {name: RecordingId(row["id"]) for name, row in heard.items()}
    return recorded | {
        row["name"]: RecordingId(row["id"])
        for row in conversations.live(study)
        if watches(study, member, ConversationId(row["id"]))
    }


def watches(study: Reading, member: Member, conversation: ConversationId) -> bool:
    """Whether a member may watch along with a conversation today, and mark in it."""
    decided = decision(study, Operation.WATCH_ALONG, conversation, study.today())
    return decided.allowed and _role_allows(study, member, Operation.WATCH_ALONG, conversation)


def why_not_watching(study: Reading, conversation: ConversationId) -> str:
    """Why nobody may watch along with a conversation today; when its consent allows it, the role does not."""
    decided = decision(study, Operation.WATCH_ALONG, conversation, study.today())
    return _("Your role does not watch along.") if decided.allowed else decided.sentence()


def watch(study: Writing, *, conversation: ConversationId) -> None:
    """See that the acting member may watch along with a conversation, and log that they do.

    Raises:
        AccessRefused: consent or role do not allow it.
    """
    with study.step(""):
        require(study, Operation.WATCH_ALONG, conversation)
        audit.write(study, "meekijken", table="conversation", row=conversation)


def require_place(study: Writing, place: Row, themes: Collection[str] = ()) -> Decision:
    """See that the acting member may code here: a recording, or a conversation watched along live.

    Args:
        study: where.
        place: a row of `conversations.place()`.
        themes: keys of the themes that are about to be coded.

    Raises:
        AccessRefused: not so.
    """
    conversation = ConversationId(place["conversation_id"])
    if place["live"]:
        return require(study, Operation.WATCH_ALONG, conversation, themes)
    session = place["recall_session_id"]
    return require_coding(study, conversation, themes, session=RecallSessionId(session) if session else None)


def require_keeping(study: Writing, conversation: ConversationId) -> Decision:
    """See that the recording may be kept, whoever asks: copying it is the program's own work.

    Raises:
        AccessRefused: somebody's `opname` is missing.
    """
    return _require_consent(study, Operation.KEEP, conversation)


def require_coding(
    study: Writing,
    conversation: ConversationId,
    themes: Collection[str] = (),
    *,
    session: RecallSessionId | None = None,
) -> Decision:
    """See that the acting member may code this conversation, in the way that fits study and role.

    Args:
        study: where.
        conversation: which.
        themes: keys of the themes that are about to be coded.
        session: the recall interview about it whose own recording is meant.

    Raises:
        AccessRefused: not so.
    """
    operation = _coding(study, study.acting)
    if session is None:
        return require(study, operation, conversation, themes)
    _require_role(study, study.acting, operation, conversation)
    if not gate.may_hear(study, study.acting, session):
        raise AccessRefused(
            _("You cannot hear this recall interview."), operation=operation.value, subjects=(conversation,)
        )
    return require_decided(gate.hearing(study, session, operation, study.today(), themes), conversation)


def _coding(study: Reading, member: Member) -> Operation:
    return coding_operation(kind=study.facts().kind, role=member.role)


def play(study: Writing, *, recording: RecordingId) -> list[Playable]:
    """Open the gate to a recording's media, part by part, and log it.

    Raises:
        AccessRefused: consent, role, condition or date do not allow it.
        MediaUnusable: all its files were destroyed.
    """
    with study.step(""):
        parts = _parts(study, recording)
        conversation = ConversationId(parts[0]["conversation_id"])
        session = interviews.session_of(study, recording)
        decided = require_coding(study, conversation, session=session)
        _require_showable(study, decided, conversation, parts)
        audit.write(study, "openen", table="recording", row=recording, operation=decided.operation.value)
        return [_playable(study, part, decided, session) for part in parts]


def show_recall(study: Writing, *, session: RecallSessionId) -> list[Playable]:
    """Open the gate to the recording that is shown in a recall interview, part by part, and log it.

    Raises:
        UnknownName: there is no such interview.
        AccessRefused: consent, role, condition or date do not allow it, something is still to be arranged before
            anything is shown to others, or the interview is over.
        MediaUnusable: all its files were destroyed.
    """
    with study.step(""):
        interview = interviews.one(study, session)
        decided = require_recall(study, session)
        gate.require_shown(study, interview.conversation_id)
        parts = _parts(study, interview.recording_id)
        _require_showable(study, decided, interview.conversation_id, parts)
        audit.write(study, "nagesprek_tonen", table="recall_session", row=session, operation=decided.operation.value)
        return [_playable(study, part, decided, session) for part in parts]


def require_recall(study: Writing, session: RecallSessionId) -> Decision:
    """See that the acting member may hold a recall interview today.

    Raises:
        AccessRefused: consent or role do not allow it, or it is over or kept apart.
    """
    row = sessions.row(study, session) or {}
    conversation = ConversationId(row["conversation_id"])
    require_leading(study, conversation, ParticipantId(row["recaller_id"]))
    if row["set_apart"] or row["ended_at"]:
        raise AccessRefused(
            _("This recall interview is over."), operation=Operation.RECALL.value, subjects=(conversation,)
        )
    return require_decided(gate.decided(study, session, study.today()), conversation)


def require_leading(study: Writing, conversation: ConversationId, recaller: ParticipantId) -> None:
    """See that the acting member's role lets them hold recall interviews with a person about a conversation.

    Raises:
        AccessRefused: it does not.
    """
    _require_role(study, study.acting, Operation.RECALL, conversation)
    if not gate.may_lead(study.acting, recaller):
        raise AccessRefused(
            _("A case manager holds recall interviews about the own conversations only, with themselves."),
            operation=Operation.RECALL.value,
            subjects=(conversation,),
        )


def _parts(study: Writing, recording: RecordingId) -> list[Row]:
    parts = conversations.media_files(study, recording)
    if not parts:
        raise MediaUnusable(_("The file of this recording is not where it was."))
    return parts


def _playable(study: Writing, part: Row, decided: Decision, session: RecallSessionId | None) -> Playable:
    return Playable(
        media_file_id=MediaFileId(part["id"]),
        recording_id=RecordingId(part["recording_id"]),
        conversation_id=ConversationId(part["conversation_id"]),
        operation=decided.operation.value,
        sound_only=Condition.ALLEEN_AUDIO in decided.conditions,
        _opener=partial(files.open_media, study.folder, part),
        session=session,
    )


def _require_showable(study: Writing, decided: Decision, conversation: ConversationId, parts: Sequence[Row]) -> None:
    """Originals are not shown under a condition that asks for a protected copy, nor after their last day."""
    if decided.conditions - {Condition.ALLEEN_AUDIO}:
        reason = _("The consent asks for a protected copy of this recording, and there is none.")
    elif any(part["state"] != "in_gebruik" for part in parts):
        reason = _("The use of this recording is restricted.")
    elif any(study.today().isoformat() > part["delete_after"] for part in parts):
        reason = _("This recording has passed its destruction date and can no longer be opened.")
    else:
        return
    raise AccessRefused(reason, operation=decided.operation.value, subjects=(conversation,))


def play_aid(study: Reading, *, language: str | None = None) -> Playable:
    """Open what no recorded person is in: the practice clip, or the instruction in sound in a language.

    Raises:
        MediaUnusable: there is no instruction in sound in this language.
    """
    aid, opener = instructing.aid(study, language)
    no_recording, no_conversation = RecordingId(""), ConversationId("")
    return Playable(aid, no_recording, no_conversation, Operation.RECALL.value, language is not None, _opener=opener)


def check_again(study: Reading, playable: Playable, on: date) -> None:
    """Revoke a `Playable` that is barred, or whose consent is gone or asks for what its player does not heed."""
    if not playable.conversation_id:
        return
    state = study.value("SELECT state FROM media_file WHERE id = ?", (playable.media_file_id,))
    decided = _decided_again(study, playable, on)
    heeded = {Condition.ALLEEN_AUDIO} if playable.sound_only else set()
    if decided is None or not decided.allowed or decided.conditions - heeded or state != "in_gebruik":
        playable.revoke()


def _decided_again(study: Reading, playable: Playable, on: date) -> Decision | None:
    """What the rules say now; None when the recall interview that it was opened for is gone or kept apart."""
    operation = Operation(playable.operation)
    if playable.session is None:
        return decision(study, operation, playable.conversation_id, on)
    row = sessions.row(study, playable.session)
    if row is None or row["set_apart"]:
        return None
    if operation is Operation.RECALL:
        return gate.decided(study, playable.session, on)
    return gate.hearing(study, playable.session, operation, on)


def _watched_along(study: Reading) -> list[Row]:
    """The conversations watched along live in which something was marked."""
    return [row for row in conversations.live(study) if observations.marked(study, ConversationId(row["id"]))]


def _leaving(study: Reading, operation: Operation, place: Row, on: date) -> Decision:
    """Whether the data of a place may leave; where nothing was recorded, no `opname` is asked."""
    conversation = ConversationId(place["conversation_id"])
    if place["recall_session_id"]:
        return gate.hearing(study, RecallSessionId(place["recall_session_id"]), operation, on)
    return decision(study, operation, conversation, on, recorded=not place.get("live"))


def _kept_apart(study: Reading, place: Row) -> bool:
    """Whether it is the recording of an interview that is kept apart: then it moves with the study, and is no data."""
    session = place["recall_session_id"]
    return bool(session) and bool((sessions.row(study, RecallSessionId(session)) or {}).get("set_apart"))


def release(study: Writing, *, operation: Operation, purpose: str, notes: bool = False) -> Release:
    """Let the data of all recordings out whose people consent, and log what leaves and what stays.

    What was marked while watching along live leaves an export too, with its conversation's id for a recording's.

    Raises:
        AccessRefused: no recording may leave, or the member's role lets nothing out.
    """
    with study.step(""):
        today = study.today()
        allowed, left_out, sentence = [], [], _("There is no recording in this study.")
        places = [*conversations.recordings(study), *conversations.interviews(study)]
        if operation is Operation.EXPORT:
            places += _watched_along(study)
        for row in places:
            decided = _leaving(study, operation, row, today)
            if operation is Operation.EXPORT and _kept_apart(study, row):
                left_out.append(row["name"])
            elif decided.allowed:
                allowed.append(row)
            else:
                left_out.append(row["name"])
                sentence = decided.sentence()
        subjects = tuple(dict.fromkeys(row["conversation_id"] for row in allowed))
        may = operation in MAY_DO[study.acting.role]
        if not may:
            sentence = _("Somebody with the role “{role}” lets nothing out of the study.", role=study.acting.role.value)
        if not may or (not allowed and operation is Operation.EXPORT):
            raise AccessRefused(
                _("Nothing may leave the study. {reason}", reason=sentence),
                operation=operation.value,
                subjects=tuple(row["conversation_id"] for row in places),
            )
        snapshot = consents.snapshot(study, subjects)
        head = audit.write(
            study, operation.value, purpose=purpose, conversations=list(subjects), consents=snapshot, notes=notes
        )
        return Release(
            recordings=tuple(RecordingId(row["id"]) for row in allowed),
            left_out=tuple(left_out),
            purpose=purpose,
            released_by=study.acting.code,
            released_at=study.now(),
            consent_snapshot=snapshot,
            audit_head=head,
            notes=notes,
        )
