"""One time line for a recording that was made in consecutive parts. Pure: no file is opened here."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.media.facts import MediaFacts


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts on the common time line, which starts at 0 with the first part and has no gaps."""

    offset_ms: int
    duration_ms: int

    @property
    def end_ms(self) -> int:
        """The first millisecond after this part, where the next one starts."""
        return self.offset_ms + self.duration_ms


def join(parts: Sequence[MediaFacts]) -> tuple[Part, ...]:
    """Lay parts behind each other, in the order given.

    Args:
        parts: the facts of each part, first part first.

    Returns:
        As many `Part`s, in the same order.

    Raises:
        BadInput: there are no parts, a part has no length, or some parts have a picture and others have not.
    """
    if not parts:
        raise BadInput(_("A recording needs at least one part."))
    _refuse_mixture(parts)
    if empty := [str(number) for number, part in enumerate(parts, start=1) if part.duration_ms <= 0]:
        raise BadInput(_("These parts have no length: {parts}.", parts=in_words(empty)))
    offsets = accumulate((part.duration_ms for part in parts), initial=0)
    return tuple(Part(offset, part.duration_ms) for offset, part in zip(offsets, parts, strict=False))


def _refuse_mixture(parts: Sequence[MediaFacts]) -> None:
    without = [str(number) for number, part in enumerate(parts, start=1) if part.video is None]
    if 0 < len(without) < len(parts):
        raise BadInput(
            _("Some parts have a picture, and these have sound only: {parts}.", parts=in_words(without)),
            remedy=_("Join parts that all have a picture, or parts that all have sound only."),
        )


def total_ms(parts: Sequence[Part]) -> int:
    """The length of the common time line in milliseconds."""
    return parts[-1].end_ms if parts else 0


def place(parts: Sequence[Part], ms: int) -> tuple[int, int]:
    """Where a time of the common time line lies.

    Args:
        parts: what `join` made.
        ms: 0 up to and including the end; on a border it is the later part, at the end the last one.

    Returns:
        The index of the part, counted from 0, and the milliseconds within that part.

    Raises:
        BadInput: the time lies outside the recording.
    """
    if not 0 <= ms <= total_ms(parts) or not parts:
        raise BadInput(_("That time lies outside the recording."))
    number = bisect_right(parts, ms, key=lambda part: part.offset_ms) - 1
    return number, ms - parts[number].offset_ms
