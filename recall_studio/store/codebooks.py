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
from recall_studio.domain.codebook_shape import code_of, modifier_of
from recall_studio.domain.concept import in_order
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
        # Grouped anew: where two people moved codes and one took it back, positions may be mixed.
        codes=in_order([_code(row, keys) for row in rows], {}),
        modifiers=tuple(_modifier(row) for row in modifiers),
        exclusive_groups=tuple(tuple(keys[i] for i in json.loads(codes)) for (codes,) in groups),
    )


def version(study: Reading) -> tuple[CodebookVersionId, str]:
    """The id and number of the version in force."""
    now, number = study.tuples(
        "SELECT id, version FROM codebook_version ORDER BY "
        "id = (SELECT json_extract(content, '$[#-1]') FROM concept WHERE kind = 'version') DESC, number LIMIT 1"
    )[0]
    return CodebookVersionId(now), number


def ids(study: Reading) -> dict[str, CodeId]:
    """The id of every code and theme by its key."""
    return {key: CodeId(code) for key, code in study.tuples("SELECT key, id FROM code")}


def code(study: Reading, key: str) -> Code:
    """One code or theme.

    Raises:
        UnknownName: there is none of this key.
    """
    row = study.row(
        "SELECT code.*, (SELECT json_group_object(named.id, named.key) FROM code AS named WHERE named.id IN "
        "(code.parent_id, code.replaced_by) OR named.id IN (SELECT value FROM json_each(code.split_into))) AS named "
        "FROM code WHERE code.key = ?",
        (key,),
    )
    if row is None:
        raise unknown_code(key)
    return _code(row, json.loads(row["named"]))


def code_id(study: Reading, key: str) -> CodeId:
    """The id of a code that is there."""
    return CodeId(study.value("SELECT id FROM code WHERE key = ?", (key,)))


def fill(study: Writing, book: Codebook) -> CodebookVersionId:
    """Write a whole codebook into a study that has none, as its first version."""
    apply(study, Codebook(book.version, ()), book)
    return add_version(study, book, why="")


def apply(study: Writing, before: Codebook, after: Codebook) -> None:
    """Make the rows of codes, modifiers and exclusive groups say what a codebook says.

    Args:
        study: where.
        before: what they say now.
        after: what they will say; its version is not looked at.

    Raises:
        sqlcipher3.IntegrityError: a code goes that something refers to.
    """
    study.execute("PRAGMA defer_foreign_keys = ON")
    made: dict[str, str] = {**ids(study)}
    made |= {code.key: new_id() for code in after.codes if code.key not in made}
    there = _code_rows(before, made)
    for key, position in study.tuples("SELECT key, position FROM code"):
        there[key]["position"] = position
    _put_all(study, "code", there, _code_rows(after, made))
    known = dict(study.tuples("SELECT key, id FROM modifier"))
    known |= {modifier.key: new_id() for modifier in after.modifiers if modifier.key not in known}
    _put_all(study, "modifier", _modifier_rows(before, known), _modifier_rows(after, known))
    if before.exclusive_groups != after.exclusive_groups:
        study.execute("DELETE FROM exclusive_group")
        for group in after.exclusive_groups:
            study.insert("exclusive_group", {"id": new_id(), "codes": json.dumps([made[key] for key in group])})


def add_version(study: Writing, book: Codebook, *, why: str) -> CodebookVersionId:
    """Keep a codebook as it stands as the version that it names."""
    row = {"id": new_id(), "version": book.version, "why": why, "content": _content(book)}
    study.insert("codebook_version", {**row, "member": study.acting.id, "at": study.now()})
    return CodebookVersionId(row["id"])


def from_content(content: str) -> Codebook:
    """A codebook as a version kept it."""
    plain = json.loads(content)
    return Codebook(
        plain["version"],
        tuple(code_of(code) for code in plain["codes"]),
        tuple(modifier_of(modifier) for modifier in plain["modifiers"]),
        tuple(tuple(group) for group in plain["exclusive_groups"]),
    )


def switch(study: Writing, *, keys: tuple[str, ...], on: bool) -> None:
    """Switch codes and themes on or off."""
    study.execute_many('UPDATE code SET "on" = ? WHERE key = ?', [(int(on), key) for key in keys])


def _put_all(study: Writing, table: str, before: dict[str, Row], after: dict[str, Row]) -> None:
    """Remove, change and add rows by their key, where they differ."""
    for key in before.keys() - after.keys():
        study.execute(f'DELETE FROM "{table}" WHERE key = ?', (key,))
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            study.insert(table, row)
        elif different := {name: value for name, value in row.items() if value != was[name]}:
            sets = ", ".join(f'"{name}" = ?' for name in different)
            study.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*different.values(), row["id"]))


def _code_rows(book: Codebook, made: dict[str, str]) -> dict[str, Row]:
    return {code.key: _row(code, position, made) for position, code in enumerate(book.codes)}


def _modifier_rows(book: Codebook, made: dict[str, str]) -> dict[str, Row]:
    return {m.key: _modifier_row(m, position, made[m.key]) for position, m in enumerate(book.modifiers)}


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
        split_into=tuple(keys[one] for one in json.loads(row["split_into"])),
        provisional=bool(row["provisional"]),
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
        "split_into": json.dumps([made[key] for key in code.split_into]),
        "provisional": int(code.provisional),
    }


def _modifier(row: Row) -> Modifier:
    values = tuple(ModifierValue(v["key"], Text(v["nl"], v["en"])) for v in json.loads(row["values"]))
    label = Text(row["label_nl"], row["label_en"])
    return Modifier(row["key"], label, values, multiple=bool(row["multiple"]), unit=row["unit"])


def _modifier_row(modifier: Modifier, position: int, made: str) -> dict[str, Any]:
    values = [{"key": v.key, "nl": v.label.nl, "en": v.label.en} for v in modifier.values]
    return {
        "id": made,
        "key": modifier.key,
        "position": position,
        "label_nl": modifier.label.nl,
        "label_en": modifier.label.en,
        "multiple": int(modifier.multiple),
        "unit": modifier.unit,
        "values": json.dumps(values, ensure_ascii=False),
    }
