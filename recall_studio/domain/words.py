"""Every word a person reads passes here: one gettext catalogue for window, command line, errors and reports.

The source language is English; `speak("nl")` switches the whole process. Machine formats never come here.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING

from recall_studio.domain.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANGUAGES = ("nl", "en")

_spoken: dict[str, _gettext.NullTranslations] = {"now": _gettext.NullTranslations()}
_tongue = {"now": "en"}
_for_a_text: ContextVar[tuple[str, _gettext.NullTranslations] | None] = ContextVar("_for_a_text", default=None)


def speak(language: str) -> None:
    """Use this language from now on; one of `LANGUAGES`.

    Raises:
        ValueError: the language is not one of `LANGUAGES`.
    """
    _tongue["now"], _spoken["now"] = language, _translations(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write one text in another language: in this thread, for as long as it takes; all else goes on as it was.

    Raises:
        ValueError: the language is not one of `LANGUAGES`.
    """
    token = _for_a_text.set((language, _translations(language)))
    try:
        yield
    finally:
        _for_a_text.reset(token)


def _translations(language: str) -> _gettext.NullTranslations:
    if language not in LANGUAGES:
        raise ValueError(language)
    return _gettext.translation("recall_studio", resource("translations"), languages=[language], fallback=True)


def _now() -> _gettext.NullTranslations:
    other = _for_a_text.get()
    return other[1] if other else _spoken["now"]


def language() -> str:
    """The language spoken now."""
    other = _for_a_text.get()
    return other[0] if other else _tongue["now"]


def language_of_system() -> str:
    """Dutch where the system speaks Dutch, English elsewhere."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    name = asked or locale.getlocale()[0] or ""
    return "nl" if name.lower().startswith(("nl", "dutch")) else "en"


def _(text: str, /, **values: object) -> str:
    """The text in the language spoken now, with `{name}` places filled from `values`."""
    said = _now().gettext(text)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The text for this number in the language spoken now; `{n}` and other places are filled."""
    return _now().ngettext(one, many, n).format(n=n, **values)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogue and leave it as it is."""
    return text


def decimal(value: float, digits: int = 1) -> str:
    """A number with so many decimals, as the language writes it."""
    said = f"{value:.{digits}f}"
    return said.replace(".", ",") if language() == "nl" else said


def local_time(utc: str) -> str:
    """A moment that is kept in UTC (ISO 8601), as the clock on the wall had it."""
    return f"{datetime.fromisoformat(utc).astimezone():%Y-%m-%d %H:%M:%S}"


def in_words(items: Sequence[str]) -> str:
    """A list as people write it: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return _("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])
