"""Commands that bring conversations in, and record and show who consents to what."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath, copied
from recall_studio.domain.consent import Condition, Method, Purpose
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.edits.consenting import Form
    from recall_studio.edits.recording import Added
    from recall_studio.store.study import Study

app = typer.Typer()

RecordingName = Annotated[str, typer.Option("--recording", metavar="NAME", help=_("Which recording, such as G-001."))]
AnyRecording = Annotated[str | None, typer.Option("--recording", metavar="NAME", help=_("Only this recording."))]


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
    conversation: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=_("The conversation watched along live that is this one.")),
    ] = None,
) -> None:
    """Add a recording; without consent it waits in quarantine."""
    from recall_studio.cli.values import read_day, read_instant, read_person
    from recall_studio.edits import recording as edits
    from recall_studio.edits.keeping import still_to_arrange

    fresh = edits.NewRecording(
        name=name,
        persons=tuple(read_person(text) for text in person),
        held=read_instant(at, option="--at"),
        type=type_,
        channel=channel,
        wave=wave,
        link=link,
        delete_after=read_day(delete_after, option="--delete-after"),
        conversation=conversation,
    )
    with desk.study(study) as opened:
        given = edits.look_at(media, progress=desk.progress)
        added = opened.perform(edits.add_recording, given=given, new=fresh)
        taken = copied(desk, opened)
        desk.notices += [*added.notices, *taken.problems, *still_to_arrange(opened)]
    _show_added(desk, added)


def _show_added(desk: Desk, added: Added) -> None:
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

    made = study.perform(
        record_consent, person=person, purposes=purposes, status=Status(status), form=form, recording=recording
    )
    taken = copied(desk, study)
    desk.notices += [*made.notices, *taken.problems]
    rows = [
        {"consent_id": made_id, "person": person, "purpose": purpose.value, "status": status.value}
        for made_id, purpose in zip(made.ids, dict.fromkeys(purposes), strict=True)
    ]
    lines = [_("Recorded for {person}: {purpose}: {status}.", **row) for row in rows]
    alone = _("This holds for the conversation of “{name}” alone.", name=recording) if recording else ""
    lines.append(alone or _("This holds for all conversations in this study."))
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
    nobody = [_("Nobody is listed as seen or heard in this study yet.")]
    desk.show("consents", rows, table(shown, headings) if rows else nobody)


@command(app, "media", _("Show what the media files are: picture, sound, frame rate."))
def media(desk: Desk, study: StudyPath, recording: RecordingName) -> None:
    """Look into the media of a recording, through the gate."""
    from recall_studio.analysis.overview import media_overview

    with desk.study(study) as opened:
        rows = media_overview(opened, recording, progress=desk.progress)
    paces = {None: None, True: _("unsteady"), False: _("steady")}
    shown = [
        (
            row["part"],
            format_ms(row["duration_ms"]),
            row["container"],
            row["video"],
            row["frames"],
            row["frame_rate_hz"],
            paces[row["variable_frame_rate"]],
            row["audio"],
        )
        for row in rows
    ]
    headings = (_("Part"), _("Duration"), _("Kind"), _("Picture"), _("Frames"), _("Per second"), _("Pace"), _("Sound"))
    desk.show("media", rows, table(shown, headings))
