"""The command about the codebook: its codes, what its next version will change, its versions, files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _, language, local_time, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook_changes import Difference
    from recall_studio.store.study import Study

app = typer.Typer()


@command(app, "codebook", _("List the codes; switch them on or off, change the codebook by file, establish a version."))
def codebook(
    desk: Desk,
    study: StudyPath,
    on: Annotated[list[str] | None, typer.Option(metavar="KEY", help=_("Switch this theme or code on."))] = None,
    off: Annotated[list[str] | None, typer.Option(metavar="KEY", help=_("Switch this theme or code off."))] = None,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help=_("Write it to this .json or .csv file."))
    ] = None,
    take_in: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help=_("Let the concept become what this file says."))
    ] = None,
    concept: Annotated[bool, typer.Option("--concept", help=_("List what the next version will change."))] = False,
    discard: Annotated[bool, typer.Option("--discard", help=_("Forget the concept."))] = False,
    establish: Annotated[
        str | None,
        typer.Option("--establish", metavar="WHY", help=_("Make the concept a version; why, in a sentence.")),
    ] = None,
    versions: Annotated[bool, typer.Option("--versions", help=_("List the versions, newest first."))] = False,
) -> None:
    """Do one thing with the codebook; without options list its codes."""
    _check_one(on or off, export, take_in, concept, discard, establish, versions)
    with desk.study(study) as opened:
        if export is not None:
            _export(desk, opened, export)
        elif take_in is not None:
            _take_in(desk, opened, take_in)
        elif concept or discard:
            _concept(desk, opened, discard=discard)
        elif establish is not None:
            _establish(desk, opened, establish)
        elif versions:
            _versions(desk, opened)
        else:
            _codes(desk, opened, on or [], off or [])


def _check_one(*asked: object) -> None:
    """See that no more than one thing is asked; a sentence that is empty asks too.

    Raises:
        BadInput: more is asked.
    """
    if sum(one is not None and one != [] and one is not False for one in asked) > 1:
        raise BadInput(_("Ask one thing of the codebook at a time."))


def _codes(desk: Desk, study: Study, on: list[str], off: list[str]) -> None:
    from recall_studio.edits.founding import switch_codes
    from recall_studio.store.codebooks import codebook as read

    if on:
        study.perform(switch_codes, keys=on, on=True)
    if off:
        study.perform(switch_codes, keys=off, on=False)
    book = read(study)
    rows = [
        {
            "key": c.key,
            "theme": c.parent,
            "type": c.code_type.value,
            "chord": c.chord,
            "on": c.on,
            "label_nl": c.label.nl,
            "label_en": c.label.en,
            "status": c.status.value,
            "provisional": c.provisional,
        }
        for c in book.codes
    ]
    shown = [
        (("" if c.is_theme else "  ") + c.key, c.chord, _("on") if c.on else _("off"), c.label.in_language(language()))
        for c in book.codes
    ]
    desk.show("codes", rows, table(shown, (_("Code"), _("Key"), _("On"), _("Label"))))


def _export(desk: Desk, study: Study, path: Path) -> None:
    from recall_studio.exchange.codebook_writing import write_codebook
    from recall_studio.store.codebooks import codebook as read

    files = write_codebook(read(study), path)
    rows = [{"file": str(file)} for file in files]
    desk.show("files", rows, [_("Written: {path}.", path=file) for file in files])


def _take_in(desk: Desk, study: Study, path: Path) -> None:
    from recall_studio.edits.codebook_importing import import_codebook, what_it_brings
    from recall_studio.exchange.codebook_files import read_given

    given = read_given(path)
    found, respelled, _said = what_it_brings(study, given=given)
    desk.notices += study.perform(import_codebook, given=given)
    lines = _lines(found) if found else [_("The file changes no meaning.")]
    if respelled:
        lines.append(
            ngettext(
                "{n} code or modifier was spelled or coloured anew, or got another key.",
                "{n} codes or modifiers were spelled or coloured anew, or got another key.",
                respelled,
            )
        )
    if found:
        lines.append(_("All this waits in the concept until the codebook is established."))
    desk.show("changes", _rows(found), lines)


def _concept(desk: Desk, study: Study, *, discard: bool) -> None:
    from recall_studio.edits.codebook_editing import discard_concept
    from recall_studio.store.concept import concept_of

    if discard:
        study.perform(discard_concept)
    found = concept_of(study).differences
    desk.show("changes", _rows(found), _lines(found) if found else [_("The concept is empty.")])


def _establish(desk: Desk, study: Study, why: str) -> None:
    from recall_studio.edits.establishing import establish

    made = study.perform(establish, why=why)
    desk.notices += made.notices
    row = {"version": made.version, "to_revisit": made.to_revisit}
    desk.show("versions", [row], [_("Established: version {version} of the codebook.", version=made.version)])


def _versions(desk: Desk, study: Study) -> None:
    from recall_studio.store.codebook_versions import versions

    found = versions(study)
    rows = [
        {
            "version": one.number,
            "at": one.at,
            "by": one.by,
            "why": one.why,
            "in_force": one.in_force,
            "taken_back": one.taken_back,
            "changes": _rows(one.differences),
        }
        for one in found
    ]
    shown = [
        (
            one.number,
            local_time(one.at),
            one.by,
            _("in force") if one.in_force else _("taken back") if one.taken_back else "",
            len(one.differences),
            one.why,
        )
        for one in found
    ]
    headings = (_("Version"), _("When"), _("Member"), _("State"), _("Changes"), _("Why"))
    desk.show("versions", rows, table(shown, headings))


def _rows(found: Sequence[Difference]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "key": one.key,
            "became": one.became.value,
            "fields": [
                {"name": "_".join(filter(None, (f.name, f.tongue))), "before": f.before, "after": f.after}
                for f in one.fields
            ],
        }
        for one in found
    ]


def _lines(found: Sequence[Difference]) -> list[str]:
    lines: list[str] = []
    for one in found:
        named = one.key or _("Exclusive groups")
        lines.append(f"{named}: {one.words}")
        lines += [f"  {field.words}: {field.before or '–'} → {field.after or '–'}" for field in one.fields]
    return lines
