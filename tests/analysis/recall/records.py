"""Recall interviews as values, for tests that need no study: short words for what matters, the rest is usual."""

from typing import Any

from recall_studio.domain.ids import (
    AnnotationId,
    CongruenceId,
    ConversationId,
    ParticipantId,
    RecallCommentId,
    RecallPromptId,
    RecallSessionId,
    RecallStopId,
    RecordingId,
)
from recall_studio.domain.moments import Moment
from recall_studio.domain.recall.interview import Comment, Interview, Prompt, Record, Shown, Stop
from recall_studio.domain.recall.kinds import (
    Control,
    Initiator,
    Judgement,
    PlayOrder,
    PromptType,
    ShownAs,
    SoundState,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.store.recall.congruences import Congruence

CLIENT, CASEWORKER = PersonRole.KLANT, PersonRole.KLANTMANAGER
VIEWERS = {CLIENT: Initiator.KLANT, CASEWORKER: Initiator.KLANTMANAGER}


USUAL: dict[str, Any] = {
    "interviewer": "A",
    "present": (),
    "started_at": "2026-03-13T12:00:00+00:00",
    "ended_at": "2026-03-13T12:30:00+00:00",
    "length_ms": 1_800_000,
    "delay_h": 24.0,
    "order_in_case": 1,
    "language": "nl",
    "stimulus": Stimulus.HELE_VIDEO,
    "shown_as": ShownAs.BEELD_EN_GELUID,
    "method": ChoiceMethod.HELE_VIDEO,
    "play_order": PlayOrder.TIJD,
    "transcript_shown": False,
    "control": Control.TERUGKIJKER,
    "instruction_version": "1",
    "instruction_read": True,
    "practice_clip_done": True,
    "control_tried": True,
    "place": None,
    "others_present": "",
    "protocol_version": "",
    "ended_reason": None,
    "wellbeing": None,
    "sharing_default": "niet_delen",
    "sound": SoundState.GEEN,
    "sound_offset_ms": 0,
    "sound_recording": None,
    "set_apart": False,
    "created_at": "2026-03-13T11:00:00+00:00",
}
"""An interview of half an hour, a day after the conversation."""


def interview(name: str = "i1", role: PersonRole = CLIENT, recording: str = "G-001", **fields: Any) -> Interview:
    """An interview of half an hour, a day after the conversation."""
    whose: dict[str, Any] = {
        "id": RecallSessionId(name),
        "conversation_id": ConversationId(f"c-{recording}"),
        "conversation": recording,
        "recording_id": RecordingId(recording),
        "recording": recording,
        "recaller_id": ParticipantId(f"p-{role}"),
        "recaller": "K-417" if role is CLIENT else "M-083",
        "recaller_role": role,
    }
    return Interview(**(USUAL | whose | fields))


def record(
    *stops_ms: int,
    of: Interview | None = None,
    by: Initiator | None = None,
    shown: tuple[tuple[int, int], ...] = ((0, 600_000),),
) -> Record:
    """An interview that was stopped here, by the viewer unless it is said who did."""
    made = of or interview()
    who = by or VIEWERS[made.recaller_role]
    return Record(
        made,
        stops=tuple(
            Stop(RecallStopId(f"{made.id}-s{number}"), made.id, number, at_ms, at_ms, who)
            for number, at_ms in enumerate(stops_ms, 1)
        ),
        shown=tuple(Shown(start, end, start) for start, end in shown),
    )


def asked(record: Record, *types: PromptType, card: str | None = "card") -> tuple[Prompt, ...]:
    """Prompts of these types, all at the first stop."""
    stop = record.stops[0]
    return tuple(
        Prompt(RecallPromptId(f"{stop.id}-p{seq}"), stop.id, seq, kind, "Wat dacht u?", card, stop.session_ms)
        for seq, kind in enumerate(types, 1)
    )


def said(
    record: Record,
    *orientations: TimeOrientation,
    stop: int = 1,
    prompt: Prompt | None = None,
    first: int = 1,
    **fields: Any,
) -> tuple[Comment, ...]:
    """Comments with these orientations, at the stop of this number."""
    at = record.stops[stop - 1]
    return tuple(
        Comment(
            RecallCommentId(f"{at.id}-c{seq}"),
            at.id,
            seq,
            prompt.id if prompt else None,
            "Ik dacht even na.",
            at.session_ms + 1_000,
            time_orientation=orientation,
            **fields,
        )
        for seq, orientation in enumerate(orientations, first)
    )


def moment(name: str, code: str | None, start_ms: int, end_ms: int | None = None, **fields: Any) -> Moment:
    """A coded moment of G-001."""
    usual: dict[str, Any] = {
        "id": AnnotationId(name),
        "recording_id": RecordingId("G-001"),
        "recording": "G-001",
        "coder": "A",
        "layer": "gesprek",
        "round": "gezamenlijk",
        "code": code,
        "start_ms": start_ms,
        "end_ms": end_ms,
        "pressed_ms": None,
        "speaker": None,
        "certainty": None,
        "modifiers": "{}",
        "note": None,
        "codebook_version": "1",
        "running": False,
    }
    return Moment(**(usual | fields))


def judged(
    start_ms: int, end_ms: int | None, judgement: Judgement, member: str = "A", at: str | None = None
) -> Congruence:
    """How far a member finds that both saw the same in a stretch of G-001, or at a moment."""
    moment_id = AnnotationId(at) if at else None
    made = CongruenceId(f"{start_ms}{member}")
    return Congruence(made, RecordingId("G-001"), start_ms, end_ms, judgement, "", member, moment_id, "")
