"""Commands on the sound of recall interviews: bring it in, line it up, and finish what was recorded here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command
from recall_studio.cli.recall import Which, session_of
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, ngettext

if TYPE_CHECKING:
    from recall_studio.edits.recall.sounding import Finished
    from recall_studio.media.matching import Match

app = typer.Typer()

At = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help=_("Time of the interview at which the sound begins; with a minus when it was before.")
    ),
]
Propose = Annotated[
    bool, typer.Option("--propose", help=_("Find it by comparing the sound with what was played in the interview."))
]


@command(app, "recall-sound-add", _("Bring in the sound of a recall interview that another recorder made."))
def add(
    desk: Desk,
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The sound file."))],
    interview: Which,
    at: At = None,
    propose: Propose = False,
    anyway: Annotated[bool, typer.Option("--anyway", help=_("Also when something does not fit."))] = False,
) -> None:
    """Copy it in, or say what does not fit."""
    from recall_studio.edits.recall.importing_sound import import_sound, look_at_sound

    progress = desk.progress
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        given = look_at_sound(file, progress=progress)
        offset_ms = _offset(at)
        if propose and at is None:
            from recall_studio.edits.recall.proposing_offset import propose_offset

            offset_ms = _sure(desk, propose_offset(opened, session=session, given=given, progress=progress)).offset_ms
        came = import_sound(
            opened, session=session, given=given, sound_offset_ms=offset_ms, anyway=anyway, progress=progress
        )
    desk.notices += came.notices
    row = {
        "interview": session,
        "recording": came.recording,
        "duration_ms": came.duration_ms,
        "sound_offset_ms": came.sound_offset_ms,
    }
    line = _(
        "“{name}” came in: {length}, from {at} of the interview.",
        name=came.recording,
        length=format_ms(came.duration_ms),
        at=_signed(came.sound_offset_ms),
    )
    desk.show("sounds", [row], [line])


@command(app, "recall-sound-line-up", _("Say where the sound of a recall interview begins on its clock, or find it."))
def line_up(desk: Desk, study: StudyPath, interview: Which, at: At = None, propose: Propose = False) -> None:
    """Line it up."""
    from recall_studio.edits.recall import importing_sound
    from recall_studio.edits.recall.proposing_offset import propose_offset

    if (at is None) is not propose:
        raise BadInput(_("Give either a time with “--at”, or “--propose”."))
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        row: dict[str, Any] = {"interview": session}
        if propose:
            found = _sure(desk, propose_offset(opened, session=session, progress=desk.progress))
            offset_ms = found.offset_ms
            row |= {"likeness": round(found.likeness, 3), "next_best": round(found.next_best, 3)}
        else:
            offset_ms = _offset(at)
        opened.perform(importing_sound.line_up, session=session, sound_offset_ms=offset_ms)
    row["sound_offset_ms"] = offset_ms
    desk.show("sounds", [row], [_("The sound begins at {at} of the interview.", at=_signed(offset_ms))])


@command(app, "recall-sound-finish", _("Make one recording of the pieces of sound of interviews that are over."))
def finish(
    desk: Desk,
    study: StudyPath,
    interview: Annotated[
        str | None, typer.Option("--interview", metavar="ID", help=_("Only this recall interview; else all of them."))
    ] = None,
) -> None:
    """Finish what was recorded here."""
    from recall_studio.edits.recall.sounding import finish_sound

    with desk.study(study) as opened:
        session = session_of(opened, interview) if interview else None
        done = finish_sound(opened, session=session, progress=desk.progress)
    desk.notices += [notice for one in done for notice in one.notices]
    rows = [
        {
            "interview": one.session,
            "recording": one.recording,
            "duration_ms": one.duration_ms,
            "sound_offset_ms": one.sound_offset_ms,
            "gaps": [list(gap) for gap in one.gaps],
        }
        for one in done
    ]
    nothing = [_("No sound of a recall interview is left in pieces.")]
    desk.show("sounds", rows, [_finished(one) for one in done if one.recording] or ([] if done else nothing))


def _finished(one: Finished) -> str:
    return ngettext(
        "“{name}” is there: {length}, with {n} silence in which nothing was heard.",
        "“{name}” is there: {length}, with {n} silences in which nothing was heard.",
        len(one.gaps),
        name=one.recording,
        length=format_ms(one.duration_ms),
    )


def _sure(desk: Desk, found: Match | None) -> Match:
    """What was found, when it is sure.

    Raises:
        BadInput: it is not; then the best guess is told.
    """
    from recall_studio.edits.recall.importing_sound import about_drift

    remedy = _("Listen for the beginning, and give it with “--at”.")
    if found is None:
        raise BadInput(_("Too little was played in this recall interview to compare the sound with."), remedy=remedy)
    if not found.is_sure:
        raise BadInput(
            _(
                "Where the sound begins cannot be told for sure: {at} fits best, but not clearly so.",
                at=_signed(found.offset_ms),
            ),
            remedy=remedy,
        )
    drift = about_drift(found.drift_ppm)
    desk.notices += [drift] if drift else []
    return found


def _offset(at: str | None) -> int:
    """A time with or without a minus; 0 without any."""
    if at is None:
        return 0
    return -parse_ms(at[1:]) if at.startswith(("-", "−")) else parse_ms(at)


def _signed(ms: int) -> str:
    return f"−{format_ms(-ms)}" if ms < 0 else format_ms(ms)
