"""The codebook as rows, and its versions as they stood."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import (
    Code,
    Codebook,
    CodeStatus,
    CodeType,
    Modifier,
    ModifierValue,
    Text,
    unknown_code,
)
from recall_studio.domain.ids import CodebookVersionId, CodeId, new_id

if TYPE_CHECKING:
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_TEXTS = ("label", "short", "definition", "include", "exclude", "example")
_PLAIN = ("key", "actor", "basis", "chord", "color")


def codebook(study: Reading) -> Codebook:
    """The codebook as it is now."""
    keys = dict(study.tuples("SELECT id, key FROM code"))
    rows = study.rows("SELECT * FROM code ORDER BY position")
    modifiers = study.rows("SELECT * FROM modifier ORDER BY position")
    groups = study.tuples("SELECT codes FROM exclusive_group ORDER BY id")
    return Codebook(
        version=version(study)[1],
        codes=tuple(_code(row, keys) for row in rows),
        modifiers=tuple(_modifier(row) for row in modifiers),
        exclusive_groups=tuple(tuple(keys[i] for i in json.loads(codes)) for (codes,) in groups),
    )


def version(study: Reading) -> tuple[CodebookVersionId, str]:
    """The id and number of the version in force."""
    latest, number = study.tuples("SELECT id, version FROM codebook_version ORDER BY number DESC LIMIT 1")[0]
    return CodebookVersionId(latest), number


def ids(study: Reading) -> dict[str, CodeId]:
    """The id of every code and theme by its key."""
    return {key: CodeId(code) for key, code in study.tuples("SELECT key, id FROM code")}


def code(study: Reading, key: str) -> Code:
    """One code or theme.

    Raises:
        UnknownName: there is none of this key.
    """
    row = study.row(
        "SELECT code.*, parent.key AS parent_key, successor.key AS successor_key FROM code "
        "LEFT JOIN code AS parent ON parent.id = code.parent_id "
        "LEFT JOIN code AS successor ON successor.id = code.replaced_by WHERE code.key = ?",
        (key,),
    )
    if row is None:
        raise unknown_code(key)
    return _code(row, {row["parent_id"]: row["parent_key"], row["replaced_by"]: row["successor_key"]})


def code_id(study: Reading, key: str) -> CodeId:
    """The id of a code that is there."""
    return CodeId(study.value("SELECT id FROM code WHERE key = ?", (key,)))


def fill(study: Writing, book: Codebook) -> CodebookVersionId:
    """Write a whole codebook into a study that has none, as its first version."""
    made = {code.key: new_id() for code in book.codes}
    for position, code in enumerate(book.codes):
        study.insert("code", _row(code, position, made))
    for position, modifier in enumerate(book.modifiers):
        study.insert("modifier", _modifier_row(modifier, position))
    for group in book.exclusive_groups:
        study.insert("exclusive_group", {"id": new_id(), "codes": json.dumps([made[key] for key in group])})
    row = {"id": new_id(), "version": book.version, "content": _content(book)}
    study.insert("codebook_version", {**row, "member": study.acting.id, "at": study.now()})
    return CodebookVersionId(row["id"])


def switch(study: Writing, *, keys: tuple[str, ...], on: bool) -> None:
    """Switch codes and themes on or off."""
    study.execute_many('UPDATE code SET "on" = ? WHERE key = ?', [(int(on), key) for key in keys])


def _content(book: Codebook) -> str:
    plain = {field.name: getattr(book, field.name) for field in fields(book) if field.name != "codes"}
    plain["codes"] = [asdict(code) for code in book.codes]
    plain["modifiers"] = [asdict(modifier) for modifier in book.modifiers]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _code(row: Row, keys: dict[str, str]) -> Code:
    texts = {name: Text(row[f"{name}_nl"], row[f"{name}_en"]) for name in _TEXTS}
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return Code(
        **plain | texts,
        parent=keys.get(row["parent_id"]),
        code_type=CodeType(row["code_type"]),
        layers=tuple(json.loads(row["layers"])),
        modifiers=tuple(json.loads(row["modifiers"])),
        on=bool(row["on"]),
        status=CodeStatus(row["status"]),
        replaced_by=keys.get(row["replaced_by"]),
    )


def _row(code: Code, position: int, made: dict[str, str]) -> dict[str, Any]:
    texts = {f"{name}_{tongue}": getattr(getattr(code, name), tongue) for name in _TEXTS for tongue in ("nl", "en")}
    return {
        "id": made[code.key],
        "parent_id": made[code.parent] if code.parent else None,
        "position": position,
        **{name: getattr(code, name) for name in _PLAIN},
        **texts,
        "code_type": code.code_type.value,
        "layers": json.dumps(code.layers),
        "modifiers": json.dumps(code.modifiers),
        "on": int(code.on),
        "status": code.status.value,
        "replaced_by": made[code.replaced_by] if code.replaced_by else None,
    }


def _modifier(row: Row) -> Modifier:
    values = tuple(ModifierValue(v["key"], Text(v["nl"], v["en"])) for v in json.loads(row["values"]))
    label = Text(row["label_nl"], row["label_en"])
    return Modifier(row["key"], label, values, multiple=bool(row["multiple"]), unit=row["unit"])


def _modifier_row(modifier: Modifier, position: int) -> dict[str, Any]:
    values = [{"key": v.key, "nl": v.label.nl, "en": v.label.en} for v in modifier.values]
    return {
        "id": new_id(),
        "key": modifier.key,
        "position": position,
        "label_nl": modifier.label.nl,
        "label_en": modifier.label.en,
        "multiple": int(modifier.multiple),
        "unit": modifier.unit,
        "values": json.dumps(values, ensure_ascii=False),
    }
