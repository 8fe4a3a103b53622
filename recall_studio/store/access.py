"""The gate: the only place that makes a `Playable` or a `Release`. It asks the rules, logs, and says no by default."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.access import Playable, Release
from recall_studio.domain.consent import (
    MAY_DO,
    Condition,
    Decision,
    Operation,
    coding_operation,
    decide,
    touches_special_categories,
)
from recall_studio.domain.errors import AccessRefused, MediaUnusable
from recall_studio.domain.ids import ConversationId, MediaFileId, RecordingId
from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.store import audit, consents, conversations, files, observations

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from recall_studio.domain.consent import Answer
    from recall_studio.domain.ids import ParticipantId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

OWN_ANALYSIS, MOVING = "eigen_analyse", "verplaatsen"


def decision(
    study: Reading,
    operation: Operation,
    conversation: ConversationId,
    on: date,
    themes: Collection[str] = (),
    *,
    recorded: bool = True,
) -> Decision:
    """What the rules say of one conversation on a day.

    Args:
        study: where.
        operation: what is asked.
        conversation: with which one.
        on: the day.
        themes: that are about to be coded.
        recorded: it is about the recording, if there is one; else about what was marked live.
    """
    return decide(
        operation,
        conversation=conversation,
        recorded=conversations.recorded(study, conversation),
        answers=consents.answers(study, conversation),
        on=on,
        special_categories=_special_categories(study, conversation, themes),
        has_recording=recorded and _has_recording(study, operation, conversation),
    )


def _has_recording(study: Reading, operation: Operation, conversation: ConversationId) -> bool:
    """Nothing is recorded by watching along, so that it asks nothing of `opname`, whatever there is beside it."""
    if operation is Operation.WATCH_ALONG:
        return False
    return bool(study.value("SELECT 1 FROM recording WHERE conversation_id = ?", (conversation,)))


def _special_categories(study: Reading, conversation: ConversationId, coded: Collection[str]) -> bool:
    """A theme counts while it is on, is about to be coded, or stands in the coding of this conversation."""
    themes = study.tuples(
        "SELECT DISTINCT coalesce(theme.key, code.key) FROM code LEFT JOIN code AS theme ON theme.id = code.parent_id "
        'WHERE code."on" = 1 OR EXISTS '
        # With the plus it is found by its code: what is off is rare, and a conversation can have 100,000 moments.
        "(SELECT 1 FROM annotation WHERE annotation.code_id = code.id AND +annotation.conversation_id = ?)",
        (conversation,),
    )
    return touches_special_categories((*coded, *(key for (key,) in themes)))


def decisions(
    study: Reading, operations: Sequence[Operation], on: date
) -> dict[ConversationId, dict[Operation, Decision]]:
    """As `decision()`, of all conversations with a recording at once: a few queries, however many there are."""
    # By conversation as well: a case manager answers for hundreds, and each is looked at once.
    answers: dict[tuple[ParticipantId, ConversationId | None], list[Answer]] = {}
    for answer in consents.answers(study):
        answers.setdefault((answer.participant_id, answer.conversation_id), []).append(answer)
    on_now, coded = _themes(study)
    decided: dict[ConversationId, dict[Operation, Decision]] = {}
    for conversation, recorded in conversations.all_recorded(study).items():
        theirs = [
            answer
            for person in recorded
            for place in (None, conversation)
            for answer in answers.get((person.participant_id, place), ())
        ]
        special = touches_special_categories((*on_now, *coded.get(conversation, ())))
        decided[conversation] = {
            operation: decide(
                operation,
                conversation=conversation,
                recorded=recorded,
                answers=theirs,
                on=on,
                special_categories=special,
            )
            for operation in operations
        }
    return decided


def _themes(study: Reading) -> tuple[list[str], dict[ConversationId, list[str]]]:
    """The themes that are on, and those that each conversation was coded with."""
    rows = study.tuples(
        'SELECT coalesce(theme.key, code.key), code."on", code.id FROM code LEFT JOIN code AS theme '
        "ON theme.id = code.parent_id"
    )
    coded: dict[ConversationId, list[str]] = {}
    off = {code: key for key, on, code in rows if not on and touches_special_categories((key,))}
    found = study.tuples(  # by the index of the codes: to look through all moments takes 200 ms of 100,000
        "SELECT DISTINCT conversation_id, code_id FROM annotation WHERE code_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(off)),),
    )
    for conversation, code in found:
        coded.setdefault(ConversationId(conversation), []).append(off[code])
    return [key for key, on, _code in rows if on], coded


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
    decided = decision(study, operation, conversation, study.today(), themes)
    if not decided.allowed:
        raise AccessRefused(
            decided.sentence(),
            operation=operation.value,
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

    Conversations that are watched along live stand among them, each with its own id.
    """
    operation = _coding(study, member)
    decided = decisions(study, [operation], study.today())
    recorded = {
        row["name"]: RecordingId(row["id"])
        for row in conversations.recordings(study)
        if decided[ConversationId(row["conversation_id"])][operation].allowed
        and _role_allows(study, member, operation, ConversationId(row["conversation_id"]))
    }
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
    return require_coding(study, conversation, themes)


def require_keeping(study: Writing, conversation: ConversationId) -> Decision:
    """See that the recording may be kept, whoever asks: copying it is the program's own work.

    Raises:
        AccessRefused: somebody's `opname` is missing.
    """
    return _require_consent(study, Operation.KEEP, conversation)


def require_coding(study: Writing, conversation: ConversationId, themes: Collection[str] = ()) -> Decision:
    """See that the acting member may code this conversation, in the way that fits study and role.

    Args:
        study: where.
        conversation: which.
        themes: keys of the themes that are about to be coded.

    Raises:
        AccessRefused: not so.
    """
    return require(study, _coding(study, study.acting), conversation, themes)


def _coding(study: Reading, member: Member) -> Operation:
    return coding_operation(kind=study.facts().kind, role=member.role)


def play(study: Writing, *, recording: RecordingId) -> list[Playable]:
    """Open the gate to a recording's media, part by part, and log it.

    Raises:
        AccessRefused: consent, role, condition or date do not allow it.
        MediaUnusable: all its files were destroyed.
    """
    with study.step(""):
        parts = conversations.media_files(study, recording)
        if not parts:
            raise MediaUnusable(_("The file of this recording is not where it was."))
        conversation = ConversationId(parts[0]["conversation_id"])
        decided = require_coding(study, conversation)
        _require_showable(study, decided, conversation, parts)
        audit.write(study, "openen", table="recording", row=recording, operation=decided.operation.value)
        return [_playable(study, part, decided) for part in parts]


def _playable(study: Writing, part: Row, decided: Decision) -> Playable:
    return Playable(
        media_file_id=MediaFileId(part["id"]),
        recording_id=RecordingId(part["recording_id"]),
        conversation_id=ConversationId(part["conversation_id"]),
        operation=decided.operation.value,
        sound_only=Condition.ALLEEN_AUDIO in decided.conditions,
        _opener=partial(files.open_media, study.folder, part),
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


def check_again(study: Reading, playable: Playable, on: date) -> None:
    """Revoke a `Playable` that is barred, or whose consent is gone or asks for what its player does not heed."""
    state = study.value("SELECT state FROM media_file WHERE id = ?", (playable.media_file_id,))
    decided = decision(study, Operation(playable.operation), playable.conversation_id, on)
    heeded = {Condition.ALLEEN_AUDIO} if playable.sound_only else set()
    if not decided.allowed or decided.conditions - heeded or state != "in_gebruik":
        playable.revoke()


def _watched_along(study: Reading) -> list[Row]:
    """The conversations watched along live in which something was marked."""
    return [row for row in conversations.live(study) if observations.marked(study, ConversationId(row["id"]))]


def _leaving(study: Reading, operation: Operation, place: Row, on: date) -> Decision:
    """Whether the data of a place may leave; where nothing was recorded, no `opname` is asked."""
    conversation = ConversationId(place["conversation_id"])
    return decision(study, operation, conversation, on, recorded=not place.get("live"))


def release(study: Writing, *, operation: Operation, purpose: str, notes: bool = False) -> Release:
    """Let the data of all recordings out whose people consent, and log what leaves and what stays.

    What was marked while watching along live leaves an export too, with its conversation's id for a recording's.

    Raises:
        AccessRefused: no recording may leave, or the member's role lets nothing out.
    """
    with study.step(""):
        today = study.today()
        allowed, left_out, sentence = [], [], _("There is no recording in this study.")
        places = conversations.recordings(study)
        if operation is Operation.EXPORT:
            places += _watched_along(study)
        for row in places:
            decided = _leaving(study, operation, row, today)
            if decided.allowed:
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
