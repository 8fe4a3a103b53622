"""What a format is given to write, and what makes it one of the formats. Loads no library for tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput, Cancelled
from recall_studio.domain.words import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    import pandas as pd

    from recall_studio.domain.progress import Progress

SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How CSV files are written. The decimal sign is always a point, the text always UTF-8.

    Args:
        separator: one of `SEPARATORS`.
        bom: begin with a byte order mark, by which Excel knows UTF-8.

    Raises:
        BadInput: the separator is another sign.
    """

    separator: str
    bom: bool

    def __post_init__(self) -> None:
        if self.separator not in SEPARATORS:
            raise BadInput(_("CSV cells are separated by a comma, a semicolon or a TAB."))

    @classmethod
    def by_language(cls) -> CsvDialect:
        """What Excel expects where the language spoken now is at home."""
        return cls(";", bom=True) if language() == "nl" else cls(",", bom=False)


class RowCount:
    """Counts the rows that are written, tells how far that is, and stops when asked.

    Args:
        progress: told.
        total: of all rows that will be written.
    """

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self.add(0)

    def add(self, rows: int) -> None:
        """So many more rows are written.

        Raises:
            Cancelled: the user asked to stop.
        """
        self._done += rows
        self._progress.report(self._done, self._total)
        if self._progress.cancelled:
            raise Cancelled(_("Stopped; nothing was exported."))


def values_of(column: pd.Series[Any]) -> list[Any]:
    """What stands in a column, as plain values; None where it is missing."""
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


@dataclass(frozen=True, slots=True)
class Export:
    """What is written.

    Args:
        tables: by name, in their order; texts are of type `str`, other columns integers or numbers.
        made_at: what a file that must name a date names, so that the same data give the same bytes.
        dialect: of CSV files.
    """

    tables: Mapping[str, pd.DataFrame]
    made_at: datetime
    dialect: CsvDialect


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an export.

    Args:
        key: its name on the command line.
        label: what it is, an English text for the catalogue.
        suffixes: of its files.
        uses_dialect: whether it heeds `Export.dialect`.
        write: writes the tables into a folder; gives the names of the tables in each file, by the file's name.
    """

    key: str
    label: str
    suffixes: tuple[str, ...]
    uses_dialect: bool
    write: Callable[[Export, Path, RowCount], dict[str, tuple[str, ...]]]
