"""The marks of the plain mode: up to three themes and "to talk about", on the keys 1 to 4. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.domain.ids import AnnotationId, DiscussMarkId
from recall_studio.domain.words import _, language
from recall_studio.edits.marking import change_mark_note, unmark_discuss
from recall_studio.ui.coding.discussing import mark_picture

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.marks import Mark
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import MomentView

FIRST_ASKED = ("disc", "taal", "maat")
MOST_THEMES = 3
TALK_ABOUT = 3
"""The place of "to talk about" among the four."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the four that can be marked; `code` is empty for "to talk about"."""

    place: int
    code: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class PlainMark:
    """One mark of the member who works here.

    Attributes:
        key: its id, of a moment or of a discuss mark.
        is_moment: which of the two it is.
        at_ms: where.
        label: what was marked.
        colour: of its theme; empty for "to talk about".
        note: what was written, or nothing.
        pending: not kept yet: it cannot be changed.
        playable: there is a recording to play from there.
    """

    key: str
    is_moment: bool
    at_ms: int
    label: str
    colour: str
    note: str
    pending: bool = False
    playable: bool = True


def choices(book: Codebook, star: str) -> list[Choice]:
    """What can be marked: the three themes that the study is about, or the first three of another codebook.

    Args:
        book: the codebook.
        star: the colour of "to talk about".
    """
    themes = [code for code in book.on if code.is_theme]
    asked = [code for key in FIRST_ASKED for code in themes if code.key == key]
    chosen = (asked if len(asked) == MOST_THEMES else themes)[:MOST_THEMES]
    made = [
        Choice(place, code.key, code.label.in_language(language()), code.color) for place, code in enumerate(chosen)
    ]
    return [*made, Choice(TALK_ABOUT, "", _("Talk about"), star)]


def mark(coding: Coding, place: int) -> None:
    """Mark the picture on the screen: the theme at this place, or that it is to be talked about."""
    if place == TALK_ABOUT:
        coding.playing.player.press().when_known(lambda press: mark_picture(coding, press))
        return
    for choice in choices(coding.session.codebook, ""):
        if choice.place == place:
            coding.press_code(choice.code)


def own_marks(coding: Coding) -> list[PlainMark]:
    """All marks of who works here, by time."""
    me, here = coding.session.member.code, coding.session.recording
    moments = [_of_moment(view) for view in coding.views() if view.own]
    marks = [_of_mark(found) for found in coding.marks if found.member == me and found.moment_id is None]
    found = sorted((*moments, *marks), key=lambda one: (one.at_ms, one.key))
    return [replace(one, playable=False) for one in found] if here is not None and here.live else found


def write_note(coding: Coding, of: PlainMark, note: str) -> None:
    """Give a mark another note; none when it is empty."""
    if of.is_moment:
        coding.change(of.key, note=note or None)
    else:
        coding.session.do(change_mark_note, mark=DiscussMarkId(of.key), note=note or None)


def take_away(coding: Coding, of: PlainMark) -> None:
    """Take a mark away; it can be undone."""
    if of.is_moment:
        coding.remove([AnnotationId(of.key)])
    else:
        coding.session.do(unmark_discuss, mark=DiscussMarkId(of.key))


def play(coding: Coding, of: PlainMark) -> None:
    """Play from a little before a mark."""
    player = coding.playing.player
    player.seek(max(0, of.at_ms - coding.preferences.settings.pre_roll_ms))
    player.play()


def _of_moment(view: MomentView) -> PlainMark:
    return PlainMark(
        key=view.id,
        is_moment=True,
        at_ms=view.start_ms,
        label=view.label,
        colour=view.colour,
        note=view.note or "",
        pending=view.pending,
    )


def _of_mark(found: Mark) -> PlainMark:
    return PlainMark(
        found.id, is_moment=False, at_ms=found.at_ms, label=_("Talk about"), colour="", note=found.note or ""
    )
