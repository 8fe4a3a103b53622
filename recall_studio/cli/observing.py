"""Commands for conversations of which nothing is recorded: add one, begin and end watching along, list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, local_time

if TYPE_CHECKING:
    from recall_studio.domain.observing import Observation

app = typer.Typer()

ConversationName = Annotated[
    str, typer.Option("--conversation", metavar="NAME", help=_("Which conversation, such as G-003."))
]


@command(app, "live-add", _("Add a conversation without a recording, to watch along with."))
def live_add(
    desk: Desk,
    study: StudyPath,
    name: Annotated[str, typer.Option(help=_("Name of the conversation, such as G-003; no names of people."))],
    person: Annotated[list[str], typer.Option(metavar="K-001:klant", help=_("Who is in it, with their role."))],
    at: Annotated[str | None, typer.Option(help=_("When the conversation is: 2026-11-01T10:00."))] = None,
    type_: Annotated[str | None, typer.Option("--type", help=_("Kind of conversation, such as intake."))] = None,
    channel: Annotated[str | None, typer.Option(help=_("kamer, beeldbellen or telefoon."))] = None,
    wave: Annotated[str | None, typer.Option(help=_("Measurement, such as T0."))] = None,
) -> None:
    """Add it; nothing of `opname` is asked."""
    from recall_studio.cli.values import read_instant, read_person
    from recall_studio.edits.observing import NewLive, add_live

    new = NewLive(
        name=name,
        persons=tuple(read_person(text) for text in person),
        held=read_instant(at, option="--at"),
        type=type_,
        channel=channel,
        wave=wave,
    )
    with desk.study(study) as opened:
        added = opened.perform(add_live, new=new)
    desk.notices += added.notices
    persons = [f"{one.pseudonym}:{one.role.value}" for one in added.persons]
    row = {"conversation": added.name, "persons": persons, "allowed": added.refused is None, "reason": added.refused}
    lines = [_("Added “{name}”, without a recording, with {persons}.", name=added.name, persons=", ".join(persons))]
    desk.show("conversations", [row], lines + ([added.refused] if added.refused else []))


@command(app, "live-begin", _("Begin to watch along: the clock of the conversation runs from here."))
def live_begin(desk: Desk, study: StudyPath, conversation: ConversationName) -> None:
    """Start its clock."""
    from recall_studio.edits.observing import begin_live

    with desk.study(study) as opened:
        began = opened.perform(begin_live, conversation=conversation)
    line = _("“{name}” began at {time}.", name=conversation, time=local_time(began.started_at))
    desk.show("conversations", [_observed(conversation, began)], [line])


@command(app, "live-end", _("End watching along; what still runs ends with it."))
def live_end(
    desk: Desk,
    study: StudyPath,
    conversation: ConversationName,
    lasted: Annotated[str | None, typer.Option(metavar="TIME", help=_("How long it lasted; else until now."))] = None,
) -> None:
    """Stop its clock."""
    from recall_studio.edits.observing import end_live

    length_ms = None if lasted is None else parse_ms(lasted)
    with desk.study(study) as opened:
        ended = opened.perform(end_live, conversation=conversation, length_ms=length_ms)
    row = {"conversation": conversation, "length_ms": ended.length_ms, "ended_moments": list(ended.ended)}
    line = _("“{name}” has ended and lasted {time}.", name=conversation, time=format_ms(ended.length_ms))
    desk.show("conversations", [row], [line])


@command(app, "live", _("List the conversations without a recording: who is in them, whether they run or ran."))
def live(desk: Desk, study: StudyPath) -> None:
    """List them."""
    from recall_studio.analysis.overview import live_overview

    with desk.study(study) as opened:
        rows = live_overview(opened, opened.acting, on=opened.today())
    shown = [
        (
            row["conversation"],
            ", ".join(row["persons"]),
            local_time(row["started_at"]) if row["started_at"] else None,
            _lasted(row),
            _("allowed") if row["allowed"] else row["reason"],
            row["to_delete"] or None,
        )
        for row in rows
    ]
    headings = (_("Conversation"), _("Persons"), _("Begun"), _("Duration"), _("Watch along"), _("To be deleted"))
    nothing = [_("There is no conversation without a recording in this study.")]
    desk.show("conversations", rows, table(shown, headings) if rows else nothing)


def _lasted(row: dict[str, Any]) -> str | None:
    """How long it lasted, or that it goes on; nothing before it began."""
    if row["length_ms"] is not None:
        return format_ms(row["length_ms"])
    return _("goes on") if row["started_at"] else None


def _observed(name: str, watched: Observation) -> dict[str, Any]:
    return {
        "conversation": name,
        "started_at": watched.started_at,
        "ended_at": watched.ended_at,
        "length_ms": watched.length_ms,
    }
