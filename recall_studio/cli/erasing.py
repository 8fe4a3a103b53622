"""The command that erases for good: it says what goes, and does it only when told so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recall_studio.cli.desk import Desk, command
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.edits.erasing import Wanted

app = typer.Typer()


@command(app, "erase", _("Erase recordings, persons or the whole study for good; without --yes, say what would go."))
def erase(
    desk: Desk,
    study: StudyPath,
    recording: Annotated[list[str] | None, typer.Option(help=_("Name of a recording; may be given again."))] = None,
    live: Annotated[list[str] | None, typer.Option(help=_("Name of a conversation without a recording."))] = None,
    person: Annotated[
        list[str] | None, typer.Option(help=_("Pseudonym; every conversation of this person goes along."))
    ] = None,
    interview: Annotated[list[str] | None, typer.Option(help=_("Id of a recall interview."))] = None,
    everything: Annotated[bool, typer.Option("--everything", help=_("The whole study, with its backups."))] = False,
    reason: Annotated[Reason, typer.Option(help=_("Kept with the ids of what is gone."))] = Reason.ANDERS,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it. Nothing brings it back."))] = False,
) -> None:
    """Say what goes, and erase it."""
    from recall_studio.edits.erasing import Wanted

    wanted = Wanted(tuple(recording or ()), tuple(live or ()), tuple(person or ()), tuple(interview or ()))
    if everything == (wanted != Wanted()):
        raise BadInput(_("Name what is to be erased: recordings, persons, interviews, or everything."))
    if everything:
        _everything(desk, study, yes=yes)
    else:
        _some(desk, study, wanted, reason, yes=yes)


def _some(desk: Desk, study: Path, wanted: Wanted, reason: Reason, *, yes: bool) -> None:
    from recall_studio.edits.erasing import erase as erase_for_good
    from recall_studio.edits.erasing import going_in_words, may_one_erase, what_goes

    with desk.study(study) as opened:
        may_one_erase(opened.acting)
        going = what_goes(opened, wanted, as_seen_by=opened.acting)
        if yes:
            opened.perform(erase_for_good, wanted=wanted, reason=reason, key=opened.key)
    row = {"conversations": list(going.names), "moments": going.moments, "files": going.files, "erased": yes}
    row |= {"recall_sessions": list(going.interviews), "comments": going.comments}
    lines = [*going_in_words(going), "", _said(yes=yes)]
    desk.show("erased", [row | {"size_bytes": going.bytes, "linked": list(going.linked)}], lines)


def _everything(desk: Desk, study: Path, *, yes: bool) -> None:
    from recall_studio.edits.erasing import erase_study, may_one_erase, what_goes_with

    with desk.study(study) as opened:
        may_one_erase(opened.acting)
        lines = [_("The whole study “{title}” goes:", title=opened.facts().title), *what_goes_with(opened)]
    stays = erase_study(study, how=desk.how()) if yes else ()
    if stays:
        desk.notices.append(_("What was put beside it stays: {files}.", files=in_words(list(stays))))
    desk.show("erased", [{"study": str(study), "erased": yes}], [*lines, "", _said(yes=yes)])


def _said(*, yes: bool) -> str:
    return _("It was erased.") if yes else _("Nothing was erased yet; “--yes” does it, and nothing brings it back.")
