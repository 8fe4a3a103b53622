"""One row for every exported column, and none for what is not exported."""

import json
from pathlib import Path
from typing import Any

import pytest

from recall_studio.analysis.beside_frames import MARK_COLUMNS, MEMO_COLUMNS
from recall_studio.analysis.frame import MOMENT_COLUMNS, RANGE_COLUMNS
from recall_studio.domain.resources import resource
from recall_studio.exchange import dictionary
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.exchange.codebook_tables import CODE_COLUMNS, MODIFIER_COLUMNS
from recall_studio.exchange.exporting import export_study
from recall_studio.store.study import Study
from tests.exchange import recalled
from tests.exchange.tables import table_of

TEXTS: dict[str, Any] = json.loads(resource("columns.json").read_text(encoding="utf-8"))
TYPES = {"integer", "number", "text", "date-time", "categorical"}
TABLES = ("moments", "wide", "ranges", "discuss_marks", "memos", "codebook", "modifiers", "dictionary")


def test_each_column_of_recall_interviews_has_exactly_one_row(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    done = export_study(study, to=tmp_path, format_key="csv", notes=True)
    described = [(row["table"], row["column"]) for row in table_of(tmp_path, "dictionary")]
    headings = {table: (tmp_path / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0] for table in done.rows}
    assert described == [(table, column) for table, heading in headings.items() for column in heading.split(",")]
    assert set(done.rows) == set(TEXTS["tables"])


def test_what_can_stand_in_a_categorical_column_is_listed(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    export_study(study, to=tmp_path, format_key="csv", notes=True)
    for row in table_of(tmp_path, "dictionary"):
        if row["type"] == "categorical" and not row["values"].startswith("codebook."):
            given = {one.partition("=")[0] for one in row["values"].split(";")}
            found = {line[row["column"]] for line in table_of(tmp_path, row["table"])} - {""}
            assert found <= given, row["column"]


@pytest.mark.parametrize("notes", [False, True])
def test_each_exported_column_has_exactly_one_row(coded: Study, tmp_path: Path, notes: bool) -> None:
    done = export_study(coded, to=tmp_path, format_key="csv", notes=notes)
    described = [(row["table"], row["column"]) for row in table_of(tmp_path, "dictionary")]
    there = [(table, column) for table in done.rows for column in table_of(tmp_path, table)[0]]
    assert described == there
    assert set(done.rows) == set(TABLES)


def test_every_description_is_used() -> None:
    used = {
        name if name in TEXTS["columns"] else column
        for table, columns in TEXTS["tables"].items()
        for column in columns
        for name in [f"{table}.{column}"]
    }
    assert used == set(TEXTS["columns"])


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("moments", MOMENT_COLUMNS),
        ("ranges", RANGE_COLUMNS),
        ("discuss_marks", MARK_COLUMNS),
        ("memos", MEMO_COLUMNS),
        ("codebook", CODE_COLUMNS),
        ("modifiers", MODIFIER_COLUMNS),
    ],
)
def test_columns_stand_in_the_order_of_their_table(table: str, columns: tuple[str, ...]) -> None:
    assert dictionary.names_of(table) == list(columns)


@pytest.mark.parametrize("name", TEXTS["columns"])
def test_a_column_is_described_in_whole_sentences(name: str) -> None:
    column = TEXTS["columns"][name]
    assert column["type"] in TYPES
    assert column["nl"].endswith(".")
    assert column["en"].endswith(".")
    assert column["nl"] != column["en"]
    assert ("missing_nl" in column) == ("missing_en" in column)
    assert (column["type"] == "categorical") <= ("values" in column)


def test_the_columns_of_a_code_tell_of_the_code() -> None:
    book = default_codebook()
    code, theme = dictionary.columns_of("wide", ["n_disc_ervaring", "rate_10min_disc"], book)
    assert code.description["nl"].startswith("Code “Discriminatie-ervaring van de klant”: aantal momenten")
    assert code.description["nl"].endswith(book.code("disc_ervaring").definition.nl)
    assert theme.description["en"].startswith(
        "Theme “Discrimination”, only moments that were coded with the theme itself"
    )
    assert (theme.unit, theme.type) == ("per 10 min", "number")
    assert code.missing.endswith("0 when the coder looked and found nothing")


def test_an_unknown_column_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        dictionary.columns_of("moments", ["mood"], default_codebook())


def test_values_name_both_languages() -> None:
    (layer,) = dictionary.columns_of("moments", ["layer"], default_codebook())
    assert layer.values.startswith("gesprek=gesprek|conversation;nagesprek=")
    assert layer.missing == "nooit leeg / never empty"
