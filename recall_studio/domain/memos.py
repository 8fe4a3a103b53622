"""Memos: free-standing, typed thoughts on the study, a case, a conversation, a code or a moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from recall_studio.domain.ids import ConversationId, MemoId, RecordingId

LONGEST_MEMO = 20_000


class MemoKind(StrEnum):
    """What a memo is about in the research."""

    METHODE = "methode"
    THEORIE = "theorie"
    REFLECTIE = "reflectie"


class Subject(StrEnum):
    """What a memo hangs on; the value is the table of that row."""

    STUDY = "study"
    CASE = "case"
    CONVERSATION = "conversation"
    CODE = "code"
    MOMENT = "annotation"


KIND_WORDS = {
    MemoKind.METHODE: N_("method"),
    MemoKind.THEORIE: N_("theory"),
    MemoKind.REFLECTIE: N_("reflexivity"),
}
SUBJECT_WORDS = {
    Subject.STUDY: N_("study"),
    Subject.CASE: N_("case"),
    Subject.CONVERSATION: N_("conversation"),
    Subject.CODE: N_("code"),
    Subject.MOMENT: N_("moment"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a memo hangs on: the kind of row and its id."""

    subject: Subject
    id: str


@dataclass(frozen=True, slots=True)
class Memo:
    """One memo.

    Args:
        id: of the memo.
        kind: what it is about in the research.
        about: what it hangs on.
        name: of what it hangs on: the study's title, a case's code, a conversation's name, a code's key; of a moment
            its code's key, or nothing.
        conversation_id: that it belongs to, if it does.
        place_id: the recording that it belongs to, or the conversation that was watched along live, if any.
        recording: name of the recording of a moment, else nothing.
        start_ms: where a moment begins.
        member: code of who wrote it.
        text: what they wrote.
        created_at: UTC, ISO 8601.
    """

    id: MemoId
    kind: MemoKind
    about: About
    name: str
    conversation_id: ConversationId | None
    place_id: RecordingId | None
    recording: str
    start_ms: int | None
    member: str
    text: str
    created_at: str


def kind_in_words(kind: MemoKind) -> str:
    """The kind, for a label."""
    return _(KIND_WORDS[kind])


def subject_in_words(subject: Subject) -> str:
    """What it hangs on, for a label."""
    return _(SUBJECT_WORDS[subject])


def check_text(text: str) -> None:
    """See that a memo says something and is not too long.

    Raises:
        BadInput: not so.
    """
    if not text.strip():
        raise BadInput(_("A memo needs a text."))
    if len(text) > LONGEST_MEMO:
        raise BadInput(_("A memo may be {limit} characters long at the most.", limit=LONGEST_MEMO))
