"""The codebook: themes, codes with definitions, modifiers, exclusive groups. A theme is itself codable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from recall_studio.domain.errors import BadFile, BadInput, UnknownName
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNUSABLE = "tech_onbruikbaar"
"""The code whose time is no part of the coded usable time."""

ON_EVERY_CODE = ("initiatief", "valentie")
"""Modifiers that can be said of any moment, also of one without a code."""

GivenValue: TypeAlias = "str | int | Sequence[str]"
"""What a modifier is given: a value's key, several of them where it takes more, or a whole number of its unit."""

RESTRICTED = frozenset({"tech_gevoelig"})
"""Codes of the protocol for incidental findings: for the lead of the study alone, and never exported."""


class CodeType(StrEnum):
    """Whether a code marks an instant or a stretch; a theme may mark either."""

    POINT = "point"
    INTERVAL = "interval"
    EITHER = "either"


class CodeStatus(StrEnum):
    """A used code is never deleted; it is retired."""

    ACTIEF = "actief"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in Dutch and English."""

    nl: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in this language, or in the other one where it is missing."""
        return (self.nl or self.en) if language == "nl" else (self.en or self.nl)


@dataclass(frozen=True, slots=True)
class ModifierValue:
    """One value that a modifier can take."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Modifier:
    """Something that can be said of a moment besides its code."""

    key: str
    label: Text
    values: tuple[ModifierValue, ...] = ()
    multiple: bool = False
    unit: str = ""
    """Of a whole number that takes the place of values, such as `s`; empty for a choice."""

    def checked(self, given: GivenValue) -> str | int | list[str]:
        """What was given, as it is kept: of several values each once, in the codebook's order.

        Raises:
            BadInput: it is none of the values, several where one is asked, or no whole number of the unit.
        """
        if self.unit:
            if type(given) is not int or given < 0:
                raise BadInput(_("“{key}” is a whole number of {unit}.", key=self.key, unit=self.unit))
            return given
        keys = [value.key for value in self.values]
        chosen = [given] if isinstance(given, str) else list(given) if not isinstance(given, int) else []
        if not chosen or set(chosen) - set(keys) or (len(chosen) > 1 and not self.multiple):
            raise BadInput(
                _("“{key}” cannot have this value.", key=self.key),
                remedy=_("Choose from {values}.", values=in_words(keys)),
            )
        return [key for key in keys if key in chosen] if self.multiple else chosen[0]


@dataclass(frozen=True, slots=True)
class Code:
    """A code, or a theme when it has no parent."""

    key: str
    parent: str | None
    label: Text
    code_type: CodeType
    short: Text = Text()
    actor: str = ""
    layers: tuple[str, ...] = ("gesprek",)
    definition: Text = Text()
    include: Text = Text()
    exclude: Text = Text()
    example: Text = Text()
    basis: str = ""
    modifiers: tuple[str, ...] = ()
    chord: str = ""
    color: str = ""
    on: bool = True
    status: CodeStatus = CodeStatus.ACTIEF
    replaced_by: str | None = None
    split_into: tuple[str, ...] = ()
    """The codes that took the place of one that was split; one of them is chosen for each of its moments."""
    provisional: bool = False
    """Made while coding, and in no version of the codebook yet."""

    @property
    def successors(self) -> tuple[str, ...]:
        """The codes that took its place, when it is retired."""
        return (self.replaced_by,) if self.replaced_by else self.split_into

    @property
    def is_theme(self) -> bool:
        """Whether this is a theme."""
        return self.parent is None


@dataclass(frozen=True)
class Codebook:
    """All codes in their order: each theme is followed by its codes.

    Raises:
        BadFile: a key stands twice, or a parent, successor, modifier or group names what is not there.
    """

    version: str
    codes: tuple[Code, ...]
    modifiers: tuple[Modifier, ...] = ()
    exclusive_groups: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        _check_unique([code.key for code in self.codes], what=_("code"))
        _check_unique([modifier.key for modifier in self.modifiers], what=_("modifier"))
        keys, modifiers = set(self.by_key), {m.key for m in self.modifiers}
        for code in self.codes:
            _check_known(code.key, [p for p in (code.parent, *code.successors) if p], keys)
            _check_known(code.key, code.modifiers, modifiers)
            if code.parent and not self.by_key[code.parent].is_theme:
                raise BadFile(
                    _("Code “{key}” stands under “{parent}”, which is no theme.", key=code.key, parent=code.parent)
                )
        for group in self.exclusive_groups:
            _check_known(_("exclusive groups"), group, keys)

    @cached_property
    def by_key(self) -> dict[str, Code]:
        """Every code and theme by its key."""
        return {code.key: code for code in self.codes}

    @property
    def themes(self) -> tuple[Code, ...]:
        """The themes in their order."""
        return tuple(code for code in self.codes if code.is_theme)

    @property
    def on(self) -> tuple[Code, ...]:
        """All themes and codes that are switched on and not retired."""
        return tuple(code for code in self.codes if code.on and code.status is CodeStatus.ACTIEF)

    def code(self, key: str) -> Code:
        """The code or theme of this key.

        Raises:
            UnknownName: there is none.
        """
        try:
            return self.by_key[key]
        except KeyError:
            raise unknown_code(key) from None

    def children(self, theme: str) -> tuple[Code, ...]:
        """The codes of a theme."""
        return tuple(code for code in self.codes if code.parent == theme)

    def theme_of(self, key: str) -> Code:
        """The theme of a code; of a theme, itself."""
        code = self.code(key)
        return self.by_key[code.parent] if code.parent else code

    def modifiers_of(self, key: str | None) -> tuple[Modifier, ...]:
        """What can be said of a moment with this code, or of one still to be coded, in the codebook's order."""
        offered = {*ON_EVERY_CODE, *(self.code(key).modifiers if key else ())}
        return tuple(modifier for modifier in self.modifiers if modifier.key in offered)

    def checked_modifiers(self, key: str | None, given: Mapping[str, GivenValue]) -> dict[str, str | int | list[str]]:
        """The modifiers of a moment as they are kept.

        Raises:
            BadInput: one does not belong to the code, or cannot have its value.
        """
        offered = {modifier.key: modifier for modifier in self.modifiers_of(key)}
        for name in given:
            if name not in offered:
                raise BadInput(_("“{modifier}” is not asked of “{code}”.", modifier=name, code=key or _("no code")))
        return {name: offered[name].checked(value) for name, value in given.items()}

    def expanded(self, keys: list[str]) -> tuple[str, ...]:
        """The keys, each theme followed by its codes in use, in the codebook's order, none twice.

        Raises:
            UnknownName: a key is not in the codebook.
        """
        wanted = {self.code(key).key for key in keys}
        return tuple(
            c.key for c in self.codes if c.key in wanted or (c.parent in wanted and c.status is CodeStatus.ACTIEF)
        )


def unknown_code(key: str) -> UnknownName:
    """The error for a key that no code has."""
    return UnknownName(
        _("There is no code “{key}” in the codebook.", key=key), remedy=_("“recall-studio codebook” lists the codes.")
    )


def _check_unique(keys: list[str], *, what: str) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise BadFile(
                _("The {what} “{key}” stands {times} times in the codebook.", what=what, key=key, times=times)
            )


def _check_known(where: str, named: tuple[str, ...] | list[str], known: set[str]) -> None:
    for key in named:
        if key not in known:
            raise BadFile(_("“{where}” names “{key}”, which is not in the codebook.", where=where, key=key))
