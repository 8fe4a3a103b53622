"""Lets coded data out: asks the gate, makes the tables, writes them with their dictionary, scripts and manifest."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput, Cancelled
from recall_studio.domain.personal_text import FINDING_WORDS, Finding, findings
from recall_studio.domain.progress import SILENT
from recall_studio.domain.resources import resource
from recall_studio.domain.words import _, in_words, ngettext
from recall_studio.exchange import manifest, writing
from recall_studio.exchange.formats import FORMATS
from recall_studio.exchange.tables import CsvDialect, Export, RowCount
from recall_studio.store import access, codebooks
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from recall_studio.analysis.recall.leaving import Leaving
    from recall_studio.domain.access import Release
    from recall_studio.domain.progress import Progress
    from recall_studio.exchange.manifest import ExportedFile
    from recall_studio.exchange.tables import Format
    from recall_studio.store.study import Study

SCRIPTS = ("read_recall.R", "read_recall.py")
NOTE = "note"
FREE_TEXTS = ("study", "wave", "language", "protocol_version", "instruction_version")
"""Columns beside the notes in which a user may have written anything."""


@dataclass(frozen=True, slots=True)
class NotesFound:
    """How many notes seem to point at a person, and by what."""

    notes: int = 0
    kinds: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TextsFound:
    """Which other texts seem to point at a person, as `table.column`, and by what."""

    names: tuple[str, ...] = ()
    kinds: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What left.

    Args:
        files: all of them, the manifest last.
        rows: number of rows by table.
        left_out: names of the recordings whose people do not consent.
        held_back: names of the columns that were asked for and did not leave, or left without their texts.
        found: why the notes were held back.
        manifest: where the manifest lies.
        notices: sentences for the user.
    """

    files: tuple[ExportedFile, ...]
    rows: Mapping[str, int]
    left_out: tuple[str, ...]
    held_back: tuple[str, ...]
    found: NotesFound
    manifest: Path
    notices: tuple[str, ...]


def export_study(
    study: Study,
    *,
    to: Path,
    format_key: str,
    notes: bool,
    dialect: CsvDialect | None = None,
    notes_checked: bool = False,
    progress: Progress = SILENT,
) -> Exported:
    """Write the coded data of all recordings that may leave into a folder.

    Args:
        study: whose data, as far as its acting member may see them.
        to: the folder, made when it is missing; files of an earlier export are replaced.
        format_key: one of `FORMATS`.
        notes: with notes and memos. They are held back while one of them seems to point at a person;
            so are the title and the waves, whether there are notes or not.
        dialect: of CSV files; None for what the language spoken now is used to.
        notes_checked: somebody read the notes and these texts, and nobody is named in them.
        progress: in rows.

    Raises:
        AccessRefused: nothing may leave.
        BadInput: there is no such format, or the data do not fit in it.
        BadFile, DiskFull: the folder cannot be written to, or holds other files of these names; they are still there.
        Cancelled: the user stopped it; nothing was written.
    """
    chosen = _format(format_key)
    release = study.perform(access.release, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS, notes=notes)
    with study.snapshot():
        tables, found, texts, kept = _tables(study, release, check=not notes_checked, progress=progress)
    made_at = datetime.fromisoformat(study.facts().created_at)
    export = Export(tables, made_at, dialect or CsvDialect.by_language())
    held_back = (*texts.names, *(_written_columns(tables) if found.notes else []))
    told = manifest.describe(
        study,
        release,
        dialect=export.dialect if chosen.uses_dialect else None,
        with_notes=NOTE in tables["moments"],
        held_back=held_back,
    )
    packer = _Packer(chosen, export, told, progress)
    written = writing.write(release, to=to, make=packer.fill)
    return Exported(
        files=tuple(packer.files),
        rows={name: len(table) for name, table in tables.items()},
        left_out=release.left_out,
        held_back=held_back,
        found=found,
        manifest=written[-1],
        notices=(*_notices(found), *_text_notices(texts), *kept),
    )


def _format(key: str) -> Format:
    for known in FORMATS:
        if known.key == key:
            return known
    keys = in_words([known.key for known in FORMATS])
    raise BadInput(_("There is no format “{key}”.", key=key), remedy=_("There are {keys}.", keys=keys))


def _tables(
    study: Study, release: Release, *, check: bool, progress: Progress
) -> tuple[dict[str, pd.DataFrame], NotesFound, TextsFound, list[str]]:
    """All tables, what was found in notes and other texts that are therefore not in them, and what else stayed."""
    from recall_studio.exchange import export_tables  # pandas takes half a second to load

    progress.report(0, 0)
    book = codebooks.codebook(study)
    tables = export_tables.coded_tables(study, as_seen_by=study.acting, release=release, codebook=book)
    may = export_tables.interviews_leaving(study, as_seen_by=study.acting, release=release)
    if may is not None:
        tables |= export_tables.recall_tables(study, may, as_seen_by=study.acting, release=release)
    if progress.cancelled:
        raise Cancelled(_("Stopped; nothing was exported."))
    found, texts = NotesFound(), TextsFound()
    if check:
        tables, texts = _without_personal_texts(tables, study.facts().title)
    written = {table: list(columns) for table, columns in export_tables.WRITTEN.items() if table in tables}
    if release.notes and check:
        found = look_at_notes(
            text for table, columns in written.items() for column in columns for text in tables[table][column].dropna()
        )
    if not release.notes or found.notes:
        tables |= {table: tables[table].drop(columns=columns) for table, columns in written.items()}
    return export_tables.with_descriptions(tables, book), found, texts, _stayed(may, notes=release.notes)


def _stayed(may: Leaving | None, *, notes: bool) -> list[str]:
    """What stayed of recall interviews, in words."""
    said = []
    if may is not None and may.held:
        said.append(
            ngettext(
                "{n} recall interview stayed in the study: consent for it is missing, or it is kept apart.",
                "{n} recall interviews stayed in the study: consent for them is missing, or they are kept apart.",
                may.held,
            )
        )
    if may is not None and notes and may.unquoted:
        said.append(
            ngettext(
                "The comments of {n} recall interview left without their words: its viewer may not be quoted.",
                "The comments of {n} recall interviews left without their words: their viewers may not be quoted.",
                may.unquoted,
            )
        )
    return said


def _written_columns(tables: Mapping[str, object]) -> list[str]:
    from recall_studio.exchange.export_tables import WRITTEN

    return [f"{table}.{column}" for table, columns in WRITTEN.items() if table in tables for column in columns]


def _without_personal_texts(tables: dict[str, pd.DataFrame], title: str) -> tuple[dict[str, pd.DataFrame], TextsFound]:
    """The tables, in which columns of free texts are empty where one of the texts seems to point at a person."""
    emptied, names, kinds = dict(tables), [], set(findings(title))
    if kinds:
        names.append(manifest.TITLE)  # it stands in the manifest too, also when no table has a row
    for name, table in tables.items():
        for column in (column for column in FREE_TEXTS if column in table):
            found = {kind for text in table[column].dropna().unique() for kind in findings(text)}
            if found:
                kinds |= found
                names.append(f"{name}.{column}")
                emptied[name] = emptied[name].assign(**{column: table[column].mask(table[column].notna())})
    return emptied, TextsFound(tuple(names), tuple(kind for kind in Finding if kind in kinds))


def look_at_notes(notes: Iterable[str]) -> NotesFound:
    """Which of the notes seem to point at a person."""
    found = [kinds for kinds in map(findings, notes) if kinds]
    return NotesFound(len(found), tuple(kind for kind in Finding if any(kind in kinds for kinds in found)))


def _notices(found: NotesFound) -> list[str]:
    if not found.notes:
        return []
    what = in_words([_(FINDING_WORDS[kind]) for kind in found.kinds])
    said = ngettext(
        "The notes were held back: {n} of them seems to hold {what}.",
        "The notes were held back: {n} of them seem to hold {what}.",
        found.notes,
        what=what,
    )
    return [said, _("Read the notes, and export with “--notes-checked” when nobody is named in them.")]


def _text_notices(texts: TextsFound) -> list[str]:
    if not texts.names:
        return []
    what = in_words([_(FINDING_WORDS[kind]) for kind in texts.kinds])
    return [
        _("Held back, because of what seems to be {what}: {texts}.", what=what, texts=in_words(list(texts.names))),
        _("Read these texts, and export with “--notes-checked” when nobody is named in them."),
    ]


class _Packer:
    """Fills a folder with the files of an export, and keeps the list of them."""

    def __init__(self, chosen: Format, export: Export, told: Mapping[str, Any], progress: Progress) -> None:
        self._format = chosen
        self._export = export
        self._told = told
        self._progress = progress
        self.files: list[ExportedFile] = []

    def fill(self, folder: Path) -> None:
        """Write the tables, the scripts that read them, and the manifest."""
        rows = {name: len(table) for name, table in self._export.tables.items()}
        within = self._format.write(self._export, folder, RowCount(self._progress, sum(rows.values())))
        for script in SCRIPTS:
            with written_beside(folder / script) as beside:
                shutil.copyfile(resource(script), beside)
        for name in (*within, *SCRIPTS):
            tables = {table: rows[table] for table in within.get(name, ())}
            self.files.append(manifest.exported_file(folder / name, tables))
        place = folder / manifest.NAME
        manifest.write_manifest(place, self._told, self.files)
        self.files.append(manifest.exported_file(place, {}))
