"""Days and times as people here write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from recall_studio.domain.words import language

if TYPE_CHECKING:
    from recall_studio.analysis.library import LibraryRow

_PARTS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_TIME = re.compile(r"(\d{1,2})[:.u h]?(\d{2})")
_CENTURY = 2000


def day_in_words(day: date | str | None) -> str:
    """12-03-2026 in Dutch, 12 Mar 2026 in English; nothing for no day."""
    if not day:
        return ""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known:%d-%m-%Y}" if language() == "nl" else f"{known.day} {known:%b %Y}"


def moment_in_words(utc: str) -> str:
    """A moment that is kept in UTC (ISO 8601), with its day and the clock on the wall: 12-03-2026 14:05."""
    local = local_clock(utc)
    return f"{day_in_words(local.date())} {local:%H:%M}"


def recent_in_words(utc: str) -> str:
    """The same, without its day when that is today."""
    local = local_clock(utc)
    today = local.date() == datetime.now(UTC).astimezone().date()
    return f"{local:%H:%M}" if today else moment_in_words(utc)


def local_clock(utc: str) -> datetime:
    """A moment that is kept in UTC (ISO 8601), by the clock on the wall."""
    return datetime.fromisoformat(utc).astimezone()


def day_as_typed(day: date) -> str:
    """The day as `parse_day()` understands it."""
    return f"{day:%d-%m-%Y}"


def parse_day(typed: str) -> date | None:
    """The day that was meant by 12-3-2026, 12/3/26 or 2026-03-12; None when that is none."""
    found = _PARTS.fullmatch(typed.strip())
    if found is None:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if len(found[1]) == 4 else (last, first)
    try:
        return date(year + _CENTURY if year < 100 else year, month, day)
    except ValueError:
        return None


def parse_time(typed: str) -> time | None:
    """The time that was meant by 10:00, 10.00 or 1000; None when that is none."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        return None


def held_in_words(row: LibraryRow) -> str:
    """The day of a conversation, with its time when that is known."""
    if row.held_at:
        local = datetime.fromisoformat(row.held_at).astimezone()
        return f"{day_in_words(local.date())} {local:%H:%M}"
    return day_in_words(row.held_on)


def length_in_words(duration_ms: int) -> str:
    """47:10, or 1:02:03 from an hour on."""
    seconds = round(duration_ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
