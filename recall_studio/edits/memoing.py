"""Writing memos: on the study, a case, a conversation, a code or a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused, UnknownName
from recall_studio.domain.ids import AnnotationId, ConversationId, MemoId
from recall_studio.domain.memos import About, Subject, check_text
from recall_studio.domain.words import N_, _
from recall_studio.edits.remarking import about_note
from recall_studio.edits.tagging import visible_moment
from recall_studio.store import access, codebooks, conversations
from recall_studio.store import memos as memo_rows
from recall_studio.store.writing import Burst

if TYPE_CHECKING:
    from recall_studio.domain.memos import Memo, MemoKind
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

SCOPE = "memos"
"""The editor in which memos that hang on no moment are taken back."""


@dataclass(frozen=True, slots=True)
class Written:
    """A memo that was written, and sentences for the user."""

    id: MemoId
    notices: tuple[str, ...]


def about_named(study: Reading, subject: Subject, name: str) -> About:
    """What a memo hangs on, by the name that people give it; of a moment its id, of the study nothing.

    Raises:
        UnknownName: there is none of that name.
    """
    if subject is Subject.STUDY:
        return About(subject, study.facts().id)
    if subject is Subject.CODE:
        codebooks.code(study, name)
        return About(subject, codebooks.code_id(study, name))
    if subject is Subject.CASE:
        return About(subject, conversations.case(study, name)["id"])
    if subject is Subject.CONVERSATION:
        return About(subject, conversations.conversation(study, name)["id"])
    return About(subject, name)


def write_memo(study: Writing, *, about: About, kind: MemoKind, text: str) -> Written:
    """Write a memo.

    Args:
        study: where.
        about: what it hangs on.
        kind: method, theory or reflexivity.
        text: what is thought.

    Raises:
        BadInput: the text is empty or too long.
        UnknownName: what it hangs on is not there.
        AccessRefused: consent or role do not allow coding that conversation.
    """
    check_text(text)
    with study.step(N_("Write memo"), scope=_checked_scope(study, about)):
        made = memo_rows.insert(study, kind=kind, about=about, text=text)
        return Written(made, tuple(about_note(text)))


def change_memo(
    study: Writing, *, memo: MemoId, text: str | None = None, kind: MemoKind | None = None
) -> tuple[str, ...]:
    """Give a memo another text or kind; typing within two seconds is one step. Gives sentences for the user.

    Raises:
        UnknownName: it is not there any more.
        BadInput: the text is empty or too long.
        AccessRefused: somebody else wrote it, or consent does not allow coding any more.
    """
    if text is not None:
        check_text(text)
    found = own_memo(study, memo)
    burst = Burst("memo", memo, frozenset({"text"})) if kind is None else None
    with study.step(N_("Change memo"), scope=_checked_scope(study, found.about), burst=burst):
        wanted = text if text is not None else found.text, kind or found.kind
        if wanted != (found.text, found.kind):
            memo_rows.change(study, memo, text=wanted[0], kind=wanted[1])
    return tuple(about_note(text))


def remove_memo(study: Writing, *, memo: MemoId) -> None:
    """Take a memo away.

    Raises:
        UnknownName: it is not there any more.
        AccessRefused: somebody else wrote it.
    """
    found = own_memo(study, memo)
    with study.step(N_("Remove memo"), scope=found.recording or SCOPE):
        memo_rows.remove(study, memo)


def own_memo(study: Writing, memo: MemoId) -> Memo:
    """A memo that the acting member wrote.

    Raises:
        UnknownName: there is none of this id that they may see.
        AccessRefused: somebody else wrote it.
    """
    found = memo_rows.memo(study, memo, as_seen_by=study.acting)
    if found is None:
        raise UnknownName(_("This memo is not there any more."))
    if found.member != study.acting.code:
        raise AccessRefused(
            _("“{member}” wrote this memo: it is theirs to change.", member=found.member),
            operation=Operation.CODE.value,
            subjects=(found.conversation_id,) if found.conversation_id else (),
            remedy=_("Write one of your own beside it."),
        )
    return found


def _checked_scope(study: Writing, about: About) -> str:
    """Where it is taken back: in the recording of a moment, else among the memos; consent is asked for on the way."""
    if about.subject is Subject.MOMENT:
        moment = visible_moment(study, AnnotationId(about.id))
        access.require_place(study, conversations.place(study, moment.recording))
        return moment.recording
    if about.subject is Subject.CONVERSATION:
        _require_conversation(study, ConversationId(about.id))
    elif not memo_rows.is_there(study, about):
        raise UnknownName(_("What this memo is about is not there any more."))
    return SCOPE


def _require_conversation(study: Writing, conversation: ConversationId) -> None:
    """See that the acting member may code a recording of this conversation, or watches along with it."""
    recorded = [{**row, "live": False} for row in conversations.recordings(study)]
    places = [row for row in (*recorded, *conversations.live(study)) if row["conversation_id"] == conversation]
    if not places:
        raise UnknownName(_("What this memo is about is not there any more."))
    access.require_place(study, places[0])
