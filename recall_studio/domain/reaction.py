"""Reaction time: a coder presses a little after what they saw. Off (0 ms) unless the coder sets it."""

from __future__ import annotations

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

LONGEST_REACTION_MS = 5_000


def start_of(pressed_ms: int, reaction_ms: int, rate: float, *, playing: bool) -> int:
    """Where a moment begins whose key was pressed at this picture: `max(0, pressed − reaction × rate)`.

    The reaction takes its time by the clock, so at double speed twice as much of the recording went by. Standing
    still there is nothing to react to.

    Args:
        pressed_ms: the picture on the screen at the key press, in ms of the recording's time line.
        reaction_ms: the coder's reaction time, in ms of the clock.
        rate: the speed it was played at.
        playing: whether it was playing.
    """
    return max(0, pressed_ms - round(reaction_ms * rate)) if playing else pressed_ms


def check_reaction(reaction_ms: int) -> None:
    """See that this can be somebody's reaction time.

    Raises:
        BadInput: it is below 0 or longer than `LONGEST_REACTION_MS`.
    """
    if not 0 <= reaction_ms <= LONGEST_REACTION_MS:
        raise BadInput(_("A reaction time lies between 0 and {longest} milliseconds.", longest=LONGEST_REACTION_MS))
