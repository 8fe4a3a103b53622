"""The lanes of a conversation as a drawing (SVG): a line a theme, an instant a diamond, hatched where nobody coded.

Shape and label tell the themes apart, so that it can be read in black and white.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.analysis.conversation_page import ConversationPage, PageLane
    from recall_studio.domain.moments import Moment

WIDTH, HEAD, LANE, TOP = 1320, 250, 38, 34
"""Of the drawing, of the names at its left, of a lane and of the times above, in px."""
_LETTERS = 'font-family="sans-serif" font-size="21"'
_GREY = "#777777"
_TICKS_MS = (10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 3_600_000)
_MOST_TICKS = 9
_LEAST_PX = 3


def lanes_svg(page: ConversationPage) -> str:
    """The drawing."""
    height = TOP + LANE * max(len(page.lanes), 1) + 4
    body = [*_ground(page, height), *_times(page, height)]
    for place, lane in enumerate(page.lanes):
        body += _lane(page, lane, TOP + place * LANE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f"{_HATCHING}{''.join(body)}</svg>"
    )


_HATCHING = (
    '<defs><pattern id="uncoded" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="10" stroke="#bbbbbb" stroke-width="2"/></pattern></defs>'
)


def _x(page: ConversationPage, ms: int) -> float:
    return HEAD + (WIDTH - HEAD - 2) * min(max(ms / max(page.duration_ms, 1), 0), 1)


def _ground(page: ConversationPage, height: int) -> Iterator[str]:
    for start_ms, end_ms in () if page.live else page.uncoded:
        left, right = _x(page, start_ms), _x(page, end_ms)
        yield (
            f'<rect x="{left:.1f}" y="{TOP}" width="{right - left:.1f}" height="{height - TOP}" fill="url(#uncoded)"/>'
        )
    if not page.lanes:
        words = escape(_("No moments"))
        yield f'<text x="0" y="{TOP + 22}" {_LETTERS} fill="{_GREY}">{words}</text>'


def _times(page: ConversationPage, height: int) -> Iterator[str]:
    tick = next((one for one in _TICKS_MS if page.duration_ms / one <= _MOST_TICKS), _TICKS_MS[-1])
    for ms in range(0, page.duration_ms + 1, tick):
        x = _x(page, ms)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{height}" stroke="#dddddd"/>'
        if x < WIDTH - 60:
            clock = format_ms(ms).split(".")[0]
            yield f'<text x="{x:.1f}" y="{TOP - 9}" {_LETTERS} fill="{_GREY}">{clock}</text>'


def _lane(page: ConversationPage, lane: PageLane, top: int) -> Iterator[str]:
    name = lane.theme.label.in_language(language()) if lane.theme else _("no code yet")
    colour = (lane.theme.color if lane.theme else "") or _GREY
    yield f'<text x="0" y="{top + 23}" {_LETTERS}>{escape(name)}</text>'
    yield f'<line x1="0" y1="{top + LANE}" x2="{WIDTH}" y2="{top + LANE}" stroke="#eeeeee"/>'
    for one in lane.moments:
        yield _moment(page, one, top, colour)


def _moment(page: ConversationPage, one: Moment, top: int, colour: str) -> str:
    x, middle = _x(page, one.start_ms), top + LANE / 2
    if one.end_ms is None:
        corners = f"{x},{middle - 9} {x + 8},{middle} {x},{middle + 9} {x - 8},{middle}"
        return f'<polygon points="{corners}" fill="{colour}" stroke="#ffffff"/>'
    width = max(_x(page, one.end_ms) - x, _LEAST_PX)
    return (
        f'<rect x="{x:.1f}" y="{top + 7}" width="{width:.1f}" height="{LANE - 14}" rx="3" fill="{colour}" '
        'stroke="#ffffff"/>'
    )
