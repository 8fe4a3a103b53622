"""Turns, marks and declared stretches of the open recording, so ordered that the visible ones are found at once."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from recall_studio.ui.coding.timeline.lanes import Line, ink_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.domain.marks import Mark
    from recall_studio.domain.moments import CodedRange
    from recall_studio.domain.turns import Turn
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.timeline.recalled import SaidLine
    from recall_studio.ui.tokens import Tokens


class Around:
    """What lies around the moments; made anew when it changed.

    Args:
        coding: whose recording it is.
        tokens: the colours of who speaks.
    """

    def __init__(self, coding: Coding, tokens: Tokens) -> None:
        me = coding.session.member.code
        self.turns: Sequence[Turn] = sorted(coding.turns, key=lambda turn: turn.start_ms)
        self.speech = _line_of(self.turns, tokens)
        self.marks: Sequence[Mark] = sorted(coding.marks, key=lambda mark: mark.at_ms)
        self._marked = [mark.at_ms for mark in self.marks]
        self.ranges: Sequence[CodedRange] = sorted(
            (made for made in coding.ranges if made.coder == me), key=lambda made: made.start_ms
        )
        self._declared = Line(overlaps=True)
        for made in self.ranges:
            self._declared.add(made.start_ms, made.end_ms, 0)
        self.recalled: Sequence[SaidLine] = ()
        """What was said of the recording in recall interviews, a line for each role."""

    def turns_in(self, start_ms: float, end_ms: float) -> Iterator[Turn]:
        """The turns that reach into this stretch."""
        return (self.turns[place] for place in self.speech.reaching(start_ms, end_ms))

    def marks_in(self, start_ms: float, end_ms: float) -> range:
        """Which places in `marks` lie in this stretch."""
        return range(bisect_left(self._marked, start_ms), bisect_left(self._marked, end_ms))

    def ranges_in(self, start_ms: float, end_ms: float) -> Iterator[CodedRange]:
        """What this member declared as coded that reaches into this stretch."""
        return (self.ranges[place] for place in self._declared.reaching(start_ms, end_ms))


def _line_of(turns: Sequence[Turn], tokens: Tokens) -> Line:
    colours = {"klant": tokens.speaker_client, "klantmanager": tokens.speaker_professional}
    line = Line(overlaps=True)
    for turn in turns:
        line.add(turn.start_ms, turn.end_ms, ink_of(colours.get(turn.speaker or "", tokens.muted)))
    return line
