"""Times as the window shows them: the decimals as the language writes them, and hours only where there are any."""

from __future__ import annotations

from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import decimal, language


def long_clock(ms: int, *, thousandths: bool = True, hours: bool = True) -> str:
    """`00:12:43.320`, the time that is typed and exported; without its ends where they say nothing."""
    whole = format_ms(ms)
    if not hours and ms < 3_600_000:
        whole = whole[3:]
    return whole if thousandths else whole[:-4]


def plain_clock(ms: int) -> str:
    """`12:31`, with the hours where there are any."""
    return long_clock(ms, thousandths=False, hours=False)


def short_clock(ms: int) -> str:
    """`12:31,3`: to be read in passing."""
    tenths = f"{ms % 1000 // 100}"
    mark = "," if language() == "nl" else "."
    return plain_clock(ms) + mark + tenths


def length_of(start_ms: int, end_ms: int | None) -> str:
    """`3,4 s`: how long a stretch lasts; nothing for an instant."""
    return "" if end_ms is None else f"{decimal((end_ms - start_ms) / 1000)} s"
