"""Writes a codebook as JSON or CSV, so that reading it gives the same codebook. It holds nothing about persons."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import _
from recall_studio.exchange.cells import guarded
from recall_studio.exchange.codebook_csv import own_modifiers
from recall_studio.exchange.codebook_tables import (
    CODE_COLUMNS,
    MODIFIER_COLUMNS,
    TEXTS,
    Cell,
    code_rows,
    modifier_rows,
)
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recall_studio.domain.codebook import Code, Codebook, Modifier

SUFFIXES = (".json", ".csv")


def write_codebook(book: Codebook, path: Path) -> tuple[Path, ...]:
    """Write a codebook; as CSV its modifiers go into a file of their own beside it. Gives the files.

    Raises:
        BadFile: the file is of neither kind, or its place cannot be written to.
        DiskFull: there is no room.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadFile(_("“{file}” is no codebook: it must be a .json or .csv file.", file=path.name))
    if suffix == ".json":
        texts = {path: json.dumps(_document(book), ensure_ascii=False, indent=1) + "\n"}
    else:
        texts = {own_modifiers(path): _table(MODIFIER_COLUMNS, modifier_rows(book))} if book.modifiers else {}
        texts[path] = _table(CODE_COLUMNS, code_rows(book))
    for file, text in texts.items():
        with written_beside(file) as beside:
            # With a byte order mark a spreadsheet program knows that CSV is UTF-8; in JSON it has no place.
            beside.write_text(text, encoding="utf-8" if suffix == ".json" else "utf-8-sig", newline="")
    return tuple(texts)


def _table(columns: Sequence[str], rows: Sequence[dict[str, Cell]]) -> str:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    lines.write(";".join(columns) + "\r\n")
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return lines.getvalue()


def _cell(value: Cell) -> Cell:
    return guarded(value) if isinstance(value, str) else "" if value is None else value


def _document(book: Codebook) -> dict[str, Any]:
    return {
        "version": book.version,
        "language": ["nl", "en"],
        "themes": [_theme(book, theme) for theme in book.themes],
        "modifiers": [_modifier(modifier) for modifier in book.modifiers],
        "exclusive_groups": [list(group) for group in book.exclusive_groups],
    }


def _theme(book: Codebook, theme: Code) -> dict[str, Any]:
    shape = _code(theme)
    shape["key_letter"], shape["on_by_default"] = shape.pop("chord"), shape.pop("on")
    return shape | {"codes": [_code(code) for code in book.children(theme.key)]}


def _code(code: Code) -> dict[str, Any]:
    texts = {f"{name}_{tongue}": getattr(getattr(code, name), tongue) for name in TEXTS for tongue in ("nl", "en")}
    return {
        "key": code.key,
        "nl": code.label.nl,
        "en": code.label.en,
        "type": code.code_type.value,
        "actor": code.actor,
        "layers": list(code.layers),
        **texts,
        "basis": code.basis,
        "modifiers": list(code.modifiers),
        "chord": code.chord,
        "color": code.color,
        "on": code.on,
        "status": code.status.value,
        "replaced_by": code.replaced_by or "",
        "split_into": list(code.split_into),
        "provisional": code.provisional,
    }


def _modifier(modifier: Modifier) -> dict[str, Any]:
    return {
        "key": modifier.key,
        "nl": modifier.label.nl,
        "en": modifier.label.en,
        "multiple": modifier.multiple,
        "unit": modifier.unit,
        "values": [{"key": value.key, "nl": value.label.nl, "en": value.label.en} for value in modifier.values],
    }
