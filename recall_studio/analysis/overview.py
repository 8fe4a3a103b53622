"""What a study holds and what is allowed with it, as rows for a table: recordings, consents, media."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Operation, Purpose, Status, answer_in_force, status_on
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.progress import SILENT
from recall_studio.store import access, consents, conversations, files, observations

if TYPE_CHECKING:
    from datetime import date

    from recall_studio.domain.access import Playable
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.study import Member
    from recall_studio.media.frames import FrameIndex
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.study import Study

ASKED = (Operation.KEEP, Operation.CODE, Operation.PREPARE, Operation.WATCH_ALONG, Operation.EXPORT)


def recordings_overview(study: Reading, *, on: date) -> list[Row]:
    """One row a recording: its persons, destruction date, whether its file is there, and what is allowed on a day."""
    people = _persons(study)
    rows = []
    for row in conversations.recordings(study):
        media = conversations.media_files(study, RecordingId(row["id"]))
        conversation = ConversationId(row["conversation_id"])
        allowed = [op.value for op in ASKED if access.decision(study, op, conversation, on).allowed]
        shown = {name: row[name] for name in ("conversation", "case", "held_on", "held_at", "type", "channel", "wave")}
        last_day = min((m["delete_after"] for m in media), default=None)
        rows.append(
            {"recording": row["name"], "duration_ms": row["duration_ms"], **shown}
            | {"persons": people.get(conversation, []), "delete_after": last_day}
            | {"parts": len(media), "file_there": bool(media) and all(files.is_there(study.folder, m) for m in media)}
            | {"quarantine": Operation.KEEP.value not in allowed, "allowed": allowed}
        )
    return rows


def live_overview(study: Reading, member: Member, *, on: date) -> list[Row]:
    """One row a conversation without a recording: its persons, when it began and ended, and whether it may be watched.

    `to_delete` counts what was marked in it where the consent to watching along was taken back.
    """
    begun, people = observations.all_of(study, member), _persons(study)
    rows = []
    for row in conversations.live(study):
        conversation = ConversationId(row["conversation_id"])
        decided, watched = access.decision(study, Operation.WATCH_ALONG, conversation, on), begun.get(conversation)
        left = observations.marked(study, conversation)
        withdrawn = any(one.status is Status.INGETROKKEN for one in decided.missing)
        shown = {name: row[name] for name in ("conversation", "case", "held_on", "held_at", "type", "channel", "wave")}
        rows.append(
            {**shown, "persons": people.get(conversation, [])}
            | {"started_at": watched and watched.started_at, "ended_at": watched and watched.ended_at}
            | {"length_ms": watched and watched.length_ms, "allowed": decided.allowed}
            | {"reason": None if decided.allowed else decided.sentence()}
            | {"to_delete": left.moments + left.marks if withdrawn else 0}
        )
    return rows


def _persons(study: Reading) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for person in conversations.people(study):
        people.setdefault(person["conversation_id"], []).append(f"{person['pseudonym']}:{person['role']}")
    return people


def consent_matrix(study: Reading, *, on: date) -> list[dict[str, Any]]:
    """One row a recording and person: the status of every purpose on a day, under the purpose's key."""
    answers = consents.answers(study)
    ids = {row["pseudonym"]: row["id"] for row in conversations.participants(study)}
    live = {row["conversation_id"]: row["name"] for row in conversations.live(study)}
    names = live | {row["conversation_id"]: row["name"] for row in conversations.recordings(study)}
    rows = []
    for person in conversations.people(study):
        conversation = ConversationId(person["conversation_id"])
        who = ids[person["pseudonym"]]
        status = {
            purpose.value: status_on(
                answer_in_force(answers, participant=who, purpose=purpose, conversation=conversation), on
            ).value
            for purpose in Purpose
        }
        head = {"recording": names.get(conversation), "person": person["pseudonym"], "role": person["role"]}
        rows.append(head | status)
    return sorted(rows, key=lambda row: str(row["recording"]))


def media_overview(study: Study, recording: str, *, progress: Progress = SILENT) -> list[Row]:
    """One row a media file of a recording, read through the gate; the frame index is kept in the cache.

    Raises:
        UnknownName: there is no such recording.
        AccessRefused: consent, condition or date do not allow opening it.
        MediaUnusable: the file is gone or broken.
    """
    recording_id = RecordingId(conversations.recording(study, recording)["id"])
    playables = study.perform(access.play, recording=recording_id)
    parts = conversations.media_files(study, recording_id)
    rows = []
    for part, playable in zip(parts, playables, strict=True):
        study.watch_over(playable)
        facts = json.loads(part["probe"])
        video, audio = facts.get("video"), facts.get("audio")
        row = {"recording": recording, "part": part["part"], "offset_ms": part["offset_ms"]}
        row |= {"duration_ms": part["duration_ms"], "container": facts["container"]}
        row |= {"video": f"{video['codec']} {video['width']}×{video['height']}" if video else None}
        row |= {"audio": f"{audio['codec']} {audio['rate_hz']} Hz" if audio else None}
        row |= {"frames": None, "frame_rate_hz": None, "variable_frame_rate": None}
        if video:
            index = _frame_index(study, part, playable, progress)
            row |= {"frames": len(index.pts_ms), "frame_rate_hz": round(video["frame_rate_hz"], 3)}
            row |= {"variable_frame_rate": index.variable_frame_rate}
        rows.append(row)
    return rows


def _frame_index(study: Study, part: Row, playable: Playable, progress: Progress) -> FrameIndex:
    from recall_studio.media.indexing import kept_index

    return kept_index(study.folder, playable, fingerprint=part["full_fingerprint"], progress=progress)
