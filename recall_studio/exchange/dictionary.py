"""The data dictionary: what every column that is really exported holds. Its texts stand once, in `columns.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from recall_studio.domain.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recall_studio.domain.codebook import Code, Codebook

TABLE = "dictionary"
TONGUES = ("nl", "en")
_PER_CODE = "<code>"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table.

    Args:
        table: the table's name.
        name: the column's.
        type: `integer`, `number`, `text`, `date-time` or `categorical`.
        unit: such as `ms`; empty without one.
        description: what it holds, by language.
        values: what may stand in it (`value=Dutch|English;…`, or the column that holds them); empty when not fixed.
        missing: when a cell is empty, in both languages.
    """

    table: str
    name: str
    type: str
    unit: str
    description: Mapping[str, str]
    values: str
    missing: str

    def row(self) -> dict[str, str | None]:
        """The column as a row of the table `dictionary`."""
        return {
            "table": self.table,
            "column": self.name,
            "type": self.type,
            "unit": self.unit or None,
            **{f"description_{tongue}": self.description[tongue] for tongue in TONGUES},
            "values": self.values or None,
            "missing": self.missing,
        }


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = json.loads(resource("columns.json").read_text(encoding="utf-8"))
    return texts


def names_of(table: str) -> list[str]:
    """The names of a table's columns, in their order; those of single codes hold `<code>`."""
    return list(_texts()["tables"][table])


def columns_of(table: str, names: Iterable[str], codebook: Codebook) -> list[Column]:
    """The columns of a table, in the order of the names.

    Args:
        table: the table's name.
        names: of its columns; those of one code are found by the codebook.
        codebook: what the columns of single codes are named after.

    Raises:
        KeyError: `columns.json` does not describe one of them.
    """
    known = dict(_described(table, codebook))
    return [known[name] for name in names]


def dictionary_rows(tables: Mapping[str, Iterable[str]], codebook: Codebook) -> list[dict[str, str | None]]:
    """The rows of the table `dictionary`: one a column of each table, and of itself.

    Args:
        tables: the names of the columns that are exported, by table.
        codebook: what the columns of single codes are named after.
    """
    every = {**tables, TABLE: names_of(TABLE)}
    return [column.row() for table, names in every.items() for column in columns_of(table, names, codebook)]


def _described(table: str, codebook: Codebook) -> Iterator[tuple[str, Column]]:
    """Every column that the table can have, by name."""
    texts = _texts()
    for name in names_of(table):
        text = texts["columns"].get(f"{table}.{name}") or texts["columns"][name]
        if _PER_CODE not in name:
            yield name, _column(table, name, text, {tongue: text[tongue] for tongue in TONGUES})
            continue
        for code in codebook.codes:
            own = name.replace(_PER_CODE, code.key)
            yield own, _column(table, own, text, {tongue: _about_code(text, code, tongue) for tongue in TONGUES})


def _about_code(text: Mapping[str, str], code: Code, tongue: str) -> str:
    frames = _texts()["per_code"]
    what = frames["theme" if code.is_theme else "code"][tongue].format(label=code.label.in_language(tongue))
    sentence = text[tongue].format(what=what)
    definition = code.definition.in_language(tongue)
    if not definition:
        return sentence
    described: str = frames["definition"][tongue].format(sentence=sentence, definition=definition)
    return described


def _column(table: str, name: str, text: Mapping[str, Any], description: Mapping[str, str]) -> Column:
    values, never = text.get("values", ""), _texts()["missing_default"]
    if not isinstance(values, str):
        values = ";".join(f"{value}={nl}|{en}" for value, nl, en in values)
    missing = " / ".join(text.get(f"missing_{tongue}", never[tongue]) for tongue in TONGUES)
    return Column(table, name, text["type"], text.get("unit", ""), description, values, missing)
