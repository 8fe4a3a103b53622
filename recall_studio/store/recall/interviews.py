"""Recall interviews: what was arranged and how they went, without what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from recall_studio.domain.errors import UnknownName
from recall_studio.domain.ids import ConversationId, ParticipantId, RecallSessionId, RecordingId
from recall_studio.domain.recall.interview import Interview, Present, delay_h
from recall_studio.domain.recall.kinds import (
    Control,
    EndedReason,
    PlayOrder,
    Setting,
    ShownAs,
    SoundState,
    Stimulus,
)
from recall_studio.domain.recall.reading import Reach, reach
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole, Role
from recall_studio.domain.words import _
from recall_studio.store.recall.voices import voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.domain.recall.reading import Audience
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row

_INTERVIEWS = (
    "SELECT s.*, conversation.name AS conversation, conversation.held_at, shown.name AS recording, "
    "shown.duration_ms, person.pseudonym AS recaller, member.code AS leads, "
    "(SELECT name FROM recording WHERE recording.recall_session_id = s.id) AS sound_recording, "
    "CASE WHEN s.started_at IS NOT NULL THEN (SELECT count(*) FROM recall_session AS other "
    "WHERE other.conversation_id = s.conversation_id AND (other.started_at, other.id) <= (s.started_at, s.id)) END "
    "AS order_in_case FROM recall_session AS s JOIN conversation ON conversation.id = s.conversation_id "
    "JOIN recording AS shown ON shown.id = s.recording_id JOIN participant AS person ON person.id = s.recaller_id "
    "JOIN member ON member.id = s.interviewer "
)
_KNOWS_ALL = (Role.ONDERZOEK, Role.PRIVACYBEHEER)
_THIS = "WHERE (?1 IS NULL OR s.id = ?1)"
_ORDER = "ORDER BY conversation.name, s.started_at IS NULL, s.started_at, s.created_at, s.id"
_PRESENT = (
    "SELECT recall_session_id, participant_id, pseudonym, recall_present.role FROM recall_present "
    "JOIN participant ON participant.id = participant_id ORDER BY recall_present.id"
)


def of_study(study: Reading, as_seen_by: Member) -> list[Interview]:
    """The interviews that this member may know of, by conversation and the order in which they were held.

    Researchers know of all, also of those kept apart; whoever minds privacy too, for what is to be erased. A case
    manager knows of their own, and of the others' only where something in it is shared with them.
    """
    return _known_to(study, as_seen_by, None)


def _known_to(study: Reading, reader: Member, session: RecallSessionId | None) -> list[Interview]:
    voices = voices_of(study, session)
    found = _made_of(study, study.rows(f"{_INTERVIEWS} {_THIS} {_ORDER}", (session,)))
    shared = set() if reader.role in _KNOWS_ALL else _with_something_shared(study)
    return [
        _told_to(one, within)
        for one in found
        if (within := reach(reader, voices[one.id])) is Reach.ALL
        or reader.role in _KNOWS_ALL
        or (within is Reach.SHARED and one.id in shared)
    ]


def one(study: Reading, session: RecallSessionId, as_seen_by: Member | None = None) -> Interview:
    """One interview; without a reader what only those may know who may read all of it is left out.

    Raises:
        UnknownName: it is not there, or this member may not know of it.
    """
    if as_seen_by is not None:
        for interview in _known_to(study, as_seen_by, session):
            return interview
        raise _unknown()
    row = study.row(f"{_INTERVIEWS} WHERE s.id = ?", (session,))
    if row is None:
        raise _unknown()
    return _without_wellbeing(_made_of(study, [row])[0])


def readable(
    study: Reading, as_seen_by: Member, audience: Audience | None = None, session: RecallSessionId | None = None
) -> dict[RecallSessionId, tuple[Interview, Reach]]:
    """Each interview that this member may read something of, before this audience, and how much; or one of them."""
    voices = voices_of(study, session)
    found: dict[RecallSessionId, tuple[Interview, Reach]] = {}
    for interview in _made_of(study, study.rows(f"{_INTERVIEWS} {_THIS} {_ORDER}", (session,))):
        within = reach(as_seen_by, voices[interview.id], audience)
        if within is not Reach.NOTHING:
            found[interview.id] = (_told_to(interview, within), within)
    return found


def going_on(study: Reading) -> list[RecallSessionId]:
    """The interviews that have begun and not ended."""
    rows = study.tuples("SELECT id FROM recall_session WHERE started_at IS NOT NULL AND ended_at IS NULL ORDER BY id")
    return [RecallSessionId(row) for (row,) in rows]


def of_recaller(study: Reading, recaller: ParticipantId, conversation: ConversationId | None) -> list[RecallSessionId]:
    """The interviews with a person, about one conversation or about all."""
    rows = study.tuples(
        "SELECT id FROM recall_session WHERE recaller_id = ?1 AND (?2 IS NULL OR conversation_id = ?2) ORDER BY id",
        (recaller, conversation),
    )
    return [RecallSessionId(row) for (row,) in rows]


def session_of(study: Reading, recording: RecordingId) -> RecallSessionId | None:
    """The interview whose own recording this is; None for that of a conversation."""
    found = study.value("SELECT recall_session_id FROM recording WHERE id = ?", (recording,))
    return RecallSessionId(found) if found else None


def _unknown() -> UnknownName:
    return UnknownName(
        _("This recall interview is not there."), remedy=_("“recall-studio recall-list” shows those that are.")
    )


def _with_something_shared(study: Reading) -> set[str]:
    rows = study.tuples(
        "SELECT DISTINCT recall_session_id FROM recall_comment AS c JOIN recall_stop ON recall_stop.id = "
        "c.recall_stop_id WHERE c.shareable AND NOT c.removed"
    )
    return {session for (session,) in rows}


def _told_to(interview: Interview, within: Reach) -> Interview:
    """What somebody may know of it: how a viewer fared is for who may read all that they said."""
    return interview if within is Reach.ALL else _without_wellbeing(interview)


def _without_wellbeing(interview: Interview) -> Interview:
    return replace(interview, wellbeing=None, others_present="")


def _made_of(study: Reading, rows: Iterable[Row]) -> list[Interview]:
    present: dict[str, list[Present]] = {}
    for session, person, pseudonym, role in study.tuples(_PRESENT):
        present.setdefault(session, []).append(Present(ParticipantId(person), pseudonym, PersonRole(role)))
    return [_interview(row, present) for row in rows]


def _interview(row: Row, present: Mapping[str, list[Present]]) -> Interview:
    return Interview(
        id=RecallSessionId(row["id"]),
        conversation_id=ConversationId(row["conversation_id"]),
        conversation=row["conversation"],
        recording_id=RecordingId(row["recording_id"]),
        recording=row["recording"],
        recaller_id=ParticipantId(row["recaller_id"]),
        recaller=row["recaller"],
        recaller_role=PersonRole(row["recaller_role"]),
        interviewer=row["leads"],
        present=tuple(present.get(row["id"], ())),
        delay_h=_delay(row),
        stimulus=Stimulus(row["stimulus"]),
        shown_as=ShownAs(row["shown_as"]),
        method=ChoiceMethod(row["method"]),
        play_order=PlayOrder(row["play_order"]),
        control=Control(row["control"]),
        place=Setting(row["place"]) if row["place"] else None,
        ended_reason=EndedReason(row["ended_reason"]) if row["ended_reason"] else None,
        sound=SoundState(row["sound"]),
        transcript_shown=bool(row["transcript_shown"]),
        instruction_read=bool(row["instruction_read"]),
        practice_clip_done=bool(row["practice_clip_done"]),
        control_tried=bool(row["control_tried"]),
        set_apart=bool(row["set_apart"]),
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        length_ms=row["length_ms"],
        order_in_case=row["order_in_case"],
        language=row["language"],
        instruction_version=row["instruction_version"],
        others_present=row["others_present"],
        protocol_version=row["protocol_version"],
        wellbeing=row["wellbeing"],
        sharing_default=row["sharing_default"],
        sound_offset_ms=row["sound_offset_ms"],
        sound_recording=row["sound_recording"],
        created_at=row["created_at"],
    )


def _delay(row: Row) -> float | None:
    """From the end of the conversation, where its time is known, to the begin of the interview."""
    if row["started_at"] is None or row["held_at"] is None:
        return None
    ended = datetime.fromisoformat(row["held_at"]) + timedelta(milliseconds=row["duration_ms"])
    return delay_h(ended, datetime.fromisoformat(row["started_at"]))
