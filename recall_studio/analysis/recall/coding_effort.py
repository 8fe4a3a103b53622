"""M-19, the part of coding: how long coders were at work on a recording, as the times of their steps tell."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from recall_studio.analysis.recall.shares import spread_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.analysis.recall.shares import Spread

PAUSE_MIN = 5.0
"""Who does nothing for longer than this is taken to be away: the time until the next step does not count."""

LEAST_MIN = 1.0
"""Less than this in a recording is looking around or bringing something in, no coding."""


def minutes_at_work(times: Iterable[str], *, pause_min: float = PAUSE_MIN) -> float:
    """How long somebody was at work, in minutes: the time between steps that follow each other within the pause.

    A lower bound: watching for longer than the pause without a step does not count, nor does a step by itself.

    Args:
        times: of the steps, UTC, ISO 8601, in any order.
        pause_min: the longest time between two steps that counts.
    """
    ordered = sorted(datetime.fromisoformat(one) for one in times)
    apart = ((later - earlier).total_seconds() / 60 for earlier, later in pairwise(ordered))
    return sum(minutes for minutes in apart if minutes <= pause_min)


def coding_effort(
    steps: Iterable[tuple[str, str, str]], lengths_ms: Mapping[str, int], *, pause_min: float = PAUSE_MIN
) -> Spread | None:
    """Coding minutes per recorded minute (domain.md §2.4, M-19): one value a coder and recording; None without any.

    Args:
        steps: recording, coder and time of each step that a coder made in a recording.
        lengths_ms: how long each recording is, by the same name.
        pause_min: see `minutes_at_work()`.
    """
    times: dict[tuple[str, str], list[str]] = {}
    for recording, coder, at in steps:
        if lengths_ms.get(recording):
            times.setdefault((recording, coder), []).append(at)
    worked = {key: minutes_at_work(ats, pause_min=pause_min) for key, ats in times.items()}
    return spread_of(
        minutes / (lengths_ms[recording] / 60_000)
        for (recording, _coder), minutes in worked.items()
        if minutes >= LEAST_MIN
    )
