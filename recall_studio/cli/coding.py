"""Commands that bring conversations in, record consent and code."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath, counted
from recall_studio.domain.consent import Condition, Method, Purpose
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, local_time

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.edits.consenting import Form
    from recall_studio.edits.recording import Added
    from recall_studio.store.study import Study

app = typer.Typer()

RecordingName = Annotated[str, typer.Option("--recording", metavar="NAME", help=_("Which recording, such as G-001."))]
AnyRecording = Annotated[str | None, typer.Option("--recording", metavar="NAME", help=_("Only this recording."))]
Coder = Annotated[str, typer.Option("--coder", metavar="CODE", help=_("Whose coding it is."))]


class Answer(StrEnum):
    """What a person can be recorded to have answered."""

    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    ANDERE_GRONDSLAG = "andere_grondslag"


@command(app, "add", _("Add a recorded conversation; several files are consecutive parts."))
def add(
    desk: Desk,
    study: StudyPath,
    media: Annotated[list[Path], typer.Argument(metavar="MEDIA…", help=_("Video or sound files."))],
    name: Annotated[str, typer.Option(help=_("Name of the recording, such as G-001; no names of people."))],
    person: Annotated[list[str], typer.Option(metavar="K-001:klant", help=_("Who is seen or heard, with their role."))],
    at: Annotated[str | None, typer.Option(help=_("When the conversation was: 2026-11-01T10:00."))] = None,
    type_: Annotated[str | None, typer.Option("--type", help=_("Kind of conversation, such as intake."))] = None,
    channel: Annotated[str | None, typer.Option(help=_("kamer, beeldbellen or telefoon."))] = None,
    wave: Annotated[str | None, typer.Option(help=_("Measurement, such as T0."))] = None,
    link: Annotated[bool, typer.Option("--link", help=_("Leave the file where it is."))] = False,
    delete_after: Annotated[
        str | None, typer.Option(help=_("Last day it may be opened; else the study's term."))
    ] = None,
) -> None:
    """Add a recording; without consent it waits in quarantine."""
    from recall_studio.cli.values import read_day, read_instant, read_person
    from recall_studio.edits import recording as edits

    fresh = edits.NewRecording(
        name=name,
        persons=tuple(read_person(text) for text in person),
        held=read_instant(at, option="--at"),
        type=type_,
        channel=channel,
        wave=wave,
        link=link,
        delete_after=read_day(delete_after, option="--delete-after"),
    )
    with desk.study(study) as opened:
        given = edits.look_at(media, progress=desk.progress)
        added = opened.perform(edits.add_recording, given=given, new=fresh)
        taken = edits.copy_what_is_allowed(opened, progress=desk.progress)
    desk.notices += [*added.notices, *taken.problems]
    persons = [f"{p.pseudonym}:{p.role.value}" for p in added.persons]
    row = {"recording": added.name, "duration_ms": added.duration_ms, "persons": persons}
    row |= {"delete_after": added.delete_after, "quarantine": added.quarantine is not None}
    desk.show("recordings", [row | {"reason": added.quarantine}], _added(added, persons))


def _added(added: Added, persons: list[str]) -> list[str]:
    lines = [
        _(
            "Added “{name}”: {duration}, with {persons}.",
            name=added.name,
            duration=format_ms(added.duration_ms),
            persons=", ".join(persons),
        ),
        _("It may be opened until {date}.", date=added.delete_after),
    ]
    if added.quarantine:
        lines.append(_("It is in quarantine: only a reference is kept. {reason}", reason=added.quarantine))
    return lines


@command(app, "consent", _("Record what a person says to one or more purposes."))
def consent(
    desk: Desk,
    study: StudyPath,
    person: Annotated[str, typer.Option(metavar="K-001", help=_("The person's pseudonym."))],
    purpose: Annotated[list[Purpose], typer.Option(help=_("What was asked; may be given several times."))],
    form: Annotated[str, typer.Option(help=_("Version of the consent form."))],
    method: Annotated[Method, typer.Option(help=_("How the answer was given."))],
    collector: Annotated[str, typer.Option(metavar="CODE", help=_("The member who asked."))],
    date: Annotated[str | None, typer.Option(help=_("Day of the answer; else today."))] = None,
    recording: AnyRecording = None,
    status: Annotated[Answer, typer.Option(help=_("The answer."))] = Answer.GEGEVEN,
    condition: Annotated[Condition, typer.Option(help=_("What the person asks in return."))] = Condition.GEEN,
    until: Annotated[str | None, typer.Option(help=_("Last day it holds."))] = None,
    not_explicit: Annotated[bool, typer.Option("--not-explicit", help=_("Consent was not explicit."))] = False,
    spoken: Annotated[str | None, typer.Option("--language", help=_("Language it was explained in."))] = None,
    interpreter: Annotated[str | None, typer.Option(help=_("Kind of interpreter."))] = None,
    teach_back: Annotated[bool | None, typer.Option(help=_("The person said it back in own words."))] = None,
    basis: Annotated[str | None, typer.Option(help=_("Which other legal basis."))] = None,
    documented_in: Annotated[str | None, typer.Option(help=_("Where that basis is written down."))] = None,
    decided_by: Annotated[str | None, typer.Option(help=_("Who decided on it."))] = None,
) -> None:
    """Record an answer, and take in what may be kept from now on."""
    from recall_studio.cli.values import read_day
    from recall_studio.edits.consenting import Form, Grounds, Told

    with desk.study(study) as opened:
        filled = Form(
            version=form,
            method=method,
            collector=collector,
            given_on=read_day(date, option="--date") or opened.today(),
            explicit=not not_explicit,
            condition=condition,
            valid_until=read_day(until, option="--until"),
            told=Told(spoken, interpreter, teach_back),
            grounds=Grounds(basis, documented_in, decided_by),
        )
        _record(desk, opened, filled, person=person, purposes=purpose, status=status, recording=recording)


def _record(
    desk: Desk,
    study: Study,
    form: Form,
    *,
    person: str,
    purposes: list[Purpose],
    status: Answer,
    recording: str | None,
) -> None:
    from recall_studio.domain.consent import Status
    from recall_studio.edits.consenting import record_consent
    from recall_studio.edits.recording import copy_what_is_allowed

    made = study.perform(
        record_consent, person=person, purposes=purposes, status=Status(status), form=form, recording=recording
    )
    taken = copy_what_is_allowed(study, progress=desk.progress)
    desk.notices += [*made.notices, *taken.problems]
    rows = [
        {"consent_id": made_id, "person": person, "purpose": purpose.value, "status": status.value}
        for made_id, purpose in zip(made.ids, dict.fromkeys(purposes), strict=True)
    ]
    lines = [_("Recorded for {person}: {purpose}: {status}.", **row) for row in rows]
    lines += [_("“{name}” is out of quarantine and was copied into the study.", name=name) for name in taken.copied]
    desk.show("consents", rows, lines)


@command(app, "recordings", _("List the recordings: who is in them, what is allowed, until when."))
def recordings(desk: Desk, study: StudyPath) -> None:
    """List recordings with what the gate says of each."""
    from recall_studio.analysis.overview import recordings_overview

    with desk.study(study) as opened:
        rows = recordings_overview(opened, on=opened.today())
    shown = [
        (
            row["recording"],
            format_ms(row["duration_ms"]),
            ", ".join(row["persons"]),
            row["wave"],
            row["delete_after"],
            ", ".join(row["allowed"]) or _("quarantine"),
        )
        for row in rows
    ]
    headings = (_("Recording"), _("Duration"), _("Persons"), _("Wave"), _("Until"), _("Allowed"))
    desk.show("recordings", rows, table(shown, headings) if rows else [_("There is no recording in this study yet.")])


@command(app, "consents", _("Show who said what to each purpose."))
def consents(desk: Desk, study: StudyPath) -> None:
    """A matrix of persons and purposes, per recording."""
    from recall_studio.analysis.overview import consent_matrix

    with desk.study(study) as opened:
        rows = consent_matrix(opened, on=opened.today())
    purposes = [purpose.value for purpose in Purpose]
    asked = [purpose for purpose in purposes if any(row[purpose] != "niet_gevraagd" for row in rows)]
    shown = [[row["recording"], row["person"], row["role"], *(row[purpose] for purpose in asked)] for row in rows]
    headings = (_("Recording"), _("Person"), _("Role"), *asked)
    desk.show("consents", rows, table(shown, headings))


@command(app, "media", _("Show what the media files are: picture, sound, frame rate."))
def media(desk: Desk, study: StudyPath, recording: RecordingName) -> None:
    """Look into the media of a recording, through the gate."""
    from recall_studio.analysis.overview import media_overview

    with desk.study(study) as opened:
        rows = media_overview(opened, recording, progress=desk.progress)
    columns = ("part", "duration_ms", "container", "video", "frames", "frame_rate_hz", "variable_frame_rate", "audio")
    desk.show("media", rows, table([[row[column] for column in columns] for row in rows], columns))


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
    from recall_studio.edits.coding import tag_moment

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
    from recall_studio.store import conversations

    with desk.study(study) as opened:
        known = conversations.recordings(opened)
        if recording is not None:
            known = [conversations.recording(opened, recording)]
        frame = moments_frame(opened, as_seen_by=opened.acting, recordings={row["id"] for row in known})
    plain = frame.astype(object).where(frame.notna(), None)
    rows = [dict(zip(frame.columns, cells, strict=True)) for cells in plain.itertuples(index=False, name=None)]
    columns = ("recording", "start", "end", "coder", "code", "note")
    shown = [[row[column] for column in columns] for row in rows]
    headings = (_("Recording"), _("Begin"), _("End"), _("Coder"), _("Code"), _("Note"))
    desk.show("moments", rows, table(shown, headings) if rows else [_("There are no moments yet.")])


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
        conversations.recording(study, recording)


@command(app, "history", _("List the steps that were made in a study, latest first."))
def history(
    desk: Desk, study: StudyPath, limit: Annotated[int, typer.Option(min=1, help=_("How many at the most."))] = 50
) -> None:
    """List steps."""
    from recall_studio.store.journal import history as read

    with desk.study(study) as opened:
        steps = read(opened, as_seen_by=opened.acting, limit=limit)[::-1]
    labels = {step.id: step for step in steps}
    shown = [
        (local_time(step.at), step.author, _what(step, labels), step.about, step.scope, step.changes) for step in steps
    ]
    headings = (_("When"), _("Member"), _("Step"), _("Moment"), _("Where"), _("Rows"))
    desk.show("steps", [_step_row(s) for s in steps], table(shown, headings) if steps else [_("Nothing was done yet.")])


def _what(step: Step, known: dict[Any, Step]) -> str:
    if step.reverts is None:
        return _(step.label)
    reverted = known.get(step.reverts)
    again = reverted is not None and reverted.reverts is not None
    return _("Redo: {label}", label=_(step.label)) if again else _("Undo: {label}", label=_(step.label))


def _step_row(step: Step) -> dict[str, Any]:
    return {
        "step_id": step.id,
        "at": step.at,
        "label": step.label,
        "about": step.about,
        "scope": step.scope,
        "reverts": step.reverts,
    }
