"""Reads an export of Recall Studio into pandas.

    import read_recall
    recall = read_recall.load("export")
    recall["moments"].groupby("code", observed=True).size()

It reads what the folder's manifest lists: the CSV files, or `recall.xlsx` where there are none (that needs openpyxl).
Times are whole milliseconds, what is missing is NA, and what can only be one of a number of values is a category
with labels. `frame.attrs["descriptions"]` says of every column what it holds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd

GUARD = re.compile(r"^'(?='*[=+\-@\t\r\n])")  # in CSV files, before a text that could become a formula
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # in workbooks, a sign that XML does not know


def load(folder: str | Path = ".", language: str | None = "nl") -> dict[str, pd.DataFrame]:
    """The tables of an export by name.

    Args:
        folder: where the export lies.
        language: of labels and descriptions, "nl" or "en"; None keeps the keys instead of labels.
    """
    folder = Path(folder)
    there = _listed(folder)
    tables = _from_csv(folder, there) if "dictionary.csv" in there else _from_workbook(folder / "recall.xlsx")
    dictionary, codebook = tables["dictionary"], tables["codebook"]
    described = dictionary.rename(columns={f"description_{language or 'en'}": "description"})
    for name, table in tables.items():
        own = described[described["table"] == name].set_index("column")
        tables[name] = _typed(table, own, codebook, language)
    return tables


def _listed(folder: Path) -> set[str]:
    """The names of the files of the export; without a manifest, of what lies there."""
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return {path.name for path in folder.iterdir()}
    return {file["name"] for file in json.loads(manifest.read_text(encoding="utf-8"))["files"]}


def _from_csv(folder: Path, there: set[str]) -> dict[str, pd.DataFrame]:
    dictionary = _csv(folder / "dictionary.csv")
    return {name: _csv(folder / f"{name}.csv") for name in dictionary["table"].unique() if f"{name}.csv" in there}


def _csv(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        heading = lines.readline()
    separator = max(",;\t", key=heading.count)
    table = pd.read_csv(path, sep=separator, encoding="utf-8-sig", dtype=str, keep_default_na=False, na_values=[""])
    return table.apply(lambda column: column.str.replace(GUARD, "", regex=True))


def _from_workbook(path: Path) -> dict[str, pd.DataFrame]:
    sheets = pd.read_excel(path, sheet_name=None, dtype=object, keep_default_na=False, na_values=[""])
    return {name: sheet.map(_unescaped) for name, sheet in sheets.items()}


def _unescaped(value: object) -> object:
    if not isinstance(value, str) or "_x" not in value:
        return value
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def _typed(table: pd.DataFrame, described: pd.DataFrame, codebook: pd.DataFrame, language: str | None) -> pd.DataFrame:
    typed = {}
    for name in table.columns:
        kind, values = described.loc[name, "type"], described.loc[name, "values"]
        typed[name] = _column(table[name], kind, _labels(values, codebook, language) if kind == "categorical" else {})
    frame = pd.DataFrame(typed, columns=table.columns)
    frame.attrs["descriptions"] = described["description"].to_dict()
    return frame


def _column(column: pd.Series, kind: str, labels: dict[str, str]) -> pd.Series:
    if kind == "integer":
        return pd.to_numeric(column).astype("Int64")
    if kind == "number":
        return pd.to_numeric(column).astype("Float64")
    if kind == "date-time":
        return pd.to_datetime(column, utc=True)
    if kind == "categorical":
        return column.astype(pd.CategoricalDtype(list(labels))).cat.rename_categories(labels)
    return column.astype("string")


def _labels(values: str, codebook: pd.DataFrame, language: str | None) -> dict[str, str]:
    """The label of each value, in their order; where two would be the same, the value stands behind it."""
    if values.startswith("codebook."):
        names = codebook.set_index("key", drop=False)[{None: "key", "nl": "label_nl", "en": "label_en"}[language]]
        keys = codebook[values.removeprefix("codebook.")].unique()
        labels = {key: key if pd.isna(names[key]) else names[key] for key in keys}
    else:
        given = [value.partition("=") for value in values.split(";")]
        place = {"nl": 0, "en": 1}.get(language or "")
        labels = {key: key if place is None else both.split("|")[place] for key, _sign, both in given}
    said = list(labels.values())
    return {key: label if said.count(label) == 1 else f"{label} ({key})" for key, label in labels.items()}
