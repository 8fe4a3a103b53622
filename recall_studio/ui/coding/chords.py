"""Which code a row of keys means: a theme's letter and then a number, or a number alone. No Qt, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from recall_studio.domain.study import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.codebook import Code, Codebook

PATIENCE_S = 2.0
"""How long a letter waits for its number."""
MOST_PINNED = 10
NONE = ""
"""In the place of a pinned code: none lies there."""


@dataclass(frozen=True, slots=True)
class KeyMap:
    """What the keys mean.

    Args:
        themes: the theme of each letter (upper case).
        chords: the code of each letter and number.
        pinned: the codes on 1 to 9 and 0, in that order; empty for a digit without one.
    """

    themes: Mapping[str, str] = field(default_factory=dict)
    chords: Mapping[tuple[str, int], str] = field(default_factory=dict)
    pinned: tuple[str, ...] = ()

    def pinned_on(self, digit: int) -> str | None:
        """The code that is pinned on this digit; 0 is the tenth."""
        place = (digit - 1) % MOST_PINNED
        return (self.pinned[place] or None) if place < len(self.pinned) else None

    def digit_of(self, code: str) -> str:
        """The digit on which a code is pinned, or nothing."""
        return str((self.pinned.index(code) + 1) % MOST_PINNED) if code in self.pinned else ""


def key_map(book: Codebook, pinned: Sequence[str] = (), layer: Layer = Layer.GESPREK) -> KeyMap:
    """The keys of the codes that are in use.

    Without a choice of pinned ones the first ten are pinned. Where a pinned one is gone its digit is free: no other
    code moves to another finger.
    """
    used = codes_in_use(book, layer)
    keys = {code.key for code in used}
    themes: dict[str, str] = {}
    chords: dict[tuple[str, int], str] = {}
    for code in used:
        letter, digit = _chord(code)
        if not letter:
            continue
        if code.is_theme:
            themes.setdefault(letter, code.key)
            chords.setdefault((letter, 0), code.key)
        elif digit is not None:
            chords.setdefault((letter, digit), code.key)
    if not any(not key or key in keys for key in pinned):
        pinned = [code.key for code in used if not code.is_theme]
    placed = tuple(key if key in keys else NONE for key in pinned[:MOST_PINNED])
    return KeyMap(themes, chords, placed)


def codes_in_use(book: Codebook, layer: Layer = Layer.GESPREK) -> list[Code]:
    """The themes and codes that are on and coded in a conversation, or in another layer."""
    return [code for code in book.on if layer.value in code.layers]


def own_themes_off(book: Codebook, layer: Layer) -> list[Code]:
    """The themes that are coded in this layer and never in a conversation, and of which nothing is on."""
    own = [one for one in book.themes if layer.value in one.layers and Layer.GESPREK.value not in one.layers]
    on = {code.parent for code in book.on} | {code.key for code in book.on}
    return [theme for theme in own if theme.key not in on]


def _chord(code: Code) -> tuple[str, int | None]:
    letter, _space, digit = code.chord.partition(" ")
    return letter.upper(), int(digit) if digit.isdecimal() and len(digit) == 1 else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter was pressed and waits for its number."""

    letter: str
    theme: str
    since_s: float


class Meaning(Enum):
    """What a key turned out to be."""

    BEGUN = "begun"  # a letter: its picture is the time of what follows
    CODE = "code"  # one key was enough: the picture of this key
    CHORD = "chord"  # the number after a letter: the picture of the letter
    UNKNOWN = "unknown"  # there is no such code
    OTHER = "other"  # no key of codes: for somebody else


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a key means now; `beside`: a second code on the stretch that is there; `said` names a key without a code."""

    meaning: Meaning
    code: str = ""
    beside: bool = False
    said: str = ""


Step = tuple["Waiting | None", Outcome]


def letter_pressed(keys: KeyMap, letter: str, now_s: float) -> Step:
    """A letter was pressed: it begins a chord, also when another one was begun; else it is no key of codes."""
    theme = keys.themes.get(letter.upper())
    if theme is None:
        return None, Outcome(Meaning.OTHER)
    return Waiting(letter.upper(), theme, now_s), Outcome(Meaning.BEGUN, theme)


def digit_pressed(keys: KeyMap, waiting: Waiting | None, digit: int, now_s: float, *, beside: bool = False) -> Step:
    """A digit was pressed: it ends the chord that waits, or stands for the code pinned on it."""
    if waiting is not None and not expired(waiting, now_s):
        code = keys.chords.get((waiting.letter, digit))
        meaning, said = Meaning.CHORD, f"{waiting.letter} {digit}"
    else:
        code = keys.pinned_on(digit)
        meaning, said = Meaning.CODE, str(digit)
    if code is None:
        return None, Outcome(Meaning.UNKNOWN, said=said)
    return None, Outcome(meaning, code, beside)


def expired(waiting: Waiting, now_s: float) -> bool:
    """Whether a letter waited too long for its number."""
    return now_s - waiting.since_s > PATIENCE_S
