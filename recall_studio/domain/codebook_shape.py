"""Codes and modifiers as plain values (texts, lists, mappings), for the JSON of versions and concept; and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import Code, CodeStatus, CodeType, Modifier, ModifierValue, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = ("label", "short", "definition", "include", "exclude", "example")
LISTS = ("layers", "modifiers", "split_into")
_WORDS = {"code_type": CodeType, "status": CodeStatus}


def shape_of(code: Code) -> dict[str, Any]:
    """A code as plain values."""
    plain = asdict(code)
    return plain | {name: list(plain[name]) for name in LISTS} | {name: plain[name].value for name in _WORDS}


def fields_of(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Some fields of a code from plain values, each as the code has it."""
    made = dict(plain)
    made |= {name: Text(**plain[name]) for name in TEXTS if name in plain}
    made |= {name: tuple(plain[name]) for name in LISTS if name in plain}
    return made | {name: kind(plain[name]) for name, kind in _WORDS.items() if name in plain}


def code_of(plain: Mapping[str, Any]) -> Code:
    """A whole code from plain values; what an earlier version of the program did not know is as it was then."""
    return Code(**fields_of(plain))


def shape_of_modifier(modifier: Modifier) -> dict[str, Any]:
    """A modifier as plain values."""
    plain = asdict(modifier)
    return plain | {"values": list(plain["values"])}


def modifier_of(plain: Mapping[str, Any]) -> Modifier:
    """A modifier from plain values."""
    values = tuple(ModifierValue(value["key"], Text(**value["label"])) for value in plain["values"])
    return Modifier(plain["key"], Text(**plain["label"]), values, multiple=plain["multiple"], unit=plain["unit"])
