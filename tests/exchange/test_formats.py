"""What holds for every format, and what holds for one."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from recall_studio.domain.errors import BadInput, Cancelled
from recall_studio.domain.words import speak
from recall_studio.exchange.formats import FORMATS, CsvDialect, Format, csv_tables, xlsx
from recall_studio.exchange.tables import Export, RowCount
from tests.exchange.tables import table_of

COMMA = CsvDialect(",", bom=False)
LONGEST_IN_A_CELL = 32_767
DANGEROUS = ["=1+1", "+31", "-5", "@a", "\tx", "\rx", "http://example.org", "<r><t>x</t></r>", "<r>", "_x0041_", "'=x"]


class Stops:
    """Progress that asks to stop after so many reports."""

    def __init__(self, after: int) -> None:
        self.reports: list[tuple[int, int]] = []
        self._after = after

    @property
    def cancelled(self) -> bool:
        return len(self.reports) > self._after

    def report(self, done: int, total: int) -> None:
        self.reports.append((done, total))


def export_of(dialect: CsvDialect = COMMA, **columns: "pd.Series[Any]") -> Export:
    return Export({"moments": pd.DataFrame(columns)}, datetime(2026, 3, 12, tzinfo=UTC), dialect)


def counted(total: int = 0, progress: Stops | None = None) -> RowCount:
    return RowCount(progress or Stops(1_000_000), total)


def text(*values: str | None) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype="str")


def whole(*values: int | None) -> "pd.Series[Any]":
    return pd.Series(list(values), dtype="Int64")


def written_text(format_: Format, folder: Path, values: list[str]) -> list[Any]:
    """What a program finds in a column of texts after the format wrote it."""
    export = export_of(note=text(*values))
    format_.write(export, folder, counted())
    if format_.key == "csv":
        return [row["note"] for row in table_of(folder, "moments")]
    sheet = openpyxl.load_workbook(folder / "recall.xlsx")["moments"]
    return [cell.value for (cell,) in sheet.iter_rows(min_row=2)]


# Every format.


def test_the_formats_have_keys_of_their_own() -> None:
    assert [known.key for known in FORMATS] == ["csv", "xlsx"]
    assert all(known.label and known.suffixes for known in FORMATS)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda known: known.key)
def test_the_same_tables_give_the_same_bytes(format_: Format, tmp_path: Path) -> None:
    export = export_of(a=text("x", None), b=whole(None, 2))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        format_.write(export, tmp_path / name, counted())
        time.sleep(1.1)
    files = [path.name for path in (tmp_path / "one").iterdir()]
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda known: known.key)
def test_only_its_own_files_are_left(format_: Format, tmp_path: Path) -> None:
    written = format_.write(export_of(a=text("x")), tmp_path, counted())
    assert {path.name for path in tmp_path.iterdir()} == set(written)
    assert all(Path(name).suffix in format_.suffixes for name in written)
    assert [table for tables in written.values() for table in tables] == ["moments"]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda known: known.key)
def test_it_stops_when_asked(format_: Format, tmp_path: Path) -> None:
    progress = Stops(1)
    with pytest.raises(Cancelled):
        format_.write(export_of(a=text("x")), tmp_path, counted(1, progress))
    assert progress.reports == [(0, 1), (1, 1)]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda known: known.key)
def test_an_empty_table_has_its_headings(format_: Format, tmp_path: Path) -> None:
    assert written_text(format_, tmp_path, []) == []


# CSV.


def test_missing_whole_and_broken_numbers_in_csv(tmp_path: Path) -> None:
    rate = pd.Series([1.5, None, 10 / 3], dtype="Float64")
    csv_tables.write(export_of(end_ms=whole(5, None, 7), rate=rate, name=text("a", None, "")), tmp_path, counted())
    assert (tmp_path / "moments.csv").read_bytes() == (
        b'end_ms,rate,name\r\n5,1.5,"a"\r\n,,\r\n7,3.3333333333333335,""\r\n'
    )


def test_a_dialect_decides_on_separator_and_mark(tmp_path: Path) -> None:
    export = export_of(CsvDialect(";", bom=True), a=text("x;y", "é"), b=whole(1, 2))
    csv_tables.write(export, tmp_path, counted())
    assert (tmp_path / "moments.csv").read_bytes() == '\ufeffa;b\r\n"x;y";1\r\n"é";2\r\n'.encode()


def test_the_usual_dialect_follows_the_language() -> None:
    assert CsvDialect.by_language() == CsvDialect(",", bom=False)
    speak("nl")
    assert CsvDialect.by_language() == CsvDialect(";", bom=True)


def test_another_separator_is_refused() -> None:
    with pytest.raises(BadInput, match="comma, a semicolon or a TAB"):
        CsvDialect("|", bom=False)


def test_text_in_csv_can_be_no_formula(tmp_path: Path) -> None:
    found = written_text(csv_tables.FORMAT, tmp_path, DANGEROUS)
    assert [cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cell in found] == [False] * len(DANGEROUS)
    assert found[0] == "'=1+1"


def test_a_text_with_another_separator_is_in_quotes(tmp_path: Path) -> None:
    csv_tables.write(export_of(note=text('ja;=1+1;"x"')), tmp_path, counted())
    assert (tmp_path / "moments.csv").read_bytes() == b'note\r\n"ja;=1+1;""x"""\r\n'


# Excel.


def test_text_in_excel_stays_text(tmp_path: Path) -> None:
    found = written_text(xlsx.FORMAT, tmp_path, DANGEROUS)
    sheet = openpyxl.load_workbook(tmp_path / "recall.xlsx")["moments"]
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2)} == {"s"}
    assert all(cell.hyperlink is None for (cell,) in sheet.iter_rows(min_row=2))
    plain = [place for place, said in enumerate(DANGEROUS) if said not in ("\rx", "_x0041_")]
    assert [found[place] for place in plain] == [DANGEROUS[place] for place in plain]
    assert found[DANGEROUS.index("\rx")] == "_x000D_x"  # Excel shows it as it was; openpyxl does not translate back


def test_a_sheet_is_made_for_reading(tmp_path: Path) -> None:
    xlsx.write(export_of(name=text("a" * 200), end_ms=whole(5)), tmp_path, counted())
    workbook = openpyxl.load_workbook(tmp_path / "recall.xlsx")
    sheet = workbook["moments"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert sheet["A1"].font.b
    assert (sheet.column_dimensions["A"].width > 50, sheet.column_dimensions["B"].width < 20) == (True, True)
    assert (sheet["B2"].value, sheet["B2"].data_type) == (5, "n")
    assert workbook.properties.created == datetime(2026, 3, 12)  # noqa: DTZ001 - openpyxl gives it so
    assert not workbook.properties.creator


def test_missing_cells_are_empty(tmp_path: Path) -> None:
    xlsx.write(export_of(a=text(None, "x"), b=whole(1, None)), tmp_path, counted())
    sheet = openpyxl.load_workbook(tmp_path / "recall.xlsx")["moments"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [[None, 1], ["x", None]]


def test_the_longest_text_fits(tmp_path: Path) -> None:
    assert written_text(xlsx.FORMAT, tmp_path, ["a" * LONGEST_IN_A_CELL]) == ["a" * LONGEST_IN_A_CELL]


@pytest.mark.parametrize("value", ["a" * (LONGEST_IN_A_CELL + 1), "😀" * 20_000, "<r>" + "a" * LONGEST_IN_A_CELL])
def test_a_text_is_never_cut(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadInput, match=r"row 2 of “moments.note” is longer than the 32767 signs"):
        written_text(xlsx.FORMAT, tmp_path, [value])


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    with pytest.raises(BadInput, match="has 2 rows; a sheet holds at most 1"):
        xlsx.write(export_of(a=text("x", "y")), tmp_path, counted())


def test_nothing_is_written_to_the_systems_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    xlsx.write(export_of(a=text("x")), tmp_path, counted())
    assert [path.name for path in tmp_path.iterdir()] == ["recall.xlsx"]


# The start of the program.


@pytest.mark.parametrize(
    "module", ["recall_studio.exchange.exporting", "recall_studio.exchange.moments_csv", "recall_studio.analysis"]
)
def test_heavy_libraries_wait_until_they_are_used(module: str) -> None:
    command = f"import {module}, sys; print({{'pandas', 'numpy', 'xlsxwriter'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
