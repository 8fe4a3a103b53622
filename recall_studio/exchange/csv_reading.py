"""Reads a CSV file from elsewhere as headings and rows of text; what is wrong is named with file and row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import _, in_words, ngettext
from recall_studio.exchange.cells import unguarded

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table as its file gives it.

    Args:
        file: the file's name, for sentences.
        places: the place of each column by its name, from 0.
        rows: number and cells of every row that is not empty; the headings are row 1.
    """

    file: str
    places: dict[str, int]
    rows: list[tuple[int, list[str]]]

    @property
    def width(self) -> int:
        """How many cells a row has, as far as the headings say."""
        return max(self.places.values(), default=-1) + 1

    def cell(self, cells: list[str], column: str) -> str:
        """One cell of a row without blanks around it; empty where the file has no such column."""
        place = self.places.get(column)
        return "" if place is None or place >= len(cells) else unguarded(cells[place]).strip()


def read_table(path: Path, *, needed: Collection[str], known: Collection[str]) -> GivenTable:
    """Read a CSV file in UTF-8, with or without byte order mark, separated by comma, semicolon or TAB.

    Args:
        path: the file.
        needed: names of columns that must be there.
        known: names of columns that tell the separator apart.

    Raises:
        BadFile: it is missing, empty, no UTF-8 or no CSV, or a needed column is missing or stands twice.
    """
    text = _text_of(path)
    separator = _separator(text, known)
    records = _records(text, separator, path.name)
    if not records:
        raise BadFile(_("“{file}” is empty.", file=path.name))
    names = [name.strip().lower() for name in records[0]]
    _check_columns(names, needed, path.name)
    rows = [(number, cells) for number, cells in enumerate(records[1:], start=2) if any(cells)]
    return GivenTable(path.name, {name: place for place, name in enumerate(names) if name}, rows)


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadFile(_("“{file}” cannot be read: {reason}.", file=path.name, reason=reason)) from error
    try:
        text = content.decode("utf-8-sig")
        wrong_at = text.find("\0")
    except UnicodeDecodeError as error:
        text, wrong_at = content[: error.start].decode("utf-8-sig"), error.start
    if wrong_at >= 0:
        row = text[:wrong_at].count("\n") + 1
        raise BadFile(
            _("“{file}” is not a text file in UTF-8: row {row} cannot be read.", file=path.name, row=row),
            remedy=_("Save it as “CSV UTF-8”."),
        )
    return text


def _separator(text: str, known: Collection[str]) -> str:
    """The separator that gives the most known column names in the first line."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]

    def score(separator: str) -> int:
        return sum(name.strip().strip('"').lower() in known for name in first.split(separator))

    return max(SEPARATORS, key=score)


def _records(text: str, separator: str, file: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        # strict: a quotation mark that is never closed would swallow the rest of the file without a word.
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            records.append(record)  # noqa: PERF402 - the count says which row is wrong
    except csv.Error as error:
        raise BadFile(
            _("“{file}” is no CSV file: row {row} cannot be read.", file=file, row=len(records) + 1),
            remedy=_("Look at the quotation marks in that row."),
        ) from error
    return records


def _check_columns(names: list[str], needed: Collection[str], file: str) -> None:
    missing = [f"“{name}”" for name in needed if name not in names]
    if missing:
        raise BadFile(
            ngettext(
                "“{file}” lacks the column {columns}.",
                "“{file}” lacks the columns {columns}.",
                len(missing),
                file=file,
                columns=in_words(missing),
            ),
            remedy=_("The first row must hold the names of the columns."),
        )
    double = [name for name, times in Counter(names).items() if times > 1 and name]
    if double:
        raise BadFile(_("“{file}” has the column “{column}” twice.", file=file, column=double[0]))
