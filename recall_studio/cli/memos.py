"""The command that writes, lists and searches memos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.memos import MemoKind, Subject
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.memos import Memo

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Hung:
    """What a memo hangs on, as it was given on the command line."""

    subject: Subject
    name: str


@command(app, "memo", _("Write a memo, or list and search them."))
def memo(
    desk: Desk,
    study: StudyPath,
    text: Annotated[str | None, typer.Option(help=_("Write this; without it, the memos are listed."))] = None,
    kind: Annotated[MemoKind, typer.Option(help=_("Method, theory or reflexivity."))] = MemoKind.REFLECTIE,
    case: Annotated[str | None, typer.Option(help=_("About this case."))] = None,
    conversation: Annotated[str | None, typer.Option(help=_("About this conversation."))] = None,
    code: Annotated[str | None, typer.Option(help=_("About this code."))] = None,
    moment: Annotated[str | None, typer.Option(help=_("About the moment of this id."))] = None,
    search: Annotated[str, typer.Option(help=_("List only those that hold these words."))] = "",
) -> None:
    """Write one, or list them."""
    from recall_studio.edits.memoing import about_named, write_memo
    from recall_studio.store.memos import holds, memos

    hung = _hung({Subject.CASE: case, Subject.CONVERSATION: conversation, Subject.CODE: code, Subject.MOMENT: moment})
    with desk.study(study) as opened:
        about = about_named(opened, hung.subject, hung.name) if hung else None
        if text is None:
            found = [one for one in memos(opened, as_seen_by=opened.acting, about=about) if holds(one, search)]
        else:
            hangs_on = about or about_named(opened, Subject.STUDY, "")
            written = opened.perform(write_memo, about=hangs_on, kind=kind, text=text)
            desk.notices += written.notices
            found = memos(opened, as_seen_by=opened.acting, ids=(written.id,))
    cells = [[one.kind.value, one.about.subject.value, _place(one), one.member, one.text] for one in found]
    desk.show(
        "memos", [_row(one) for one in found], table(cells, (_("Kind"), _("About"), _("Which"), _("Member"), _("Text")))
    )


def _hung(given: dict[Subject, str | None]) -> _Hung | None:
    named = [_Hung(subject, name) for subject, name in given.items() if name is not None]
    if len(named) > 1:
        raise BadInput(_("A memo is about one thing: name one."))
    return named[0] if named else None


def _place(one: Memo) -> str:
    at = f"{one.recording} {format_ms(one.start_ms)}" if one.start_ms is not None else ""
    return f"{at} {one.name}".strip()


def _row(one: Memo) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "about": one.about.subject.value,
        "about_id": one.about.id,
        "name": one.name,
        "recording": one.recording or None,
        "start_ms": one.start_ms,
        "member": one.member,
        "text": one.text,
        "created_at": one.created_at,
    }
