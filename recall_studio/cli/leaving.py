"""Commands by which data leave the study or come to life elsewhere: export, pack, unpack, the demo."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.words import _, decimal, in_words, ngettext

app = typer.Typer()


class Separator(StrEnum):
    """What stands between the cells of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


_SIGNS = {Separator.COMMA: ",", Separator.SEMICOLON: ";", Separator.TAB: "\t"}


@command(app, "export", _("Write the coded data for R, SPSS, Python or Excel."))
def export(
    desk: Desk,
    study: StudyPath,
    to: Annotated[Path, typer.Option(metavar="DIR", help=_("The folder to write to."))],
    format_key: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("csv or xlsx."))] = "csv",
    notes: Annotated[bool, typer.Option("--notes", help=_("With the notes of coders."))] = False,
    notes_checked: Annotated[
        bool, typer.Option("--notes-checked", help=_("The notes were read: nobody is named in them."))
    ] = False,
    separator: Annotated[Separator | None, typer.Option(help=_("Between cells; by language when not given."))] = None,
    bom: Annotated[bool | None, typer.Option(help=_("Begin with a byte order mark, for Excel."))] = None,
) -> None:
    """Export as own analysis."""
    from recall_studio.edits.keeping import still_to_arrange
    from recall_studio.exchange.exporting import export_study
    from recall_studio.exchange.formats import CsvDialect

    usual = CsvDialect.by_language()
    dialect = CsvDialect(_SIGNS[separator] if separator else usual.separator, usual.bom if bom is None else bom)
    with desk.study(study) as opened:
        done = export_study(
            opened,
            to=to,
            format_key=format_key,
            notes=notes,
            notes_checked=notes_checked,
            dialect=dialect,
            progress=desk.progress,
        )
        desk.notices += [*done.notices, *still_to_arrange(opened)]
    rows = [{"file": file.name, "rows": file.rows, "size_bytes": file.size_bytes} for file in done.files]
    lines = [
        _("Written to “{folder}”:", folder=to),
        *table([list(row.values()) for row in rows], (_("File"), _("Rows"), _("Bytes"))),
    ]
    if done.left_out:
        lines.append(_("Left out, because consent is missing: {names}.", names=in_words(list(done.left_out))))
    desk.show("files", rows, lines)


@command(app, "page", _("Write one page on a conversation: lanes, counts, what is to be discussed, notes."))
def page(
    desk: Desk,
    study: StudyPath,
    recording: Annotated[str, typer.Option(help=_("Name of the recording, or of a conversation watched along live."))],
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The web page to write."))],
    notes: Annotated[bool, typer.Option("--notes", help=_("With notes and memos."))] = False,
) -> None:
    """Write the page."""
    from recall_studio.exchange.conversation_page import write_page

    with desk.study(study) as opened:
        write_page(opened, recording, to=to, notes=notes)
    row = {"recording": recording, "file": str(to), "size_bytes": to.stat().st_size}
    desk.show("pages", [row], [_("The page on “{name}” is in “{file}”.", name=recording, file=to)])


@command(app, "formats", _("List the formats that can be written."))
def formats(desk: Desk) -> None:
    """List the export formats."""
    from recall_studio.exchange.formats import FORMATS

    rows = [{"format": format_.key, "label": _(format_.label)} for format_ in FORMATS]
    desk.show("formats", rows, table([list(row.values()) for row in rows], (_("Format"), _("What it is"))))


@command(app, "pack", _("Put a whole study into one file, to bring it elsewhere."))
def pack(
    desk: Desk,
    study: StudyPath,
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to make."))],
    without_media: Annotated[bool, typer.Option("--without-media", help=_("Leave the recordings out."))] = False,
) -> None:
    """Pack a study."""
    from recall_studio.exchange.packing import pack_study

    with desk.study(study) as opened:
        packed = pack_study(opened, to=to, with_media=not without_media, progress=desk.progress)
    desk.notices += packed.notices
    row = {"file": str(to), "size_bytes": packed.size_bytes, "media": packed.media}
    desk.show(
        "packed",
        [row],
        [
            ngettext(
                "Packed into “{file}”: {mb} MB, {n} media file.",
                "Packed into “{file}”: {mb} MB, {n} media files.",
                packed.media,
                file=to,
                mb=decimal(packed.size_bytes / 1e6),
            )
        ],
    )


@command(app, "unpack", _("Make a study from a packed file."))
def unpack(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A file made with “pack”."))],
    to: Annotated[
        Path, typer.Option(metavar="DIR", help=_("The folder to put the study in; or its own name, ending in .recall."))
    ],
) -> None:
    """Unpack a study."""
    from recall_studio.exchange.packing import unpack_study

    made = unpack_study(file, to=to, progress=desk.progress)
    desk.show("studies", [{"study": str(made)}], [_("Unpacked as “{study}”.", study=made)])


@command(app, "demo", _("Make a study with a synthetic conversation, to try everything on."))
def demo(
    desk: Desk,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=_("Where; else here."))] = None,
) -> None:
    """Make the demo study."""
    from recall_studio.exchange.demo import make_demo

    made = make_demo(folder or Path(), progress=desk.progress)
    row = {"study": str(made.path), "recording": made.recording, "moments": made.moments}
    lines = [
        made.about,
        _(
            "It lies at “{path}”: recording {recording}, {n} moments by two coders.",
            path=made.path,
            recording=made.recording,
            n=made.moments,
        ),
    ]
    desk.show("studies", [row], lines)
