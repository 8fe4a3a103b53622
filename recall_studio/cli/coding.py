"""Commands that code: tag, declare, import, list, take back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.conversing import AnyRecording, RecordingName
from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath, counted
from recall_studio.domain.changes import step_in_words
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, in_words, local_time

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.store.study import Study

NOTE_SHOWN = 60  # signs

app = typer.Typer()

Coder = Annotated[str, typer.Option("--coder", metavar="CODE", help=_("Whose coding it is."))]


@command(app, "tag", _("Put a code at a moment."))
def tag(
    desk: Desk,
    study: StudyPath,
    recording: RecordingName,
    coder: Coder,
    code: Annotated[str, typer.Option(metavar="KEY", help=_("The code's key, such as disc_ervaring."))],
    start: Annotated[str, typer.Option(metavar="TIME", help=_("Where it begins: [hh:]mm:ss[.mmm] or seconds."))],
    end: Annotated[str | None, typer.Option(metavar="TIME", help=_("Where it ends; nothing for an instant."))] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help=_("A note; no names."))] = None,
) -> None:
    """Tag a moment."""
    from recall_studio.edits.tagging import tag_moment

    start_ms, end_ms = parse_ms(start), parse_ms(end) if end is not None else None
    with desk.study(study) as opened:
        tagged = opened.perform(
            tag_moment, recording=recording, coder=coder, code=code, start_ms=start_ms, end_ms=end_ms, note=note
        )
    desk.notices += tagged.notices
    row = {"moment_id": tagged.id, "recording": recording, "coder": coder, "code": code}
    place = format_ms(start_ms) + (f"–{format_ms(end_ms)}" if end_ms is not None else "")
    line = _(
        "Kept: {code} at {place} in {recording}, coder {coder}.",
        code=code,
        place=place,
        recording=recording,
        coder=coder,
    )
    desk.show("moments", [row | {"start_ms": start_ms, "end_ms": end_ms}], [line])


@command(app, "range", _("Declare a stretch as coded: what is absent there counts as 0."))
def declare(
    desk: Desk,
    study: StudyPath,
    recording: RecordingName,
    coder: Coder,
    start: Annotated[str, typer.Option(metavar="TIME", help=_("Where it begins."))],
    end: Annotated[str, typer.Option(metavar="TIME", help=_("Where it ends."))],
    codes: Annotated[
        str | None, typer.Option(metavar="KEY,KEY", help=_("Codes; a theme brings its codes. Else all that are on."))
    ] = None,
) -> None:
    """Declare a coded range."""
    from recall_studio.edits.coding import declare_range

    start_ms, end_ms = parse_ms(start), parse_ms(end)
    named = None if codes is None else [key.strip() for key in codes.split(",") if key.strip()]
    with desk.study(study) as opened:
        made = opened.perform(
            declare_range, recording=recording, coder=coder, start_ms=start_ms, end_ms=end_ms, codes=named
        )
    desk.notices += made.notices
    row = {"recording": recording, "coder": coder, "start_ms": start_ms, "end_ms": end_ms, "codes": list(made.codes)}
    line = _(
        "Declared as coded: {start}–{end} of {recording} by {coder}, for {n} codes and themes.",
        start=format_ms(start_ms),
        end=format_ms(end_ms),
        recording=recording,
        coder=coder,
        n=len(made.codes),
    )
    desk.show("ranges", [row], [line])


@command(app, "import", _("Take in coded moments from a CSV file: all of them or none."))
def take_in(
    desk: Desk,
    study: StudyPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help=_("Columns recording, coder, code, start_ms, end_ms[, note]."))
    ],
    recording: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Fills a missing column “recording”."))
    ] = None,
) -> None:
    """Import moments."""
    from recall_studio.edits.coding import import_moments
    from recall_studio.exchange.moments_csv import read_moments

    given = read_moments(file, recording=recording, remark=desk.notices.append)
    with desk.study(study) as opened:
        done = opened.perform(import_moments, given=given, progress=desk.progress)
    desk.notices += done.notices
    desk.show("imports", [{"moments": done.moments}], [_("Imported: {moments}.", moments=counted(done.moments))])


@command(app, "moments", _("List the coded moments."))
def moments(desk: Desk, study: StudyPath, recording: AnyRecording = None) -> None:
    """List the moments that the acting member may see."""
    from recall_studio.analysis.frame import moments_frame
    from recall_studio.store import access, conversations

    with desk.study(study) as opened:
        places = (conversations.recordings, conversations.interviews, conversations.live)
        names = [row["name"] for listed in places for row in listed(opened)]
        if recording is not None:
            names = [conversations.place(opened, recording)["name"]]
        seen = access.seen_recordings(opened, opened.acting)
        shown = [seen[name] for name in names if name in seen]
        frame = moments_frame(opened, as_seen_by=opened.acting, recordings=shown)
    hidden = [name for name in names if name not in seen]
    if hidden:
        desk.notices.append(_("Not shown, because consent or role do not allow it: {names}.", names=in_words(hidden)))
    plain = frame.astype(object).where(frame.notna(), None)
    rows = [dict(zip(frame.columns, row, strict=True)) for row in plain.itertuples(index=False, name=None)]
    cells = [[_where(row), row["start"], _end(row), row["coder"], row["code"], _shortened(row["note"])] for row in rows]
    headings = (_("Recording"), _("Begin"), _("End"), _("Coder"), _("Code"), _("Note"))
    desk.show(
        "moments",
        rows,
        table(cells, headings)
        if rows
        else [_("There are no moments yet.") if not hidden else _("There are no moments to show.")],
    )


def _where(row: dict[str, Any]) -> str:
    """The recording; of what was marked while watching along live, its conversation."""
    return str(row["recording"] or row["conversation_id"])


def _end(row: dict[str, Any]) -> str | None:
    """Where a moment ends, in a table; nothing for an instant."""
    end: str | None = row["end"]
    return _("still runs") if row["running"] else end


def _shortened(note: str | None) -> str:
    """A note on one line of a table."""
    line = " ".join((note or "").split())
    return line if len(line) <= NOTE_SHOWN else line[: NOTE_SHOWN - 1] + "…"


@command(app, "undo", _("Take back the latest step of the member who works."))
def undo(desk: Desk, study: StudyPath, recording: AnyRecording = None) -> None:
    """Undo one step."""
    from recall_studio.edits.undoing import undo as take_back

    with desk.study(study) as opened:
        _scope(opened, recording)
        step = opened.perform(take_back, scope=recording)
    desk.show("steps", [_step_row(step)], [_("Taken back: {what}.", what=_told(step))])


@command(app, "redo", _("Do again what was taken back last."))
def redo(desk: Desk, study: StudyPath, recording: AnyRecording = None) -> None:
    """Redo one step."""
    from recall_studio.edits.undoing import redo as do_again

    with desk.study(study) as opened:
        _scope(opened, recording)
        step = opened.perform(do_again, scope=recording)
    desk.show("steps", [_step_row(step)], [_("Done again: {what}.", what=_told(step))])


def _told(step: Step) -> str:
    """A step in words: what it was, about what, when."""
    return ", ".join(filter(None, (_(step.label), step.about, step.scope, local_time(step.at))))


def _scope(study: Study, recording: str | None) -> None:
    from recall_studio.store import conversations

    if recording is not None:
        conversations.place(study, recording)


@command(app, "history", _("List the steps that were made in a study, latest first."))
def history(
    desk: Desk, study: StudyPath, limit: Annotated[int, typer.Option(min=1, help=_("How many at the most."))] = 50
) -> None:
    """List steps."""
    from recall_studio.store.journal import history as read
    from recall_studio.store.journal import reversals

    with desk.study(study) as opened:
        steps = read(opened, as_seen_by=opened.acting, limit=limit)[::-1]
        known = reversals(opened, as_seen_by=opened.acting)
    shown = [
        (local_time(step.at), step.author, step_in_words(step, known), step.about, step.scope, step.changes)
        for step in steps
    ]
    headings = (_("When"), _("Member"), _("Step"), _("Moment"), _("Where"), _("Rows"))
    desk.show("steps", [_step_row(s) for s in steps], table(shown, headings) if steps else [_("Nothing was done yet.")])


def _step_row(step: Step) -> dict[str, Any]:
    return {
        "step_id": step.id,
        "at": step.at,
        "label": step.label,
        "about": step.about,
        "scope": step.scope,
        "reverts": step.reverts,
    }
