"""Times as people write them and as the program keeps them: whole milliseconds in the recording's time line."""

from __future__ import annotations

import re

from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import _

_CLOCK = re.compile(r"(?:(?P<h>\d{1,4}):(?=\d\d:))?(?P<m>\d{1,5}):(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,9}))?", re.ASCII)
_SECONDS = re.compile(r"(?P<s>\d{1,9})(?:[.,](?P<f>\d{1,9}))?", re.ASCII)


def parse_ms(text: str) -> int:
    """Read `[hh:]mm:ss[.mmm]` or seconds as milliseconds; finer fractions round half up.

    Raises:
        BadInput: the text is no time.
    """
    bare = text.strip()
    clock, seconds = _CLOCK.fullmatch(bare), _SECONDS.fullmatch(bare)
    if clock and (clock["h"] is None or int(clock["m"]) < 60):
        whole = (int(clock["h"] or 0) * 60 + int(clock["m"])) * 60 + int(clock["s"])
        return whole * 1000 + _fraction_ms(clock["f"])
    if seconds:
        return int(seconds["s"]) * 1000 + _fraction_ms(seconds["f"])
    raise BadInput(
        _("“{text}” is not a time.", text=text),
        remedy=_("Write hours, minutes and seconds as 00:01:05.200, or seconds as 65.2."),
    )


def _fraction_ms(digits: str | None) -> int:
    padded = (digits or "").ljust(4, "0")
    return (int(padded[:4]) + 5) // 10


def format_ms(ms: int) -> str:
    """Write milliseconds (zero or more) as `hh:mm:ss.mmm`."""
    seconds, rest = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{rest:03}"
