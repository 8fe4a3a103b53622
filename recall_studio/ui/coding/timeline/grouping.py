"""By what the moments are put in lanes, and which lanes that gives. Pure: no Qt."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.study import Layer
from recall_studio.domain.words import N_, _, language

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Codebook
    from recall_studio.ui.coding.moment_view import MomentView

UNKNOWN = 1_000_000


class Grouping(StrEnum):
    """What the moments of one lane have in common."""

    THEME = "theme"
    CODE = "code"
    CODER = "coder"
    LAYER = "layer"


WORDS = {
    Grouping.THEME: N_("By theme"),
    Grouping.CODE: N_("By code"),
    Grouping.CODER: N_("By coder"),
    Grouping.LAYER: N_("By layer"),
}
_LAYERS = {
    Layer.GESPREK: N_("Conversation"),
    Layer.NAGESPREK: N_("Recall interview"),
    Layer.INTERVISIE: N_("Peer review"),
}


class Heading(NamedTuple):
    """The head of a lane: its name, and its colour where it has one of its own (empty otherwise)."""

    title: str
    colour: str


def key_of(view: MomentView, grouping: Grouping) -> str | None:
    """In which lane a moment lies; None for those that have no code."""
    if grouping is Grouping.THEME:
        return view.theme
    if grouping is Grouping.CODE:
        return view.code
    return view.coder if grouping is Grouping.CODER else view.layer


def always(grouping: Grouping, book: Codebook, me: str) -> list[str]:
    """The lanes that are there without any moment. No coder but oneself is among them: who coded is not told by it."""
    if grouping is Grouping.THEME:
        return [code.key for code in book.on if code.is_theme]
    if grouping is Grouping.CODER:
        return [me]
    return [Layer.GESPREK.value] if grouping is Grouping.LAYER else []


def rank(key: str | None, grouping: Grouping, book: Codebook, me: str) -> tuple[int, str]:
    """How the lanes are ordered: as the codebook has it, oneself before other coders; those without a code last."""
    if key is None:
        return UNKNOWN + 1, ""
    if grouping is Grouping.CODER:
        return int(key != me), key
    if grouping is Grouping.LAYER:
        return list(Layer).index(Layer(key)), key
    return _place_in(book, key), key


def heading(key: str | None, grouping: Grouping, book: Codebook, colour: str) -> Heading:
    """What stands at the head of a lane.

    Args:
        key: of the lane.
        grouping: by what the lanes are made.
        book: gives themes and codes their names.
        colour: that a code of this key has.
    """
    if grouping is Grouping.CODER and key is not None:
        return Heading(_("Coder {code}", code=key), "")
    if grouping is Grouping.LAYER and key is not None:
        return Heading(_(_LAYERS[Layer(key)]), "")
    if key is None:
        return Heading(_("To be coded"), colour)
    code = book.by_key.get(key)
    if code is None:
        return Heading(key, colour)
    short = code.short.in_language(language()) if grouping is Grouping.CODE else ""
    return Heading(short or code.label.in_language(language()), colour)


def _place_in(book: Codebook, key: str) -> int:
    return next((place for place, code in enumerate(book.codes) if code.key == key), UNKNOWN)
