"""The stops of an interview as lines of a table, and what is still open as lines of another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, ORIENTATION_WORDS, PROMPT_WORDS, PromptType
from recall_studio.domain.recall.still_open import OPEN_WORDS
from recall_studio.domain.words import N_, _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.finding_back.rows_model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.domain.recall.interview import Comment, Prompt, Record, Stop
    from recall_studio.domain.recall.still_open import StillOpen

Row = TypeVar("Row", "Prompt", "Comment")
WHOLE = "whole"
"""The id of the first line: the interview itself."""
HEADINGS = (
    N_("Nr"),
    N_("Time"),
    N_("Stopped by"),
    N_("Question"),
    N_("Comment"),
    N_("Then/now"),
    N_("Share"),
    N_("Open"),
)
DIGITS = (4, 8, 14, 9, 30, 11, 7, 6)
NOT_SHARED = "—"
WHOLE_CELLS = (1, 6)
"""The first cell with the words of the interview itself, and over how many cells they run."""


def stop_lines(record: Record, still: Sequence[StillOpen], *, open_only: bool = False) -> list[Line]:
    """The interview itself, then one line a stop; with `open_only` those at which something is open."""
    left = Counter(one.stop for one in still)
    whole = Line(WHOLE, ("", _("The interview as a whole"), "", "", "", "", "", _number(left[None])), None)
    lines = [whole] if left[None] or not open_only else []
    asked, said = _by_stop(record.prompts), _by_stop(record.comments)
    return lines + [
        _line(stop, asked.get(stop.id, []), said.get(stop.id, []), left[stop.id])
        for stop in record.stops
        if left[stop.id] or not open_only
    ]


def open_lines(record: Record, still: Sequence[StillOpen]) -> list[Line]:
    """One line for each thing that is open, in order."""
    numbers: dict[str, Stop] = {stop.id: stop for stop in record.stops}
    return [_open_line(number, one, numbers) for number, one in enumerate(still)]


def in_order(record: Record, stop: Stop) -> Iterator[Prompt | Comment]:
    """Questions and comments of a stop as they followed each other."""
    every: list[Prompt | Comment] = [*record.prompts, *record.comments]
    yield from sorted((one for one in every if one.stop == stop.id), key=lambda one: (one.session_ms, one.seq))


def _by_stop(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.stop, []).append(row)
    return found


def _line(stop: Stop, asked: Sequence[Prompt], said: Sequence[Comment], left: int) -> Line:
    kinds = [_(PROMPT_WORDS[one.type]) if one.type is not PromptType.GEEN else "?" for one in asked]
    shared = any(one.shareable for one in said)
    cells = (
        str(stop.number),
        plain_clock(stop.position_ms),
        _(INITIATOR_WORDS[stop.initiator]),
        ", ".join(dict.fromkeys(kinds)) or (_(PROMPT_WORDS[PromptType.GEEN]) if said else ""),
        "  ·  ".join(filter(None, (" ".join((one.text or one.text_original).split()) for one in said))),
        ", ".join(dict.fromkeys(_(ORIENTATION_WORDS[one.time_orientation]) for one in said)),
        _("yes") if shared else NOT_SHARED if said else "",
        _number(left),
    )
    return Line(stop.id, cells, stop)


def _open_line(number: int, one: StillOpen, stops: dict[str, Stop]) -> Line:
    stop = stops.get(one.stop) if one.stop is not None else None
    where = (_("Stop {number}", number=stop.number), plain_clock(stop.position_ms)) if stop else ("", "")
    return Line(f"{number}", (*where, _(OPEN_WORDS[one.what])), one)


def _number(left: int) -> str:
    return f"● {left}" if left else ""
