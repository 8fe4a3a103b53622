"""What can be said of a comment, a prompt, a stop and an interview, and the rules that it keeps to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from recall_studio.domain.ids import RecallMomentId, RecallPromptId
    from recall_studio.domain.recall.kinds import (
        ContentType,
        Control,
        EndedReason,
        Initiator,
        PlayOrder,
        PromptType,
        Relation,
        Setting,
        ShownAs,
        Stimulus,
        TimeOrientation,
    )
    from recall_studio.domain.sampling import ChoiceMethod

LONGEST_TEXT = 20_000  # signs
LONGEST_NAME = 500  # signs
LEAST_SCORE, MOST_SCORE = 1, 5
SADDEST, GLADDEST = -2, 2


class MoreOfComment(TypedDict, total=False):
    """What can be known of a comment besides its text; `sound` on the clock of the session, `applies` in the recording.

    `codes` are keys of the codebook, or ids of codes.
    """

    text_original: str
    language: str
    translated_by: str
    sound: tuple[int, int] | None
    time_orientation: TimeOrientation
    content_type: ContentType | None
    relation: Relation | None
    valence: int | None
    certainty_self: int | None
    shareable: bool
    applies: tuple[int, int] | None
    codes: tuple[str, ...]


class CommentFields(MoreOfComment, total=False):
    """What can be said of a comment."""

    text: str


class CorrectedComment(CommentFields, total=False):
    """What of a comment can be corrected; `prompt`: the question before it at its stop, None when nobody asked."""

    prompt: RecallPromptId | None


class PromptFields(TypedDict, total=False):
    """What of a prompt can be corrected."""

    type: PromptType
    text: str
    card: str | None


class StopFields(TypedDict, total=False):
    """What of a stop can be corrected; `moment`: the planned one that it belongs to."""

    position_ms: int
    session_ms: int
    initiator: Initiator
    moment: RecallMomentId | None
    resumed_ms: int | None
    replay_from_ms: int | None
    rate_percent: int


class InterviewFields(TypedDict, total=False):
    """What of an interview can be corrected afterwards.

    `interviewer` is a member's code. `started_at` has its time zone; the end moves along, for the length was measured
    by a steady clock.
    """

    interviewer: str
    started_at: datetime
    language: str
    stimulus: Stimulus
    method: ChoiceMethod
    play_order: PlayOrder
    shown_as: ShownAs
    transcript_shown: bool
    control: Control
    instruction_version: str | None
    instruction_read: bool
    practice_clip_done: bool
    place: Setting | None
    others_present: str
    protocol_version: str
    ended_reason: EndedReason | None
    wellbeing: int | None
    sharing_default: str
    set_apart: bool


def check_words(text: str, *, most: int = LONGEST_TEXT) -> None:
    """See that a text fits in every place that it will be read.

    Raises:
        BadInput: it is longer, or holds control characters.
    """
    if len(text) > most:
        raise BadInput(_("This text may be {limit} characters long at the most.", limit=most))
    if any(ord(sign) < 32 and sign not in "\n\t\r" for sign in text):
        raise BadInput(_("This text may not hold control characters."))


def check_comment(fields: CommentFields, *, duration_ms: int) -> None:
    """See that what is said of a comment can be.

    Args:
        fields: what is said.
        duration_ms: of the recording that it is about.

    Raises:
        BadInput: a text does not fit, a value lies outside its scale, or a stretch outside what it is a part of.
    """
    for words in (fields.get("text", ""), fields.get("text_original", "")):
        check_words(words)
    for words in (fields.get("language", ""), fields.get("translated_by", "")):
        check_words(words, most=LONGEST_NAME)
    _check_between(fields.get("valence"), SADDEST, GLADDEST, _("The tone of a comment lies between −2 and 2."))
    check_score(fields.get("certainty_self"))
    _check_stretch(fields.get("sound"), None)
    _check_stretch(fields.get("applies"), duration_ms)


def check_score(score: int | None) -> None:
    """See that a score lies on the scale of five.

    Raises:
        BadInput: it does not.
    """
    _check_between(score, LEAST_SCORE, MOST_SCORE, _("A score is a whole number from 1 to 5."))


def _check_between(value: int | None, least: int, most: int, sentence: str) -> None:
    if value is not None and not least <= value <= most:
        raise BadInput(sentence)


def _check_stretch(stretch: tuple[int, int] | None, duration_ms: int | None) -> None:
    if stretch is None:
        return
    start, end = stretch
    if not 0 <= start < end:
        raise BadInput(_("A stretch begins before it ends, and not before the beginning."))
    if duration_ms is not None and end > duration_ms:
        raise BadInput(_("This stretch lies outside the recording."))
