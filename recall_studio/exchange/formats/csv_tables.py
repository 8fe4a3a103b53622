"""CSV: a file for each table, for R, SPSS and Python. UTF-8, decimal point, lines end in CR LF (RFC 4180).

Every text is in quotes, so that a program which expects another separator does not cut it into cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import N_
from recall_studio.exchange.cells import guarded
from recall_studio.exchange.tables import Format, values_of
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from pathlib import Path

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
    """Write one table: texts guarded and in quotes, numbers bare, missing values as empty cells.

    The headings are bare: they hold letters, digits and underscores, and R takes no quotes behind a byte order mark.
    """
    columns = [_cells(table[name]) for name in table.columns]
    encoding = "utf-8-sig" if dialect.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as lines:
        lines.write(dialect.separator.join(table.columns) + LINE_END)
        lines.writelines(dialect.separator.join(row) + LINE_END for row in zip(*columns, strict=True))


def _cells(column: pd.Series[Any]) -> list[str]:
    values = values_of(column)
    cells = {value: _cell(value) for value in set(values) if value is not None}  # most columns hold few values
    return [cells.get(value, "") for value in values]


def _cell(value: Any) -> str:
    if not isinstance(value, str):
        return str(value)
    doubled = guarded(value).replace('"', '""')
    return f'"{doubled}"'


FORMAT = Format(
    key="csv",
    label=N_("CSV tables, for R, SPSS and Python"),
    suffixes=(".csv",),
    uses_dialect=True,
    write=write,
)
