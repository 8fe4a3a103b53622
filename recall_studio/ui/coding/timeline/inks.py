"""Colours of codes on the timeline: made to be seen on light and on dark, with words that can be read on them."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor

from recall_studio.ui.tokens import LIGHT

_LIGHT_FROM = 0.40
TINT = 0.24
"""How much of its colour the coding of others has as its ground."""
_BRIGHT_FROM = 0.19
"""Relative luminance from which dark words are read better than white ones."""


@cache
def fill_of(colour: str, *, dark: bool) -> QColor:
    """The colour of a code as a ground; lighter in a dark window."""
    made = QColor(colour)
    return made.lighter(135) if dark and made.lightnessF() < _LIGHT_FROM else made


@cache
def tint_of(colour: str, *, dark: bool) -> QColor:
    """The same, so thin that the text colour of the window is read on it."""
    made = QColor(fill_of(colour, dark=dark))
    made.setAlphaF(TINT)
    return made


@cache
def faint_of(colour: str, ground: str, *, dark: bool) -> QColor:
    """How that looks on this ground, as a colour that hides what lies below it."""
    ink, below = fill_of(colour, dark=dark), QColor(ground)
    parts = zip((ink.red(), ink.green(), ink.blue()), (below.red(), below.green(), below.blue()), strict=True)
    return QColor(*(round(TINT * over + (1 - TINT) * under) for over, under in parts))


@cache
def ink_on(colour: str, *, dark: bool) -> QColor:
    """Dark or white: what is read best on that ground."""
    ground = fill_of(colour, dark=dark)
    bright = 0.2126 * ground.redF() ** 2.2 + 0.7152 * ground.greenF() ** 2.2 + 0.0722 * ground.blueF() ** 2.2
    return QColor(LIGHT.text if bright > _BRIGHT_FROM else LIGHT.on_accent)
