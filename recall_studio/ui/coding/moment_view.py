"""A moment as the window shows it, kept or not yet, and what is said when moments change."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import CodeType
from recall_studio.domain.words import _, language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.domain.moments import Moment

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""One for all that have none: a recording has thousands of moments."""
Place = tuple[str | None, int, int | None, bool]


@dataclass(frozen=True, slots=True)
class MomentView:
    """One moment of the open recording; times in ms of its time line.

    Attributes:
        id: the moment's id; of one that is not kept yet a temporary one.
        code: key of its code; None while it is still to be coded.
        label, short: the code in words, and as short as it stands on a bar.
        theme: key of the code's theme.
        colour: `#rrggbb` of the code.
        is_point: whether it is drawn as an instant.
        end_ms: None for an instant and for a stretch that is running.
        running: begun, its end is still to come.
        pending: not kept yet.
        own: of the member who works here.
        discuss: marked to be discussed.
        pressed_ms: the picture that was on the screen at the key press.
        clock_at: when it began by the clock, in UTC, where it was marked while watching along live.
        layer: what it lies in: the conversation, a recall interview or an intervisie meeting.
        round: the coding round that it was made in; empty while it is pending.
    """

    id: str
    code: str | None
    label: str
    short: str
    theme: str | None
    colour: str
    is_point: bool
    start_ms: int
    end_ms: int | None
    running: bool
    pending: bool
    coder: str
    own: bool
    speaker: str | None = None
    certainty: int | None = None
    modifiers: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    note: str | None = None
    discuss: bool = False
    pressed_ms: int | None = None
    clock_at: str | None = None
    layer: str = "gesprek"
    round: str = ""

    @property
    def last_ms(self) -> int:
        """Where it ends; of an instant and a running stretch, where it begins."""
        return self.start_ms if self.end_ms is None else self.end_ms

    @property
    def place(self) -> Place:
        """By what a kept moment is told to be the one that was pending."""
        return self.code, self.start_ms, self.end_ms, self.running


@dataclass(frozen=True, slots=True)
class Delta:
    """Which moments changed: ids. After `reset` all of them are others."""

    reset: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.reset or bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was just tagged: shown on the picture for two seconds, with its time and the key that takes it back."""

    text: str
    at_ms: int
    colour: str


NOT_KEPT = Confirmation("", 0, "")
"""Takes back what was confirmed: the study refused it."""


@dataclass(frozen=True, slots=True)
class CodeLook:
    """How a code is shown: in words, in its theme's colour, as an instant or a stretch."""

    label: str
    short: str
    theme: str | None
    colour: str
    is_point: bool


def look_of(book: Codebook, key: str | None, neutral: str) -> CodeLook:
    """How the code of this key is shown; `neutral` is the colour of a moment without a code."""
    code = book.by_key.get(key) if key else None
    if code is None:
        said = key or _("To be coded")
        return CodeLook(said, said, None, neutral, is_point=True)
    label = code.label.in_language(language())
    theme = book.theme_of(code.key)
    short = code.short.in_language(language()) or label
    return CodeLook(label, short, theme.key, code.color or theme.color or neutral, is_point=not is_stretch(code))


def is_stretch(code: Code) -> bool:
    """Whether pressing this code begins a stretch. A theme, which may be either, marks an instant."""
    return code.code_type is CodeType.INTERVAL


def view_of(moment: Moment, look: CodeLook, *, me: str, discussed: Collection[str]) -> MomentView:
    """A kept moment as the window shows it.

    Args:
        moment: as the store gives it.
        look: how its code is shown.
        me: the code of the member who works here.
        discussed: ids of the moments that are marked to be discussed.
    """
    return MomentView(
        id=moment.id,
        code=moment.code,
        label=look.label,
        short=look.short,
        theme=look.theme,
        colour=look.colour,
        is_point=moment.end_ms is None and not moment.running,
        start_ms=moment.start_ms,
        end_ms=moment.end_ms,
        running=moment.running,
        pending=False,
        coder=moment.coder,
        own=moment.coder == me,
        speaker=moment.speaker,
        certainty=moment.certainty,
        modifiers=json.loads(moment.modifiers) if moment.modifiers != "{}" else NOTHING,
        note=moment.note,
        discuss=moment.id in discussed,
        pressed_ms=moment.pressed_ms,
        clock_at=moment.clock_at,
        round=moment.round,
        layer=moment.layer,
    )
