"""Excel: one workbook with a sheet for each table. Texts are texts there, whatever they begin with."""

from __future__ import annotations

from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import N_, _
from recall_studio.exchange.tables import Format, values_of
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from recall_studio.exchange.tables import Export, RowCount

WORKBOOK = "recall.xlsx"
MOST_ROWS = 1_048_575  # below the headings
MOST_SIGNS = 32_767  # in a cell, as UTF-16 counts them
WIDTHS = (8, 60)  # signs, at the least and at the most
LOOKED_AT = 200  # rows, to find a column's width
_REPORT_EVERY = 5_000
_NO_GUESSES = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(export: Export, folder: Path, count: RowCount) -> dict[str, tuple[str, ...]]:
    """Write all tables into one workbook.

    Raises:
        BadInput: a table has more rows, or a text more signs, than a sheet can hold.
        BadFile, DiskFull: it cannot be written.
        Cancelled: the user stopped it.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    for name, table in export.tables.items():
        _check_rows(name, table)
    with written_beside(folder / WORKBOOK) as beside:
        # constant_memory: rows go to a file in the same folder as they come, never to the system's own folder.
        options = {"constant_memory": True, "tmpdir": str(folder), **_NO_GUESSES}
        try:
            with xlsxwriter.Workbook(str(beside), options) as workbook:
                workbook.set_properties({"created": export.made_at.astimezone(UTC).replace(tzinfo=None)})
                for name, table in export.tables.items():
                    _Sheet(workbook, name, table).write(count)
        except FileCreateError as error:
            raise OSError(*getattr(error.args[0], "args", error.args)) from error
    return {WORKBOOK: tuple(export.tables)}


def _check_rows(name: str, table: pd.DataFrame) -> None:
    if len(table) > MOST_ROWS:
        raise BadInput(
            _(
                "The table “{name}” has {n} rows; a sheet holds at most {most}.",
                name=name,
                n=len(table),
                most=MOST_ROWS,
            ),
            remedy=_("Export as CSV."),
        )


class _Sheet:
    """One table on its sheet.

    Args:
        workbook: an XlsxWriter workbook.
        name: of table and sheet.
        table: what to write.
    """

    def __init__(self, workbook: Any, name: str, table: pd.DataFrame) -> None:
        self._name = name
        self._table = table
        self._columns = [values_of(table[column]) for column in table.columns]
        self._sheet = workbook.add_worksheet(name)
        self._heading = workbook.add_format({"bold": True, "bg_color": "#E5E7EB", "bottom": 1})
        self._plain = workbook.add_format()

    def write(self, count: RowCount) -> None:
        """Headings that stay in view and filter, then the rows."""
        sheet, width = self._sheet, len(self._columns)
        for place, column in enumerate(self._table.columns):
            sheet.set_column(place, place, self._width(place))
            sheet.write_string(0, place, column, self._heading)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(self._table), width - 1)
        rows = enumerate(zip(*self._columns, strict=True), start=1)
        while written := self._write_rows(islice(rows, _REPORT_EVERY)):
            count.add(written)

    def _write_rows(self, rows: Iterator[tuple[int, tuple[Any, ...]]]) -> int:
        write_number, write_text, written = self._sheet.write_number, self._sheet.write_string, 0
        for written, (row, cells) in enumerate(rows, start=1):  # noqa: B007 - the count is the answer
            for place, value in enumerate(cells):
                if value is None:
                    continue
                if not isinstance(value, str):
                    write_number(row, place, value)
                elif value.startswith("<r>"):
                    self._write_markup(row, place, value)
                elif write_text(row, place, value):
                    self._refuse(row, place)
        return written

    def _write_markup(self, row: int, place: int, text: str) -> None:
        """XlsxWriter takes a text in `<r>…</r>` for markup of its own; as a rich text it stays what it is."""
        if len(text.encode("utf-16-le")) // 2 > MOST_SIGNS:
            self._refuse(row, place)
        self._sheet.write_rich_string(row, place, text[0], self._plain, text[1:])

    def _refuse(self, row: int, place: int) -> None:
        raise BadInput(
            _(
                "The text in row {row} of “{column}” is longer than the {most} signs that a cell of Excel holds.",
                most=MOST_SIGNS,
                row=row + 1,
                column=f"{self._name}.{self._table.columns[place]}",
            ),
            remedy=_("Export as CSV."),
        )

    def _width(self, place: int) -> int:
        least, most = WIDTHS
        shown = [str(value) for value in self._columns[place][:LOOKED_AT] if value is not None]
        return max(least, min(most, max(map(len, [*shown, self._table.columns[place]])) + 3))


FORMAT = Format(
    key="xlsx",
    label=N_("Excel workbook, a sheet for each table"),
    suffixes=(".xlsx",),
    uses_dialect=False,
    write=write,
)
