"""A codebook from a file laid over the one of a study: what the file does not speak of stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import Code, Codebook, Modifier, Text
from recall_studio.domain.codebook_keys import chord_holder
from recall_studio.domain.concept import in_order
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXTS = ("label", "short", "definition", "include", "exclude", "example")
PLAIN = ("code_type", "actor", "layers", "basis", "modifiers", "chord", "color", "on", "status", "parent")


@dataclass(frozen=True, slots=True)
class GivenCodebook:
    """A codebook as its file gives it, and the fields of codes (as in `PLAIN`) that it says nothing of."""

    book: Codebook
    silent: frozenset[str] = frozenset()


def merged(book: Codebook, given: GivenCodebook) -> tuple[Codebook, tuple[str, ...]]:
    """The codebook with what a file says, and sentences for the user.

    Codes and modifiers that are not in the file stay; a text that is empty in the file takes no text away. Codes come
    in the order of the file, others behind them. A key chord that two codes would have stays with the first.
    """
    new = [_laid_over(book.by_key.get(code.key), code, given.silent) for code in given.book.codes]
    others = [code for code in book.codes if code.key not in given.book.by_key]
    groups = given.book.exclusive_groups
    kept = [group for group in book.exclusive_groups if not groups or set(group) - given.book.by_key.keys()]
    whole = Codebook(
        book.version,
        in_order([*new, *others], {}),
        _modifiers(book.modifiers, given.book.modifiers),
        tuple(dict.fromkeys((*kept, *groups))),
    )
    return _without_double_chords(whole)


def _laid_over(now: Code | None, code: Code, silent: frozenset[str]) -> Code:
    if now is None:
        return replace(code, provisional=False)
    texts: dict[str, Any] = {name: _text(getattr(now, name), getattr(code, name)) for name in TEXTS}
    spoken: dict[str, Any] = {name: getattr(code, name) for name in PLAIN if name not in silent}
    if "status" in spoken:
        spoken |= {"replaced_by": code.replaced_by, "split_into": code.split_into}
    return replace(now, **texts, **spoken)


def _text(now: Text, given: Text) -> Text:
    return Text(given.nl or now.nl, given.en or now.en)


def _modifiers(now: Iterable[Modifier], given: Iterable[Modifier]) -> tuple[Modifier, ...]:
    """Those of now as the file has them, then those that are only in the file."""
    named = {modifier.key: modifier for modifier in given}
    kept = [named.pop(modifier.key, modifier) for modifier in now]
    return (*kept, *named.values())


def _without_double_chords(book: Codebook) -> tuple[Codebook, tuple[str, ...]]:
    said: list[str] = []
    for code in reversed(book.codes):
        holder = chord_holder(book, code.key, code.chord)
        if holder is not None:
            changed = replace(code, chord="")
            book = replace(book, codes=tuple(changed if one.key == code.key else one for one in book.codes))
            said.append(
                _("“{key}” lost its key: “{other}” has {chord}.", key=code.key, other=holder.key, chord=code.chord)
            )
    return book, tuple(reversed(said))
