"""Reads a codebook from JSON of the shape of the one that ships with the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from recall_studio.domain.codebook import Code, CodeStatus, CodeType, Modifier, ModifierValue, Text
from recall_studio.domain.errors import BadFile
from recall_studio.domain.study import Layer
from recall_studio.domain.words import _
from recall_studio.exchange.codebook_parts import checked_color, checked_key, checked_word, put_together, wrong
from recall_studio.exchange.codebook_tables import TEXTS

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

    from recall_studio.domain.codebook import Codebook

    E = TypeVar("E", bound=StrEnum)


def codebook_from_json(path: Path) -> Codebook:
    """Read a codebook: `version`, `themes` with `codes`, `modifiers`, `exclusive_groups`.

    A theme can be coded as either a point or an interval, in every layer that one of its codes has; its codes are
    on when it is.

    Raises:
        BadFile: it cannot be read; the sentence names the line or the element.
    """
    document = _Element(_parsed(path), path.name, "")
    themes = document.elements("themes")
    _check_once([element for theme in themes for element in (theme, *theme.elements("codes"))])
    _check_once(document.elements("modifiers", needed=False))
    codes = [code for theme in themes for code in _theme(theme)]
    return put_together(
        path.name,
        version=document.text("version", "1.0"),
        codes=codes,
        modifiers=[_modifier(element) for element in document.elements("modifiers", needed=False)],
        exclusive_groups=document.lists("exclusive_groups"),
    )


def words_of_json(path: Path) -> set[str]:
    """The names that the codes of a file give something under.

    Raises:
        BadFile: it cannot be read.
    """
    themes = _Element(_parsed(path), path.name, "").elements("themes")
    found = {name for theme in themes for code in theme.elements("codes") for name in code.names}
    above = {name for theme in themes for name in theme.names}
    also = {"on_by_default": "on", "key_letter": "chord", "color": "color"}
    return found | {also[name] for name in above if name in also}


def _parsed(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadFile(_("“{file}” cannot be read: {reason}.", file=path.name, reason=reason)) from error
    except UnicodeDecodeError as error:
        raise BadFile(_("“{file}” is not a text file in UTF-8.", file=path.name)) from error
    except json.JSONDecodeError as error:
        raise BadFile(
            _("“{file}” is no JSON: line {line} cannot be read.", file=path.name, line=error.lineno)
        ) from error
    except RecursionError as error:
        raise BadFile(_("“{file}” is nested too deeply to be a codebook.", file=path.name)) from error


class _Element:
    """An object of the file and where it stands, for the errors.

    Args:
        value: what JSON gave.
        file: name of the file.
        place: the way to it, such as `themes[0].codes[2]`.
    """

    def __init__(self, value: object, file: str, place: str) -> None:
        self.file = file
        self.place = place or _("at the top")
        self._prefix = f"{place}." if place else ""
        if not isinstance(value, dict):
            raise wrong(file, self.place, _("an object was expected."))
        self._value: dict[str, Any] = value

    @property
    def names(self) -> set[str]:
        """What it says something of."""
        return set(self._value)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; needed when there is no default."""
        found = self._value.get(name, default)
        if found is None:
            raise wrong(self.file, self.place, _("“{name}” is missing.", name=name))
        if not isinstance(found, str):
            raise wrong(self.file, self._prefix + name, _("a text was expected."))
        return found

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self._value.get(name, default)
        if not isinstance(found, bool):
            raise wrong(self.file, self._prefix + name, _("true or false was expected."))
        return found

    def texts(self, name: str) -> Text:
        """A text in both languages, as far as it is there."""
        return Text(self.text(f"{name}_nl", ""), self.text(f"{name}_en", ""))

    def named(self) -> Text:
        """What it is called, as far as it is."""
        return Text(self.text("nl", ""), self.text("en", ""))

    def label(self) -> Text:
        """What it is called, in at least one language."""
        label = self.named()
        if not (label.nl.strip() or label.en.strip()):
            raise wrong(self.file, self.place, _("it has no label, neither “nl” nor “en”."))
        return label

    def key(self) -> str:
        """Its key."""
        return checked_key(self.text("key"), file=self.file, place=self.place)

    def color(self, default: str) -> str:
        """Its color, or the default."""
        return checked_color(self.text("color", default), file=self.file, place=f"{self._prefix}color")

    def one_of(self, name: str, kind: type[E], default: E) -> E:
        """One of the words of an enumeration."""
        return checked_word(self.text(name, default.value), kind, file=self.file, place=self._prefix + name)

    def items(self, name: str, *, needed: bool) -> list[Any]:
        """A list."""
        found = self._value.get(name, None if needed else [])
        if not isinstance(found, list):
            raise wrong(self.file, self._prefix + name, _("a list was expected."))
        return found

    def elements(self, name: str, *, needed: bool = True) -> list[_Element]:
        """A list of objects."""
        items = self.items(name, needed=needed)
        return [_Element(item, self.file, f"{self._prefix}{name}[{place}]") for place, item in enumerate(items)]

    def words(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        found = self.items(name, needed=False) if name in self._value else list(default)
        if not all(isinstance(item, str) for item in found):
            raise wrong(self.file, self._prefix + name, _("a list of texts was expected."))
        return tuple(found)

    def layers(self, default: tuple[str, ...]) -> tuple[str, ...]:
        """The layers that it is used in."""
        found = self.words("layers", default)
        return tuple(checked_word(word, Layer, file=self.file, place=f"{self._prefix}layers").value for word in found)

    def lists(self, name: str) -> list[tuple[str, ...]]:
        """A list of lists of texts."""
        found = self.items(name, needed=False)
        return [_Element({name: item}, self.file, f"{name}[{place}]").words(name) for place, item in enumerate(found)]


def _check_once(elements: list[_Element]) -> None:
    """See that every key stands once.

    Raises:
        BadFile: one stands twice; the sentence names both places.
    """
    first: dict[str, str] = {}
    for element in elements:
        key = element.key()
        if key in first:
            reason = _("“{key}” stands at {place} already.", key=key, place=first[key])
            raise wrong(element.file, element.place, reason)
        first[key] = element.place


def _texts(element: _Element) -> dict[str, Any]:
    return {name: element.texts(name) for name in TEXTS}


def _theme(element: _Element) -> list[Code]:
    on, color = element.flag("on_by_default", default=True), element.color("")
    key = element.key()
    codes = [_code(child, theme=key, on=on, color=color) for child in element.elements("codes")]
    used = {layer for code in codes for layer in code.layers}
    layers = tuple(layer.value for layer in Layer if layer in used) or (Layer.GESPREK.value,)
    theme = Code(
        key,
        None,
        element.label(),
        element.one_of("type", CodeType, CodeType.EITHER),
        **_texts(element),
        **_fate(element),
        layers=element.layers(layers),
        actor=element.text("actor", ""),
        basis=element.text("basis", ""),
        modifiers=element.words("modifiers"),
        chord=element.text("key_letter", ""),
        color=color,
        on=on,
    )
    return [theme, *codes]


def _code(element: _Element, *, theme: str, on: bool, color: str) -> Code:
    return Code(
        element.key(),
        theme,
        element.label(),
        element.one_of("type", CodeType, CodeType.EITHER),
        **_texts(element),
        **_fate(element),
        actor=element.text("actor", ""),
        layers=element.layers((Layer.GESPREK.value,)),
        basis=element.text("basis", ""),
        modifiers=element.words("modifiers"),
        chord=element.text("chord", ""),
        color=element.color(color),
        on=element.flag("on", default=on),
    )


def _fate(element: _Element) -> dict[str, Any]:
    """Whether it is in use, and what took its place."""
    return {
        "status": element.one_of("status", CodeStatus, CodeStatus.ACTIEF),
        "replaced_by": element.text("replaced_by", "") or None,
        "split_into": element.words("split_into"),
        "provisional": element.flag("provisional", default=False),
    }


def _modifier(element: _Element) -> Modifier:
    values = [ModifierValue(v.text("key"), v.named()) for v in element.elements("values", needed=False)]
    return Modifier(
        element.key(),
        element.label(),
        tuple(values),
        multiple=element.flag("multiple", default=False),
        unit=element.text("unit", ""),
    )
