"""Reads a codebook from CSV: the tables that the program itself exports, or a short list of keys and labels."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import Code, CodeStatus, CodeType, Modifier, ModifierValue, Text
from recall_studio.domain.errors import BadFile
from recall_studio.domain.resources import resource
from recall_studio.domain.study import Layer
from recall_studio.domain.words import _, in_words
from recall_studio.exchange.codebook_json import codebook_from_json
from recall_studio.exchange.codebook_parts import checked_color, checked_key, checked_word, put_together, wrong
from recall_studio.exchange.codebook_tables import CODE_COLUMNS, MODIFIER_COLUMNS, TEXTS
from recall_studio.exchange.csv_reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum
    from pathlib import Path
    from typing import TypeVar

    from recall_studio.domain.codebook import Codebook
    from recall_studio.exchange.csv_reading import GivenTable

    E = TypeVar("E", bound=StrEnum)

MODIFIERS_BESIDE = "modifiers.csv"
_YES, _NO = ("1", "true", "ja", "yes"), ("0", "false", "nee", "no")


def codebook_from_csv(path: Path) -> Codebook:
    """Read a codebook of which each row is a theme (its `theme` is itself or empty) or a code.

    Raises:
        BadFile: it cannot be read; the sentence names the row.
    """
    table = read_table(path, needed=("key", "theme"), known=CODE_COLUMNS)
    rows = [_Row(table, number, cells) for number, cells in table.rows]
    if not rows:
        raise BadFile(_("“{file}” holds no code.", file=path.name))
    _check_rows(rows)
    colors = {row.text("key"): row.text("color") for row in rows}
    codes = [_code(row, colors) for row in rows]
    wanted = dict.fromkeys(key for code in codes for key in code.modifiers)
    return put_together(
        path.name,
        version=next(filter(None, (row.text("version") for row in rows)), "1.0"),
        codes=codes,
        modifiers=_modifiers(_beside(path), wanted),
        exclusive_groups=_groups(rows),
    )


def words_of_csv(path: Path) -> set[str]:
    """The columns that a file has.

    Raises:
        BadFile: it cannot be read.
    """
    return set(read_table(path, needed=("key", "theme"), known=CODE_COLUMNS).places)


class _Row:
    """A row and where it stands, for the errors."""

    def __init__(self, table: GivenTable, number: int, cells: list[str]) -> None:
        self.table = table
        self.file = table.file
        self.number = number
        self.place = _("row {row}", row=number)
        self._cells = cells
        if any(cells[table.width :]):
            raise wrong(self.file, self.place, _("it has more cells than the headings."))

    def text(self, column: str) -> str:
        """The cell of a column; empty where there is none."""
        return self.table.cell(self._cells, column)

    def texts(self, name: str) -> Text:
        """A text in both languages, as far as it is there."""
        return Text(self.text(f"{name}_nl"), self.text(f"{name}_en"))

    def key(self) -> str:
        """Its key."""
        return checked_key(self.text("key"), file=self.file, place=self.place)

    def label(self) -> Text:
        """What it is called, in at least one language."""
        label = self.texts("label")
        if not (label.nl or label.en):
            raise wrong(self.file, self.place, _("it has no label, neither “label_nl” nor “label_en”."))
        return label

    def one_of(self, column: str, kind: type[E], default: E) -> E:
        """One of the words of an enumeration, or the default where the cell is empty."""
        word = self.text(column)
        return checked_word(word, kind, file=self.file, place=self.place) if word else default

    def flag(self, column: str, *, default: bool) -> bool:
        """1 or 0 (or yes and no), or the default where the cell is empty."""
        word = self.text(column).lower()
        if word and word not in (*_YES, *_NO):
            raise wrong(self.file, self.place, _("“{column}” must be 1 or 0.", column=column))
        return word in _YES if word else default

    def color(self, default: str) -> str:
        """Its color, or the default in a file that has no colors."""
        found = self.text("color") if "color" in self.table.places else default
        return checked_color(found, file=self.file, place=self.place)


def _check_rows(rows: list[_Row]) -> None:
    """See that every key stands once and every theme is there.

    Raises:
        BadFile: not so; the sentence names the row.
    """
    first: dict[str, int] = {}
    for row in rows:
        key = row.text("key")
        if key in first:
            raise wrong(row.file, row.place, _("“{key}” stands in row {row} already.", key=key, row=first[key]))
        first[key] = row.number
    themes = {row.text("key") for row in rows if row.text("theme") in ("", row.text("key"))}
    for row in rows:
        theme = row.text("theme")
        if theme and theme not in first:
            raise wrong(row.file, row.place, _("the theme “{theme}” has no row of its own.", theme=theme))
        if theme and theme not in themes:
            raise wrong(row.file, row.place, _("“{theme}” is itself a code, so it can be no theme.", theme=theme))


def _texts(row: _Row) -> dict[str, Any]:
    return {name: row.texts(name) for name in TEXTS}


def _code(row: _Row, colors: dict[str, str]) -> Code:
    key, theme = row.key(), row.text("theme")
    layers = row.text("layers").split() or [Layer.GESPREK.value]
    return Code(
        key,
        None if theme in ("", key) else theme,
        row.label(),
        row.one_of("type", CodeType, CodeType.EITHER),
        **_texts(row),
        actor=row.text("actor"),
        layers=tuple(checked_word(word, Layer, file=row.file, place=row.place).value for word in layers),
        basis=row.text("basis"),
        modifiers=tuple(row.text("modifiers").split()),
        chord=row.text("chord"),
        color=row.color(colors.get(theme, "")),
        on=row.flag("on", default=True),
        status=row.one_of("status", CodeStatus, CodeStatus.ACTIEF),
        replaced_by=row.text("replaced_by") or None,
        split_into=tuple(row.text("split_into").split()),
        provisional=row.flag("provisional", default=False),
    )


def _groups(rows: Iterable[_Row]) -> list[tuple[str, ...]]:
    """The exclusive groups: codes with the same number in `exclusive_group`, in the order of the numbers."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        for number in row.text("exclusive_group").split():
            groups.setdefault(number, []).append(row.text("key"))
    return [tuple(groups[number]) for number in sorted(groups, key=lambda number: (len(number), number))]


def own_modifiers(path: Path) -> Path:
    """The file of the modifiers that belongs to this file of codes alone."""
    return path.with_name(f"{path.stem}_{MODIFIERS_BESIDE}")


def _beside(path: Path) -> Path:
    own = own_modifiers(path)
    return own if own.is_file() else path.with_name(MODIFIERS_BESIDE)


def _modifiers(beside: Path, wanted: Iterable[str]) -> list[Modifier]:
    """All modifiers of the file beside the codebook; without one, those wanted, as the program's own codebook has them.

    Raises:
        BadFile: the file is wrong, or a wanted one is not to be found.
    """
    if beside.is_file():
        table = read_table(beside, needed=("key",), known=MODIFIER_COLUMNS)
        rows = [_Row(table, number, cells) for number, cells in table.rows]
        return [_modifier(list(own)) for _key, own in groupby(rows, key=lambda row: row.text("key"))]
    known = {modifier.key: modifier for modifier in codebook_from_json(resource("codebook_default.json")).modifiers}
    unknown = [f"“{key}”" for key in wanted if key not in known]
    if unknown:
        raise BadFile(
            _("The codebook uses modifiers that are not known: {keys}.", keys=in_words(unknown)),
            remedy=_("Put a file “{file}” that describes them beside it.", file=MODIFIERS_BESIDE),
        )
    return [known[key] for key in known if key in set(wanted)]


def _modifier(rows: list[_Row]) -> Modifier:
    """A modifier from its rows, each of which names one value or, when it has none, no value."""
    first = rows[0]
    values = [ModifierValue(row.text("value"), row.texts("value_label")) for row in rows if row.text("value")]
    return Modifier(
        first.key(),
        first.label(),
        tuple(values),
        multiple=first.flag("multiple", default=False),
        unit=first.text("unit"),
    )
