"""The concept: how the codebook will be once it is established. What does not change meaning never waits in it.

Kept as rows, each holding only what differs from the codebook as it stands, so that a spelling that is put right
meanwhile is never lost. `planned()` reads the rows, `rows_for()` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import Code, Codebook, CodeStatus, Modifier
from recall_studio.domain.codebook_shape import code_of, fields_of, modifier_of, shape_of, shape_of_modifier
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

AT_ONCE = ("label", "short", "example", "basis", "chord", "color", "on")
"""Fields of a code that never make a version: how it is written, its colour and key, examples of what it means."""

MEANING = (
    "definition",
    "include",
    "exclude",
    "code_type",
    "parent",
    "actor",
    "layers",
    "modifiers",
    "status",
    "replaced_by",
    "split_into",
)
"""Fields of a code whose changes wait in the concept."""

CODE, MODIFIER, GROUP = "code", "modifier", "group"
ALL_GROUPS = "exclusive"
"""The key of the one row that says what the exclusive groups will be."""


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """What will differ of one code or modifier, or of the exclusive groups.

    Args:
        kind: `code`, `modifier` or `group`.
        key: of the code or modifier.
        content: the fields that will differ; `new` with all fields, `gone` for one that goes, and `place` among the
            codes of its theme where that is new.
    """

    kind: str
    key: str
    content: Mapping[str, Any]


def planned(book: Codebook, rows: Iterable[ConceptRow]) -> Codebook:
    """The codebook as it will be, with the version of the one that stands.

    A row that names what is not there (somebody took the other row back) does not count until it is there again.
    """
    wanted = list(rows)
    of_codes = {row.key: row.content for row in wanted if row.kind == CODE}
    of_modifiers = {row.key: row.content for row in wanted if row.kind == MODIFIER}
    groups = next((row.content["groups"] for row in wanted if row.kind == GROUP), book.exclusive_groups)
    modifiers = _modifiers(book, of_modifiers)
    codes = _held_together(book, _codes(book, of_codes), {modifier.key for modifier in modifiers})
    used = {key for code in codes.values() for key in code.modifiers}
    modifiers += tuple(m for m in book.modifiers if m.key in used and m not in modifiers and m.key in of_modifiers)
    return Codebook(
        book.version,
        in_order(list(codes.values()), {key: of_codes[key]["place"] for key in codes if _is_placed(key, of_codes)}),
        tuple({modifier.key: modifier for modifier in reversed(modifiers)}.values())[::-1],
        tuple(tuple(key for key in group if key in codes) for group in groups),
    )


def _is_placed(key: str, given: Mapping[str, Mapping[str, Any]]) -> bool:
    return "place" in given.get(key, {})


def _codes(book: Codebook, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Code]:
    """The codes as the rows want them, in any order."""
    codes: dict[str, Code] = {}
    for code in book.codes:
        content = given.get(code.key, {})
        if not content.get("gone"):
            fields = fields_of({name: value for name, value in content.items() if name in MEANING})
            # One that came by a row and stands there already is as it stands: somebody else made it meanwhile.
            codes[code.key] = code if content.get("new") else replace(code, **fields)
    for key, content in given.items():
        if content.get("new") and key not in codes:
            codes[key] = code_of({name: value for name, value in content.items() if name not in ("new", "place")})
    return codes


def _held_together(book: Codebook, codes: dict[str, Code], modifiers: set[str]) -> dict[str, Code]:
    """The codes without those changes that name what is not there; a code that is still named does not go."""
    known_modifiers = modifiers | {modifier.key for modifier in book.modifiers}
    while True:
        wrong = [code for code in codes.values() if not _holds(code, codes, known_modifiers)]
        if not wrong:
            return codes
        for code in wrong:
            stands = book.by_key.get(code.key)
            if stands is None:
                del codes[code.key]
            elif code != stands:
                codes[code.key] = stands
            else:
                named = (code.parent, *code.successors)
                codes.update({key: book.by_key[key] for key in named if key and codes.get(key) != book.by_key[key]})


def _holds(code: Code, codes: Mapping[str, Code], modifiers: set[str]) -> bool:
    under_theme = code.parent is None or (code.parent in codes and codes[code.parent].is_theme)
    return under_theme and all(key in codes for key in code.successors) and set(code.modifiers) <= modifiers


def in_order(codes: Sequence[Code], placed: Mapping[str, int]) -> tuple[Code, ...]:
    """Each theme followed by its codes; those that come or move at their places."""
    ordered: list[Code] = []
    for theme in _siblings(codes, None, placed):
        ordered += [theme, *_siblings(codes, theme.key, placed)]
    return tuple(ordered)


def _siblings(codes: Sequence[Code], parent: str | None, placed: Mapping[str, int]) -> list[Code]:
    own = [code for code in codes if code.parent == parent]
    row = [code for code in own if code.key not in placed]
    for code in sorted((code for code in own if code.key in placed), key=lambda code: placed[code.key]):
        row.insert(placed[code.key], code)
    return row


def _modifiers(book: Codebook, given: Mapping[str, Mapping[str, Any]]) -> tuple[Modifier, ...]:
    known = {modifier.key: modifier for modifier in book.modifiers}
    kept = [
        _modifier(modifier, given[modifier.key]) if modifier.key in given else modifier
        for modifier in book.modifiers
        if not given.get(modifier.key, {}).get("gone")
    ]
    new = [modifier_of(content["as"]) for key, content in given.items() if key not in known and "as" in content]
    return (*kept, *new)


def _modifier(now: Modifier, content: Mapping[str, Any]) -> Modifier:
    """A modifier as it will be, with the labels of now where there are any."""
    later = modifier_of(content["as"])
    labels = {value.key: value.label for value in now.values}
    values = tuple(replace(value, label=labels.get(value.key, value.label)) for value in later.values)
    return replace(later, label=now.label, values=values)


def rows_for(book: Codebook, target: Codebook) -> list[ConceptRow]:
    """What must stand in the concept for the codebook to become the target.

    Fields that never make a version are looked at only for codes that come.
    """
    rows = [
        *_code_rows(book, target),
        *(
            ConceptRow(MODIFIER, modifier.key, {"as": shape_of_modifier(modifier)})
            for modifier in target.modifiers
            if modifier not in book.modifiers
        ),
    ]
    there = {modifier.key for modifier in target.modifiers}
    rows += [ConceptRow(MODIFIER, m.key, {"gone": True}) for m in book.modifiers if m.key not in there]
    if book.exclusive_groups != target.exclusive_groups:
        rows.append(ConceptRow(GROUP, ALL_GROUPS, {"groups": [list(group) for group in target.exclusive_groups]}))
    return rows


def _code_rows(book: Codebook, target: Codebook) -> list[ConceptRow]:
    rows = [ConceptRow(CODE, code.key, {"gone": True}) for code in book.codes if code.key not in target.by_key]
    for code in target.codes:
        before, shape = book.by_key.get(code.key), shape_of(code)
        place = [one.key for one in target.codes if one.parent == code.parent].index(code.key)
        if before is None:
            rows.append(ConceptRow(CODE, code.key, {**shape, "provisional": False, "new": True, "place": place}))
            continue
        content = {name: shape[name] for name in MEANING if getattr(before, name) != getattr(code, name)}
        if content:
            rows.append(ConceptRow(CODE, code.key, content | ({"place": place} if "parent" in content else {})))
    return rows


def now_already(book: Codebook, target: Codebook) -> Codebook:
    """The codebook with that of the target which never makes a version: spelling, colours, keys, examples, order.

    A provisional code is in no version: what it means counts at once too, and it goes at once.
    """
    rank = {code.key: place for place, code in enumerate(target.codes)}
    ranked = sorted(book.codes, key=lambda code: rank.get(code.key, len(rank)))
    labels = {modifier.key: modifier for modifier in target.modifiers}
    return Codebook(
        book.version,
        in_order([_now(c, target.by_key.get(c.key)) for c in ranked if c.key in rank or not c.provisional], {}),
        tuple(_relabelled(modifier, labels.get(modifier.key)) for modifier in book.modifiers),
        book.exclusive_groups,
    )


def _now(code: Code, later: Code | None) -> Code:
    if later is None:
        return code
    fields = AT_ONCE if not code.provisional else (*AT_ONCE, "definition", "include", "exclude", "code_type")
    return replace(code, **{name: getattr(later, name) for name in fields})


def _relabelled(modifier: Modifier, later: Modifier | None) -> Modifier:
    if later is None:
        return modifier
    labels = {value.key: value.label for value in later.values}
    values = tuple(replace(value, label=labels.get(value.key, value.label)) for value in modifier.values)
    return replace(modifier, label=later.label, values=values)


def established(target: Codebook, version: str) -> Codebook:
    """The target as a version: nothing in it is provisional any more."""
    return replace(target, version=version, codes=tuple(replace(code, provisional=False) for code in target.codes))


def check_planned(target: Codebook) -> None:
    """See that a codebook that somebody makes makes sense, beyond holding together.

    Raises:
        BadInput: a code in use stands under a retired theme, or the codes that replace another go round.
    """
    for code in target.codes:
        parent = target.by_key[code.parent] if code.parent else None
        if parent and parent.status is CodeStatus.VERVALLEN and code.status is CodeStatus.ACTIEF:
            raise BadInput(
                _("“{theme}” cannot be retired: “{code}” stands under it.", theme=parent.key, code=code.key),
                remedy=_("Move or retire its codes first."),
            )
        _check_succession(target, code)


def _check_succession(target: Codebook, code: Code) -> None:
    waiting, seen = [*code.successors], {code.key}
    while waiting:
        at = waiting.pop()
        if at == code.key:
            raise BadInput(_("The codes that replace “{key}” go round.", key=code.key))
        if at not in seen:
            seen.add(at)
            waiting += target.by_key[at].successors
