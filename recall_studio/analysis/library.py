"""What the library shows of each recording: its people, what their consent means now, and how far its coding is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from recall_studio.analysis.coding_progress import CoderProgress, coding_progress
from recall_studio.domain.consent import Condition, Operation, Status, coding_operation
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.study import PersonRole
from recall_studio.store import access, conversations, observations
from recall_studio.store.recall import interviews

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recall_studio.domain.consent import Decision
    from recall_studio.domain.observing import Observation
    from recall_studio.domain.study import Member
    from recall_studio.store.observations import Marked
    from recall_studio.store.reading import Reading, Row

REMIND_DAYS = 30
_ASKED = (Operation.KEEP, Operation.CODE, Operation.LOOK_BACK, Operation.PREPARE, Operation.RECALL)


class Consent(Enum):
    """What the answers of everybody in a recording come to."""

    GIVEN = "given"  # it may be coded
    WAITING = "waiting"  # kept, and somebody was not asked yet, or their answer ran out
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    QUARANTINE = "quarantine"  # it may not even be kept


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be seen or heard."""

    pseudonym: str
    role: PersonRole


@dataclass(frozen=True, slots=True)
class Live:
    """How it stands with a conversation that is watched along.

    Args:
        observation: when it began and ended; None before.
        withdrawn: what was marked in it and is to be deleted, for its consent was taken back.
    """

    observation: Observation | None
    withdrawn: Marked | None = None


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One recording, or one conversation that is watched along without any.

    Args:
        id, name, conversation: of the recording.
        type, held_on, held_at, wave, case: of the conversation.
        duration_ms: of the recording.
        people: who can be seen or heard.
        consent: what their answers come to.
        allowed: what may be done with it now.
        waiting_for: whose answer is missing, by pseudonym.
        shown: whether its picture may be shown now, to who works.
        has_picture: whether there is one.
        delete_after: the last day it may be opened; None when its files were destroyed.
        parts: its media files.
        progress: of each coder, as far as the member may see.
        live: of a conversation without a recording, that is watched along; its own id stands for a recording's.
        looked_back: who looked back at it in a recall interview that ended, and how many hours after; None where that
            is not known.
    """

    id: RecordingId
    name: str
    conversation: ConversationId
    type: str | None
    held_on: str | None
    held_at: str | None
    wave: str | None
    case: str | None
    duration_ms: int
    people: tuple[Person, ...]
    consent: Consent
    allowed: frozenset[Operation]
    waiting_for: tuple[str, ...]
    shown: bool
    has_picture: bool
    delete_after: str | None
    parts: tuple[str, ...]
    progress: tuple[CoderProgress, ...]
    live: Live | None = None
    looked_back: tuple[tuple[PersonRole, float | None], ...] = ()


def library_rows(study: Reading, *, as_seen_by: Member, on: date, counted: bool = True) -> list[LibraryRow]:
    """One row a recording or conversation watched along, by name, as a member may see it on a day.

    Args:
        study: where.
        as_seen_by: who looks.
        on: the day.
        counted: with the progress of the coding, for which every moment of the study is counted.
    """
    decided = access.decisions(study, _ASKED, on)
    progress: Mapping[str, tuple[CoderProgress, ...]] = (
        coding_progress(study, as_seen_by) if counted else dict.fromkeys(access.seen_recordings(study, as_seen_by), ())
    )
    people, media, held = _people(study), _media(study), _looked_back(study, as_seen_by)
    main = coding_operation(kind=study.facts().kind, role=as_seen_by.role)
    names = {row["id"]: row["pseudonym"] for row in conversations.participants(study)}
    rows = []
    for row in conversations.recordings(study):
        conversation = ConversationId(row["conversation_id"])
        files = media.get(row["id"], [])
        of_this = decided[conversation]
        showable = row["name"] in progress and _showable(of_this[main], files, on)
        rows.append(
            LibraryRow(
                id=RecordingId(row["id"]),
                name=row["name"],
                conversation=conversation,
                **{field: row[field] for field in ("type", "held_on", "held_at", "wave", "case", "duration_ms")},
                people=people.get(conversation, ()),
                consent=_consent(of_this[main], kept=of_this[Operation.KEEP].allowed),
                allowed=frozenset(operation for operation, one in of_this.items() if one.allowed),
                waiting_for=tuple(dict.fromkeys(names[one.participant_id] for one in of_this[main].missing)),
                shown=showable,
                has_picture=any(json.loads(file["probe"]).get("video") for file in files),
                delete_after=min((file["delete_after"] for file in files), default=None),
                parts=tuple(file["id"] for file in files),
                progress=_with_own(progress[row["name"]], as_seen_by) if row["name"] in progress else (),
                looked_back=tuple(held.get(RecordingId(row["id"]), ())),
            )
        )
    return sorted([*rows, *_live_rows(study, as_seen_by, on, progress)], key=lambda row: row.name)


def _live_rows(
    study: Reading, member: Member, on: date, progress: Mapping[str, tuple[CoderProgress, ...]]
) -> list[LibraryRow]:
    """The conversations that are watched along, by the same columns."""
    people, begun = _people(study), observations.all_of(study, member)
    names = {row["id"]: row["pseudonym"] for row in conversations.participants(study)}
    rows = []
    for row in conversations.live(study):
        conversation = ConversationId(row["conversation_id"])
        watch = access.decision(study, Operation.WATCH_ALONG, conversation, on)
        consent = _consent(watch, kept=True)
        observation = begun.get(conversation)
        left = observations.marked(study, conversation) if consent is Consent.WITHDRAWN else None
        rows.append(
            LibraryRow(
                id=RecordingId(row["id"]),
                name=row["name"],
                conversation=conversation,
                **{field: row[field] for field in ("type", "held_on", "held_at", "wave", "case")},
                duration_ms=(observation.length_ms or 0) if observation else 0,
                people=people.get(conversation, ()),
                consent=consent,
                allowed=frozenset({Operation.WATCH_ALONG} if watch.allowed else ()),
                waiting_for=tuple(dict.fromkeys(names[one.participant_id] for one in watch.missing)),
                shown=False,
                has_picture=False,
                delete_after=None,
                parts=(),
                progress=_with_own(progress[row["name"]], member) if row["name"] in progress else (),
                live=Live(observation, left or None),
            )
        )
    return rows


def _with_own(progress: tuple[CoderProgress, ...], member: Member) -> tuple[CoderProgress, ...]:
    """Who works stands in it also while they did nothing: not begun is something else than not known."""
    if any(one.coder == member.code for one in progress):
        return progress
    return (CoderProgress(member.code, 0, 0.0, 0), *progress)


def _people(study: Reading) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for row in conversations.people(study):
        person = Person(row["pseudonym"], PersonRole(row["role"]))
        found[row["conversation_id"]] = (*found.get(row["conversation_id"], ()), person)
    return found


def _looked_back(study: Reading, member: Member) -> dict[RecordingId, list[tuple[PersonRole, float | None]]]:
    found: dict[RecordingId, list[tuple[PersonRole, float | None]]] = {}
    for one in interviews.of_study(study, member):
        if one.ended_at is not None and not one.set_apart:
            found.setdefault(one.recording_id, []).append((one.recaller_role, one.delay_h))
    return found


def _media(study: Reading) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for file in conversations.media_files(study):
        found.setdefault(file["recording_id"], []).append(file)
    return found


def _consent(main: Decision, *, kept: bool) -> Consent:
    if main.allowed:
        return Consent.GIVEN
    statuses = {missing.status for missing in main.missing}
    if Status.INGETROKKEN in statuses:
        return Consent.WITHDRAWN
    if not kept:
        return Consent.QUARANTINE
    return Consent.REFUSED if Status.GEWEIGERD in statuses else Consent.WAITING


def _showable(main: Decision, files: Sequence[Row], on: date) -> bool:
    """As the gate would say: no condition, no restriction, and its last day is not over."""
    plain = main.allowed and not main.conditions - {Condition.ALLEEN_AUDIO}
    sound_only = Condition.ALLEEN_AUDIO in main.conditions
    usable = all(file["state"] == "in_gebruik" and on.isoformat() <= file["delete_after"] for file in files)
    return plain and not sound_only and usable and bool(files)
