"""The manifest of an export: what left, who let it out, when, under which consent. No paths, no names of people."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio import __version__
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.exchange.formats.csv_tables import LINE_END
from recall_studio.store import codebooks
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recall_studio.domain.access import Release
    from recall_studio.exchange.tables import CsvDialect
    from recall_studio.store.reading import Reading

SCHEMA = "recall-studio/export-1"
NAME = "manifest.json"
TITLE = "study.title"
"""How the manifest lists its own title of the study among what was held back."""
_GUARD = "A text that starts with = + - @ TAB, CR or LF, also behind apostrophes, has one apostrophe more in front."


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written.

    Args:
        name: without folder.
        tables: number of rows by name of the table in it.
        size_bytes: its size.
        sha256: of its bytes, in hexadecimal.
    """

    name: str
    tables: Mapping[str, int]
    size_bytes: int
    sha256: str

    @property
    def rows(self) -> int | None:
        """The rows of all its tables; None for a file that holds none."""
        return sum(self.tables.values()) if self.tables else None


def exported_file(path: Path, tables: Mapping[str, int]) -> ExportedFile:
    """Look at a file that was just written."""
    with path.open("rb") as reader:
        digest = hashlib.file_digest(reader, "sha256").hexdigest()
    return ExportedFile(path.name, tables, path.stat().st_size, digest)


def describe(
    study: Reading, release: Release, *, dialect: CsvDialect | None, with_notes: bool, held_back: Sequence[str]
) -> dict[str, Any]:
    """What the manifest says of the study and of the leave; the files come last."""
    facts, (round_now, closed) = study.facts(), study.round_now()
    title = None if TITLE in held_back else facts.title
    return {
        "schema": SCHEMA,
        "program": f"Recall Studio {__version__}",
        "study": {"id": facts.id, "title": title, "kind": facts.kind.value, "synthetic": facts.synthetic},
        "made_at": release.released_at,
        "by": release.released_by,
        "purpose": release.purpose,
        "codebook_version": codebooks.version(study)[1],
        "round": {"round": round_now.value, "closed": closed},
        "consent_snapshot": release.consent_snapshot,
        "audit_head": release.audit_head,
        "left_out": list(release.left_out),
        "notes": with_notes,
        "held_back": list(held_back),
        "never_exported": sorted(RESTRICTED),
        "dialect": dialect and _dialect(dialect),
    }


def _dialect(dialect: CsvDialect) -> dict[str, Any]:
    return {
        "encoding": "utf-8",
        "bom": dialect.bom,
        "separator": dialect.separator,
        "quote": '"',
        "line_end": LINE_END,
        "decimal": ".",
        "missing": "",
        "guard": _GUARD,
    }


def listed_in(folder: Path) -> frozenset[str]:
    """The names of the files of an earlier export in this folder, its manifest among them; none without one of ours."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        ours = str(told["schema"]).startswith(SCHEMA.rpartition("-")[0])
        names = {str(file["name"]) for file in told["files"]} if ours else set()
    except (OSError, ValueError, LookupError, TypeError):
        return frozenset()
    # Somebody may have written it by hand: a name that leads to another folder is nothing of ours.
    plain = {name for name in names if name not in ("", ".", "..") and not set(name) & set("/\\:")}
    return frozenset({*plain, NAME} if ours else ())


def write_manifest(path: Path, told: Mapping[str, Any], files: Sequence[ExportedFile]) -> None:
    """Write the manifest, with a line for each file that lies beside it."""
    listed = [
        {"name": file.name, "rows": dict(file.tables), "size_bytes": file.size_bytes, "sha256": file.sha256}
        for file in files
    ]
    with written_beside(path) as beside:
        beside.write_text(json.dumps({**told, "files": listed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
