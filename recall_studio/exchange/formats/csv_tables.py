"""CSV: a file for each table, for R, SPSS and Python. UTF-8, decimal point, lines end in CR LF (RFC 4180)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.exchange.cells import guarded
from recall_studio.exchange.tables import Format, values_of
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pandas as pd

    from recall_studio.exchange.tables import CsvDialect, Export, RowCount

LINE_END = "\r\n"


def write(export: Export, folder: Path, count: RowCount) -> dict[str, tuple[str, ...]]:
    """Write each table as a file of its own.

    Raises:
        BadFile, DiskFull: it cannot be written.
        Cancelled: the user stopped it.
    """
    for name, table in export.tables.items():
        with written_beside(folder / f"{name}.csv") as beside:
            write_table(table, beside, export.dialect)
        count.add(len(table))
    return {f"{name}.csv": (name,) for name in export.tables}


def write_table(table: pd.DataFrame, path: Path, dialect: CsvDialect) -> None:
    """Write one table: texts guarded against becoming formulas, missing values as empty cells."""
    columns = [_cells(table[name]) for name in table.columns]
    encoding = "utf-8-sig" if dialect.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines, delimiter=dialect.separator, lineterminator=LINE_END)
        writer.writerow(table.columns)
        writer.writerows(zip(*columns, strict=True))


def _cells(column: pd.Series[Any]) -> list[Any]:
    values = values_of(column)
    if column.dtype != "str":
        return values
    texts = {text: guarded(text) for text in set(values) if text is not None}  # few are different in most columns
    return list(map(texts.get, values))


FORMAT = Format(
    key="csv",
    label=N_("CSV tables, for R, SPSS and Python"),
    suffixes=(".csv",),
    uses_dialect=True,
    write=write,
)
