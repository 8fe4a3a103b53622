"""What differs between two states of a codebook, in a shape that people can read; and the number that it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import Code, CodeStatus, Text
from recall_studio.domain.concept import MEANING
from recall_studio.domain.words import N_, _, in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recall_studio.domain.codebook import Codebook, Modifier
    from recall_studio.domain.moments import Moment


class Became(StrEnum):
    """What happened to a code, a modifier or the exclusive groups."""

    NEW = "new"
    CHANGED = "changed"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    REVIVED = "revived"
    GONE = "gone"


BECAME_WORDS = {
    Became.NEW: N_("new"),
    Became.CHANGED: N_("changed"),
    Became.MERGED: N_("merged"),
    Became.SPLIT: N_("split"),
    Became.RETIRED: N_("retired"),
    Became.REVIVED: N_("back in use"),
    Became.GONE: N_("removed"),
}
FIELD_WORDS = {
    "label": N_("Label"),
    "definition": N_("Definition"),
    "include": N_("Code this"),
    "exclude": N_("Do not code this"),
    "code_type": N_("Kind"),
    "parent": N_("Theme"),
    "actor": N_("Who"),
    "layers": N_("Layers"),
    "modifiers": N_("Modifiers"),
    "replaced_by": N_("Merged into"),
    "split_into": N_("Split into"),
    "values": N_("Values"),
    "multiple": N_("Several at once"),
    "unit": N_("Unit"),
    "groups": N_("Exclusive groups"),
}
TYPE_WORDS = {"point": N_("Instant"), "interval": N_("Stretch"), "either": N_("Instant or stretch")}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: a key of `FIELD_WORDS`, its language where it has one, and what it was and becomes."""

    name: str
    before: str
    after: str
    tongue: str = ""

    @property
    def words(self) -> str:
        """The field's name for people."""
        return _(FIELD_WORDS[self.name]) + (f" ({self.tongue.upper()})" if self.tongue else "")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs of one code, one modifier or the exclusive groups (whose key is empty)."""

    kind: str
    key: str
    label: Text
    became: Became
    fields: tuple[FieldChange, ...] = ()

    @property
    def words(self) -> str:
        """What happened, for people."""
        return _(BECAME_WORDS[self.became])


def differences(before: Codebook, after: Codebook) -> tuple[Difference, ...]:
    """What of the meaning differs, in the order of the codebook that comes. A provisional code is not there before."""
    old = {code.key: code for code in before.codes if not code.provisional}
    codes = [_of_code(old.get(code.key), code) for code in after.codes]
    gone = [Difference("code", c.key, c.label, Became.GONE) for c in old.values() if c.key not in after.by_key]
    return tuple(d for d in (*codes, *gone, *_of_modifiers(before, after), *_of_groups(before, after)) if d)


def _of_code(before: Code | None, after: Code) -> Difference | None:
    if before is None:
        new = Code(after.key, None, Text(), after.code_type)
        fields = _fields(new, replace(after, actor="", layers=new.layers), ("label", *MEANING))
    else:
        fields = _fields(before, after, MEANING)
    if before is not None and not fields and before.status is after.status:
        return None
    return Difference("code", after.key, after.label, _became(before, after), fields)


def _became(before: Code | None, after: Code) -> Became:
    if after.status is CodeStatus.VERVALLEN and (before is None or before.status is CodeStatus.ACTIEF):
        return Became.MERGED if after.replaced_by else Became.SPLIT if after.split_into else Became.RETIRED
    if before is None:
        return Became.NEW
    revived = before.status is CodeStatus.VERVALLEN and after.status is CodeStatus.ACTIEF
    return Became.REVIVED if revived else Became.CHANGED


def _fields(before: Code, after: Code, names: Iterable[str]) -> tuple[FieldChange, ...]:
    found: list[FieldChange] = []
    for name in names:
        was, becomes = getattr(before, name), getattr(after, name)
        if name == "status" or was == becomes:
            continue
        if isinstance(was, Text):
            pairs = (("nl", was.nl, becomes.nl), ("en", was.en, becomes.en))
            found += [FieldChange(name, a, b, tongue) for tongue, a, b in pairs if a != b]
        else:
            found.append(FieldChange(name, _said(name, was), _said(name, becomes)))
    return tuple(found)


def _said(name: str, value: object) -> str:
    if name == "code_type":
        return _(TYPE_WORDS[str(value)])
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _of_modifiers(before: Codebook, after: Codebook) -> list[Difference]:
    old, new = ({modifier.key: modifier for modifier in book.modifiers} for book in (before, after))
    found = []
    for key in dict.fromkeys((*new, *old)):
        was, becomes = old.get(key), new.get(key)
        named = becomes or was
        if named is None or (was and becomes and _sense(was) == _sense(becomes)):
            continue
        became = Became.NEW if was is None else Became.GONE if becomes is None else Became.CHANGED
        found.append(Difference("modifier", key, named.label, became, _modifier_fields(was, becomes)))
    return found


def _sense(modifier: Modifier | None) -> dict[str, str]:
    """What a modifier means, in words; not how it is spelled."""
    if modifier is None:
        return {"values": "", "multiple": "", "unit": ""}
    multiple = _("yes") if modifier.multiple else ""
    return {"values": ", ".join(v.key for v in modifier.values), "multiple": multiple, "unit": modifier.unit}


def _modifier_fields(before: Modifier | None, after: Modifier | None) -> tuple[FieldChange, ...]:
    was, becomes = _sense(before), _sense(after)
    return tuple(FieldChange(name, was[name], becomes[name]) for name in was if was[name] != becomes[name])


def _of_groups(before: Codebook, after: Codebook) -> list[Difference]:
    was, becomes = ("; ".join(in_words(group) for group in book.exclusive_groups) for book in (before, after))
    if was == becomes:
        return []
    return [Difference("group", "", Text(), Became.CHANGED, (FieldChange("groups", was, becomes),))]


_ADDED = (Became.NEW, Became.REVIVED)


def is_major(found: Iterable[Difference]) -> bool:
    """Whether what was coded may have another meaning now: more than codes, modifiers and values that come in."""
    return any(not (one.became in _ADDED or _only_adds(one)) for one in found)


def _only_adds(one: Difference) -> bool:
    """Whether a modifier has all its values still, and others; or a code all its modifiers, and others."""
    return bool(one.fields) and all(
        field.name in ("values", "modifiers") and set(field.before.split(", ")) <= {"", *field.after.split(", ")}
        for field in one.fields
    )


def next_version(now: str, found: Iterable[Difference], taken: Collection[str]) -> str:
    """The number of the version that comes: the first figure goes up when meanings changed, else the second.

    Args:
        now: the number of the version that stands; one that is no number gets a figure behind it.
        found: what will differ.
        taken: numbers that were given already.
    """
    figures = [int(figure) for figure in now.split(".")] if re.fullmatch(r"\d+(\.\d+)*", now) else None
    if figures is None:
        return next(name for name in (f"{now}.{n}" for n in range(1, len(taken) + 2)) if name not in taken)
    figures += [0] * (2 - len(figures))
    place = 0 if is_major(found) else 1
    while True:
        figures = [*figures[:place], figures[place] + 1, *[0] * (len(figures) - place - 1)]
        number = ".".join(str(figure) for figure in figures)
        if number not in taken:
            return number


class Why(StrEnum):
    """Why a moment should be looked at again."""

    DEFINITION = "definition"
    TYPE = "type"
    MERGED = "merged"
    SPLIT = "split"


WHY_WORDS = {
    Why.DEFINITION: N_("its definition changed"),
    Why.TYPE: N_("it became a code of another kind"),
    Why.MERGED: N_("it was merged into another code"),
    Why.SPLIT: N_("it was split"),
}


@dataclass(frozen=True, slots=True)
class ToRevisit:
    """A moment that was coded under an earlier version in which its code meant something else."""

    moment: Moment
    why: Why
    successors: tuple[str, ...] = ()


def why_revisit(then: Code | None, now: Code) -> Why | None:
    """Why the moments of a code should be looked at again; None: there is no reason.

    Args:
        then: the code in the version in which they were coded; None where it was provisional.
        now: the code as it stands.
    """
    if now.status is CodeStatus.VERVALLEN and now.successors:
        return Why.MERGED if now.replaced_by else Why.SPLIT
    if then is None:
        return None
    if then.code_type is not now.code_type:
        return Why.TYPE
    same = (then.definition, then.include, then.exclude) == (now.definition, now.include, now.exclude)
    return None if same else Why.DEFINITION
