"""A recall interview and what happens in it, as frozen values. Times in ms; `session_ms` counts from its begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import (
    ContentType,
    Control,
    EndedReason,
    EventKind,
    Initiator,
    PlayOrder,
    PromptType,
    Relation,
    Setting,
    ShownAs,
    SoundState,
    Stimulus,
    TimeOrientation,
)

if TYPE_CHECKING:
    from datetime import datetime

    from recall_studio.domain.ids import (
        CodeId,
        ConversationId,
        ParticipantId,
        RecallCommentId,
        RecallMomentId,
        RecallPromptId,
        RecallSessionId,
        RecallStopId,
        RecordingId,
    )
    from recall_studio.domain.sampling import ChoiceMethod
    from recall_studio.domain.study import PersonRole

HOUR_MS = 3_600_000


class Clock(StrEnum):
    """Whose times: of the recording that is looked back at, or of the interview itself."""

    ORIGINAL = "original"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Present:
    """A person of the study who is there besides recaller and interviewer."""

    participant_id: ParticipantId
    pseudonym: str
    role: PersonRole


@dataclass(frozen=True, slots=True)
class Interview:
    """A recall interview with ONE person (domain.md §2.2).

    Attributes:
        id: of the session.
        conversation_id: what is looked back at.
        conversation: its name.
        recording_id: the recording that is shown.
        recording: its name.
        recaller_id: who looks back.
        recaller: their pseudonym.
        recaller_role: as what they were in the conversation.
        interviewer: the code of the member who leads it.
        present: others of the study who are there, such as an interpreter.
        started_at: UTC, ISO 8601; None while it is prepared only.
        ended_at: UTC; None while it goes on.
        length_ms: by a steady clock, once it ended.
        delay_h: hours between the conversation's end and the interview's begin; None where a time is not known.
        order_in_case: 1 for the first interview that was begun on this conversation, 2 for the next; None before.
        sound_offset_ms: where the interview's own recording begins, on the clock of the session.
        sound_recording: name of the interview's own recording; None when there is none.
        set_apart: consent was withdrawn; it is kept apart and used for nothing.
    """

    id: RecallSessionId
    conversation_id: ConversationId
    conversation: str
    recording_id: RecordingId
    recording: str
    recaller_id: ParticipantId
    recaller: str
    recaller_role: PersonRole
    interviewer: str
    present: tuple[Present, ...]
    started_at: str | None
    ended_at: str | None
    length_ms: int | None
    delay_h: float | None
    order_in_case: int | None
    language: str
    stimulus: Stimulus
    shown_as: ShownAs
    method: ChoiceMethod
    play_order: PlayOrder
    transcript_shown: bool
    control: Control
    instruction_version: str | None
    instruction_read: bool
    practice_clip_done: bool
    control_tried: bool
    place: Setting | None
    others_present: str
    protocol_version: str
    ended_reason: EndedReason | None
    wellbeing: int | None
    sharing_default: str
    sound: SoundState
    sound_offset_ms: int
    sound_recording: str | None
    set_apart: bool
    created_at: str

    @property
    def goes_on(self) -> bool:
        """Whether it has begun and not ended."""
        return self.started_at is not None and self.ended_at is None

    @property
    def interpreter_used(self) -> bool:
        """Whether an interpreter is there."""
        return any(person.role == "tolk" for person in self.present)


@dataclass(frozen=True, slots=True)
class PlannedMoment:
    """A stretch of the recording that is planned to be looked at; `reached_at_ms` on the clock of the session."""

    id: RecallMomentId
    place: int
    start_ms: int
    end_ms: int | None
    method: ChoiceMethod
    why: str
    reached_at_ms: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """The recording was stopped at `position_ms`, the picture on the screen.

    Attributes:
        number: counted from 1 within the session, by its clock.
        moment: the planned moment that it belongs to.
        resumed_ms: when it went on, on the clock of the session; None while it stands.
        replay_from_ms: from where it was shown again, in the recording.
        rate_percent: how fast it played.
    """

    id: RecallStopId
    session: RecallSessionId
    number: int
    position_ms: int
    session_ms: int
    initiator: Initiator
    moment: RecallMomentId | None = None
    resumed_ms: int | None = None
    replay_from_ms: int | None = None
    rate_percent: int = 100


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the interviewer asked, word for word; `card` is the key of a prompt card, None for own words."""

    id: RecallPromptId
    stop: RecallStopId
    seq: int
    type: PromptType
    text: str
    card: str | None
    session_ms: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What the viewer said at a stop (domain.md §2.2).

    Attributes:
        prompt: after which question; None: spontaneous.
        text: in the language of the study.
        text_original: as it was said, where that is another language.
        sound: from and to on the clock of the session, where it is heard.
        shareable: the other party may hear or read it.
        applies: the stretch of the recording that it is about; None: the place of its stop.
        codes: ids of codes.
    """

    id: RecallCommentId
    stop: RecallStopId
    seq: int
    prompt: RecallPromptId | None
    text: str
    session_ms: int
    text_original: str = ""
    language: str = "nl"
    translated_by: str = ""
    sound: tuple[int, int] | None = None
    time_orientation: TimeOrientation = TimeOrientation.NOG_TE_BEPALEN
    content_type: ContentType | None = None
    relation: Relation | None = None
    valence: int | None = None
    certainty_self: int | None = None
    shareable: bool = False
    applies: tuple[int, int] | None = None
    codes: tuple[CodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """Something else in an interview, on the clock of the session; `until_ms` for what lasts and is over."""

    kind: EventKind
    session_ms: int
    position_ms: int | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of the recording that was played to the viewer; it began at `session_ms`."""

    start_ms: int
    end_ms: int
    session_ms: int
    rate_percent: int = 100


@dataclass(frozen=True, slots=True)
class Record:
    """An interview with everything in it, in the order of its clock; what the reader may not read is not there."""

    interview: Interview
    moments: tuple[PlannedMoment, ...] = ()
    stops: tuple[Stop, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    comments: tuple[Comment, ...] = ()
    shown: tuple[Shown, ...] = ()
    happened: tuple[Happened, ...] = field(default=())


def delay_h(ended: datetime, started: datetime) -> float:
    """The recall delay in hours: from the end of the conversation to the begin of the interview (domain.md §1)."""
    return (started - ended).total_seconds() / 3600


def delay_band(hours: float | None, *, threshold_h: float = 48.0) -> str:
    """The band of a recall delay: `tot_24`, `tot_48` (up to the threshold), `tot_168` (a week), `later`, `onbekend`."""
    if hours is None:
        return "onbekend"
    for name, most in (("tot_24", 24.0), ("tot_48", threshold_h), ("tot_168", 168.0)):
        if hours <= most:
            return name
    return "later"


def in_sound(session_ms: int, interview: Interview) -> int | None:
    """Where an instant of the session lies in the interview's own recording, in ms; None when it lies before that."""
    if interview.sound is SoundState.GEEN or session_ms < interview.sound_offset_ms:
        return None
    return session_ms - interview.sound_offset_ms
