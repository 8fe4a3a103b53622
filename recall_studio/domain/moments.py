"""A moment: one code at one place of a conversation by one coder. A point has no end; an interval is half-open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.errors import BadInput
from recall_studio.domain.study import PersonRole
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.codebook import GivenValue
    from recall_studio.domain.ids import AnnotationId, CodedRangeId, RecordingId

CERTAINTIES = (1, 2, 3)
LONGEST_NOTE = 20_000  # signs; a spreadsheet cell holds 32,767


class Moment(NamedTuple):
    """One coded moment as the tables show it; times in ms of the recording's time line.

    One that was marked while watching along live has the conversation in the place of the recording, times in ms since
    that began, and in `clock_at` the instant in UTC. A `running` one has begun and its end is still to come: it has no
    end, and is no point. A named tuple, for it is made ten times as fast as a frozen dataclass, and a recording has
    thousands.
    """

    id: AnnotationId
    recording_id: RecordingId
    recording: str
    coder: str
    layer: str
    round: str
    code: str | None
    start_ms: int
    end_ms: int | None
    pressed_ms: int | None
    speaker: str | None
    certainty: int | None
    modifiers: str
    note: str | None
    codebook_version: str
    running: bool
    clock_at: str | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a moment besides its code and place.

    Args:
        speaker: by role, never by name.
        certainty: of the coder, 1 to 3.
        modifiers: by key, what the codebook offers for the code.
        note: free text.
    """

    speaker: str | None = None
    certainty: int | None = None
    modifiers: Mapping[str, GivenValue] = field(default_factory=dict)
    note: str | None = None

    def check(self) -> None:
        """See that all but the modifiers can be kept; those want the codebook: `Codebook.checked_modifiers()`.

        Raises:
            BadInput: the speaker is no role, the certainty no grade, or the note fits nowhere.
        """
        check_speaker(self.speaker)
        check_certainty(self.certainty)
        check_note(self.note)


@dataclass(frozen=True, slots=True)
class CodedRange:
    """A stretch that a coder declares to have coded for a set of codes (their keys)."""

    id: CodedRangeId
    recording_id: RecordingId
    recording: str
    coder: str
    layer: str
    round: str
    start_ms: int
    end_ms: int
    codes: tuple[str, ...]
    codebook_version: str
    declared_at: str


def check_place(*, start_ms: int, end_ms: int | None, duration_ms: int) -> None:
    """See that a moment or stretch lies inside the recording and runs forward.

    Raises:
        BadInput: it starts before 0 or at or after the end of the recording, ends after the recording, or its end
            is not after its start.
    """
    if end_ms is not None and end_ms <= start_ms:
        raise BadInput(
            _(
                "The end {end} is not after the start {start}.",
                end=format_ms(max(end_ms, 0)),
                start=format_ms(start_ms),
            ),
            remedy=_("Leave the end out for a single instant."),
        )
    last = start_ms if end_ms is None else end_ms
    if start_ms < 0 or start_ms >= duration_ms or last > duration_ms:
        outside = start_ms if start_ms >= duration_ms else last
        raise BadInput(
            _(
                "{time} lies outside the recording, which lasts {duration}.",
                time=format_ms(max(outside, 0)),
                duration=format_ms(duration_ms),
            )
        )


def check_note(note: str | None) -> None:
    """See that a note fits in every place that it will be read.

    Raises:
        BadInput: it is longer than `LONGEST_NOTE` or holds control characters.
    """
    if note is None:
        return
    if len(note) > LONGEST_NOTE:
        raise BadInput(_("A note may be {limit} characters long at the most.", limit=LONGEST_NOTE))
    if any(ord(sign) < 32 and sign not in "\n\t\r" for sign in note):
        raise BadInput(_("A note may not hold control characters."))


def check_speaker(speaker: str | None) -> None:
    """See that a speaker is a role of somebody in a conversation.

    Raises:
        BadInput: it is not; it may be a name.
    """
    if speaker is not None and speaker not in [role.value for role in PersonRole]:
        raise BadInput(
            _("“{speaker}” is not a role in a conversation.", speaker=speaker),
            remedy=_("A speaker is one of {roles}.", roles=in_words([role.value for role in PersonRole])),
        )


def check_certainty(certainty: int | None) -> None:
    """See that a certainty is a grade.

    Raises:
        BadInput: it is not 1, 2 or 3.
    """
    if certainty is not None and certainty not in CERTAINTIES:
        raise BadInput(_("Certainty is given as 1, 2 or 3."))


@dataclass(frozen=True, slots=True)
class GivenMoment:
    """A moment as a file from elsewhere gives it; names and keys are not looked up yet.

    `line` is its row in that file, the headings being row 1; times in ms of the recording's time line. A `running`
    one has begun and not ended.
    """

    line: int
    recording: str
    coder: str
    code: str
    start_ms: int
    end_ms: int | None
    note: str | None
    running: bool = False
