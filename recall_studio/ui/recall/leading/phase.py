"""How far a recall interview is."""

from enum import Enum


class Phase(Enum):
    """What goes on in it now."""

    BEFORE = "before"
    PLAYING = "playing"
    STOPPED = "stopped"
    RESTING = "resting"
    SEEN = "seen"  # everything was shown; they may still talk
    OVER = "over"
    CLOSED = "closed"  # consent was withdrawn


GOING_ON = frozenset({Phase.PLAYING, Phase.STOPPED, Phase.RESTING, Phase.SEEN})
"""It has begun and not ended."""
