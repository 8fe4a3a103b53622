"""The stops of an interview as lines of a table, and what is still open as lines of another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, ORIENTATION_WORDS, PROMPT_WORDS, PromptType
from recall_studio.domain.recall.still_open import OPEN_WORDS
from recall_studio.domain.words import N_, _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.finding_back.rows_model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.domain.recall.interview import Comment, Prompt, Record, Stop
    from recall_studio.domain.recall.still_open import StillOpen

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
DIGITS = (4, 8, 12, 14, 30, 10, 7, 6)
NOT_SHARED = "—"


def stop_lines(record: Record, still: Sequence[StillOpen], *, open_only: bool = False) -> list[Line]:
    """The interview itself, then one line a stop; with `open_only` those at which something is open."""
    left = Counter(one.stop for one in still)
    whole = Line(WHOLE, ("", "", "", "", _("The interview as a whole"), "", "", _number(left[None])), None)
    lines = [whole] if left[None] or not open_only else []
    return lines + [_line(record, stop, left[stop.id]) for stop in record.stops if left[stop.id] or not open_only]


def open_lines(record: Record, still: Sequence[StillOpen]) -> list[Line]:
    """One line for each thing that is open, in order."""
    numbers: dict[str, Stop] = {stop.id: stop for stop in record.stops}
    return [_open_line(number, one, numbers) for number, one in enumerate(still)]


def at_stop(record: Record, stop: Stop) -> tuple[list[Prompt], list[Comment]]:
    """What was asked and said at a stop, in its order."""
    return [one for one in record.prompts if one.stop == stop.id], [
        one for one in record.comments if one.stop == stop.id
    ]


def in_order(record: Record, stop: Stop) -> Iterator[Prompt | Comment]:
    """Questions and comments of a stop as they followed each other."""
    asked, said = at_stop(record, stop)
    every: list[Prompt | Comment] = [*asked, *said]
    yield from sorted(every, key=lambda one: (one.session_ms, one.seq))


def _line(record: Record, stop: Stop, left: int) -> Line:
    asked, said = at_stop(record, stop)
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
