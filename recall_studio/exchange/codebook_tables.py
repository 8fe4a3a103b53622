"""The codebook as two tables, of codes and of modifiers; lists in a cell are separated by a blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code, Codebook, Modifier

Cell = str | int | None
TEXTS = ("definition", "include", "exclude", "example", "short")
"""What a code says of itself, each in two columns: `…_nl` and `…_en`."""

CODE_COLUMNS = (
    "position",
    "key",
    "theme",
    "label_nl",
    "label_en",
    "type",
    "actor",
    "layers",
    *(f"{name}_{tongue}" for name in TEXTS for tongue in ("nl", "en")),
    "basis",
    "modifiers",
    "exclusive_group",
    "chord",
    "color",
    "on",
    "status",
    "replaced_by",
    "version",
    "split_into",
    "provisional",
)
MODIFIER_COLUMNS = (
    "key",
    "label_nl",
    "label_en",
    "multiple",
    "unit",
    "value",
    "value_label_nl",
    "value_label_en",
)


def code_rows(book: Codebook) -> list[dict[str, Cell]]:
    """One row a theme or code, in the codebook's order, by `CODE_COLUMNS`; the theme of a theme is itself."""
    return [_code_row(book, place, code) for place, code in enumerate(book.codes, start=1)]


def _code_row(book: Codebook, position: int, code: Code) -> dict[str, Cell]:
    groups = [str(number) for number, keys in enumerate(book.exclusive_groups, start=1) if code.key in keys]
    texts = {name: getattr(code, name) for name in TEXTS}
    return {
        "position": position,
        "key": code.key,
        "theme": book.theme_of(code.key).key,
        "label_nl": code.label.nl or None,
        "label_en": code.label.en or None,
        "type": code.code_type.value,
        "actor": code.actor or None,
        "layers": " ".join(code.layers) or None,
        **{f"{name}_nl": text.nl or None for name, text in texts.items()},
        **{f"{name}_en": text.en or None for name, text in texts.items()},
        "basis": code.basis or None,
        "modifiers": " ".join(code.modifiers) or None,
        "exclusive_group": " ".join(groups) or None,
        "chord": code.chord or None,
        "color": code.color or None,
        "on": int(code.on),
        "status": code.status.value,
        "replaced_by": code.replaced_by,
        "version": book.version,
        "split_into": " ".join(code.split_into) or None,
        "provisional": int(code.provisional),
    }


def modifier_rows(book: Codebook) -> list[dict[str, Cell]]:
    """One row a value of a modifier, or a modifier without values, in the codebook's order, by `MODIFIER_COLUMNS`."""
    return [row for modifier in book.modifiers for row in _rows_of(modifier)]


def _rows_of(modifier: Modifier) -> list[dict[str, Cell]]:
    shared: dict[str, Cell] = {
        "key": modifier.key,
        "label_nl": modifier.label.nl or None,
        "label_en": modifier.label.en or None,
        "multiple": int(modifier.multiple),
        "unit": modifier.unit or None,
    }
    values: list[dict[str, Cell]] = [
        {"value": value.key, "value_label_nl": value.label.nl or None, "value_label_en": value.label.en or None}
        for value in modifier.values
    ]
    return [shared | value for value in values or [dict.fromkeys(("value", "value_label_nl", "value_label_en"))]]
